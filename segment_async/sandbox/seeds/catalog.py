"""The kinds of sources, destinations and warehouses that a sandbox offers, in the Public API's shape."""

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.ids import opaque

CATALOG_ID_LENGTH: Final = 10
DESTINATION_CATALOG_ID_LENGTH: Final = 24
ACTION_ID_LENGTH: Final = 22

_PICTURES: Final = "https://cdn.example.invalid/logos"
"""Nothing answers here: a report that loaded a picture would tell a third party who reads it."""

_ANYWHERE: Final = ("browser", "server", "mobile")
"""Platforms that a destination takes events from if it does not say."""

_EMPTY: Final[Mapping[str, Any]] = {
    "boolean": False,
    "map": {},
    "mixed": [],
    "number": 0,
    "password": "",
    "select": "",
    "string": "",
    "strings": [],
}
"""Default of an option that states none, by its type."""


def offer(workspace: Workspace) -> None:
    """Put every kind into the catalog of a workspace."""
    workspace.catalog.add(
        sources=source_kinds().values(),
        destinations=destination_kinds().values(),
        warehouses=warehouse_kinds().values(),
    )


@cache
def source_kinds() -> Mapping[str, Record]:
    """Return the kinds of sources by slug, ``SourceMetadata`` objects to be left as they are."""
    return {raw["slug"]: _source(raw) for raw in load("catalog/sources")["kind"]}


@cache
def destination_kinds() -> Mapping[str, Record]:
    """Return the kinds of destinations by slug, ``DestinationMetadata`` objects to be left as they are."""
    files_of_kinds = load("catalog/actions"), load("catalog/destinations")
    return {raw["slug"]: _destination(raw) for kinds in files_of_kinds for raw in kinds["kind"]}


@cache
def warehouse_kinds() -> Mapping[str, Record]:
    """Return the kinds of warehouses by slug, ``WarehouseMetadata`` objects to be left as they are."""
    return {raw["slug"]: _warehouse(raw) for raw in load("catalog/warehouses")["kind"]}


def load(name: str) -> Record:
    """Read one of the data files beside this module.

    Args:
        name: Its path below ``data``, without the ending.
    """
    return tomllib.loads(
        files("segment_async.sandbox.seeds").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    )


def _source(raw: Record) -> Record:
    return {
        "id": raw.get("id") or opaque(f"kind of source:{raw['slug']}", CATALOG_ID_LENGTH),
        "name": raw["name"],
        "slug": raw["slug"],
        "description": raw["about"],
        "logos": _logos(raw["slug"]),
        "options": _options(raw),
        "categories": [raw["category"]],
        "isCloudEventSource": raw["delivers"] == "events",
        "status": raw.get("status", "PUBLIC"),
        "partnerOwned": raw.get("partner", False),
    }


def _warehouse(raw: Record) -> Record:
    return {
        "id": raw.get("id") or opaque(f"kind of warehouse:{raw['slug']}", CATALOG_ID_LENGTH),
        "name": raw["name"],
        "slug": raw["slug"],
        "description": raw["about"],
        "logos": _logos(raw["slug"]),
        "options": _options(raw),
    }


def _destination(raw: Record) -> Record:
    slug, runs = raw["slug"], raw["runs"]
    actions = [_action(slug, action) for action in raw.get("action", [])]
    return {
        "id": raw.get("id")
        or sha256(f"kind of destination:{slug}".encode()).hexdigest()[:DESTINATION_CATALOG_ID_LENGTH],
        "name": raw["name"],
        "description": raw["about"],
        "slug": slug,
        "logos": _logos(slug),
        "options": _options(raw),
        "status": raw.get("status", "PUBLIC"),
        "previousNames": raw.get("previous", [raw["name"]]),
        "categories": raw["categories"],
        "website": raw["website"],
        "components": [_component(slug, platform, partner=raw.get("partner", False)) for platform in runs],
        "supportedFeatures": {
            "cloudModeInstances": "MULTIPLE" if "SERVER" in runs else "0",
            "deviceModeInstances": "1" if runs != ["SERVER"] else "0",
            "replay": "SERVER" in runs,
            "browserUnbundling": "BROWSER" in runs and "SERVER" in runs,
            "browserUnbundlingPublic": True,
        },
        "supportedMethods": {
            method: method in raw["takes"] for method in ("pageview", "identify", "alias", "track", "group")
        },
        "supportedPlatforms": {
            **{platform: platform in raw.get("from", _ANYWHERE) for platform in _ANYWHERE},
            "warehouse": bool(actions),
            "cloudAppObject": False,
            "linkedAudiences": bool(actions) and "identify" in raw["takes"],
        },
        "actions": actions,
        "presets": [_preset(slug, action) for action in raw.get("action", []) if action.get("preset")],
        "partnerOwned": raw.get("partner", False),
        "supportedRegions": ["us-west-2", "eu-west-1"],
        "regionEndpoints": ["US", "EU"],
    }


def _component(slug: str, platform: str, *, partner: bool) -> Record:
    code = f"https://code.example.invalid/{platform.lower()}/{slug}"
    return {"type": platform, "code": code, "owner": "PARTNER" if partner else "SEGMENT"}


def _action(slug: str, raw: Record) -> Record:
    return {
        "id": _action_id(slug, raw["slug"]),
        "slug": raw["slug"],
        "name": raw["name"],
        "description": raw["about"],
        "platform": raw.get("platform", "CLOUD"),
        "hidden": False,
        "defaultTrigger": raw["trigger"],
        "fields": [_field(slug, raw["slug"], position, field) for position, field in enumerate(raw["fields"])],
    }


def _action_id(slug: str, action: str) -> str:
    return opaque(f"action:{slug}:{action}", ACTION_ID_LENGTH)


def _field(slug: str, action: str, position: int, raw: Record) -> Record:
    field: Record = {
        "id": opaque(f"field:{slug}:{action}:{raw['key']}", ACTION_ID_LENGTH),
        "sortOrder": position,
        "fieldKey": raw["key"],
        "label": raw["label"],
        "type": raw["type"],
        "description": f"{raw['label']} as the destination calls it.",
        "required": raw.get("required", False),
        "multiple": raw.get("multiple", False),
        "dynamic": raw.get("dynamic", False),
        "allowNull": not raw.get("required", False),
    }
    if "choices" in raw:
        field["choices"] = [{"label": choice, "value": choice} for choice in raw["choices"]]
    return field | ({"defaultValue": default} if (default := _starting_value(raw)) is not None else {})


def _starting_value(field: Record) -> object:
    return {"@path": field["from"]} if "from" in field else field.get("default")


def _preset(slug: str, action: Record) -> Record:
    return {
        "actionId": _action_id(slug, action["slug"]),
        "name": action["name"],
        "fields": {field["key"]: value for field in action["fields"] if (value := _starting_value(field)) is not None},
        "trigger": action["trigger"],
    }


def _options(raw: Record) -> list[Record]:
    return [
        {
            "name": option["name"],
            "type": option["type"],
            "required": option.get("required", False),
            "defaultValue": option.get("default", _EMPTY[option["type"]]),
            "label": option["label"],
        }
        for option in raw.get("options", [])
    ]


def _logos(slug: str) -> Record:
    return {"default": f"{_PICTURES}/{slug}.svg", "mark": f"{_PICTURES}/{slug}-mark.svg", "alt": None}
