"""Which thing is which: by ids, by names where ids differ, and by what they say where names do not tell them apart."""

from collections.abc import Mapping
from typing import Any

import pytest

from .conftest import Differ, told
from .making import OTHER, destination, rule, source

DEV = {"workspace": OTHER}


def test_what_got_another_name_is_the_same_thing_with_one_field_changed(differ: Differ) -> None:
    diff = differ({"source": [source("s1", "web")]}, {"source": [source("s1", "shop", name="web")]})
    assert [("changed", "source", ("web",), {"slug": ("web", "shop")}, 0)] == [*map(told, diff.changes)]


def test_another_name_and_other_settings_at_once_are_one_change(differ: Differ) -> None:
    before = {"source": [source("s1")], "destination": [destination("d1", "s1", settings={"id": "UA-1"})]}
    after = {"source": [source("s1")], "destination": [destination("d1", "s1", "Analytics", settings={"id": "UA-2"})]}
    fields = {"name": ("GA4", "Analytics"), "settings.id": ("UA-1", "UA-2")}
    assert [("changed", "destination", ("s1", "Analytics"), fields, 0)] == [*map(told, differ(before, after).changes)]


def test_a_thing_that_was_made_anew_says_so_and_what_hangs_on_it_does_not(differ: Differ) -> None:
    before = {
        "source": [source("s1", "web")],
        "destination": [destination("d1", "s1"), destination("d2", "s1", "Braze")],
        "destination-filter d1": [{"id": "f1", "title": "No robots", "destinationId": "d1", "enabled": True}],
    }
    after = {
        "source": [source("s2", "web", enabled=False)],
        "destination": [destination("d3", "s2")],
        "destination-filter d3": [{"id": "f3", "title": "No robots", "destinationId": "d3", "enabled": True}],
    }
    assert [
        ("changed", "source", ("web",), {"id": ("s1", "s2"), "enabled": (True, False)}, 0),
        ("removed", "destination", ("web", "Braze"), {}, 0),
    ] == [*map(told, differ(before, after).changes)]


def test_another_thing_of_another_name_is_another_thing(differ: Differ) -> None:
    diff = differ({"source": [source("s1", "web")]}, {"source": [source("s2", "shop")]})
    assert [("added", "source", ("shop",), {}, 0), ("removed", "source", ("web",), {}, 0)] == [*map(told, diff.changes)]


def test_things_of_one_name_are_told_apart_by_what_they_say(differ: Differ) -> None:
    """The one that says the same is the same; of the rest, those that differ least are; what is left is gone."""

    def plan(plan_id: str, description: str, slug: str) -> dict[str, Any]:
        return {"id": plan_id, "name": "Shop", "type": "LIVE", "description": description, "slug": slug}

    before = [plan("p1", "first", "a"), plan("p2", "second", "b"), plan("p3", "third", "c")]
    after = [plan("q1", "second", "b2"), plan("q2", "third", "c")]
    diff = differ({"tracking-plan": before}, {"tracking-plan": after}, b=DEV)
    assert [
        ("removed", "tracking-plan", ("Shop",), {}, 0, "p1"),
        ("changed", "tracking-plan", ("Shop",), {"slug": ("b", "b2")}, 0, "q1"),
    ] == [(*told(change), change.thing.id) for change in diff.changes]


def test_many_things_of_one_name_are_paired_without_looking_at_every_pair(differ: Differ) -> None:
    before = [{"id": f"p{number}", "name": "Shop", "type": "LIVE", "slug": f"a{number}"} for number in range(30)]
    after = [{"id": f"q{number}", "name": "Shop", "type": "LIVE", "slug": f"b{number}"} for number in range(29)]
    diff = differ({"tracking-plan": before}, {"tracking-plan": after}, b=DEV)
    assert {"added": 0, "removed": 1, "changed": 29} == diff.counts


def test_a_rule_that_was_renamed_is_the_one_that_was_created_then(differ: Differ) -> None:
    plan = {"tracking-plan": [{"id": "tp", "name": "Shop", "type": "LIVE"}]}
    later = "2026-02-02T00:00:00.000Z"
    before = {**plan, "tracking-plan-rule tp": [rule("Cart Viewed"), rule("Bought", {"required": ["a"]})]}
    after = {
        **plan,
        "tracking-plan-rule tp": [
            rule("Basket Viewed"),
            rule("Paid", {"required": ["a"]}),
            rule("New", createdAt=later),
        ],
    }
    assert [
        ("changed", "tracking-plan-rule", ("Shop", "Basket Viewed"), {"key": ("Cart Viewed", "Basket Viewed")}, 0),
        ("added", "tracking-plan-rule", ("Shop", "New"), {}, 0),
        ("changed", "tracking-plan-rule", ("Shop", "Paid"), {"key": ("Bought", "Paid")}, 0),
    ] == [*map(told, differ(before, after).changes)]


def test_a_rule_without_a_time_is_no_other_under_a_new_name(differ: Differ) -> None:
    plan = {"tracking-plan": [{"id": "tp", "name": "Shop", "type": "LIVE"}]}
    diff = differ(
        {**plan, "tracking-plan-rule tp": [rule("Old", createdAt=None)]},
        {**plan, "tracking-plan-rule tp": [rule("New", createdAt=None)]},
    )
    assert ["added", "removed"] == [change.change for change in diff.changes]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (rule("Paid"), "Paid"),
        (rule("Paid", version=2), "Paid, version 2"),
        (rule("", type="IDENTIFY"), "IDENTIFY"),
        (rule("", type="COMMON", version=2), "COMMON, version 2"),
    ],
)
def test_a_rule_goes_by_its_event_its_type_and_its_version(differ: Differ, said: Mapping[str, Any], name: str) -> None:
    plan = {"tracking-plan": [{"id": "tp", "name": "Shop", "type": "LIVE"}]}
    diff = differ(plan, {**plan, "tracking-plan-rule tp": [said]})
    assert [("Shop", name)] == [change.thing.way for change in diff.changes]


def test_ids_in_values_are_those_of_the_other_workspace(differ: Differ) -> None:
    def workspace(mark: str, warehouse: str) -> dict[str, Any]:
        held = {"id": f"s{mark}", "type": "SOURCE"}
        return {
            "source": [source(f"s{mark}", "web")],
            "warehouse": [{"id": f"w{mark}", "metadata": {"slug": "snowflake"}, "settings": {"name": "Lake"}}],
            "space": [{"id": f"sp{mark}", "slug": "main"}],
            f"space-audience sp{mark}": [{"id": f"a{mark}", "key": "big", "spaceId": f"sp{mark}"}],
            f"space-audience-destination-connection sp{mark}/a{mark}": [
                {"id": f"c{mark}", "destinationId": f"w{mark}", "idSyncConfiguration": [{"externalId": warehouse}]}
            ],
            "user": [
                {"id": f"u{mark}", "email": "a@x.com", "permissions": [{"roleName": "Admin", "resources": [held]}]}
            ],
        }

    assert () == differ(workspace("1", "email"), workspace("2", "email"), b=DEV).changes
    changed = differ(workspace("1", "email"), workspace("2", "phone"), b=DEV).changes
    assert [("space-audience-destination-connection", {"idSyncConfiguration"})] == [
        (change.thing.kind, {field.path for field in change.fields}) for change in changed
    ]


def test_names_that_segment_adds_the_workspace_to_are_the_same_in_another(differ: Differ) -> None:
    def function(function_id: str, name: str, code: str) -> dict[str, Any]:
        listed = {"id": function_id, "resourceType": "DESTINATION", "displayName": f"Tills ({name})"}
        return {"function": [listed], f"function-detail {function_id}": [{**listed, "code": code}]}

    assert () == differ(function("f1", "Acme", "1"), function("f2", "Acme Dev", "1"), b=DEV).changes
    assert [("changed", "function", ("Tills (Acme Dev)",), {"code": ("1", "2")}, 0)] == [
        *map(told, differ(function("f1", "Acme", "1"), function("f2", "Acme Dev", "2"), b=DEV).changes)
    ]
