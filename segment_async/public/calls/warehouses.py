"""Calls of the *Warehouses* tag of the Segment Public API.

Generated from ``openapi/public/warehouses.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.sources import Source
from segment_async.public.models.warehouses import (
    Warehouse,
    WarehousesAddSourceConnectionStatus,
    WarehousesConnectionState,
    WarehousesCreateValidationStatus,
)

LIST = Operation("listWarehouses", "GET", "/warehouses", Page[Warehouse], tag="Warehouses", paging=Paging("warehouses"))
CREATE = Operation(
    "createWarehouse", "POST", "/warehouses", Warehouse, tag="Warehouses", key="warehouse", replay="reconcile",
    natural_key=("metadataId", "name"), success=201,
)  # fmt: skip
CREATE_VALIDATION = Operation(
    "createValidationInWarehouse", "POST", "/warehouses/validation", str, tag="Warehouses", key="status",
)  # fmt: skip
DELETE = Operation(
    "deleteWarehouse", "DELETE", "/warehouses/{warehouseId}", str, tag="Warehouses", key="status", replay="convergent",
)  # fmt: skip
GET = Operation("getWarehouse", "GET", "/warehouses/{warehouseId}", Warehouse, tag="Warehouses", key="warehouse")
UPDATE = Operation(
    "updateWarehouse", "PATCH", "/warehouses/{warehouseId}", Warehouse, tag="Warehouses", key="warehouse",
    replay="convergent",
)  # fmt: skip
LIST_CONNECTED_SOURCES = Operation(
    "listConnectedSourcesFromWarehouse", "GET", "/warehouses/{warehouseId}/connected-sources", Page[Source],
    tag="Warehouses", paging=Paging("sources"),
)  # fmt: skip
REMOVE_SOURCE_CONNECTION = Operation(
    "removeSourceConnectionFromWarehouse", "DELETE", "/warehouses/{warehouseId}/connected-sources/{sourceId}", str,
    tag="Warehouses", key="status", replay="convergent",
)  # fmt: skip
ADD_SOURCE_CONNECTION = Operation(
    "addConnectionFromSourceToWarehouse", "POST", "/warehouses/{warehouseId}/connected-sources/{sourceId}", str,
    tag="Warehouses", key="status", replay="reconcile", natural_key=("warehouseId", "sourceId"), success=201,
)  # fmt: skip
GET_CONNECTION_STATE = Operation(
    "getConnectionStateFromWarehouse", "GET", "/warehouses/{warehouseId}/connection-state", str, tag="Warehouses",
    key="connectionState", limit=per_minute(200),
)  # fmt: skip


class Warehouses(Resource):
    """Databases that sources are loaded into, and their connections."""

    def list(self, *, page_size: int = 200) -> Paginator[Warehouse]:
        """Walk through every warehouse of the workspace.

        Passwords are never part of the settings that come back.
        """
        return self._list(LIST, page_size=page_size)

    async def create(
        self,
        *,
        metadata_id: str,
        settings: Mapping[str, object],
        name: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        disconnect_all_sources: bool | Unset = UNSET,
    ) -> Warehouse:
        """Create a warehouse.

        Check the settings with create_validation() first. Say explicitly whether all sources should stay
        disconnected: a new warehouse may otherwise start to receive data from every one of them. Sending this twice
        can leave two warehouses. Leaves *Storage Destination Created* in the audit trail.

        Args:
            metadata_id: Catalog id of the kind of warehouse to create.
            settings: Connection details, keyed by the option names in the catalog entry.
            name: Human-readable name; a warehouse read back has no name field to show it in.
            enabled: Whether it starts switched on; it does unless told otherwise.
            disconnect_all_sources: Whether to start with no source connected.
        """
        return await self._caller.call(
            CREATE,
            body={
                "metadataId": metadata_id,
                "name": name,
                "enabled": enabled,
                "settings": settings,
                "disconnectAllSources": disconnect_all_sources,
            },
        )

    async def create_validation(
        self, *, metadata_id: str, settings: Mapping[str, object]
    ) -> WarehousesCreateValidationStatus:
        """Check whether warehouse settings lead to a working connection.

        No warehouse is created or changed. Settings that do not work are reported as FAILED in the status of a
        successful answer, so look at it. Leaves *Storage Destination Settings Validation* in the audit trail.

        Args:
            metadata_id: Catalog id of the kind of warehouse the settings are for.
            settings: Connection details to try, secrets included.
        """
        return await self._caller.call(CREATE_VALIDATION, body={"metadataId": metadata_id, "settings": settings})

    async def delete(self, warehouse_id: str) -> None:
        """Delete a warehouse.

        No call brings it back, and its password cannot be read out beforehand. To pause it instead, update it to be
        disabled. Leaves *Storage Destination Deleted* in the audit trail.

        Args:
            warehouse_id: Id of the warehouse to delete.
        """
        await self._caller.call(DELETE, path={"warehouseId": warehouse_id})

    async def get(self, warehouse_id: str) -> Warehouse:
        """Read one warehouse.

        The password is never part of the settings that come back, and other secrets are masked; do not write masked
        values back.

        Args:
            warehouse_id: Id of the warehouse to read.
        """
        return await self._caller.call(GET, path={"warehouseId": warehouse_id})

    async def update(
        self,
        warehouse_id: str,
        *,
        settings: Mapping[str, object],
        name: str | Unset | None = UNSET,
        enabled: bool | Unset = UNSET,
    ) -> Warehouse:
        """Change the name, the settings or the on/off state of a warehouse.

        Settings have to be sent even when only the name or the on/off state changes. Do not fill them from an
        earlier read: masked secrets would overwrite the real ones. Leaves *Storage Destination Modified* or
        *Storage Destination Enabled* in the audit trail.

        Args:
            warehouse_id: Id of the warehouse to change.
            settings: Connection details to write, with real secrets in place of masked ones.
            name: New human-readable name; null is accepted too.
            enabled: Whether the warehouse is switched on to receive data.
        """
        return await self._caller.call(
            UPDATE, path={"warehouseId": warehouse_id}, body={"name": name, "enabled": enabled, "settings": settings}
        )

    def list_connected_sources(self, warehouse_id: str, *, page_size: int = 200) -> Paginator[Source]:
        """Walk through the sources connected to a warehouse.

        Args:
            warehouse_id: Id of the warehouse the sources are connected to.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_CONNECTED_SOURCES, page_size=page_size, path={"warehouseId": warehouse_id})

    async def remove_source_connection(self, warehouse_id: str, source_id: str) -> None:
        """Disconnect a source from a warehouse.

        Neither the source nor the warehouse is deleted, and the two can be connected again later.

        Args:
            warehouse_id: Id of the warehouse to disconnect from.
            source_id: Id of the source to disconnect.
        """
        await self._caller.call(REMOVE_SOURCE_CONNECTION, path={"warehouseId": warehouse_id, "sourceId": source_id})

    async def add_source_connection(self, warehouse_id: str, source_id: str) -> WarehousesAddSourceConnectionStatus:
        """Connect a source to a warehouse.

        Look at the status in the answer: a successful call can still report NOT_CONNECTED. Leaves *Storage
        Destination Modified* in the audit trail.

        Args:
            warehouse_id: Id of the warehouse to connect to.
            source_id: Id of the source to connect.
        """
        return await self._caller.call(ADD_SOURCE_CONNECTION, path={"warehouseId": warehouse_id, "sourceId": source_id})

    async def get_connection_state(self, warehouse_id: str) -> WarehousesConnectionState:
        """Find out whether Segment can connect to a warehouse.

        A warehouse out of reach is reported as FAILED in a successful answer; no error is raised for it. Segment
        takes at most 200 of these a minute.

        Args:
            warehouse_id: Id of the warehouse to ask about.
        """
        return await self._caller.call(GET_CONNECTION_STATE, path={"warehouseId": warehouse_id})
