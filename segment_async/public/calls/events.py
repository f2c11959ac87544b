"""Calls of the *Events* tag of the Segment Public API.

Generated from ``openapi/public/events.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.events import EventsGranularity, SourceEventVolume

GET_VOLUME = Operation(
    "getEventsVolumeFromWorkspace", "GET", "/events/volume", Page[SourceEventVolume], tag="Events",
    paging=Paging("result", optional=True), limit=per_minute(60),
)  # fmt: skip


class Events(Resource):
    """How many events came in."""

    def get_volume(
        self,
        *,
        granularity: EventsGranularity,
        start_time: str,
        end_time: str,
        group_by: Sequence[str] | Unset = UNSET,
        source_id: Sequence[str] | Unset = UNSET,
        event_name: Sequence[str] | Unset = UNSET,
        event_type: Sequence[str] | Unset = UNSET,
        app_version: Sequence[str] | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[SourceEventVolume]:
        """Count the events of the workspace over time.

        The start time counts, the end time does not. Ask at least a minute after the end, since the latest counts
        may be missing before that. An answer holds at most 5000 series; filter more or group less to stay below
        that. Segment takes at most 60 of these a minute.

        Args:
            granularity: Width of the time slots that events are counted in.
            start_time: First moment to count, included; RFC 3339.
            end_time: Moment to stop counting at, not included; RFC 3339.
            group_by: Splits the counts; eventName, eventType and source are known.
            source_id: Ids of the sources to count; every source when left out.
            event_name: Names of the events to count; every name when left out.
            event_type: Types of calls to count, such as track or identify; every type when left out.
            app_version: Versions of the sending app to count; every version when left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            GET_VOLUME,
            page_size=page_size,
            query={
                "granularity": granularity,
                "startTime": start_time,
                "endTime": end_time,
                "groupBy": group_by,
                "sourceId": source_id,
                "eventName": event_name,
                "eventType": event_type,
                "appVersion": app_version,
            },
        )
