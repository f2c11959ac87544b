"""What people read about a schema, and the example that is made of it."""

from typing import Any

import pytest

from segment_async.cli.fields import example, fields, kind

OBJECT = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "boolean"}}}
DOCUMENT: dict[str, Any] = {"schemas": {"Thing": {**OBJECT, "description": "A thing."}}}
THING = {"$ref": "#/schemas/Thing"}


@pytest.mark.parametrize(
    ("expected", "schema"),
    [
        ("string", {"type": "string"}),
        ("string or null", {"type": ["string", "null"]}),
        ("any JSON", {"description": "Anything."}),
        ("object", THING),
        ("object with any keys, secret", {"type": "object", "additionalProperties": True, "x-sensitive": True}),
        ("object or null", {"anyOf": [THING, OBJECT, {"type": "null"}]}),
        ("A, B or C", {"type": "string", "enum": ["A", "B", "C"]}),
        ("A", {"type": "string", "const": "A"}),
        ("1 or null", {"enum": [1, None]}),
        ("list of object, at most 5 items", {"type": "array", "items": THING, "maxItems": 5}),
        ("list of number, 0 to 6", {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 6}}),
        (
            "list of string, such as a or b",
            {"type": "array", "items": {"type": "string"}, "x-known-values": ["a", "b"]},
        ),
        ("number, such as 0 (None) or 1 (Some)", {"type": "number", "x-known-values": {"None": 0, "Some": 1}}),
        ("string, date-time", {"type": "string", "x-described-format": "date-time"}),
        ("string, at least 1 character", {"type": "string", "minLength": 1}),
        ("string, 1 to 255 characters", {"type": "string", "minLength": 1, "maxLength": 255}),
    ],
)
def test_a_kind_is_said_in_words(expected: str, schema: dict[str, Any]) -> None:
    assert expected == kind(DOCUMENT, schema)


def rows(schema: dict[str, Any], need: str = "", **how: Any) -> list[tuple[str, str, str]]:
    """Return name, need and meaning of each row."""
    given = {"depth": 1, "items": "[]", **how}
    return [(one.name, one.need, one.about) for one in fields(DOCUMENT, schema, "x", need, **given)]


def test_an_object_is_followed_by_its_parts() -> None:
    """What it requires is required whenever the object is given."""
    assert [("x", "required", "A thing."), ("x.a", "required", ""), ("x.b", "", "")] == rows(THING, "required")
    assert [("x", "", "A thing."), ("x.a", "required with x", ""), ("x.b", "", "")] == rows(THING)


def test_a_list_is_followed_by_the_parts_of_its_items() -> None:
    things = {"type": "array", "items": THING}
    assert ["x", "x[].a", "x[].b"] == [name for name, *_ in rows(things)]
    assert ["x", "x.0.a", "x.0.b"] == [name for name, *_ in rows(things, items=".0")]
    assert [("x", "", "Many."), ("x[].a", "required with x", "")] == rows({**things, "description": "Many."})[:2]
    assert [("x", "", "A thing.")] == rows(things, depth=0)


def test_parts_of_parts_stay_out() -> None:
    assert ["x", "x.inner"] == [name for name, *_ in rows({"type": "object", "properties": {"inner": THING}})]


def test_of_a_union_the_parts_of_every_choice_are_shown() -> None:
    """Only what all of them require is required."""
    other = {"type": "object", "required": ["a", "c"], "properties": {"a": {}, "c": {}}}
    union = {"anyOf": [THING, other, {"type": "null"}]}
    assert [("x.a", "required", ""), ("x.b", "", ""), ("x.c", "", "")] == rows(union, "required")[1:]


def test_what_a_value_is_when_left_out_is_said_where_it_may_be() -> None:
    schema = {"type": "boolean", "x-documented-default": True}
    assert [("x", "true if left out", "")] == rows(schema)
    assert [("x", "required", "")] == rows(schema, "required")


@pytest.mark.parametrize(
    ("expected", "schema"),
    [
        ("SOURCE_ID", {"type": "string"}),
        ("2026-01-31", {"type": "string", "format": "date"}),
        ("A", {"enum": ["A", "B"]}),
        ("C", {"const": "C"}),
        (5, {"type": "number", "minimum": 5}),
        (1, {"type": "integer"}),
        (True, {"type": ["boolean", "null"]}),
        ({"a": "A"}, THING),
        ([{"a": "A"}], {"type": "array", "items": THING}),
        (["a"], {"type": "array", "items": {"type": "string"}, "x-known-values": ["a", "b"]}),
        ({"a": "A"}, {"anyOf": [{"type": "null"}, THING]}),
        ({}, {"type": "object", "additionalProperties": True}),
        ({}, {"description": "Anything."}),
    ],
)
def test_an_example_holds_what_is_required(expected: object, schema: dict[str, Any]) -> None:
    assert expected == example(DOCUMENT, schema, "sourceId")
