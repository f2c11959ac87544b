"""Calls of the *Depots* tag of the Sample Public API.

Generated from ``openapi/public/depots.yaml`` by ``python -m codegen``; do not edit.
"""

from sample_sdk.public.models.api import PaginationInput
from sample_sdk.public.models.depots import (
    AddressInput,
    Depot,
    DepotsAtHour,
    DepotsState,
    DepotsStatus,
    GetDepotOutput,
    Position,
    Schedule,
    Zone,
)
from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset

LIST = Operation("listDepots", "GET", "/depots", Page[Depot], tag="Depots", paging=Paging("depots"))
CREATE = Operation(
    "createDepot",
    "POST",
    "/depots",
    Depot,
    tag="Depots",
    key="depot",
    limit=per_minute(60),
    replay="reconcile",
    natural_key=("address.street", "if"),
    limited_fields={
        "position": ("v1", "beta"),
        "schedule": ("v1", "beta"),
        "doorCode": ("v1", "beta"),
        "disconnected": ("v1", "beta"),
        "name": ("alpha",),
    },
    success=201,
)
GET = Operation("getDepot", "GET", "/depots/{depotId}", GetDepotOutput, tag="Depots", levels=())
DELETE = Operation(
    "deleteDepot", "DELETE", "/depots/{depotId}", str, tag="Depots", key="status", replay="convergent",
    levels=("alpha",),
)  # fmt: skip
GET_STATE = Operation("getDepotState", "GET", "/depots/{depotId}/state", str, tag="Depots", key="state", levels=())
SET_STATE = Operation(
    "setDepotState", "PUT", "/depots/{depotId}/state", str, tag="Depots", key="status", replay="convergent",
    levels=("beta", "alpha"),
)  # fmt: skip
LIST_ZONES = Operation(
    "listZones", "GET", "/depots/{depotId}/zones", tuple[Zone, ...], tag="Depots", key="zones", levels=(),
)  # fmt: skip


class Depots(Resource):
    """Places where parcels wait."""

    def list(self, *, page_size: int = 200) -> Paginator[Depot]:
        """Walk through every depot.

        Depots that are being built are left out.
        """
        return self._list(LIST, page_size=page_size)

    async def create(
        self,
        *,
        address: AddressInput,
        if_: str | Unset = UNSET,
        position: Position | Unset = UNSET,
        schedule: Schedule | Unset = UNSET,
        door_code: str | Unset = UNSET,
        disconnected: bool | Unset = UNSET,
        definition: str | int | Unset = UNSET,
        name: str | Unset = UNSET,
    ) -> Depot:
        """Open a depot.

        Segment takes at most 60 of these a minute. Leaves *Depot Opened*, *Depot Moved* or *Depot Changed* in the
        audit trail. Needs the *Logistics* feature.

        Args:
            address: Where it shall stand.
            if_: Condition on which parcels come here.
            position: The same in degrees. Only with version ``v1`` or ``beta``.
            schedule: When parcels leave. Only with version ``v1`` or ``beta``.
            door_code: Opens the door. Only with version ``v1`` or ``beta``.
            disconnected: Keep it off the network. Only with version ``v1`` or ``beta``.
            definition: How it works.
            name: What people call it. Only with version ``alpha``.
        """
        return await self._caller.call(
            CREATE,
            body={
                "address": address,
                "if": if_,
                "position": position,
                "schedule": schedule,
                "doorCode": door_code,
                "disconnected": disconnected,
                "definition": definition,
                "name": name,
            },
        )

    async def get(self, depot_id: str) -> GetDepotOutput:
        """Read a depot and what it is part of.

        Args:
            depot_id: The depot.
        """
        return await self._caller.call(GET, path={"depotId": depot_id})

    async def delete(self, depot_id: str) -> None:
        """Close a depot.

        Segment offers it at its alpha level only.

        Args:
            depot_id: The depot.
        """
        await self._caller.call(DELETE, path={"depotId": depot_id})

    async def get_state(
        self, depot_id: str, *, at_hour: DepotsAtHour, window: PaginationInput | Unset = UNSET
    ) -> DepotsState:
        """Say whether a depot is open.

        Args:
            depot_id: The depot.
            at_hour: Hour of the day.
            window: A part of its history.
        """
        return await self._caller.call(
            GET_STATE, path={"depotId": depot_id}, query={"atHour": at_hour, "window": window}
        )

    async def set_state(self, depot_id: str, *, state: DepotsState, reason: str | Unset | None = UNSET) -> DepotsStatus:
        """Open or close a depot for a while.

        Segment offers it at its beta and alpha levels only. Needs the *Logistics* and *Night Shift* features.

        Args:
            depot_id: The depot.
            state: The new state.
            reason: Why; null forgets an earlier reason.
        """
        return await self._caller.call(SET_STATE, path={"depotId": depot_id}, body={"state": state, "reason": reason})

    async def list_zones(self, depot_id: str) -> tuple[Zone, ...]:
        """List the zones of a depot.

        Args:
            depot_id: The depot.
        """
        return await self._caller.call(LIST_ZONES, path={"depotId": depot_id})
