"""The *Selective Sync* tag: what warehouses take of their sources, and how the syncs went."""

from datetime import timedelta
from typing import Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.rows import Rows
from segment_async.sandbox.selection import check_overrides, shown
from segment_async.sandbox.store import Record, timestamp
from segment_async.sandbox.store.volume import MINUTES_AN_HOUR, minute_of, moment_of

SYNCS: Final = 9
"""Syncs of each pair before the workspace came up."""

_BETWEEN_SYNCS: Final = 8 * MINUTES_AN_HOUR

_SET_UP: Final = timedelta(seconds=40)
_ROWS_A_SECOND: Final = 250


@handles("getAdvancedSyncScheduleFromWarehouse")
def get_advanced_sync_schedule(call: Call) -> Record:
    """Show the hours at which a warehouse is loaded; none are set until somebody does."""
    warehouse_id = call.workspace.warehouses.find(call.path["warehouseId"])["id"]
    return call.workspace.warehouse_syncs.schedules.get(warehouse_id, {"enabled": False})


@handles("replaceAdvancedSyncScheduleForWarehouse")
def replace_advanced_sync_schedule(call: Call) -> Record:
    """Set the hours at which a warehouse is loaded."""
    return call.workspace.warehouse_syncs.replace_schedule(call.path["warehouseId"], dict(call.body))


@handles("listSelectiveSyncsFromWarehouseAndSource")
def list_selective_syncs(call: Call) -> Record:
    """Show the collections that a source has filled, or that somebody switched, and whether a warehouse takes them."""
    warehouse_id, source_id = call.path["warehouseId"], call.path["sourceId"]
    syncs = call.workspace.warehouse_syncs
    switches = syncs.switches(warehouse_id, source_id)
    created = call.workspace.sources[source_id]["createdAt"]
    seen = {"createdAt": created, "lastSeenAt": timestamp(call.workspace.started)}
    taken = shown(switches, syncs.collections(source_id), seen)
    items = [{"sourceId": source_id, "warehouseId": warehouse_id, **item} for item in taken]
    return call.page(items, views.plain)


@handles("updateSelectiveSyncForWarehouse")
def update_selective_sync(call: Call) -> Record:
    """Switch sources, collections and properties on or off, all of them or none."""
    warehouse = call.workspace.warehouses.find(call.path["warehouseId"])
    overrides = check_overrides(call.body["syncOverrides"])
    syncs = call.workspace.warehouse_syncs
    known = {
        source_id: (syncs.switches(warehouse["id"], source_id), syncs.collections(source_id))
        for source_id in {override["sourceId"]: None for override in overrides}
    }
    changed = False
    warnings: list[str] = []
    for override in overrides:
        switches, collections = known[override["sourceId"]]
        collection = override.get("collection")
        changed |= switches.switch(collection, override.get("property"), on=override["enabled"])
        if collection is not None and collection not in collections:
            warnings.append(f"The source {override['sourceId']} has not filled a collection {collection!r} yet.")
    return {"status": "UPDATED" if changed else "UNCHANGED", "warnings": warnings}


@handles("listSyncsFromWarehouse")
def list_syncs(call: Call) -> Record:
    """Show the syncs of all sources to a warehouse, the latest first."""
    warehouse_id = call.workspace.warehouses.find(call.path["warehouseId"])["id"]
    return call.page(_reports(call, warehouse_id), views.plain)


@handles("listSyncsFromWarehouseAndSource")
def list_source_syncs(call: Call) -> Record:
    """Show the syncs of a source to a warehouse, the latest first."""
    warehouse_id, source_id = call.path["warehouseId"], call.path["sourceId"]
    call.workspace.warehouse_syncs.switches(warehouse_id, source_id)
    return call.page(_reports(call, warehouse_id, source_id), views.plain)


def _reports(call: Call, warehouse_id: str, only: str | None = None) -> Rows[Record]:
    """Return what is reported of each sync, of all sources or one; a sync takes what came in since the one before."""
    workspace = call.workspace
    loaded = workspace.warehouse_syncs.loaded.get(warehouse_id, [])
    sources = [(number, source_id) for number, source_id in enumerate(loaded) if only in {None, source_id}]
    latest = (minute_of(workspace.started) - MINUTES_AN_HOUR) // _BETWEEN_SYNCS * _BETWEEN_SYNCS

    def report(place: int) -> Record:
        run, which = divmod(place, len(sources))
        (number, source_id), minute = sources[which], latest - run * _BETWEEN_SYNCS
        rows = workspace.warehouse_syncs.rows(source_id, minute - _BETWEEN_SYNCS, minute)
        start = moment_of(minute) + timedelta(minutes=number)
        duration = _SET_UP + timedelta(seconds=rows // _ROWS_A_SECOND)
        trouble = workspace.warehouse_syncs.troubles.get((warehouse_id, source_id))
        told: Record = {"status": "SUCCESS", "notices": []}
        if trouble is not None and trouble.since <= run < trouble.since + trouble.runs:
            notice = {"level": "error", "message": trouble.message, "createdAt": timestamp(start + _SET_UP)}
            told = {"status": trouble.status, "notices": [notice]}
        return {
            "sourceId": source_id,
            "start": timestamp(start),
            "end": timestamp(start + duration),
            "duration": int(duration.total_seconds()),
            "humanDuration": _worded(duration),
            "count": 0 if told["status"] == "FAILED" else rows,
            **told,
        }

    return Rows(SYNCS * len(sources), report)


def _worded(duration: timedelta) -> str:
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    return f"{minutes}m{seconds}s" if minutes else f"{seconds}s"
