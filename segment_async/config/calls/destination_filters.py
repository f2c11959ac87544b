"""Calls of the *Destination Filters* tag of the Segment Config API.

Generated from ``openapi/config/destination_filters.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Mask, Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.api import Empty
from segment_async.config.models.destination_filters import (
    DestinationFilter,
    FilterActionInput,
    PreviewDestinationFilter,
    PreviewDestinationFilterResponse,
)

PREVIEW = Operation(
    "previewDestinationFilter", "POST", "/filters/preview", PreviewDestinationFilterResponse, tag="Destination Filters",
    levels=(),
)  # fmt: skip
LIST = Operation(
    "listDestinationFilters",
    "GET",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/filters",
    Page[DestinationFilter],
    tag="Destination Filters",
    paging=Paging(
        "filters",
        cursor="page_token",
        count="page_size",
        next="next_page_token",
        previous=None,
        total=None,
        maximum=100,
        optional=True,
        bare=True,
        default=100,
    ),
    levels=(),
)
CREATE = Operation(
    "createDestinationFilter", "POST",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/filters", DestinationFilter,
    tag="Destination Filters", replay="reconcile", natural_key=("filter.title",), levels=(),
)  # fmt: skip
DELETE = Operation(
    "deleteDestinationFilter",
    "DELETE",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/filters/{filter_id}",
    Empty,
    tag="Destination Filters",
    replay="convergent",
    levels=(),
    names={
        "filter_id": (
            "workspaces/{workspace_slug}/sources/{source_slug}/destinations/"
            "{destination_slug}/config/{instance_id}/filters/{filter_id}"
        )
    },
)
GET = Operation(
    "getDestinationFilter",
    "GET",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/filters/{filter_id}",
    DestinationFilter,
    tag="Destination Filters",
    not_found=("filter does not exist", "failed to validate permissions"),
    levels=(),
    names={
        "filter_id": (
            "workspaces/{workspace_slug}/sources/{source_slug}/destinations/"
            "{destination_slug}/config/{instance_id}/filters/{filter_id}"
        )
    },
)
UPDATE = Operation(
    "updateDestinationFilter",
    "PATCH",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/filters/{filter_id}",
    DestinationFilter,
    tag="Destination Filters",
    replay="convergent",
    levels=(),
    mask=Mask("filter", "", ("if", "actions", "title", "description", "enabled")),
    names={
        "filter_id": (
            "workspaces/{workspace_slug}/sources/{source_slug}/destinations/"
            "{destination_slug}/config/{instance_id}/filters/{filter_id}"
        )
    },
)


class DestinationFilters(Resource):
    """Rules that drop, sample or trim events before a destination sees them."""

    async def preview(self, *, filter: PreviewDestinationFilter, input: str) -> PreviewDestinationFilterResponse:
        """Try a filter on an event without creating it.

        Args:
            filter: The filter to try; it need not exist yet.
            input: A sample event, as JSON text.
        """
        return await self._caller.call(PREVIEW, body={"filter": filter, "input": input})

    def list(
        self, source: str, destination: str | Unset = UNSET, *, page_size: int = 100
    ) -> Paginator[DestinationFilter]:
        """Walk through the filters of a destination.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination that the filter guards; the slug of its kind, which may hold dots.
            page_size: Items a page may hold, 100 at most.
        """
        return self._list(LIST, page_size=page_size, path={"source_slug": source, "destination_slug": destination})

    async def create(
        self,
        source: str,
        destination: str | Unset = UNSET,
        *,
        if_: str,
        actions: Sequence[FilterActionInput],
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
    ) -> DestinationFilter:
        """Create a filter for a destination.

        Warehouses and S3 take no filters.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination that the filter guards; the slug of its kind, which may hold dots.
            if_: Condition in FQL that picks the events to act on, or all.
            actions: What to do with events that meet the condition; an update takes the full list.
            title: Short human-readable name. Confidence: medium.
            description: What the filter is for.
            enabled: Whether the filter acts on live events.
        """
        return await self._caller.call(
            CREATE,
            path={"source_slug": source, "destination_slug": destination},
            body={
                "filter": {
                    "if": if_,
                    "actions": actions,
                    "title": title,
                    "description": description,
                    "enabled": enabled,
                },
            },
        )

    async def delete(self, source: str, destination: str | Unset = UNSET, filter: str | Unset = UNSET) -> None:
        """Remove a filter from a destination.

        From then on events reach the destination without it, personal data included.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination that the filter guards; the slug of its kind, which may hold dots. A whole
                resource name stands for what follows too.
            filter: Id of the filter to delete, which starts with df_, or its whole resource name.
        """
        await self._caller.call(
            DELETE, path={"source_slug": source, "destination_slug": destination, "filter_id": filter}
        )

    async def get(
        self, source: str, destination: str | Unset = UNSET, filter: str | Unset = UNSET
    ) -> DestinationFilter:
        """Read one filter of a destination.

        A missing filter is answered with 400 or 500 instead of 404.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination that the filter guards; the slug of its kind, which may hold dots. A whole
                resource name stands for what follows too.
            filter: Id of the filter to read, which starts with df_, or its whole resource name.
        """
        return await self._caller.call(
            GET, path={"source_slug": source, "destination_slug": destination, "filter_id": filter}
        )

    async def update(
        self,
        source: str,
        destination: str | Unset = UNSET,
        filter: str | Unset = UNSET,
        *,
        if_: str | Unset = UNSET,
        actions: Sequence[FilterActionInput] | Unset = UNSET,
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        clear: Sequence[str] = (),
    ) -> DestinationFilter:
        """Change a filter, or switch it on or off.

        What you leave out stays as it is. Actions have no ids of their own, so send the whole list when you change
        one of them.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination that the filter guards; the slug of its kind, which may hold dots. A whole
                resource name stands for what follows too.
            filter: Id of the filter to change, which starts with df_, or its whole resource name.
            if_: Condition in FQL that picks the events to act on, or all.
            actions: What to do with events that meet the condition; an update takes the full list.
            title: Short human-readable name. Confidence: medium.
            description: What the filter is for.
            enabled: Whether the filter acts on live events.
            clear: Names of fields to reset to their empty value.
        """
        return await self._update(
            UPDATE,
            path={"source_slug": source, "destination_slug": destination, "filter_id": filter},
            changes={"if": if_, "actions": actions, "title": title, "description": description, "enabled": enabled},
            clear=clear,
        )
