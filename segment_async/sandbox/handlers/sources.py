"""The *Sources* tag."""

from typing import Any, Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Invalid, Missing, Record, Workspace

_FORWARDING: Final = ("forwardingViolationsTo", "forwardingBlockedEventsTo")

_UNPLANNED: Final[dict[str, dict[str, Any]]] = {
    "track": {
        "allowUnplannedEvents": True,
        "allowUnplannedEventProperties": True,
        "allowEventOnViolations": True,
        "allowPropertiesOnViolations": True,
        "commonEventOnViolations": "ALLOW",
    },
    "identify": {"allowUnplannedTraits": True, "allowTraitsOnViolations": True, "commonEventOnViolations": "ALLOW"},
    "group": {"allowUnplannedTraits": True, "allowTraitsOnViolations": True, "commonEventOnViolations": "ALLOW"},
}
"""Schema settings of a source that nobody changed."""


@handles("listSources")
def list_all(call: Call) -> Record:
    """Show the sources."""
    return call.page(call.workspace.sources, views.source)


@handles("getSource")
def get(call: Call) -> Record:
    """Show a source, and which tracking plan it follows."""
    source = _source(call)
    return {
        "source": views.source(call.workspace, source),
        "trackingPlanId": call.workspace.tracking_plans.plan_of_source.get(source["id"]),
    }


@handles("createSource")
def create(call: Call) -> Record:
    """Create a source; only the alpha level knows a name for it."""
    source = call.workspace.sources.add(
        slug=call.body["slug"],
        metadata_id=call.body["metadataId"],
        name=call.body.get("name", ""),
        enabled=call.body["enabled"],
        settings=call.body.get("settings"),
        connect_warehouses=not call.body.get("disconnectAllWarehouses", False),
    )
    return {"source": views.source(call.workspace, source)}


@handles("updateSource")
def update(call: Call) -> Record:
    """Change what the body names."""
    source, body = _source(call), call.body
    if "slug" in body:
        call.workspace.sources.rename(source, body["slug"])
    if "settings" in body:
        source["settings"] = {**source["settings"], **body["settings"]}
    source.update({name: body[name] for name in ("name", "enabled") if name in body})
    source["updatedAt"] = call.workspace.now()
    return {"source": views.source(call.workspace, source)}


@handles("deleteSource")
def delete(call: Call) -> Record:
    """Delete a source and all that hangs on it."""
    call.workspace.sources.remove(call.path["sourceId"])
    return {"status": "SUCCESS"}


@handles("listConnectedDestinationsFromSource")
def list_connected_destinations(call: Call) -> Record:
    """Show the destinations of a source."""
    return call.page(call.workspace.destinations.of_source(call.path["sourceId"]), views.destination)


@handles("listConnectedWarehousesFromSource")
def list_connected_warehouses(call: Call) -> Record:
    """Show the warehouses that a source is loaded into."""
    return call.page(call.workspace.warehouses.of_source(call.path["sourceId"]), views.warehouse)


@handles("addLabelsToSource")
def add_labels(call: Call) -> Record:
    """Put existing labels on a source, and show all that it carries."""
    return _carry(call, _source(call)["labels"])


@handles("replaceLabelsInSource")
def replace_labels(call: Call) -> Record:
    """Make the given labels the only ones of a source."""
    return _carry(call, [])


@handles("listSchemaSettingsInSource")
def list_schema_settings(call: Call) -> Record:
    """Show what happens to events that nobody planned."""
    return _schema_settings(_source(call))


@handles("updateSchemaSettingsInSource")
def update_schema_settings(call: Call) -> Record:
    """Change what happens to events that nobody planned; a forwarding that is left out is switched off."""
    source = _source(call)
    forwarding = {
        name: _forwarding_source(call.workspace, name, call.body[name]) for name in _FORWARDING if name in call.body
    }
    kept = {kind: {**source["schemaSettings"].get(kind, {}), **call.body.get(kind, {})} for kind in _UNPLANNED}
    source["schemaSettings"] = {**kept, **forwarding}
    return _schema_settings(source)


@handles("createWriteKeyForSource")
def create_write_key(call: Call) -> Record:
    """Give a source one more write key."""
    source = _source(call)
    source["writeKeys"].append(call.workspace.sources.new_write_key())
    return {"source": views.source(call.workspace, source)}


@handles("removeWriteKeyFromSource")
def remove_write_key(call: Call) -> Record:
    """Take a write key away; what sends with it is refused from then on."""
    source = _source(call)
    if call.path["writeKey"] not in source["writeKeys"]:
        raise Missing(f"The source {source['id']} has no such write key; get the source to see which it has.")
    source["writeKeys"].remove(call.path["writeKey"])
    return {"status": "SUCCESS"}


def _source(call: Call) -> Record:
    return call.workspace.sources.find(call.path["sourceId"])


def _carry(call: Call, kept: list[tuple[str, str]]) -> Record:
    source = _source(call)
    given = [(label["key"], label["value"]) for label in call.body["labels"]]
    source["labels"] = call.workspace.labels.checked([*kept, *given])
    source["updatedAt"] = call.workspace.now()
    return {"labels": [views.label(call.workspace, key) for key in source["labels"]]}


def _forwarding_source(workspace: Workspace, name: str, source_id: str) -> str:
    if source_id not in workspace.sources:
        raise Invalid(f"{name} is no source of this workspace; leave it out to forward nothing.", field=name)
    return source_id


def _schema_settings(source: Record) -> Record:
    own = source["schemaSettings"]
    settings: Record = {kind: {**defaults, **own.get(kind, {})} for kind, defaults in _UNPLANNED.items()}
    return {"sourceId": source["id"], "settings": settings | {name: own[name] for name in _FORWARDING if name in own}}
