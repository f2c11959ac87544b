"""The canonical form of a JSON Schema in a tracking plan.

Segment writes schemas anew when they are saved, so that the same rule reads differently afterwards: the draft is
spelled in another way, empty members come and go, lists that are sets change their order, and what is true of every
event anyway is said or left out. None of that is a change.
"""

import json
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from segment_async._core.values import Json, is_list, is_object

DROPPED: Final[Mapping[str, str]] = {
    "$id": "names the place of the schema, which the plan says already",
    "$schema": "spells the draft, which Segment sets",
    "id": "is what draft 4 calls $id",
}
"""Members that say nothing about events, and why."""

EMPTY: Final[Mapping[str, Json]] = {
    "$defs": {},
    "additionalItems": True,
    "additionalProperties": True,
    "definitions": {},
    "description": "",
    "examples": [],
    "items": {},
    "labels": {},
    "minItems": 0,
    "minLength": 0,
    "minProperties": 0,
    "patternProperties": {},
    "properties": {},
    "required": [],
    "title": "",
    "uniqueItems": False,
}
"""Members that say as much as their absence, where they have this value."""

SETS: Final = frozenset({"enum", "required", "type"})
"""Lists whose order says nothing."""

_ONE: Final = frozenset(
    ("additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then")
)
_MANY: Final = frozenset({"allOf", "anyOf", "items", "oneOf", "prefixItems"})
_NAMED: Final = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})

_PARTS: Final = ("context", "properties", "traits")
"""What every call has: a schema may say so or not."""

Schema: TypeAlias = dict[str, Json]


def canonical_schema(value: Json) -> Json:
    """Return a schema so that two that ask for the same are equal.

    Args:
        value: A schema, or its JSON text; anything else is returned as it is.
    """
    if isinstance(value, str):
        try:
            parsed: Json = json.loads(value)
        except ValueError:
            return value
        return canonical_schema(parsed) if is_object(parsed) else value
    if not is_object(value):
        return value
    schema = _schema(value)
    schema.pop("title", None)  # repeats the key of the rule
    _loosen(schema)
    parts = schema.get("properties")
    if is_object(parts):
        kept = {name: part for name, part in parts.items() if not (name in _PARTS and _says_nothing(part))}
        schema["properties"] = kept
        if not kept:
            del schema["properties"]
    return schema


def _says_nothing(part: Json) -> bool:
    if isinstance(part, dict):
        _loosen(part)  # pyright: ignore[reportUnknownArgumentType] - of ours
    return part in ({}, True)


def _loosen(schema: Schema) -> None:
    """Leave out that a call, or a part that every call has, is an object."""
    if schema.get("type") == "object":
        del schema["type"]


def _schema(value: Mapping[str, Json]) -> Schema:
    made: Schema = {}
    for name, member in sorted(value.items()):
        if name in DROPPED and isinstance(member, str):
            continue
        said = _member(name, member)
        if name not in EMPTY or not (said is None or _same(said, EMPTY[name])):
            made[name] = said
    return made


def _member(name: str, member: Json) -> Json:
    if name in _NAMED and is_object(member):
        return {key: _any(part) for key, part in sorted(member.items())}
    if name in _MANY and is_list(member):
        return [_any(part) for part in member]
    if name in SETS and is_list(member):
        ordered = sorted((_plain(one) for one in member), key=_text)
        return ordered[0] if name == "type" and len(ordered) == 1 else ordered
    if name in _ONE:
        made = _any(member)
        return True if made == {} and name.startswith("additional") else made
    return _plain(member)


def _any(value: Json) -> Json:
    """Return a schema in canonical form; true and false are schemas, too."""
    return _schema(value) if is_object(value) else value


def _plain(value: Json) -> Json:
    """Return a value that is no schema, with one spelling of each number."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if is_list(value):
        return [_plain(one) for one in value]
    if is_object(value):
        return {name: _plain(one) for name, one in sorted(value.items())}
    return value


def _same(one: Json, other: Json) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and one == other  # 1 is no true


_text: Final[Callable[[Json], str]] = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
