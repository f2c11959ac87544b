"""The catalog as the Config API shows it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from segment_async.sandbox.config import names
from segment_async.sandbox.config.settings import type_of
from segment_async.sandbox.store import Record, Workspace

_COMPONENTS: Final[Mapping[str, str]] = {"BROWSER": "WEB", "SERVER": "CLOUD"}
"""Types of components that the Config API calls otherwise."""

_LIBRARIES: Final = frozenset({"Website", "Mobile", "Server", "OTT"})
"""Categories of the kinds of sources that send events by themselves."""

_PLATFORMS: Final = ("browser", "server", "mobile")


def source(_: Workspace, kind: Record) -> Record:
    """Show a kind of source; one that is read out rather than sending events brings objects."""
    sends = kind["isCloudEventSource"] or not _LIBRARIES.isdisjoint(kind["categories"])
    return {
        "name": names.CATALOG_SOURCE.format(slug=kind["slug"]),
        "display_name": kind["name"],
        "description": kind["description"],
        "categories": kind["categories"],
        "type": "event" if sends else "object",
        "logos": _logos(kind["logos"]),
        "id": kind["id"],
    }


def destination(_: Workspace, kind: Record) -> Record:
    """Show a kind of destination."""
    features, methods = kind["supportedFeatures"], kind["supportedMethods"]
    return {
        "name": names.CATALOG_DESTINATION.format(slug=kind["slug"]),
        "display_name": kind["name"],
        "description": kind["description"],
        "type": "STREAMING",
        "website": kind["website"],
        "status": kind["status"],
        "previous_names": kind["previousNames"],
        "logos": _logos(kind["logos"]),
        "categories": _categories(kind["categories"]),
        "components": [
            {"type": _COMPONENTS.get(component["type"], component["type"])} for component in kind["components"]
        ],
        "methods": {name.replace("pageview", "page_view"): taken for name, taken in methods.items()},
        "platforms": {name: kind["supportedPlatforms"].get(name, False) for name in _PLATFORMS},
        "browserUnbundlingSupported": features.get("browserUnbundling", False),
        "browserUnbundlingPublic": features.get("browserUnbundlingPublic", False),
        "settings": [_setting(option) for option in kind["options"]],
        "id": kind["id"],
        "slug": kind["slug"],
    }


def _logos(logos: Mapping[str, str | None]) -> Record:
    return {"logo": logos["default"], "mark": logos.get("mark") or ""}


def _categories(categories: Sequence[str]) -> Record:
    primary, secondary, *additional = [*categories, "", ""][: max(2, len(categories))]
    return {"primary": primary, "secondary": secondary, "additional": additional}


def _setting(option: Mapping[str, Any]) -> Record:
    return {
        "name": option["name"],
        "display_name": option.get("label", option["name"]),
        "type": type_of(option).upper(),
        "deprecated": False,
        "required": option["required"],
        "description": option.get("description", ""),
    }
