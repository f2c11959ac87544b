"""Bodies that are the same in every run: the fullest, the least, and each with one thing wrong."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from tests.contract.specification import Schema, decided, follow

Step: TypeAlias = str | int

KINDS: Final[Mapping[str, Any]] = {
    "text": "1",
    "number": 1,
    "fraction": 1.5,
    "boolean": True,
    "null": None,
    "list": [],
    "object": {},
}
"""A value of each kind that JSON has; a reader that converts would take most of them for one another."""

_SAMPLES: Final[Mapping[str, Any]] = {
    "anything": {"any": ["thing"]},
    "boolean": False,
    "integer": 7,
    "number": 7,
    "object": {},
    "string": "text",
}

_NAMES: Final = {"string": "text", "integer": "number", "array": "list"}

_DROPPED: Final = object()

_BRACES: Final = str.maketrans("", "", "{}")
"""Makes a resource name of a pattern."""


@frozen
class Place:
    """Somewhere in a body."""

    steps: tuple[Step, ...]
    path: str
    """How an error names it, below the root."""

    kinds: frozenset[str]
    """The kinds of values that it takes."""

    required: bool


def fullest(schema: Schema) -> Any:
    """Return a value with every property; lists and maps hold one item, unless that would hold itself."""
    return _fullest(schema, frozenset())


def _fullest(schema: Schema, outer: frozenset[str]) -> Any:
    """Return the fullest value; `_DROPPED` for a schema that it is within."""
    name = schema.get("$ref", "")
    if name in outer:
        return _DROPPED
    schema, inner = follow(schema), outer | {name} if name else outer
    if "anyOf" in schema:
        return _fullest(schema["anyOf"][0], inner)
    if "properties" in schema:
        value: dict[str, Any] = {}
        for name, each in schema["properties"].items():
            value[name] = _fullest(decided(each, value), inner)
        return {name: each for name, each in value.items() if each is not _DROPPED}
    if "items" in schema:
        return [each for each in [_fullest(schema["items"], inner)] if each is not _DROPPED]
    if "additionalProperties" in schema:
        item = schema["additionalProperties"]
        return {"a key": _fullest(item if isinstance(item, Mapping) else {}, inner)}
    return _plain(schema)


def _plain(schema: Schema) -> Any:
    """Return a value of a schema that has no parts."""
    if "x-resource-name" in schema:
        return schema["x-resource-name"].translate(_BRACES)
    kinds_here = schema.get("type", "anything")
    sample = _SAMPLES[kinds_here if isinstance(kinds_here, str) else kinds_here[0]]
    return schema.get("const", schema.get("enum", [schema.get("maximum", sample)])[0])


def least(schema: Schema) -> Any:
    """Return a value with the required properties only; lists and maps are empty."""
    schema = follow(schema)
    if "anyOf" in schema:
        return least(schema["anyOf"][-1])
    if "properties" in schema:
        return {name: least(schema["properties"][name]) for name in schema.get("required", ())}
    kind = schema.get("type", "anything")
    if "null" in kind:
        return None
    return {"object": {}, "array": []}.get(kind) if kind in {"object", "array"} else fullest(schema)


def places(schema: Schema, value: Any, steps: tuple[Step, ...] = (), path: str = "") -> Iterator[Place]:
    """Yield every place in a value that the specification says something of, the root left out."""
    schema = _variant(schema, value)
    if isinstance(value, Mapping) and "properties" in schema:
        required = schema.get("required", ())
        inside = [
            (name, f"{path}.{name}", decided(each, value), name in required)
            for name, each in schema["properties"].items()
            if name in value
        ]
    elif isinstance(value, Mapping) and isinstance(schema.get("additionalProperties"), Mapping):
        inside = [(key, f"{path}[{key!r}]", schema["additionalProperties"], True) for key in value]
    elif isinstance(value, list) and "items" in schema:
        inside = [(index, f"{path}[{index}]", schema["items"], True) for index in range(len(value))]
    else:
        inside = []
    for step, there, each, is_required in inside:
        yield Place((*steps, step), there, kinds(each), is_required)
        yield from places(each, value[step], (*steps, step), there)


def kinds(schema: Schema) -> frozenset[str]:
    """Return the kinds of values that a schema takes."""
    schema = follow(schema)
    if "anyOf" in schema:
        return frozenset().union(*map(kinds, schema["anyOf"]))
    named = schema.get("type", list(KINDS))
    found = {_NAMES.get(kind, kind) for kind in ([named] if isinstance(named, str) else named)}
    return frozenset(found | ({"fraction"} if "number" in named else set()))


def replaced(value: Any, steps: tuple[Step, ...], new: Any) -> Any:
    """Return a copy of a value with something else at one place."""
    if not steps:
        return new
    step, *others = steps
    copy = dict(value) if isinstance(value, Mapping) else list(value)
    copy[step] = replaced(value[step], tuple(others), new)
    return copy if new is not _DROPPED or others else {name: each for name, each in copy.items() if name != step}


def without(value: Any, steps: tuple[Step, ...]) -> Any:
    """Return a copy of a value that lacks one place."""
    return replaced(value, steps, _DROPPED)


def listed(schema: Schema, value: Any) -> Any:
    """Return of a value what the specification lists; null where it may be left out counts as left out."""
    schema = _variant(schema, value)
    if isinstance(value, Mapping) and "properties" in schema:
        required = schema.get("required", ())
        return {
            name: listed(decided(each, value), value[name])
            for name, each in schema["properties"].items()
            if name in value and (name in required or value[name] is not None)
        }
    if isinstance(value, Mapping) and isinstance(schema.get("additionalProperties"), Mapping):
        return {key: listed(schema["additionalProperties"], each) for key, each in value.items()}
    if isinstance(value, list) and "items" in schema:
        return [listed(schema["items"], each) for each in value]
    return value


def _variant(schema: Schema, value: Any) -> Schema:
    """Return the variant of a union that says most of an object: the one that lists most of its keys."""
    schema = follow(schema)
    if "anyOf" not in schema:
        return schema
    variants = [_variant(each, value) for each in schema["anyOf"] if each != {"type": "null"}]
    if not isinstance(value, Mapping):
        return variants[0]
    return max(variants, key=lambda variant: len(variant.get("properties", {}).keys() & value.keys()))
