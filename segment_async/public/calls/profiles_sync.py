"""Calls of the *Profiles Sync* tag of the Segment Public API.

Generated from ``openapi/public/profiles_sync.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.profiles_sync import (
    ProfilesSyncStatus,
    ProfilesWarehouse,
    SpaceWarehouseSchemaOverride,
    SpaceWarehouseSelectiveSyncItem,
)

LIST_WAREHOUSES = Operation(
    "listProfilesWarehouseInSpace", "GET", "/spaces/{spaceId}/profiles-warehouses", Page[ProfilesWarehouse],
    tag="Profiles Sync", paging=Paging("profilesWarehouses", optional=True), levels=("alpha",),
)  # fmt: skip
CREATE_WAREHOUSE = Operation(
    "createProfilesWarehouse", "POST", "/spaces/{spaceId}/profiles-warehouses", ProfilesWarehouse, tag="Profiles Sync",
    key="profilesWarehouse", replay="reconcile", natural_key=("metadataId", "name"), levels=("alpha",), success=201,
)  # fmt: skip
REMOVE_WAREHOUSE = Operation(
    "removeProfilesWarehouseFromSpace", "DELETE", "/spaces/{spaceId}/profiles-warehouses/{warehouseId}", str,
    tag="Profiles Sync", key="status", replay="convergent", levels=("alpha",),
)  # fmt: skip
UPDATE_WAREHOUSE = Operation(
    "updateProfilesWarehouseForSpaceWarehouse", "PATCH", "/spaces/{spaceId}/profiles-warehouses/{warehouseId}",
    ProfilesWarehouse, tag="Profiles Sync", key="profilesWarehouse", replay="convergent", levels=("alpha",),
)  # fmt: skip
LIST_SELECTIVE_SYNCS = Operation(
    "listSelectiveSyncsFromWarehouseAndSpace", "GET",
    "/spaces/{spaceId}/profiles-warehouses/{warehouseId}/selective-syncs", Page[SpaceWarehouseSelectiveSyncItem],
    tag="Profiles Sync", paging=Paging("items"), levels=("alpha",),
)  # fmt: skip
UPDATE_SELECTIVE_SYNC = Operation(
    "updateSelectiveSyncForWarehouseAndSpace", "PATCH",
    "/spaces/{spaceId}/profiles-warehouses/{warehouseId}/selective-syncs", str, tag="Profiles Sync", key="status",
    replay="convergent", levels=("alpha",),
)  # fmt: skip


class ProfilesSync(Resource):
    """Warehouses that profiles are loaded into."""

    def list_warehouses(self, space_id: str, *, page_size: int = 200) -> Paginator[ProfilesWarehouse]:
        """Walk through the warehouses that the profiles of a space sync to.

        Do not write settings back as they were read: secrets are masked or missing. Segment offers it at its alpha
        level only. Leaves *Profiles Sync Warehouse Retrieved* in the audit trail.

        Args:
            space_id: Id of the space whose profiles are synced.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_WAREHOUSES, page_size=page_size, path={"spaceId": space_id})

    async def create_warehouse(
        self,
        space_id: str,
        *,
        metadata_id: str,
        settings: Mapping[str, object],
        name: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        schema_name: str | Unset = UNSET,
    ) -> ProfilesWarehouse:
        """Add a warehouse for the profiles of a space to sync to.

        The validation call for warehouses can try the settings beforehand. Sending this twice can leave two
        warehouses, so look for the first before trying again. Segment offers it at its alpha level only. Leaves
        *Profiles Sync Warehouse Created* in the audit trail.

        Args:
            space_id: Id of the space whose profiles are synced.
            metadata_id: Catalog id of the kind of warehouse to create.
            settings: Connection details, keyed by the option names in the catalog entry.
            name: Human-readable name; a profiles warehouse read back has no name field to show it in.
            enabled: Whether it starts switched on; it does unless told otherwise.
            schema_name: Database schema to write the profiles to.
        """
        return await self._caller.call(
            CREATE_WAREHOUSE,
            path={"spaceId": space_id},
            body={
                "metadataId": metadata_id,
                "name": name,
                "enabled": enabled,
                "settings": settings,
                "schemaName": schema_name,
            },
        )

    async def remove_warehouse(self, space_id: str, warehouse_id: str) -> None:
        """Remove a profiles warehouse from a space.

        No call brings it back, and its secrets cannot be read out beforehand. To pause it instead, update it to be
        disabled. Segment offers it at its alpha level only. Leaves *Profiles Sync Warehouse Deleted* in the audit
        trail.

        Args:
            space_id: Id of the space whose profiles are synced.
            warehouse_id: Id of the profiles warehouse to remove.
        """
        await self._caller.call(REMOVE_WAREHOUSE, path={"spaceId": space_id, "warehouseId": warehouse_id})

    async def update_warehouse(
        self,
        space_id: str,
        warehouse_id: str,
        *,
        settings: Mapping[str, object],
        name: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        schema_name: str | Unset = UNSET,
    ) -> ProfilesWarehouse:
        """Change the name, settings, schema or on/off state of a profiles warehouse.

        Settings have to be sent even when only something else changes. Do not fill them from an earlier read:
        masked secrets would overwrite the real ones. Segment offers it at its alpha level only. Leaves *Profiles
        Sync Warehouse Updated* in the audit trail.

        Args:
            space_id: Id of the space whose profiles are synced.
            warehouse_id: Id of the profiles warehouse to change.
            settings: Connection details to write, with real secrets in place of masked ones.
            name: New human-readable name.
            enabled: Whether it is switched on; send false again for one that should stay off, as true is the
                default.
            schema_name: New database schema to write the profiles to.
        """
        return await self._caller.call(
            UPDATE_WAREHOUSE,
            path={"spaceId": space_id, "warehouseId": warehouse_id},
            body={"name": name, "enabled": enabled, "settings": settings, "schemaName": schema_name},
        )

    def list_selective_syncs(
        self, space_id: str, warehouse_id: str, *, page_size: int = 200
    ) -> Paginator[SpaceWarehouseSelectiveSyncItem]:
        """Walk through what a profiles warehouse takes, or leaves out, of a space.

        Collections that are switched off are listed too, so look at the on/off state of each. Segment offers it at
        its alpha level only.

        Args:
            space_id: Id of the space whose profiles are synced.
            warehouse_id: Id of the profiles warehouse that the data goes to.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST_SELECTIVE_SYNCS, page_size=page_size, path={"spaceId": space_id, "warehouseId": warehouse_id}
        )

    async def update_selective_sync(
        self,
        space_id: str,
        warehouse_id: str,
        *,
        sync_overrides: Sequence[SpaceWarehouseSchemaOverride] | Unset = UNSET,
        enable_event_tables: bool | Unset = UNSET,
    ) -> ProfilesSyncStatus:
        """Choose what a profiles warehouse takes of a space.

        Collections and properties that no override covers are left as they are. The answer can report that nothing
        changed. Send at most 200 overrides in one call, the general limit for lists. Segment offers it at its alpha
        level only. Leaves *Profiles Sync Warehouse Modified* in the audit trail.

        Args:
            space_id: Id of the space whose profiles are synced.
            warehouse_id: Id of the profiles warehouse to change.
            sync_overrides: The changes to make; what they do not cover stays as it is.
            enable_event_tables: Whether to sync tables of events too; leave it out to keep the present choice.
        """
        return await self._caller.call(
            UPDATE_SELECTIVE_SYNC,
            path={"spaceId": space_id, "warehouseId": warehouse_id},
            body={"syncOverrides": sync_overrides, "enableEventTables": enable_event_tables},
        )
