"""What the specification of the Public API does not say about reading a workspace: a row for each operation."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from segment_async._core.values import Json
from segment_async.audit.reading.asks import Ask, Asks, Hints, Rule
from segment_async.audit.spans import DELIVERY_DAYS, VOLUME_DAYS, VOLUME_SPANS

AT_ONCE: Final = 1000
"""The most things that Segment puts in a page."""


def _volume(now: datetime, _: tuple[str, ...], __: Mapping[str, Json]) -> Iterator[Ask]:
    """Ask what each source sent: span by span, the latest first."""
    for span in range(VOLUME_SPANS):
        end = _latest(now) - timedelta(days=span * VOLUME_DAYS)
        yield Ask((), {"groupBy": ["source"], **_days_before(end)})


def _events(now: datetime, scope: tuple[str, ...], source: Mapping[str, Json]) -> Iterator[Ask]:
    """Ask which events a source sent in the latest span."""
    if source.get("enabled") is not False:
        yield Ask((), {"sourceId": [scope[-1]], "groupBy": ["eventName", "eventType"], **_days_before(_latest(now))})


def _latest(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)  # what came later may not all be counted yet


def _days_before(end: datetime) -> dict[str, str]:
    start = end - timedelta(days=VOLUME_DAYS)
    return {"granularity": "DAY", "startTime": _moment(start), "endTime": _moment(end)}


def _summary(now: datetime, scope: tuple[str, ...], destination: Mapping[str, Json]) -> Iterator[Ask]:
    yield Ask(scope, {"sourceId": destination.get("sourceId", ""), **_lately(now)})


def _from_source(*groups: str) -> Asks:
    def asks(now: datetime, scope: tuple[str, ...], _: Mapping[str, Json]) -> Iterator[Ask]:
        yield Ask((), {"sourceId": scope[-1], **_lately(now), "groupBy": list(groups)})

    return asks


def _to_destination(*groups: str) -> Asks:
    def asks(now: datetime, scope: tuple[str, ...], destination: Mapping[str, Json]) -> Iterator[Ask]:
        if destination.get("enabled") is not False:
            pair = {"sourceId": destination.get("sourceId", ""), "destinationConfigId": scope[-1]}
            yield Ask((), {**pair, **_lately(now), "groupBy": list(groups)})

    return asks


def _months(count: int) -> Asks:
    """Ask for so many months, the present one first."""

    def asks(now: datetime, _: tuple[str, ...], __: Mapping[str, Json]) -> Iterator[Ask]:
        first = now.replace(day=1)
        for _month in range(count):
            yield Ask((), {"period": first.strftime("%Y-%m-%d")})
            first = (first - timedelta(days=1)).replace(day=1)

    return asks


def _by_query(name: str) -> Asks:
    """Ask by id, in a query parameter of this name."""
    return lambda _, scope, __: [Ask((), {name: scope[-1]})]


def _fully(*paginations: str) -> Asks:
    """Ask for as much as there can be at once: the answer does not tell how to go on."""
    return lambda _, scope, __: [Ask(scope, {name: {"count": AT_ONCE} for name in paginations})]


def _by_name(name: str) -> Asks:
    """Ask with what a field of the thing says in the place of its id, where it says something."""

    def asks(_: datetime, scope: tuple[str, ...], thing: Mapping[str, Json]) -> Iterator[Ask]:
        if thing.get(name):
            yield Ask((*scope[:-1], str(thing[name])))

    return asks


def _instances(_: datetime, scope: tuple[str, ...], function: Mapping[str, Json]) -> Iterator[Ask]:
    if str(function.get("resourceType")).startswith("INSERT_"):  # the others are attached by being installed
        yield Ask((), {"functionId": scope[-1]})


def _syncs(_: datetime, scope: tuple[str, ...], subscription: Mapping[str, Json]) -> Iterator[Ask]:
    if subscription.get("modelId"):  # the others take events
        yield Ask((str(subscription["modelId"]), scope[-1]))


def _lately(now: datetime) -> dict[str, str]:
    """Return the span of delivery metrics: whole days, and what there is of the present one."""
    start = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DELIVERY_DAYS - 1)
    return {"granularity": "DAY", "startTime": _moment(start), "endTime": _moment(now)}


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


AGAIN: Final[Mapping[str, Rule]] = {
    "getEventsVolumeFromWorkspace": Rule(of="/sources", kind="source-event-volume", asks=_events),
}
"""Operations that are asked once more in another way."""

COLLECTIONS: Final[Mapping[str, str]] = {
    "/destination": "/destinations",  # the paths of filters spell it in the singular
    "/reverse-etl-models/{}/syncs": "/reverse-etl-models/{}/subscriptionId/{}/syncs",
}
"""Where a path parameter takes its values from another list than the one its path begins with."""

RULES: Final[Mapping[str, Rule]] = {
    "getDailyPerSourceAPICallsUsage": Rule(kind="api-calls-source-day", asks=_months(1)),
    "getDailyPerSourceMTUUsage": Rule(kind="mtu-source-day", asks=_months(1)),
    "getDailyWorkspaceAPICallsUsage": Rule(kind="api-calls-day", asks=_months(2)),
    "getDailyWorkspaceMTUUsage": Rule(kind="mtu-day", asks=_months(2)),
    "getEgressFailedMetricsFromDeliveryOverview": Rule(
        of="/destinations", kind="destination-failed-series", asks=_to_destination("discardReason")
    ),
    "getEgressSuccessMetricsFromDeliveryOverview": Rule(
        of="/destinations", kind="destination-delivered-series", asks=_to_destination()
    ),
    "getEventsVolumeFromWorkspace": Rule(asks=_volume),
    "getFilteredAtDestinationMetricsFromDeliveryOverview": Rule(
        of="/destinations", kind="destination-filtered-series", asks=_to_destination("discardReason")
    ),
    "getFilteredAtSourceMetricsFromDeliveryOverview": Rule(
        of="/sources", kind="source-filtered-series", asks=_from_source("discardReason")
    ),
    "getIngressFailedMetricsFromDeliveryOverview": Rule(
        of="/sources", kind="source-rejected-series", asks=_from_source("discardReason")
    ),
    "getIngressSuccessMetricsFromDeliveryOverview": Rule(
        of="/sources", kind="source-received-series", asks=_from_source()
    ),
    "listCredentialConsumers": Rule(asks=_fully("warehousesPagination", "sourcesPagination")),
    "listDeliveryMetricsSummaryFromDestination": Rule(asks=_summary),
    "listFiltersForSpace": Rule(of="/spaces", kind="space-filter", asks=_by_query("integrationId")),
    "listFunctions": Rule(each="resourceType"),
    "listInsertFunctionInstances": Rule(of="/functions", kind="function-instance", asks=_instances),
    "listPropertiesFromEntity": Rule(
        of="/spaces/{}/entity-paths", kind="space-entity-property", asks=_by_name("entitySlug"), shared=True
    ),
    "listPropertiesFromEvent": Rule(asks=_by_name("name"), shared=True),
    "listRegulationsFromSource": Rule(of="/sources", kind="source-regulation", asks=_fully("pagination")),
    "listReverseETLSyncStatusesFromModelAndSubscriptionId": Rule(
        of="/destinations/{}/subscriptions", kind="destination-subscription-sync", asks=_syncs
    ),
    "listSupportedDestinationsFromAudience": Rule(
        of="/spaces/{}/audiences",
        kind="space-supported-destinations",
        asks=_by_name("audienceType"),
        shared=True,
    ),
    "listTraits": Rule(each="collection"),
}
"""Operations whose path does not say how they are asked."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "echo": "says nothing about a workspace",
    "getAudiencePreview": "shows people, and only for a few minutes",
    "listSampleValuesFromEntityProperty": "shows data about people",
    "listSampleValuesFromEventProperty": "shows data about people",
    "listSampleValuesFromTrait": "shows data about people",
}
"""Operations that a snapshot leaves out though they could be read, and why."""

CAPS: Final[Mapping[str, int]] = {
    "getEventsVolumeFromWorkspace": 5000,  # series, whatever the page size
    "listRegulationsFromSource": AT_ONCE,
}
"""Things that an operation gives at most, however many there are."""

FLEETING: Final = frozenset(
    {
        *("getDailyPerSourceAPICallsUsage", "getDailyPerSourceMTUUsage"),
        *("getDailyWorkspaceAPICallsUsage", "getDailyWorkspaceMTUUsage"),
        *("getEventsVolumeFromWorkspace", "listAuditEvents"),
    }
)
"""Lists that grow by themselves, so that it tells nothing when they do while a workspace is read."""

NONE_IS_404: Final = frozenset({"getLatestFromLivePlugins"})
"""Operations that answer 404 where a thing has nothing of the kind, as they do in workspaces without the feature."""

_SERIES: Final = ("eventName", "eventType", "appVersion", "discardReason")

IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "api-calls-day": ("timestamp",),
    "api-calls-source-day": ("sourceId", "timestamp"),
    "destination-delivered-series": _SERIES,
    "destination-failed-series": _SERIES,
    "destination-filtered-series": _SERIES,
    "destination-subscription-sync": ("syncId",),
    "events-volume": ("source.id", "asked.startTime"),
    "label": ("key", "value"),
    "mtu-day": ("timestamp",),
    "mtu-source-day": ("sourceId", "timestamp"),
    "source-event-volume": ("eventType", "eventName"),
    "source-filtered-series": _SERIES,
    "source-received-series": _SERIES,
    "source-rejected-series": _SERIES,
    "space-entity-property": ("name",),
    "space-event": ("name", "type"),
    "space-event-property": ("name", "type"),
    "space-profiles-warehouse-selective-sync": ("collection",),
    "space-trait": ("asked.collection", "trait", "type"),
    "tracking-plan-rule": ("type", "key", "version"),
    "warehouse-connected-source-selective-sync": ("collection",),
    "warehouse-connected-source-sync": ("start",),
    "warehouse-sync": ("sourceId", "start"),
}
"""What tells the things of a kind apart, where they have no id; below ``asked`` is the query that they answer."""

LABELS: Final = (
    *("name", "displayName", "activationName", "pathName", "title", "trait", "collection"),
    *("settings.name", "slug", "key", "source.name", "metadata.name", "eventName", "eventType", "discardReason"),
)
"""Where the name that people use for a thing stands, the best place first."""

HINTS: Final = Hints(
    rules=RULES,
    again=AGAIN,
    collections=COLLECTIONS,
    left_out=LEFT_OUT,
    caps=CAPS,
    fleeting=FLEETING,
    none_is_404=NONE_IS_404,
    identity=IDENTITY,
    labels=LABELS,
)
"""All of the above."""
