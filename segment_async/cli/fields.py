"""What a schema of the specification asks for or promises: in words, a row for each value, and as an example."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

from attrs import frozen

from segment_async._core.values import Json, is_object
from segment_async.audit.reading.plan import resolve

Schema: TypeAlias = Mapping[str, Json]

Form: TypeAlias = Literal["one", "list", "object"]
"""Whether a value has parts, and whether they are numbered or named."""

SPANS: Final = (
    ("minimum", "maximum", ""),
    ("minLength", "maxLength", " characters"),
    ("minItems", "maxItems", " items"),
)
"""The keys of bounds, and what they count."""

EXAMPLES: Final[Mapping[str, Json]] = {
    "boolean": True,
    "date": "2026-01-31",
    "date-time": "2026-01-31T00:00:00Z",
    "integer": 1,
    "number": 1,
}
"""What stands in an example for a value of a type or a format; other texts name what belongs there."""


DOUBTFUL: Final = frozenset({"medium", "low"})
"""How sure it is that the API has something, where that has to be said."""


@frozen
class Field:
    """One value that a call takes or gives."""

    name: str
    """How it is spelled; dots lead into objects."""

    kind: str
    """What it may be, in words."""

    need: str
    """When it must be given, or what it is when left out, in words; empty where neither is known."""

    about: str
    """What it means, in a sentence."""

    form: Form


def fields(document: Schema, node: Schema, name: str, need: str, *, depth: int, items: str) -> Iterator[Field]:
    """Yield a row for a value, then rows for the parts that it has.

    Args:
        document: The specification.
        node: The value's schema, or a reference to it.
        name: How the value is spelled.
        need: When it must be given, in words.
        depth: Levels of parts to show.
        items: What follows the name of a list to speak of the parts of its items.
    """
    schema = whole(document, node)
    form = form_of(document, schema)
    inside = whole(document, schema.get("items", schema))
    about = next((one["description"] for one in (node, schema, inside) if "description" in one), "")
    yield Field(name, kind(document, schema), need or _default(schema), about, form)
    if depth:
        before = f"{name}{items if form == 'list' else ''}."
        within = need or f"required with {name}"
        yield from parts(document, inside, before, within, depth=depth - 1, items=items)


def parts(document: Schema, node: Schema, before: str, need: str, *, depth: int, items: str) -> Iterator[Field]:
    """Yield the rows of an object's parts; of an object that may be of several kinds, the parts of all of them.

    Args:
        document: The specification.
        node: The object's schema, or a reference to it.
        before: What stands before the names of the parts.
        need: When the parts that the object requires must be given, in words.
        depth: Levels of parts to show below these.
        items: What follows the name of a list to speak of the parts of its items.
    """
    kinds = list(variants(document, node))
    children = {name: child for one in kinds for name, child in one.get("properties", {}).items()}
    for name, child in children.items():
        required = all(name in one.get("required", ()) for one in kinds)
        yield from fields(document, child, f"{before}{name}", need if required else "", depth=depth, items=items)


def whole(document: Schema, node: Schema) -> Schema:
    """Return what a schema says, and what is asked for beside a reference to it."""
    schema = resolve(document, node)
    beside = node.get("required", ()) if "$ref" in node else ()
    return {**schema, "required": [*schema.get("required", ()), *beside]} if beside else schema


def variants(document: Schema, node: Schema) -> Iterator[Schema]:
    """Yield the schemas that a value may be of, null left out."""
    schema = whole(document, node)
    for option in _options(schema):
        yield from variants(document, option)
    if not _options(schema) and schema.get("type") != "null":
        yield schema


def form_of(document: Schema, node: Schema) -> Form:
    """Tell whether a value has parts, and of which sort."""
    types = {one for schema in variants(document, node) for one in _types(schema)}
    return "list" if "array" in types else "object" if "object" in types else "one"


def kind(document: Schema, node: Schema) -> str:
    """Say in words what a value may be: type, known values, bounds."""
    schema = resolve(document, node)
    if options := _options(schema):
        said = [kind(document, option) for option in options]
    else:
        said = [_plain(value) for value in _closed(schema)] or [_type(document, schema, one) for one in _types(schema)]
    text = either(dict.fromkeys(said)) or "any JSON"
    return ", ".join((text, *(note for note in _notes(schema) if not text.endswith(note))))


def either(words: Iterable[str]) -> str:
    """Join alternatives: ``a, b or c``."""
    *others, last = words or [""]
    return f"{', '.join(others)} or {last}" if others else last


def example(document: Schema, node: Schema, name: str) -> Json:
    """Return a value that the schema takes.

    Of an object it holds what is required, of a union the first choice; a text names what belongs there.

    Args:
        document: The specification.
        node: The value's schema, or a reference to it.
        name: What the value is called.
    """
    schema = next(variants(document, node))
    first = next(iter(_types(schema)), "object")
    known = [*_closed(schema), *_hints(schema).values()]
    if first == "array":
        return known[:1] or [example(document, schema["items"], name)]
    if known:
        return known[0]
    if first == "object":
        properties = schema.get("properties", {})
        return {part: example(document, properties[part], part) for part in schema.get("required", ())}
    what_belongs_there = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()  # sourceId is SOURCE_ID
    return schema.get("minimum", EXAMPLES.get(_format(schema) or first, what_belongs_there))


def _options(schema: Schema) -> list[Schema]:
    return list(schema.get("anyOf", schema.get("oneOf", ())))


def _types(schema: Schema) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _closed(schema: Schema) -> list[Json]:
    """Return the only values that a schema takes; none where it takes others too."""
    return [schema["const"]] if "const" in schema else [] if _is_open(schema) else list(schema.get("enum", ()))


def _is_open(schema: Schema) -> bool:
    """Tell whether values may be added to those that are listed."""
    return bool(schema.get("x-open-enum"))


def _hints(schema: Schema) -> Mapping[str, Json]:
    """Return values that are known, by their names; a text is its own name."""
    hints = schema.get("x-known-values", schema.get("enum", ()) if _is_open(schema) else ())
    return hints if is_object(hints) else {value: value for value in hints}


def _type(document: Schema, schema: Schema, name: str) -> str:
    if name == "array":
        return f"list of {kind(document, schema['items'])}"
    if name == "object" and "properties" not in schema:
        return "object with any keys"
    return name


def _notes(schema: Schema) -> Iterator[str]:
    if hints := _hints(schema):
        said = (f"{_plain(value)} ({name})" if name != value else name for name, value in hints.items())
        yield f"such as {either(said)}"
    if form := _format(schema):
        yield form
    for low, high, unit in SPANS:
        least, most = schema.get(low), schema.get(high)
        if least is not None and most is not None:
            yield f"{least} to {most}{unit}"
        elif least is not None or most is not None:
            bound = most if least is None else least
            yield f"at {'most' if least is None else 'least'} {bound}{unit if bound != 1 else unit.removesuffix('s')}"
    if name := schema.get("x-resource-name"):
        yield f"resource name {name}"
    if schema.get("x-sensitive"):
        yield "secret"
    if schema.get("readOnly"):
        yield "read only"
    if (confidence := schema.get("x-confidence")) in DOUBTFUL:
        yield f"{confidence} confidence"


def _default(schema: Schema) -> str:
    return f"{_plain(schema['x-documented-default'])} if left out" if "x-documented-default" in schema else ""


def _format(schema: Schema) -> str | None:
    said: str | None = schema.get("format", schema.get("x-described-format"))
    return said


def _plain(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
