"""The demo's spaces, told in ``data/demo/spaces.toml``."""

from datetime import timedelta
from random import Random
from typing import Final

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.seeds.space_schema import plant_schema
from segment_async.sandbox.store import Record, Workspace, timestamp

_OLDEST: Final = 700
"""Days ago that the first record was made."""


def plant_spaces(workspace: Workspace) -> None:
    """Add the spaces to a workspace that has the shop's sources, destinations and warehouses."""
    for raw in load("demo/spaces")["space"]:
        space_id = workspace.spaces.add(slug=raw["slug"], name=raw["name"])["id"]
        for audience in raw.get("audience", ()):
            _add_audience(workspace, space_id, audience)
        for trait in raw.get("trait", ()):
            workspace.computed_traits.add(
                space_id,
                name=trait["name"],
                definition={"type": trait.get("type", "USERS"), "query": trait["query"]},
                enabled=trait.get("enabled", True),
                description=trait.get("about"),
                options=trait.get("options"),
                sent=trait.get("sent", True),
            )
        _add_filters(workspace, space_id, raw)
        for contact in raw.get("contact", ()):
            workspace.spaces.write_contact(space_id, contact)
        if raw.get("schema", False):
            plant_schema(workspace, workspace.space_schemas.of_space(space_id))
    _backdate(workspace)


def _add_audience(workspace: Workspace, space_id: str, raw: Record) -> None:
    target = {"targetEntity": raw["target"]} if "target" in raw else {}
    audience = workspace.audiences.add(
        space_id,
        name=raw["name"],
        audience_type=raw.get("type", "USERS"),
        definition={**target, "query": raw["query"]},
        enabled=raw.get("enabled", True),
        description=raw.get("about"),
        options=raw.get("options"),
    )
    for schedule in raw.get("schedules", ()):
        workspace.audiences.add_schedule(audience, schedule["strategy"], schedule["config"])
    for connection in raw.get("connection", ()):
        _connect(workspace, audience, connection)


def _connect(workspace: Workspace, audience: Record, raw: Record) -> None:
    slug, _, name = raw["to"].partition("/")
    place = workspace.destinations.of_source(workspace.sources.by_slug(slug)["id"]) if name else workspace.warehouses
    target = next(record for record in place.values() if record["name"] == (name or slug))
    settings: Record = {"idSyncConfiguration": raw.get("sync", [])}
    if "settings" in raw:
        settings["connectionSettings"] = raw["settings"]
    about = {"id": target["id"], "type": "destination" if name else "warehouse"}
    connection = workspace.activations.connect(audience, about, settings)
    for activation in raw.get("activation", ()):
        personalization: Record = {"profile": {"properties": activation.get("traits", [])}}
        if "entities" in activation:
            personalization["entities"] = activation["entities"]
        actions = workspace.catalog.destination(target["metadataId"])["actions"]
        action_id = next(action["id"] for action in actions if action["slug"] == activation["action"])
        given: Record = {
            "enabled": activation.get("enabled", True),
            "performResync": False,
            "activationType": f"Audience {activation['on']}",
            "activationName": activation["name"],
            "personalization": personalization,
            "destinationMapping": {"actionId": action_id, "settings": {}},
        }
        workspace.activations.add(audience, connection["id"], given)


def _add_filters(workspace: Workspace, space_id: str, raw: Record) -> None:
    for guard in raw.get("filter", ()):
        given = {
            "integrationId": space_id,
            "name": guard["name"],
            "if": guard["if"],
            "enabled": guard.get("enabled", True),
            "drop": guard.get("drop", True),
        }
        workspace.space_filters.add(given | ({"description": guard["about"]} if "about" in guard else {}))
    for event in raw.get("without", {}).get("events", ()):
        given = {"integrationId": space_id, "name": f"No {event}", "if": f'event = "{event}"'}
        workspace.space_filters.add({**given, "enabled": True, "drop": True})


def _backdate(workspace: Workspace) -> None:
    """Spread the times of all records over the years before the workspace started."""
    luck = Random("spaces")  # noqa: S311 - dates of a demo, the same in every run
    records = [
        *(record for space_id in workspace.spaces for record in workspace.audiences.of_space(space_id).values()),
        *(record for space_id in workspace.spaces for record in workspace.computed_traits.of_space(space_id).values()),
        *workspace.space_filters.values(),
    ]
    for audience in records[:]:
        records += workspace.activations.connections(audience["id"]).values()
    for record in records:
        age = luck.randint(30, _OLDEST)
        record["createdAt"] = timestamp(workspace.started - timedelta(days=age, seconds=luck.randrange(86_400)))
        record["updatedAt"] = timestamp(workspace.started - timedelta(days=luck.randrange(1, age)))
