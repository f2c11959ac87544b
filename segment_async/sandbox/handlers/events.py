"""The *Events* tag."""

from itertools import zip_longest
from typing import Final

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.failures import bad_request, invalid
from segment_async.sandbox.store import Record, Workspace, timestamp
from segment_async.sandbox.store.volume import Group, Query, counts_between, minute_of, moment_of
from segment_async.sandbox.timespan import SLOT_MINUTES, check_span, read_moment, slot_edges

SLOTS_AT_MOST: Final = 5000
"""Entries of one series."""

_GROUPINGS: Final = ("source", "eventName", "eventType")

_FILTERS: Final = ("sourceId", "eventName", "eventType", "appVersion")


@handles("getEventsVolumeFromWorkspace")
def get_volume(call: Call) -> Record:
    """Count events by slot of time, and by source, name and type where that is asked for."""
    asked = {name: value for name, value in call.query.items() if name != "pagination"}
    start, end = (read_moment(asked[name], name) for name in ("startTime", "endTime"))
    check_span(start, end, now=call.workspace.present())
    first, last = minute_of(start), minute_of(end)
    length = SLOT_MINUTES[asked["granularity"]]
    if (last - first) // length >= SLOTS_AT_MOST:
        raise bad_request(f"timerange too large: ask for less than {SLOTS_AT_MOST} slots of time, or wider ones.")
    groupings = asked.get("groupBy", [])
    unknown = [name for name in groupings if name not in _GROUPINGS]
    if unknown:
        raise invalid(f"groupBy: {unknown[0]!r} is none of {', '.join(_GROUPINGS)}.", "groupBy")
    sources, names, types, versions = (tuple(asked.get(name, ())) for name in _FILTERS)
    horizon = minute_of(call.workspace.started)
    groups = call.workspace.volume.groups(
        Query(first, min(last, horizon), tuple(dict.fromkeys(groupings)), sources, names, types, versions)
    )
    edges = slot_edges(first, last, length)
    times = [timestamp(moment_of(edge - edge % length)) for edge in edges[:-1]]
    counted = [min(edge, horizon) for edge in edges]

    def row(workspace: Workspace, group: Group) -> Record:
        counts = [
            sum(counts) for counts in zip(*(counts_between(days, counted) for days in group.streams), strict=True)
        ]
        series = [{"time": time, "count": count} for time, count in zip_longest(times, counts, fillvalue=0)]
        return {**_about(workspace, group), "total": sum(counts), "series": series}

    return {
        "path": "/events/volume",
        "query": {"workspaceId": call.workspace.record["id"], **asked},
        **call.page(groups, row),
    }


def _about(workspace: Workspace, group: Group) -> Record:
    about: Record = dict(group.about)
    if "source" in about:
        source = workspace.sources[about["source"]]
        about["source"] = {"id": source["id"], "name": source["name"], "slug": source["slug"]}
    return about
