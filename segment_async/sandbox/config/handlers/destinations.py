"""The *Destinations* service.

A source has one destination of each kind here. Where the Public API has made several, this shows the first; the others
are reached only by the names of their filters.
"""

from collections.abc import Mapping
from typing import Any, Final

from segment_async.sandbox.config import names, views
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.config.settings import values
from segment_async.sandbox.store import Invalid, Missing, Record, Taken

EMPTY: Final[Mapping[str, Any]] = {
    "enabled": False,
    "config": [],
    "connection_mode": "UNSPECIFIED",
    "display_name": "",
}
"""What each field is reset to."""

_PUBLIC: Final[Mapping[str, str]] = {"enabled": "enabled", "display_name": "name"}
"""What the Public API calls the fields that it has too."""


@handles("listDestinations")
def list_all(call: Call) -> Record:
    """Show the destinations of a source, one of each kind."""
    firsts: dict[str, Record] = {}
    for destination in _siblings(call):
        firsts.setdefault(destination["metadataId"], destination)
    return call.page(list(firsts.values()), views.destination)


@handles("getDestination")
def get(call: Call) -> Record:
    """Show a destination with its secrets."""
    return views.destination(call.workspace, destination_of(call))


@handles("createDestination")
def create(call: Call) -> Record:
    """Connect a source to a tool; it gets nothing until it is enabled."""
    given, workspace = call.body["destination"], call.workspace
    siblings = _siblings(call)
    said = names.parts_within(workspace, names.DESTINATION, given["name"], "destination.name")
    if said["source_slug"] != call.path["source_slug"]:
        raise Invalid("destination.name belongs to another source; name the one in the URL.", field="destination.name")
    slug = said["destination_slug"]
    kind = workspace.catalog.destinations.by_slug(slug, "kind of destination")
    if any(sibling["metadataId"] == kind["id"] for sibling in siblings):
        raise Taken(f"The source already has a destination {slug}; update that one.", field="destination.name")
    settings = values(workspace, given.get("config", ()), call.path, slug)
    body = {
        "sourceId": workspace.sources.by_slug(call.path["source_slug"])["id"],
        "metadataId": kind["id"],
        "name": given.get("display_name", ""),
        "enabled": given.get("enabled", False),
        "settings": settings,
    }
    made = workspace.destinations[call.public.ask("createDestination", body=body)["destination"]["id"]]
    made["connectionMode"] = given.get("connection_mode", EMPTY["connection_mode"])
    return views.destination(workspace, made)


@handles("updateDestination")
def update(call: Call) -> Record:
    """Change what the mask names; settings that have no entry keep their values, unless there is no entry at all."""
    destination, changes = destination_of(call), call.changes(EMPTY)
    body: Record = {_PUBLIC[name]: value for name, value in changes.items() if name in _PUBLIC}
    if "config" in changes:
        body["settings"] = values(call.workspace, changes["config"], call.path, call.path["destination_slug"])
    if changes:
        call.public.ask("updateDestination", path={"destinationId": destination["id"]}, body=body)
    if "config" in changes and not changes["config"]:
        destination["settings"] = {}
    if "connection_mode" in changes:
        destination["connectionMode"] = changes["connection_mode"]
    return views.destination(call.workspace, destination)


@handles("deleteDestination")
def delete(call: Call) -> Record:
    """Delete a destination with its filters."""
    call.public.ask("deleteDestination", path={"destinationId": destination_of(call)["id"]})
    return {}


def destination_of(call: Call, path: Mapping[str, str] | None = None) -> Record:
    """Return the destination that a path names: the first of its kind, or the one with the path's instance id.

    Args:
        call: The request.
        path: The values to go by; those in the URL where they are left out.
    """
    path = call.path if path is None else path
    slug = path["destination_slug"]
    source = call.workspace.sources.by_slug(path["source_slug"])
    kinds = call.workspace.catalog.destinations
    for destination in call.workspace.destinations.of_source(source["id"]).values():
        meant = path.get("instance_id") in (None, names.instance_id(destination))
        if meant and kinds[destination["metadataId"]]["slug"] == slug:
            return destination
    raise Missing(f"The source {source['slug']!r} has no destination {slug!r}; list its destinations.")


def _siblings(call: Call) -> list[Record]:
    source = call.workspace.sources.by_slug(call.path["source_slug"])
    return list(call.workspace.destinations.of_source(source["id"]).values())
