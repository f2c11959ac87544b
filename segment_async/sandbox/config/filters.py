"""Destination filters as the Config API shows and takes them: the actions have other names there."""

import difflib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from segment_async.sandbox.config import names
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.trees import is_object

_ACTIONS: Final[Mapping[str, str]] = {
    "drop_event": "DROP",
    "sample_event": "SAMPLE",
    "whitelist_fields": "ALLOW_PROPERTIES",
    "blacklist_fields": "DROP_PROPERTIES",
}
"""Types of actions in the records, by what the Config API calls them."""

_DETAILS: Final = ("percent", "path", "fields")
"""What actions have besides their types."""

_HEADER: Final = 3
"""Lines that a unified difference starts with."""

_NAMES: Final = {kind: name for name, kind in _ACTIONS.items()}


def shown(workspace: Workspace, record: Record) -> Record:
    """Return the ``DestinationFilter`` object of a filter."""
    return {
        "name": names.of_filter(workspace, record),
        "if": record["if"],
        "actions": [_shown_action(action) for action in record["actions"]],
        "title": record["title"],
        "description": record["description"],
        "enabled": record["enabled"],
    }


def actions(given: Iterable[Mapping[str, Any]]) -> list[Record]:
    """Return actions in the form of the records."""
    return [
        {"type": _ACTIONS[action["type"]], **{name: action[name] for name in _DETAILS if name in action}}
        for action in given
    ]


def difference(before: object, after: object) -> str:
    """Return what became of an event, line by line: kept behind a space, lost behind a minus, new behind a plus."""
    old, new = (_lines(value) for value in (before, after))
    changed = list(difflib.unified_diff(old, new, n=len(old), lineterm=""))[_HEADER:]
    return "\n".join(changed or [f" {line}" for line in old])


def _lines(value: object) -> list[str]:
    return json.dumps(value, indent="\t", sort_keys=True).splitlines() if value is not None else []


def _shown_action(action: Record) -> Record:
    shown = {**action, "type": _NAMES[action["type"]]}
    if "fields" in action:
        fields = action["fields"].items()
        shown["fields"] = {path: part if is_object(part) else {"fields": part} for path, part in fields}
    return shown
