"""Calls of the *Catalog* tag of the Segment Public API.

Generated from ``openapi/public/catalog.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.public.models.catalog import DestinationMetadata, SourceMetadata, WarehouseMetadata

LIST_DESTINATIONS = Operation(
    "getDestinationsCatalog", "GET", "/catalog/destinations", Page[DestinationMetadata], tag="Catalog",
    paging=Paging("destinationsCatalog"),
)  # fmt: skip
GET_DESTINATION = Operation(
    "getDestinationMetadata", "GET", "/catalog/destinations/{destinationMetadataId}", DestinationMetadata,
    tag="Catalog", key="destinationMetadata",
)  # fmt: skip
LIST_SOURCES = Operation(
    "getSourcesCatalog", "GET", "/catalog/sources", Page[SourceMetadata], tag="Catalog",
    paging=Paging("sourcesCatalog"),
)  # fmt: skip
GET_SOURCE = Operation(
    "getSourceMetadata", "GET", "/catalog/sources/{sourceMetadataId}", SourceMetadata, tag="Catalog",
    key="sourceMetadata",
)  # fmt: skip
LIST_WAREHOUSES = Operation(
    "getWarehousesCatalog", "GET", "/catalog/warehouses", Page[WarehouseMetadata], tag="Catalog",
    paging=Paging("warehousesCatalog"),
)  # fmt: skip
GET_WAREHOUSE = Operation(
    "getWarehouseMetadata", "GET", "/catalog/warehouses/{warehouseMetadataId}", WarehouseMetadata, tag="Catalog",
    key="warehouseMetadata",
)  # fmt: skip


class Catalog(Resource):
    """The kinds of sources, destinations and warehouses that Segment offers."""

    def list_destinations(self, *, page_size: int = 200) -> Paginator[DestinationMetadata]:
        """Walk through every kind of destination in the catalog.

        The catalog says what can be connected, not what the workspace has connected. Its ids are the metadata ids
        that creating a destination asks for.
        """
        return self._list(LIST_DESTINATIONS, page_size=page_size)

    async def get_destination(self, destination_metadata_id: str) -> DestinationMetadata:
        """Look up one kind of destination in the catalog.

        Takes the id, not the slug: to start from a slug, find its id in the catalog list. All instances of one
        integration share this id.

        Args:
            destination_metadata_id: Catalog id of the kind of destination.
        """
        return await self._caller.call(GET_DESTINATION, path={"destinationMetadataId": destination_metadata_id})

    def list_sources(self, *, page_size: int = 200) -> Paginator[SourceMetadata]:
        """Walk through every kind of source in the catalog.

        The catalog says what can be created, not what the workspace has. Its ids are the metadata ids that creating
        a source asks for.
        """
        return self._list(LIST_SOURCES, page_size=page_size)

    async def get_source(self, source_metadata_id: str) -> SourceMetadata:
        """Look up one kind of source in the catalog.

        Takes the id, not the slug: to start from a slug, find its id in the catalog list.

        Args:
            source_metadata_id: Catalog id of the kind of source.
        """
        return await self._caller.call(GET_SOURCE, path={"sourceMetadataId": source_metadata_id})

    def list_warehouses(self, *, page_size: int = 200) -> Paginator[WarehouseMetadata]:
        """Walk through every kind of warehouse in the catalog.

        The catalog says what can be connected, not what the workspace has connected. Its ids are the metadata ids
        that creating a warehouse asks for.
        """
        return self._list(LIST_WAREHOUSES, page_size=page_size)

    async def get_warehouse(self, warehouse_metadata_id: str) -> WarehouseMetadata:
        """Look up one kind of warehouse in the catalog.

        Takes the id, not the slug: to start from a slug, find its id in the catalog list.

        Args:
            warehouse_metadata_id: Catalog id of the kind of warehouse.
        """
        return await self._caller.call(GET_WAREHOUSE, path={"warehouseMetadataId": warehouse_metadata_id})
