"""The *Activations* tag."""

from typing import Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.paging import encode_cursor
from segment_async.sandbox.store import Invalid, Record, Workspace
from segment_async.sandbox.store.audiences import LINKED

_TYPES: Final = ("ACCOUNTS", LINKED, "USERS")

_SETTINGS: Final = ("idSyncConfiguration", "connectionSettings")


@handles("listSupportedDestinationsFromAudience")
def list_supported_destinations(call: Call) -> Record:
    """Show the kinds of destinations that take audiences of a type, by their slugs and all at once."""
    call.workspace.spaces.find(call.path["spaceId"])
    audience_type = call.path["audienceType"]
    if audience_type not in _TYPES:
        raise Invalid(f"audienceType has to be one of {', '.join(_TYPES)}.", field="audienceType")
    destinations: Record = {}
    for kind in call.workspace.catalog.destinations.values():
        actions = [action for action in kind["actions"] if action["id"] == call.query.get("actionId", action["id"])]
        asked = kind["slug"] == call.query.get("slug", kind["slug"]) and (actions or "actionId" not in call.query)
        if asked and _takes(kind, audience_type):
            about = {name: kind[name] for name in ("id", "name", "slug")}
            destinations[kind["slug"]] = {**about, "actions": actions}
    about = {"current": encode_cursor(0), "totalEntries": len(destinations)}
    return {"destinations": destinations, "pagination": about}


@handles("listDestinationsFromAudience")
def list_destinations(call: Call) -> Record:
    """Show what an audience is connected to."""
    return call.page(call.workspace.activations.connections(_audience(call)["id"]), _connection)


@handles("addDestinationToAudience")
def add_destination(call: Call) -> Record:
    """Connect an audience to a destination or a warehouse."""
    settings: Record = {name: call.body[name] for name in _SETTINGS if name in call.body}
    connection = call.workspace.activations.connect(_audience(call), call.body["destination"], settings)
    return {"connection": {"id": connection["id"]}, "idSyncConfiguration": [], **settings}


@handles("updateDestinationForAudience")
def update_destination(call: Call) -> Record:
    """Change how identifiers and settings reach a destination."""
    connection = call.workspace.activations.connection_to(_audience(call), call.path["destinationId"])
    connection.update({name: call.body[name] for name in _SETTINGS if name in call.body})
    connection["updatedAt"] = call.workspace.now()
    settings: Record = {name: connection[name] for name in _SETTINGS if name in connection}
    return {"destination": {"id": connection["destinationId"]}, **settings}


@handles("removeDestinationFromAudience")
def remove_destination(call: Call) -> Record:
    """Part an audience from a destination that it has no activations for."""
    call.workspace.activations.disconnect(_audience(call), call.path["destinationId"])
    return {"status": "SUCCESS"}


@handles("listActivationsFromAudience")
def list_all(call: Call) -> Record:
    """Show the activations of an audience."""
    return call.page(call.workspace.activations.of_audience(_audience(call)["id"]), views.plain)


@handles("getActivationFromAudience")
def get(call: Call) -> Record:
    """Show an activation."""
    return {"activation": _activation(call)}


@handles("addActivationToAudience")
def add(call: Call) -> Record:
    """Send something over a connection whenever membership changes."""
    activation = call.workspace.activations.add(_audience(call), call.path["connectionId"], dict(call.body))
    return {"activation": activation}


@handles("updateActivationForAudience")
def update(call: Call) -> Record:
    """Change what the body names."""
    activation = _activation(call)
    call.workspace.activations.change(_audience(call), activation, dict(call.body))
    return {"activation": activation}


@handles("removeActivationFromAudience")
def remove(call: Call) -> Record:
    """Delete an activation."""
    activation = _activation(call)
    del call.workspace.activations.of_audience(activation["audienceId"])[activation["id"]]
    return {"status": "SUCCESS"}


def _audience(call: Call) -> Record:
    return call.workspace.audiences.find(call.path["spaceId"], call.path["audienceId"])


def _activation(call: Call) -> Record:
    return call.workspace.activations.find(_audience(call), call.path["id"])


def _takes(kind: Record, audience_type: str) -> bool:
    """Tell whether a kind of destination can be told who enters and leaves an audience of a type."""
    if audience_type == LINKED:
        return bool(kind["supportedPlatforms"].get("linkedAudiences"))
    return bool(kind["supportedMethods"].get("group" if audience_type == "ACCOUNTS" else "identify"))


def _connection(workspace: Workspace, connection: Record) -> Record:
    if connection["type"] == "warehouse":
        target = workspace.warehouses.find(connection["destinationId"])
        shown = views.warehouse(workspace, target)
    else:
        target = workspace.destinations.find(connection["destinationId"])
        shown = views.destination(workspace, target)
    return {
        **{name: value for name, value in connection.items() if name != "type"},
        "name": target["name"],
        "enabled": shown["enabled"],
        "settings": shown["settings"],
        "metadata": {name: shown["metadata"][name] for name in ("id", "name", "slug")},
    }
