"""Schema settings of a source: an object for each kind of call in the records, one flat object in the Config API."""

from collections.abc import Mapping
from typing import Any, Final

from segment_async.sandbox.config import names
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.trees import dig

_SETTINGS: Final[Mapping[str, tuple[str, str]]] = {
    "allow_unplanned_track_events": ("track", "allowUnplannedEvents"),
    "allow_unplanned_identify_traits": ("identify", "allowUnplannedTraits"),
    "allow_unplanned_group_traits": ("group", "allowUnplannedTraits"),
    "allow_unplanned_track_event_properties": ("track", "allowUnplannedEventProperties"),
    "allow_track_event_on_violations": ("track", "allowEventOnViolations"),
    "allow_identify_traits_on_violations": ("identify", "allowTraitsOnViolations"),
    "allow_group_traits_on_violations": ("group", "allowTraitsOnViolations"),
    "allow_track_properties_on_violations": ("track", "allowPropertiesOnViolations"),
    "common_track_event_on_violations": ("track", "commonEventOnViolations"),
    "common_identify_event_on_violations": ("identify", "commonEventOnViolations"),
    "common_group_event_on_violations": ("group", "commonEventOnViolations"),
}
"""Where a record keeps what the Config API calls so."""

_FORWARDING: Final[Mapping[str, str]] = {
    "forwarding_blocked_events_to": "forwardingBlockedEventsTo",
    "forwarding_violations_to": "forwardingViolationsTo",
}

EMPTY: Final[Mapping[str, Any]] = {
    **{name: "ALLOW" if name.startswith("common_") else False for name in _SETTINGS},
    **dict.fromkeys(_FORWARDING, ""),
}
"""What each setting is reset to."""

_UNTOUCHED: Final[Mapping[str, Any]] = {name: value or True for name, value in EMPTY.items() if name in _SETTINGS}
"""What the settings of a source are that nobody changed: it lets everything through."""


def shown(workspace: Workspace, source: Record) -> Record:
    """Return the ``SchemaConfig`` object of a source; it forwards nothing to a source that is gone."""
    own = source["schemaSettings"]
    found = {name: dig(own, place) for name, place in _SETTINGS.items()}
    targets = {name: workspace.sources.get(own.get(key, ""), {}).get("slug", "") for name, key in _FORWARDING.items()}
    return {
        "name": f"{names.of_source(workspace, source)}/schema-config",
        "parent": f"sources/{source['slug']}",
        **{name: _UNTOUCHED[name] if value is None else value for name, value in found.items()},
        **targets,
    }


def change(workspace: Workspace, source: Record, changes: Mapping[str, Any]) -> None:
    """Write some settings of a source.

    Args:
        workspace: Where the source is.
        source: The source.
        changes: New values, by what the Config API calls the settings; sources by their slugs.

    Raises:
        Missing: There is no such source to forward to.
    """
    settings = dict(source["schemaSettings"])
    for name, value in changes.items():
        if name in _SETTINGS:
            kind, key = _SETTINGS[name]
            settings[kind] = {**settings.get(kind, {}), key: value}
        elif value:
            settings[_FORWARDING[name]] = workspace.sources.by_slug(value)["id"]
        else:
            settings.pop(_FORWARDING[name], None)
    source["schemaSettings"] = settings
