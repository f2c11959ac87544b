"""The *Sources* service."""

from segment_async.sandbox.config import names, schema, views
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.config.refusals import internal
from segment_async.sandbox.handlers.labels import check_label
from segment_async.sandbox.store import Missing, Record


@handles("listSources")
def list_all(call: Call) -> Record:
    """Show the sources."""
    return call.page(call.workspace.sources, views.source)


@handles("getSource")
def get(call: Call) -> Record:
    """Show a source."""
    return views.source(call.workspace, _source(call))


@handles("createSource")
def create(call: Call) -> Record:
    """Create a source; labels that nobody has made yet are made, since this API has no other way to."""
    given, workspace = call.body["source"], call.workspace
    said = names.parts_within(workspace, names.SOURCE, given["name"], "source.name")
    slug = names.check_slug(said["source_slug"], "source.name")
    catalog = names.parts(names.CATALOG_SOURCE, given["catalog_name"], "source.catalog_name")
    kind = workspace.catalog.sources.by_slug(catalog["slug"], "kind of source")
    labels = list(given.get("labels", {}).items())
    for key, value in labels:
        check_label({"key": key, "value": value}, "source.labels")
    settings = {entry["name"]: entry.get("value") for entry in given.get("function_config", ()) if "name" in entry}
    body = {"slug": slug, "metadataId": kind["id"], "enabled": True, "settings": settings}
    made = call.public.ask("createSource", body={**body, "name": given.get("display_name", "")})
    _put_labels(call, made["source"]["id"], labels)
    return views.source(workspace, workspace.sources[made["source"]["id"]])


@handles("deleteSource")
def delete(call: Call) -> Record:
    """Delete a source and all that hangs on it."""
    call.public.ask("deleteSource", path={"sourceId": _source(call)["id"]})
    return {}


@handles("getSchemaConfig")
def get_schema_config(call: Call) -> Record:
    """Show what happens to events that nobody planned; the service stumbles over a source that is not there."""
    try:
        source = _source(call)
    except Missing:
        raise internal("runtime error: invalid memory address or nil pointer dereference") from None
    return schema.shown(call.workspace, source)


@handles("updateSchemaConfig")
def update_schema_config(call: Call) -> Record:
    """Change what happens to events that nobody planned."""
    source = _source(call)
    schema.change(call.workspace, source, call.changes(schema.EMPTY))
    return schema.shown(call.workspace, source)


@handles("updateConnectedWarehouses")
def update_connected_warehouses(call: Call) -> Record:
    """Load a source into a warehouse, or stop to; what is so already stays so."""
    path = {"warehouseId": call.body["warehouse_id"], "sourceId": _source(call)["id"]}
    warehouse = call.workspace.warehouses.find(path["warehouseId"])
    connected = path["sourceId"] in call.workspace.warehouses.sources[warehouse["id"]]
    if call.body["enabled"] and not connected:
        call.public.ask("addConnectionFromSourceToWarehouse", path=path)
    elif connected and not call.body["enabled"]:
        call.public.ask("removeSourceConnectionFromWarehouse", path=path)
    return {}


def _source(call: Call) -> Record:
    return call.workspace.sources.by_slug(call.path["source_slug"])


def _put_labels(call: Call, source_id: str, labels: list[tuple[str, str]]) -> None:
    given = [{"key": key, "value": value} for key, value in labels]
    for label in given:
        if (label["key"], label["value"]) not in call.workspace.labels:
            call.public.ask("createLabel", body={"label": label})
    if given:
        call.public.ask("addLabelsToSource", path={"sourceId": source_id}, body={"labels": given})
