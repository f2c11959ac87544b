"""The *Profiles Sync* tag: warehouses that the profiles of a space are synced to."""

from collections.abc import Mapping
from typing import Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.selection import check_overrides, shown
from segment_async.sandbox.store import Record, Workspace, timestamp

_COLLECTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "external_id_mapping_updates": {
        "canonical_segment_id": "string",
        "external_id_type": "string",
        "external_id_value": "string",
        "timestamp": "timestamp",
    },
    "id_graph_updates": {"canonical_segment_id": "string", "segment_id": "string", "timestamp": "timestamp"},
    "profile_merges": {"canonical_segment_id": "string", "segment_id": "string", "merged_at": "timestamp"},
    "profile_traits_updates": {"canonical_segment_id": "string", "traits": "string", "timestamp": "timestamp"},
    "user_identifiers": {"canonical_segment_id": "string", "type": "string", "value": "string"},
    "user_traits": {"canonical_segment_id": "string", "name": "string", "value": "string"},
}
"""Collections that each space has, with the types of their properties."""


@handles("listProfilesWarehouseInSpace")
def list_warehouses(call: Call) -> Record:
    """Show the profiles warehouses of a space."""
    return call.page(call.workspace.profiles_warehouses.of_space(call.path["spaceId"]), _shown)


@handles("createProfilesWarehouse")
def create_warehouse(call: Call) -> Record:
    """Add a profiles warehouse to a space."""
    warehouse = call.workspace.profiles_warehouses.add(
        call.path["spaceId"],
        metadata_id=call.body["metadataId"],
        settings=call.body["settings"],
        name=call.body.get("name", ""),
        enabled=call.body.get("enabled", True),
        schema_name=call.body.get("schemaName"),
    )
    return {"profilesWarehouse": _shown(call.workspace, warehouse)}


@handles("updateProfilesWarehouseForSpaceWarehouse")
def update_warehouse(call: Call) -> Record:
    """Change what the body names; a body that does not name the on/off state switches the warehouse on."""
    warehouse, body = _warehouse(call), call.body
    warehouse["settings"] = {**warehouse["settings"], **body["settings"]}
    warehouse["enabled"] = body.get("enabled", True)
    warehouse.update({name: body[name] for name in ("name", "schemaName") if name in body})
    return {"profilesWarehouse": _shown(call.workspace, warehouse)}


@handles("removeProfilesWarehouseFromSpace")
def remove_warehouse(call: Call) -> Record:
    """Remove a profiles warehouse from a space."""
    call.workspace.profiles_warehouses.remove(call.path["spaceId"], call.path["warehouseId"])
    return {"status": "SUCCESS"}


@handles("listSelectiveSyncsFromWarehouseAndSpace")
def list_selective_syncs(call: Call) -> Record:
    """Show the collections of a space, and whether a profiles warehouse takes them."""
    warehouse = _warehouse(call)
    switches = call.workspace.profiles_warehouses.switches(warehouse)
    taken = shown(switches, _COLLECTIONS, {"lastSeenAt": timestamp(call.workspace.started)})
    items = [{"warehouseId": warehouse["id"], **item} for item in taken]
    return {"enableEventTables": warehouse["enableEventTables"], **call.page(items, views.plain)}


@handles("updateSelectiveSyncForWarehouseAndSpace")
def update_selective_sync(call: Call) -> Record:
    """Switch collections, properties and the tables of events on or off."""
    warehouse = _warehouse(call)
    switches = call.workspace.profiles_warehouses.switches(warehouse)
    event_tables = call.body.get("enableEventTables", warehouse["enableEventTables"])
    changed = event_tables is not warehouse["enableEventTables"]
    for override in check_overrides(call.body.get("syncOverrides", [])):
        changed |= switches.switch(override["collection"], override.get("property"), on=override["enabled"])
    warehouse["enableEventTables"] = event_tables
    return {"status": "UPDATED" if changed else "UNCHANGED"}


def _warehouse(call: Call) -> Record:
    return call.workspace.profiles_warehouses.find(call.path["spaceId"], call.path["warehouseId"])


def _shown(workspace: Workspace, record: Record) -> Record:
    """Show a profiles warehouse: like any warehouse, with its space and its schema."""
    schema = {"schemaName": record["schemaName"]} if "schemaName" in record else {}
    return {**views.warehouse(workspace, record), "spaceId": record["spaceId"], **schema}
