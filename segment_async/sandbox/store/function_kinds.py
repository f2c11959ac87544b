"""Catalog entries that stand for functions, so that sources and destinations can be made of them."""

from typing import Final

from segment_async.sandbox.store.records import Record

_LOGO: Final = "https://cdn.example.invalid/logos/function.svg"
"""Nothing answers here."""

_OPTION_TYPES: Final = {"ARRAY": "strings", "BOOLEAN": "boolean", "STRING": "string", "TEXT_MAP": "map"}


def source_kind(function: Record) -> Record:
    """Return the ``SourceMetadata`` object of a source function."""
    return {**_kind(function), "isCloudEventSource": True}


def destination_kind(function: Record) -> Record:
    """Return the ``DestinationMetadata`` object of a destination function."""
    return {
        **_kind(function),
        "previousNames": [],
        "website": "https://example.invalid",
        "components": [],
        "supportedFeatures": {"cloudModeInstances": "MULTIPLE", "deviceModeInstances": "NONE", "replay": True},
        "supportedMethods": dict.fromkeys(("alias", "group", "identify", "pageview", "track"), True),
        "supportedPlatforms": dict.fromkeys(("browser", "mobile", "server"), True),
        "actions": [],
        "presets": [],
    }


def _kind(function: Record) -> Record:
    return {
        "id": function["catalogId"],
        "name": function["displayName"],
        "slug": f"function-{function['catalogId']}".lower(),
        "description": function.get("description", ""),
        "logos": {"default": function.get("logoUrl", _LOGO), "mark": None, "alt": None},
        "options": [
            {
                "name": setting["name"],
                "type": "password" if setting["sensitive"] else _OPTION_TYPES[setting["type"]],
                "required": setting["required"],
                "description": setting["description"],
                "label": setting["label"],
            }
            for setting in function["settings"]
        ],
        "categories": ["Functions"],
        "status": "PRIVATE_BUILDING",
    }
