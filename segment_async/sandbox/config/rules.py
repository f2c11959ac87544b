"""Rules of a tracking plan: a list by type and key in the records, an object of four parts in the Config API.

Rules for pages and screens have no place in that object. It does not show them, and leaves them alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from segment_async.sandbox.store import Invalid, Record
from segment_async.sandbox.trees import is_object

_SINGLE: Final[Mapping[str, str]] = {"global": "COMMON", "identify": "IDENTIFY", "group": "GROUP"}
"""Parts that hold one schema, and the type of its rule."""

PARTS: Final = ("events", *_SINGLE)
"""The parts of the rules of a plan."""


def types_of(parts: Iterable[str]) -> set[str]:
    """Return the types of the rules that stand in some parts."""
    return {_SINGLE.get(part, "TRACK") for part in parts}


def shown(rules: Iterable[Record]) -> Record:
    """Return a ``TrackingPlanRules`` object; of several versions of a part that holds one schema, the latest.

    A rule whose schema is no object, as the Public API allows, is left out.
    """
    ordered = sorted((rule for rule in rules if is_object(rule["jsonSchema"])), key=lambda rule: rule["version"])
    latest = {rule["type"]: rule["jsonSchema"] for rule in ordered}
    return {
        "identify_traits": [],
        "group_traits": [],
        "events": [_event(rule) for rule in ordered if rule["type"] == "TRACK"],
        **{part: latest[kind] for part, kind in _SINGLE.items() if kind in latest},
    }


def made(given: Mapping[str, Any], parts: Iterable[str]) -> list[Record]:
    """Return ``RuleInput`` objects of some parts of a ``TrackingPlanRules`` object.

    Args:
        given: The rules; a part that is not there has none.
        parts: The parts that count.

    Raises:
        Invalid: Two events have one name and one version.
    """
    found: list[Record] = []
    for part in parts:
        if part == "events":
            found += _track_rules(given.get("events") or [])
        elif given.get(part):
            found.append({"type": _SINGLE[part], "version": 1, "jsonSchema": given[part]})
    return found


def _event(rule: Record) -> Record:
    schema = rule["jsonSchema"]
    return {
        "name": rule.get("key", ""),
        "description": schema.get("description", ""),
        "version": rule["version"],
        "rules": {name: value for name, value in schema.items() if name != "description"},
    }


def _track_rules(events: Sequence[Record]) -> list[Record]:
    found: dict[tuple[str, int], Record] = {}
    for index, event in enumerate(events):
        key = event["name"], event.get("version") or 1
        if key in found:
            field = f"tracking_plan.rules.events.{index}"
            raise Invalid(f"{field} has the name and the version of another; change one of them.", field=field)
        schema = dict(event.get("rules", {}))
        if event.get("description"):
            schema["description"] = event["description"]
        found[key] = {"type": "TRACK", "key": key[0], "version": key[1], "jsonSchema": schema}
    return list(found.values())
