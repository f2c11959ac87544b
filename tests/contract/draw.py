"""From schemas to what Hypothesis draws. The specifications use a small part of JSON Schema, and so does this."""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.contract.specification import Endpoint, Schema, decided, follow

EXAMPLES: Final = os.environ.get("SEGMENT_CONTRACT_EXAMPLES")
"""Examples for each property, other ones in every run; where this is not set they are few and always the same."""

bounded = settings(
    max_examples=int(EXAMPLES or 5),
    derandomize=EXAMPLES is None,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
"""How many examples a property of the contract is tried with."""

CHARACTERS: Final = st.characters(exclude_categories=["Cs"])
TEXT: Final = st.text(CHARACTERS, max_size=12)
SEGMENT: Final = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: text.strip(".") != "" and "%" not in text
)
"""A value in a path: one that no server could take for something else."""

PART: Final = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/?#\\%"), min_size=1, max_size=12
).filter(lambda text: text.strip(".") != "")
"""A part of a resource name, or what stands for one."""

_EXACT: Final = 2**53 - 1
"""The largest whole number that every JSON parser reads as it was written."""

_WHOLE: Final = st.integers(-_EXACT, _EXACT)
_REAL: Final = st.floats(allow_nan=False, allow_infinity=False)
_PLAIN: Final = st.none() | st.booleans() | _WHOLE | _REAL | TEXT
ANYTHING: Final = st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
)
"""Any JSON value."""

_UNKNOWN: Final = st.dictionaries(
    st.sampled_from(["", "self", "class", "x-new", "newField", "new_field", "__class__"]), ANYTHING, max_size=2
)
"""Fields that nobody knows yet."""


def values(schema: Schema, *, loose: bool = False) -> st.SearchStrategy[Any]:
    """Return what draws values of a schema.

    Args:
        schema: A schema of the specification.
        loose: Whether to draw also what a later release of the API could send: unknown fields, unknown values of
            enumerations, null for what may be left out.
    """
    if "$ref" in schema and "required" not in schema:
        return _referred(schema["$ref"], loose)
    schema = follow(schema)
    if "x-resource-name" in schema:
        return named(schema["x-resource-name"])
    if "anyOf" in schema:
        return st.one_of([values(each, loose=loose) for each in schema["anyOf"]])
    if "const" in schema:
        return st.just(schema["const"]) | (TEXT if loose else st.nothing())
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | (TEXT if loose else st.nothing())
    kinds = schema.get("type", "anything")
    return st.one_of([_of_kind(kind, schema, loose) for kind in ([kinds] if isinstance(kinds, str) else kinds)])


@cache
def _referred(reference: str, loose: bool) -> st.SearchStrategy[Any]:  # noqa: FBT001 - `cache` keys by it
    return st.deferred(lambda: values(follow({"$ref": reference}), loose=loose))


def named(pattern: str) -> st.SearchStrategy[str]:
    """Return what draws resource names of a pattern."""
    literals = re.split(r"\{\w+\}", pattern)
    slots = st.tuples(*[PART] * (len(literals) - 1))
    return slots.map(lambda parts: "".join(map("".join, zip(literals, [*parts, ""], strict=True))))


def _of_kind(kind: str, schema: Schema, loose: bool) -> st.SearchStrategy[Any]:  # noqa: FBT001 - as in `values`
    drawn: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "anything": lambda: ANYTHING,
        "array": lambda: st.lists(values(schema["items"], loose=loose), max_size=min(schema.get("maxItems", 3), 3)),
        "boolean": st.booleans,
        "integer": lambda: st.integers(schema.get("minimum", -_EXACT), schema.get("maximum", _EXACT)),
        "null": st.none,
        "number": lambda: _numbers(schema),
        "object": lambda: _objects(schema, loose),
        "string": lambda: _texts(schema),
    }
    return drawn[kind]()


def _texts(schema: Schema) -> st.SearchStrategy[str]:
    return st.text(CHARACTERS, min_size=schema.get("minLength", 0), max_size=min(schema.get("maxLength", 12), 12))


def _numbers(schema: Schema) -> st.SearchStrategy[float]:
    low, high = schema.get("minimum"), schema.get("maximum")
    return _WHOLE | _REAL if low is None else st.integers(low, high) | st.floats(low, high)


def _objects(schema: Schema, loose: bool) -> st.SearchStrategy[dict[str, Any]]:  # noqa: FBT001 - as in `values`
    if "properties" not in schema:
        inner = schema.get("additionalProperties", False)
        item = values(inner, loose=loose) if isinstance(inner, Mapping) else ANYTHING
        return st.dictionaries(TEXT, item, max_size=3 if inner else 0)
    required = set(schema.get("required", ()))
    missing = st.none() if loose else st.nothing()

    def draw(properties: Mapping[str, Schema]) -> st.SearchStrategy[dict[str, Any]]:
        drawn = {name: values(each, loose=loose) for name, each in properties.items()}
        return st.fixed_dictionaries(
            {name: each for name, each in drawn.items() if name in required},
            optional={name: each | missing for name, each in drawn.items() if name not in required},
        )

    followers = {name: each for name, each in schema["properties"].items() if "x-follows" in each}
    known = draw({name: each for name, each in schema["properties"].items() if name not in followers})
    if followers:
        known = known.flatmap(
            lambda own: draw({name: decided(each, own) for name, each in followers.items()}).map(lambda led: own | led)
        )
    return st.builds(lambda mine, theirs: {**theirs, **mine}, known, _UNKNOWN) if loose else known


@cache
def answers(endpoint: Endpoint, *, loose: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Return what draws the data of an operation's answer."""
    return values(endpoint.data, loose=loose).filter(_counts_whole_items)


def _counts_whole_items(data: dict[str, Any]) -> bool:
    """Tell whether cursors and totals are whole where they are numbers, which the specification's types do not say."""
    about = data.get("pagination") or {}
    return not isinstance(about.get("next"), float) and not isinstance(about.get("totalEntries"), float)


@cache
def requests(endpoint: Endpoint, level: str | None) -> st.SearchStrategy[tuple[dict[str, str], dict[str, Any], Any]]:
    """Return what draws path, query and body of a request; the body is ``None`` where there is none."""
    segment = SEGMENT if endpoint.api == "public" else PART
    return st.tuples(
        st.fixed_dictionaries(
            {
                name: named(schema["x-resource-name"]) if "x-resource-name" in schema else segment
                for name, schema in endpoint.path_parameters.items()
            }
        ),
        values(endpoint.query),
        values(endpoint.bodies[level][1]) if endpoint.bodies else st.none(),
    )
