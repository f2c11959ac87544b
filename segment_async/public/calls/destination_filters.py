"""Calls of the *Destination Filters* tag of the Segment Public API.

Generated from ``openapi/public/destination_filters.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.destination_filters import (
    DestinationFilter,
    DestinationFilterActionInput,
    PreviewDestinationFilter,
    PreviewDestinationFilterOutput,
)

PREVIEW = Operation(
    "previewDestinationFilter", "POST", "/destination/filters/preview", PreviewDestinationFilterOutput,
    tag="Destination Filters",
)  # fmt: skip
LIST = Operation(
    "listFiltersFromDestination", "GET", "/destination/{destinationId}/filters", Page[DestinationFilter],
    tag="Destination Filters", paging=Paging("filters"),
)  # fmt: skip
CREATE = Operation(
    "createFilterForDestination", "POST", "/destination/{destinationId}/filters", DestinationFilter,
    tag="Destination Filters", key="filter", replay="reconcile", natural_key=("sourceId", "title"),
)  # fmt: skip
REMOVE = Operation(
    "removeFilterFromDestination", "DELETE", "/destination/{destinationId}/filters/{filterId}", str,
    tag="Destination Filters", key="status", replay="convergent",
)  # fmt: skip
GET = Operation(
    "getFilterInDestination", "GET", "/destination/{destinationId}/filters/{filterId}", DestinationFilter,
    tag="Destination Filters", key="filter",
)  # fmt: skip
UPDATE = Operation(
    "updateFilterForDestination", "PATCH", "/destination/{destinationId}/filters/{filterId}", DestinationFilter,
    tag="Destination Filters", key="filter", replay="convergent",
)  # fmt: skip


class DestinationFilters(Resource):
    """Rules that drop, sample or trim events before a destination sees them."""

    async def preview(
        self, *, filter: PreviewDestinationFilter, payload: Mapping[str, object]
    ) -> PreviewDestinationFilterOutput:
        """Try a filter on a sample event.

        A dry run: no filter is created and no event is sent. The result is null when the filter lets nothing of the
        event through.

        Args:
            filter: The filter to try; it need not exist yet.
            payload: A sample event, as a source would send it.
        """
        return await self._caller.call(PREVIEW, body={"filter": filter, "payload": payload})

    def list(self, destination_id: str, *, page_size: int = 200) -> Paginator[DestinationFilter]:
        """Walk through the filters of a destination.

        Disabled filters are listed too, so look at the on/off state of each.

        Args:
            destination_id: Id of the destination the filters belong to.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST, page_size=page_size, path={"destinationId": destination_id})

    async def create(
        self,
        destination_id: str,
        *,
        source_id: str,
        if_: str,
        actions: Sequence[DestinationFilterActionInput],
        title: str,
        enabled: bool,
        description: str | Unset = UNSET,
    ) -> DestinationFilter:
        """Create a filter for a destination.

        An enabled filter starts to drop or trim live events, so preview it on a sample first. Warehouses and S3
        destinations do not support filters. Sending this twice can leave two filters of the same title. Leaves
        *Destination Filter Created* in the audit trail.

        Args:
            destination_id: Id of the destination to guard.
            source_id: Id of the source that feeds the destination.
            if_: Condition in FQL that picks the events to act on: type = "track".
            actions: What to do with events that meet the condition.
            title: Short human-readable name.
            enabled: Whether the filter acts on live events from the start.
            description: What the filter is for.
        """
        return await self._caller.call(
            CREATE,
            path={"destinationId": destination_id},
            body={
                "sourceId": source_id,
                "if": if_,
                "actions": actions,
                "title": title,
                "description": description,
                "enabled": enabled,
            },
        )

    async def remove(self, destination_id: str, filter_id: str) -> None:
        """Remove a filter from a destination.

        From then on events reach the destination without it, personal data included. To pause a filter and keep its
        definition, update it to be disabled. Leaves *Destination Filter Deleted* in the audit trail.

        Args:
            destination_id: Id of the destination the filter belongs to.
            filter_id: Id of the filter to remove.
        """
        await self._caller.call(REMOVE, path={"destinationId": destination_id, "filterId": filter_id})

    async def get(self, destination_id: str, filter_id: str) -> DestinationFilter:
        """Read one filter of a destination.

        Args:
            destination_id: Id of the destination the filter belongs to.
            filter_id: Id of the filter to read.
        """
        return await self._caller.call(GET, path={"destinationId": destination_id, "filterId": filter_id})

    async def update(
        self,
        destination_id: str,
        filter_id: str,
        *,
        if_: str | Unset = UNSET,
        actions: Sequence[DestinationFilterActionInput] | Unset = UNSET,
        title: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        enabled: bool | Unset = UNSET,
    ) -> DestinationFilter:
        """Change a filter, or switch it on or off.

        What you leave out stays as it is. Actions have no ids of their own, so send the whole list when you change
        one of them. A filter cannot be moved to another source or destination. Leaves *Destination Filter Enabled*
        or *Destination Filter Disabled* in the audit trail.

        Args:
            destination_id: Id of the destination the filter belongs to.
            filter_id: Id of the filter to change.
            if_: New condition in FQL.
            actions: The full new list of actions.
            title: New short name.
            description: New explanation of what the filter is for; null is accepted too.
            enabled: Whether the filter is applied to live events.
        """
        return await self._caller.call(
            UPDATE,
            path={"destinationId": destination_id, "filterId": filter_id},
            body={"if": if_, "actions": actions, "title": title, "description": description, "enabled": enabled},
        )
