"""Calls of the *Space Filters* tag of the Segment Public API.

Generated from ``openapi/public/space_filters.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.space_filters import Filter

LIST = Operation(
    "listFiltersForSpace", "GET", "/filters", Page[Filter], tag="Space Filters",
    paging=Paging("filters", previous=None, maximum=10, optional=True, bare=True, default=10), levels=("beta", "alpha"),
)  # fmt: skip
CREATE = Operation(
    "createFilterForSpace", "POST", "/filters", Filter, tag="Space Filters", key="filter", replay="reconcile",
    natural_key=("integrationId", "name"), levels=("beta", "alpha"),
)  # fmt: skip
DELETE = Operation(
    "deleteFilterById", "DELETE", "/filters/{id}", bool, tag="Space Filters", key="deleted", replay="convergent",
    levels=("beta", "alpha"),
)  # fmt: skip
GET = Operation(
    "getFilterById", "GET", "/filters/{id}", Filter, tag="Space Filters", key="filter", levels=("beta", "alpha"),
)  # fmt: skip
UPDATE = Operation(
    "updateFilterById", "PATCH", "/filters/{id}", Filter, tag="Space Filters", key="filter", replay="convergent",
    levels=("beta", "alpha"),
)  # fmt: skip


class SpaceFilters(Resource):
    """Rules that drop events before they reach a space."""

    def list(self, *, integration_id: str, page_size: int = 10) -> Paginator[Filter]:
        """Walk through the space filters of an integration.

        A page holds 10 filters at most, and its cursor is a plain number, an offset into the list. Disabled filters
        are listed too, so look at the on/off state of each. Segment offers it at its beta and alpha levels only.
        Needs the *Space Filters* feature.

        Args:
            integration_id: Id of the integration the filters belong to.
            page_size: Items a page may hold, 10 at most.
        """
        return self._list(LIST, page_size=page_size, query={"integrationId": integration_id})

    async def create(
        self,
        *,
        integration_id: str,
        name: str,
        if_: str,
        enabled: bool | Unset = UNSET,
        description: str | Unset = UNSET,
        drop: bool | Unset = UNSET,
    ) -> Filter:
        """Create a space filter.

        Create it disabled if the condition still needs a second look, since an enabled filter acts on live events.
        Sending this twice can leave two filters of the same name. Segment offers it at its beta and alpha levels
        only. Leaves *Filter Created* in the audit trail. Needs the *Space Filters* feature.

        Args:
            integration_id: Id of the integration the filter shall belong to.
            name: Human-readable name.
            if_: Condition in FQL that picks the events to act on: type = "track".
            enabled: Whether the filter acts on live events from the start; send it explicitly, as no default is
                documented.
            description: What the filter is for.
            drop: Whether events that meet the condition are dropped.
        """
        return await self._caller.call(
            CREATE,
            body={
                "integrationId": integration_id,
                "enabled": enabled,
                "name": name,
                "description": description,
                "if": if_,
                "drop": drop,
            },
        )

    async def delete(self, filter_id: str) -> bool:
        """Delete a space filter.

        No call brings it back. To pause a filter and keep its definition, update it to be disabled. Segment offers
        it at its beta and alpha levels only. Leaves *Filter Deleted* in the audit trail. Needs the *Space Filters*
        feature.

        Args:
            filter_id: Id of the filter to delete.
        """
        return await self._caller.call(DELETE, path={"id": filter_id})

    async def get(self, filter_id: str) -> Filter:
        """Read one space filter.

        Segment offers it at its beta and alpha levels only. Needs the *Space Filters* feature.

        Args:
            filter_id: Id of the filter to read.
        """
        return await self._caller.call(GET, path={"id": filter_id})

    async def update(
        self,
        filter_id: str,
        *,
        integration_id: str,
        enabled: bool | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        if_: str | Unset = UNSET,
        drop: bool | Unset = UNSET,
    ) -> Filter:
        """Change a space filter, or switch it on or off.

        The integration id has to be sent along with every change. What else you leave out stays as it is. Segment
        offers it at its beta and alpha levels only. Leaves *Filter Updated* in the audit trail. Needs the *Space
        Filters* feature.

        Args:
            filter_id: Id of the filter to change.
            integration_id: Id of the integration the filter belongs to.
            enabled: Whether the filter is applied to live events.
            name: New human-readable name.
            description: New account of what the filter is for.
            if_: New condition in FQL.
            drop: Whether events that meet the condition are dropped.
        """
        return await self._caller.call(
            UPDATE,
            path={"id": filter_id},
            body={
                "integrationId": integration_id,
                "enabled": enabled,
                "name": name,
                "description": description,
                "if": if_,
                "drop": drop,
            },
        )
