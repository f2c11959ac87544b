"""The *Delivery Overview* tag: six counts of the same events, at six places on their way."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.courses import Course, course_from, course_to
from segment_async.sandbox.delivery import Dataset, datasets
from segment_async.sandbox.failures import invalid
from segment_async.sandbox.fql import compile_condition
from segment_async.sandbox.store import Missing, Record, Workspace, timestamp
from segment_async.sandbox.store.volume import Group, Query, minute_of, moment_of
from segment_async.sandbox.timespan import SLOT_MINUTES, check_span, read_moment, slot_edges

_TOLD_APART: Final = ("eventName", "eventType", "appVersion")
"""What the events themselves say."""

_AT_SOURCE: Final = (*_TOLD_APART, "discardReason")

_ENGAGE: Final = ("activationId", "audienceId", "spaceId")
"""Where else events can come from; those of a source come from none of these."""

_AT_DESTINATION: Final = (*_AT_SOURCE, "subscriptionId", *_ENGAGE)


@handles("getIngressSuccessMetricsFromDeliveryOverview")
def get_ingress_success(call: Call) -> Record:
    """Count what a source sent, as the event volume counts it."""
    source = _source(call)
    return _measure(call, course_from(call.workspace, source["id"]), "received", _TOLD_APART)


@handles("getIngressFailedMetricsFromDeliveryOverview")
def get_ingress_failed(call: Call) -> Record:
    """Count what a source sent in vain; it comes on top of what was received."""
    source = _source(call)
    return _measure(call, course_from(call.workspace, source["id"], "rejected"), "rejected", _AT_SOURCE)


@handles("getFilteredAtSourceMetricsFromDeliveryOverview")
def get_filtered_at_source(call: Call) -> Record:
    """Count what was received and blocked before any destination."""
    source = _source(call)
    return _measure(call, course_from(call.workspace, source["id"], "blocked"), "blocked", _AT_SOURCE)


@handles("getFilteredAtDestinationMetricsFromDeliveryOverview")
def get_filtered_at_destination(call: Call) -> Record:
    """Count what a destination was not to get."""
    return _measure_pair(call, "discarded")


@handles("getEgressFailedMetricsFromDeliveryOverview")
def get_egress_failed(call: Call) -> Record:
    """Count what a destination did not take."""
    return _measure_pair(call, "failed", retries=True)


@handles("getEgressSuccessMetricsFromDeliveryOverview")
def get_egress_success(call: Call) -> Record:
    """Count what a destination took."""
    return _measure_pair(call, "delivered", retries=True)


def _measure_pair(call: Call, step: str, *, retries: bool = False) -> Record:
    source = _source(call)
    destination = call.workspace.destinations.find(call.query["destinationConfigId"])
    if destination["sourceId"] != source["id"]:
        raise Missing(f"The source {source['id']!r} is not connected to this destination; name the one that is.")
    chosen = _chosen(call, destination)
    course = course_to(call.workspace, destination)
    return _measure(
        call,
        course,
        step,
        _AT_DESTINATION,
        counts=lambda group: destination["enabled"] and chosen(group),
        retries=retries,
    )


def _measure(
    call: Call,
    course: Course,
    step: str,
    groupings: Sequence[str],
    *,
    counts: Callable[[Group], bool] = lambda _: True,
    retries: bool = False,
) -> Record:
    """Return the data of an answer.

    Args:
        call: The request.
        course: The way that the events are on.
        step: What to count on it.
        groupings: What the operation can tell apart.
        counts: Tells whether some events count.
        retries: Whether retries are told.
    """
    query = call.query
    start, end = (read_moment(query[name], name) for name in ("startTime", "endTime"))
    granularity = query["granularity"]
    check_span(start, end, now=call.workspace.present(), limits=call.endpoint.time_ranges[granularity])
    asked = query.get("groupBy", [])
    unknown = [name for name in asked if name not in groupings]
    if unknown:
        raise invalid(f"groupBy: {unknown[0]!r} is none of {', '.join(groupings)}.", "groupBy")
    wanted = query.get("filter", {})
    length, horizon = SLOT_MINUTES[granularity], minute_of(call.workspace.started)
    edges = slot_edges(minute_of(start), minute_of(end), length)
    times = [timestamp(moment_of(edge - edge % length)) for edge in edges[:-1]]
    edges = [min(edge, horizon) for edge in edges]
    names, types, versions = (tuple(wanted.get(name, ())) for name in _TOLD_APART)
    volume = Query(edges[0], edges[-1], _TOLD_APART, (query["sourceId"],), names, types, versions)
    groups = [group for group in call.workspace.volume.groups(volume) if counts(group)]
    reasons = wanted.get("discardReason", [])
    fates = [fate for fate in course.of_step(step) if not reasons or fate.reason in reasons]
    rows = datasets(groups, course, fates, edges, [name for name in _AT_SOURCE if name in asked])

    def shown(_: Workspace, row: Dataset) -> Record:
        series: list[Record] = [
            {"time": time, "count": count} | ({"retryCount": again} if retries else {})
            for time, count, again in zip(times, row.counts, row.retries, strict=True)
        ]
        told = {"totalRetryCount": sum(row.retries)} if retries else {}
        return {**row.about, "total": sum(row.counts), **told, "series": series}

    return {"total": sum(sum(row.counts) for row in rows), **call.page(rows, shown)}


def _chosen(call: Call, destination: Record) -> Callable[[Group], bool]:
    """Return what tells whether events pass the filter on where they come from and through what they go."""
    wanted: Record = call.query.get("filter", {})
    if any(wanted.get(name) for name in _ENGAGE):
        return lambda _: False
    if not wanted.get("subscriptionId"):
        return lambda _: True
    subscriptions = call.workspace.destinations.subscriptions[destination["id"]]
    triggers = [
        compile_condition(subscriptions[key]["trigger"], "trigger")
        for key in wanted["subscriptionId"]
        if key in subscriptions
    ]

    def triggers_one(group: Group) -> bool:
        event: dict[str, Any] = {"type": group.about["eventType"], "event": group.about["eventName"]}
        return any(trigger(event) for trigger in triggers)

    return triggers_one


def _source(call: Call) -> Record:
    return call.workspace.sources.find(call.query["sourceId"])
