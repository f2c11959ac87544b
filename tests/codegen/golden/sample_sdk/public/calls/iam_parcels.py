"""Calls of the *IAM Parcels* tag of the Sample Public API.

Generated from ``openapi/public/iam_parcels.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sample_sdk.public.models.api import PaginationInput
from sample_sdk.public.models.depots import AddressInput
from sample_sdk.public.models.iam_parcels import IAMParcelsGranularity, ListWatchersOutput, Parcel
from segment_async._core.operation import Operation, Paging, per_day
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset

LIST = Operation(
    "listParcels",
    "GET",
    "/parcels",
    Page[Parcel],
    tag="IAM Parcels",
    paging=Paging(
        "parcels", cursor="cursor", count="count", next="page.next", previous=None, total=None, maximum=100, default=100
    ),
    limit=per_day(120),
    levels=(),
)
SEND = Operation("sendParcel", "POST", "/parcels", str, tag="IAM Parcels", key="parcelId", replay="never", levels=())
DROP = Operation(
    "dropParcel", "DELETE", "/parcels/{id}", bool, tag="IAM Parcels", key="broke", replay="convergent", levels=(),
)  # fmt: skip
GET_ROUTES = Operation(
    "getRoutes", "GET", "/parcels/{id}/routes", dict[str, Any], tag="IAM Parcels", key="routes", levels=(),
)  # fmt: skip
LIST_WATCHERS = Operation(
    "listWatchers", "GET", "/parcels/{id}/watchers", ListWatchersOutput, tag="IAM Parcels", levels=(),
)  # fmt: skip


class IAMParcels(Resource):
    """What is sent, and who may see it."""

    def list(
        self, *, granularity: IAMParcelsGranularity, depot_id: Sequence[str] | Unset = UNSET, page_size: int = 100
    ) -> Paginator[Parcel]:
        """Walk through the parcels at some depots.

        Segment takes at most 120 of these a day.

        Args:
            granularity: How finely to look.
            depot_id: Ids of the depots.
            page_size: Items a page may hold, 100 at most.
        """
        return self._list(LIST, page_size=page_size, query={"depotId": depot_id, "granularity": granularity})

    async def send(
        self,
        *,
        content: object | Unset = UNSET,
        extra: Mapping[str, object] | Unset = UNSET,
        to: Sequence[AddressInput] | Unset = UNSET,
    ) -> str:
        r"""Send a parcel.

        Every call sends another one.

        Args:
            content: What is inside: anything.
            extra: Anything else.
            to: Where it goes; never ''' or C:\temp or {{ braces }}.
        """
        return await self._caller.call(SEND, body={"content": content, "extra": extra, "to": to})

    async def drop(self, parcel_id: str) -> bool:
        """Drop a parcel, and say whether it broke.

        Args:
            parcel_id: The parcel.
        """
        return await self._caller.call(DROP, path={"id": parcel_id})

    async def get_routes(self, parcel_id: str) -> Mapping[str, Any]:
        """Read which ways a parcel may go.

        Args:
            parcel_id: The parcel.
        """
        return await self._caller.call(GET_ROUTES, path={"id": parcel_id})

    async def list_watchers(
        self,
        parcel_id: str,
        *,
        people_pagination: PaginationInput | Unset = UNSET,
        machines_pagination: PaginationInput | Unset = UNSET,
    ) -> ListWatchersOutput:
        """List who watches a parcel, people and machines.

        Args:
            parcel_id: The parcel.
            people_pagination: Which people.
            machines_pagination: Which machines.
        """
        return await self._caller.call(
            LIST_WATCHERS,
            path={"id": parcel_id},
            query={"peoplePagination": people_pagination, "machinesPagination": machines_pagination},
        )
