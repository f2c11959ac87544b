"""Calls of the *Destination Catalog* tag of the Segment Config API.

Generated from ``openapi/config/destination_catalog.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.config.models.destination_catalog import CatalogDestination

LIST = Operation(
    "listCatalogDestinations",
    "GET",
    "/catalog/destinations",
    Page[CatalogDestination],
    tag="Destination Catalog",
    paging=Paging(
        "destinations",
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
GET = Operation(
    "getCatalogDestination", "GET", "/catalog/destinations/{destination_slug}", CatalogDestination,
    tag="Destination Catalog", levels=(),
)  # fmt: skip


class DestinationCatalog(Resource):
    """The kinds of destinations that Segment offers, and their settings."""

    def list(self, *, page_size: int = 100) -> Paginator[CatalogDestination]:
        """Walk through the kinds of destinations."""
        return self._list(LIST, page_size=page_size)

    async def get(self, destination: str) -> CatalogDestination:
        """Read one kind of destination, with the settings that it has.

        Args:
            destination: Slug of the kind, which may hold dots: google-analytics, customer.io.
        """
        return await self._caller.call(GET, path={"destination_slug": destination})
