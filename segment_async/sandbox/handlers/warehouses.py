"""The *Warehouses* tag."""

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.masking import plausible
from segment_async.sandbox.store import Record


@handles("listWarehouses")
def list_all(call: Call) -> Record:
    """Show the warehouses."""
    return call.page(call.workspace.warehouses, views.warehouse)


@handles("getWarehouse")
def get(call: Call) -> Record:
    """Show a warehouse."""
    return {"warehouse": views.warehouse(call.workspace, _warehouse(call))}


@handles("createWarehouse")
def create(call: Call) -> Record:
    """Create a warehouse; every source is loaded into it unless none is to be."""
    warehouse = call.workspace.warehouses.add(
        metadata_id=call.body["metadataId"],
        name=call.body.get("name", ""),
        enabled=call.body.get("enabled", True),
        settings=call.body["settings"],
        connect_sources=not call.body.get("disconnectAllSources", False),
    )
    return {"warehouse": views.warehouse(call.workspace, warehouse)}


@handles("updateWarehouse")
def update(call: Call) -> Record:
    """Change what the body names."""
    warehouse, body = _warehouse(call), call.body
    warehouse["settings"] = {**warehouse["settings"], **body["settings"]}
    if "name" in body:
        warehouse["name"] = body["name"] or ""
    if "enabled" in body:
        warehouse["enabled"] = body["enabled"]
    warehouse["updatedAt"] = call.workspace.now()
    return {"warehouse": views.warehouse(call.workspace, warehouse)}


@handles("deleteWarehouse")
def delete(call: Call) -> Record:
    """Delete a warehouse."""
    call.workspace.warehouses.remove(call.path["warehouseId"])
    return {"status": "SUCCESS"}


@handles("createValidationInWarehouse")
def validate(call: Call) -> Record:
    """Tell whether a connection with these settings could work."""
    options = call.workspace.catalog.warehouse(call.body["metadataId"])["options"]
    return {"status": _state(plausible(call.body["settings"], options))}


@handles("getConnectionStateFromWarehouse")
def get_connection_state(call: Call) -> Record:
    """Tell whether the connection of a warehouse could work."""
    warehouse = _warehouse(call)
    options = call.workspace.catalog.warehouse(warehouse["metadataId"])["options"]
    return {"connectionState": _state(plausible(warehouse["settings"], options))}


@handles("listConnectedSourcesFromWarehouse")
def list_connected_sources(call: Call) -> Record:
    """Show the sources that are loaded into a warehouse."""
    return call.page(call.workspace.warehouses.sources[_warehouse(call)["id"]], views.source)


@handles("addConnectionFromSourceToWarehouse")
def add_source_connection(call: Call) -> Record:
    """Load a source into a warehouse."""
    call.workspace.warehouses.connect(call.path["warehouseId"], call.path["sourceId"])
    return {"status": "CONNECTED"}


@handles("removeSourceConnectionFromWarehouse")
def remove_source_connection(call: Call) -> Record:
    """Stop loading a source into a warehouse."""
    call.workspace.warehouses.disconnect(call.path["warehouseId"], call.path["sourceId"])
    return {"status": "SUCCESS"}


def _warehouse(call: Call) -> Record:
    return call.workspace.warehouses.find(call.path["warehouseId"])


def _state(works: bool) -> str:  # noqa: FBT001 - the one thing that it shows
    return "CONNECTED" if works else "FAILED"
