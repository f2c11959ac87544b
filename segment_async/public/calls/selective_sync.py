"""Calls of the *Selective Sync* tag of the Segment Public API.

Generated from ``openapi/public/selective_sync.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.selective_sync import (
    AdvancedWarehouseSyncScheduleInput,
    GetAdvancedSyncScheduleFromWarehouseOutput,
    ReplaceAdvancedSyncScheduleForWarehouseOutput,
    Sync,
    UpdateSelectiveSyncForWarehouseOutput,
    WarehouseSelectiveSyncItem,
    WarehouseSyncOverride,
)

GET_ADVANCED_SYNC_SCHEDULE = Operation(
    "getAdvancedSyncScheduleFromWarehouse", "GET", "/warehouses/{warehouseId}/advanced-sync-schedule",
    GetAdvancedSyncScheduleFromWarehouseOutput, tag="Selective Sync", limit=per_minute(2),
)  # fmt: skip
REPLACE_ADVANCED_SYNC_SCHEDULE = Operation(
    "replaceAdvancedSyncScheduleForWarehouse", "PUT", "/warehouses/{warehouseId}/advanced-sync-schedule",
    ReplaceAdvancedSyncScheduleForWarehouseOutput, tag="Selective Sync", limit=per_minute(2), replay="convergent",
)  # fmt: skip
LIST = Operation(
    "listSelectiveSyncsFromWarehouseAndSource", "GET",
    "/warehouses/{warehouseId}/connected-sources/{sourceId}/selective-syncs", Page[WarehouseSelectiveSyncItem],
    tag="Selective Sync", paging=Paging("items"), limit=per_minute(2),
)  # fmt: skip
LIST_SOURCE_SYNCS = Operation(
    "listSyncsFromWarehouseAndSource", "GET", "/warehouses/{warehouseId}/connected-sources/{sourceId}/syncs",
    Page[Sync], tag="Selective Sync", paging=Paging("reports"), limit=per_minute(2),
)  # fmt: skip
UPDATE = Operation(
    "updateSelectiveSyncForWarehouse", "PATCH", "/warehouses/{warehouseId}/selective-sync",
    UpdateSelectiveSyncForWarehouseOutput, tag="Selective Sync", limit=per_minute(2), replay="convergent",
)  # fmt: skip
LIST_SYNCS = Operation(
    "listSyncsFromWarehouse", "GET", "/warehouses/{warehouseId}/syncs", Page[Sync], tag="Selective Sync",
    paging=Paging("reports"), limit=per_minute(2),
)  # fmt: skip


class SelectiveSync(Resource):
    """Which tables a warehouse is loaded with, when, and how that went."""

    async def get_advanced_sync_schedule(self, warehouse_id: str) -> GetAdvancedSyncScheduleFromWarehouseOutput:
        """Read the hours at which a warehouse syncs.

        A schedule can be on record without being in use: look at the on/off state. Segment takes at most 2 of these
        a minute.

        Args:
            warehouse_id: Id of the warehouse whose schedule is wanted.
        """
        return await self._caller.call(GET_ADVANCED_SYNC_SCHEDULE, path={"warehouseId": warehouse_id})

    async def replace_advanced_sync_schedule(
        self, warehouse_id: str, *, enabled: bool, schedule: AdvancedWarehouseSyncScheduleInput | Unset = UNSET
    ) -> ReplaceAdvancedSyncScheduleForWarehouseOutput:
        """Set the hours at which a warehouse syncs.

        The whole schedule is replaced: an hour that is not in the new one is gone. Read the present schedule first
        if you mean to change a part of it. Segment takes at most 2 of these a minute.

        Args:
            warehouse_id: Id of the warehouse whose schedule is replaced.
            enabled: Whether the warehouse shall sync by this schedule.
            schedule: The complete new set of hours.
        """
        return await self._caller.call(
            REPLACE_ADVANCED_SYNC_SCHEDULE,
            path={"warehouseId": warehouse_id},
            body={"enabled": enabled, "schedule": schedule},
        )

    def list(self, warehouse_id: str, source_id: str, *, page_size: int = 200) -> Paginator[WarehouseSelectiveSyncItem]:
        """Walk through what a warehouse takes, or leaves out, of a source.

        Collections that are switched off are listed too, so look at the on/off state of each. Segment takes at most
        2 of these a minute.

        Args:
            warehouse_id: Id of the warehouse that the data goes to.
            source_id: Id of the source that the data comes from.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST, page_size=page_size, path={"warehouseId": warehouse_id, "sourceId": source_id})

    def list_source_syncs(self, warehouse_id: str, source_id: str, *, page_size: int = 200) -> Paginator[Sync]:
        """Walk through the reports on syncs from a source to a warehouse.

        A run can end with notices though the call succeeds; read the status of each report. Segment takes at most 2
        of these a minute.

        Args:
            warehouse_id: Id of the warehouse that was synced to.
            source_id: Id of the source that was synced from.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST_SOURCE_SYNCS, page_size=page_size, path={"warehouseId": warehouse_id, "sourceId": source_id}
        )

    async def update(
        self, warehouse_id: str, *, sync_overrides: Sequence[WarehouseSyncOverride]
    ) -> UpdateSelectiveSyncForWarehouseOutput:
        """Choose what a warehouse takes of its sources.

        Collections and properties that no override covers are left as they are. Read the answer: it can report that
        nothing changed, and it can carry warnings. Send at most 200 overrides in one call, the general limit for
        lists. Segment takes at most 2 of these a minute. Leaves *Storage Destination Modified* in the audit trail.

        Args:
            warehouse_id: Id of the warehouse to change.
            sync_overrides: The changes to make; what they do not cover stays as it is.
        """
        return await self._caller.call(
            UPDATE, path={"warehouseId": warehouse_id}, body={"syncOverrides": sync_overrides}
        )

    def list_syncs(self, warehouse_id: str, *, page_size: int = 200) -> Paginator[Sync]:
        """Walk through the reports on syncs to a warehouse.

        Runs from all of its sources are mixed; tell them apart by the source id. Segment takes at most 2 of these a
        minute.

        Args:
            warehouse_id: Id of the warehouse that was synced to.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_SYNCS, page_size=page_size, path={"warehouseId": warehouse_id})
