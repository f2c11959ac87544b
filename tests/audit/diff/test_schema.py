"""Schemas that ask for the same are equal, whatever the server made of them, and all others are not."""

import json
from typing import Any

import pytest

from segment_async.audit.diff.schema import canonical_schema

from .conftest import Differ, told
from .making import rule


def event(**properties: Any) -> dict[str, Any]:
    """Return a schema as somebody writes it."""
    return {"type": "object", "properties": {"properties": {"type": "object", "properties": properties}}}


PLAIN = event(order_id={"type": "string"}, total={"type": "number"})

SAVED: dict[str, Any] = {
    "$id": "https://example.com/rules/1",
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Order Completed",
    "description": "",
    "labels": {},
    "properties": {
        "traits": {"type": "object"},
        "context": {},
        "properties": {
            "type": "object",
            "id": "/properties/properties",
            "required": [],
            "properties": {
                "total": {"type": ["number"], "description": "", "id": "/properties/total"},
                "order_id": {"type": "string", "minLength": 0},
            },
        },
    },
    "required": [],
    "type": "object",
}
"""The same after the server saved it."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLAIN, SAVED),
        (PLAIN, json.dumps(SAVED)),
        (event(a={"type": ["string", "null"]}), event(a={"type": ["null", "string"]})),
        (event(a={"enum": ["x", "y", 1]}), event(a={"enum": [1, "y", "x"]})),
        (event(a={"enum": [{"b": 1, "a": 2.0}]}), event(a={"enum": [{"a": 2, "b": 1.0}]})),
        (event(a={"minimum": 1}), event(a={"minimum": 1.0})),
        (event(a={"additionalProperties": True}), event(a={"additionalProperties": {}})),
        (event(a={"items": {}, "description": None}), event(a={})),
        (event(a={"items": {"required": ["b", "c"]}}), event(a={"items": {"required": ["c", "b"]}})),
        (event(a={"anyOf": [{"$id": "x", "type": "string"}]}), event(a={"anyOf": [{"type": ["string"]}]})),
        ({"type": "object"}, {}),
        (
            {"$schema": "http://json-schema.org/draft-04/schema"},
            {"$schema": "https://json-schema.org/draft-07/schema#"},
        ),
        ({"required": ["properties", "context"]}, {"required": ["context", "properties"]}),
    ],
)
def test_what_asks_for_the_same_is_equal(one: Any, other: Any) -> None:
    assert canonical_schema(one) == canonical_schema(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (event(a={}), event()),
        (event(context={}), event()),
        (event(id={"type": "string"}), event()),
        (event(title={"type": "string"}), event()),
        (event(a={"type": "object"}), event(a={})),
        (event(a={"const": ""}), event(a={})),
        (event(a={"const": None}), event(a={})),
        (event(a={"default": ""}), event(a={})),
        (event(a={"not": {}}), event(a={})),
        (event(a={"contains": {}}), event(a={})),
        (event(a={"additionalProperties": False}), event(a={})),
        (event(a={"minLength": 1}), event(a={})),
        (event(a={"enum": [True]}), event(a={"enum": [1]})),
        (event(a={"enum": ["1"]}), event(a={"enum": [1]})),
        (event(a={"description": "Theirs."}), event(a={})),
        (event(a={"items": [{"type": "string"}, {}]}), event(a={"items": [{}, {"type": "string"}]})),
        ({"required": ["properties"]}, {}),
        ({"properties": {"traits": {"required": ["email"]}}}, {}),
    ],
)
def test_what_asks_for_something_else_is_not(one: Any, other: Any) -> None:
    texts = [json.dumps(canonical_schema(schema)) for schema in (one, other)]
    assert texts[0] != texts[1]


@pytest.mark.parametrize("value", [None, 1, True, [], "no JSON", '["a"]'])
def test_what_is_no_schema_stays_as_it_is(value: Any) -> None:
    assert value == canonical_schema(value)


def test_a_schema_in_canonical_form_stays_as_it_is_and_the_first_one_is_not_touched() -> None:
    before = json.dumps(SAVED)
    once = canonical_schema(SAVED)
    assert once == canonical_schema(once)
    assert before == json.dumps(SAVED)
    inside = {"order_id": {"type": "string"}, "total": {"type": "number"}}
    assert {"properties": {"properties": {"properties": inside}}} == once


def test_a_rule_that_the_server_wrote_anew_is_no_change_and_another_schema_is_one(differ: Differ) -> None:
    plan = {"tracking-plan": [{"id": "tp", "name": "Shop", "type": "LIVE"}]}
    said = {**plan, "tracking-plan-rule tp": [rule("Order Completed", PLAIN)]}
    assert (
        () == differ(said, {**plan, "tracking-plan-rule tp": [rule("Order Completed", SAVED, updatedAt="1")]}).changes
    )
    other = event(order_id={"type": "integer"})
    changes = differ(said, {**plan, "tracking-plan-rule tp": [rule("Order Completed", other)]}).changes
    fields = {"jsonSchema": (canonical_schema(PLAIN), canonical_schema(other))}
    assert [("changed", "tracking-plan-rule", ("Shop", "Order Completed"), fields, 0)] == [*map(told, changes)]


def test_a_property_of_which_nothing_is_asked_is_planned_all_the_same(differ: Differ) -> None:
    plan = {"tracking-plan": [{"id": "tp", "name": "Shop", "type": "LIVE"}]}
    before, after = ({**plan, "tracking-plan-rule tp": [rule("Paid", schema)]} for schema in (event(), event(a={})))
    assert 1 == len(differ(before, after).changes)
