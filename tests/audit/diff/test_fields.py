"""What is a change, and what is noise."""

from collections.abc import Mapping
from typing import Any

import pytest

from segment_async.audit.diff.fields import path_of

from .conftest import Differ, told
from .making import rule, source

MASK = "••••••••"
READER, WRITER = {"roleName": "Reader"}, {"roleName": "Writer"}


def fields(differ: Differ, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return in which fields a thing changed, with the values."""
    changes = differ({kind: [{"id": "x", **before}]}, {kind: [{"id": "x", **after}]}).changes
    return {field.path: (field.before, field.after) for change in changes for field in change.fields}


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("source", {"settings": {"a": 1, "b": 2}}, {"settings": {"b": 2, "a": 1}}),
        ("destination", {"createdAt": "2026-01-01", "updatedAt": "2026-01-01"}, {"updatedAt": "2026-02-02"}),
        ("destination", {"metadata": {"name": "A", "options": []}}, {"metadata": {"name": "A", "options": [1]}}),
        ("destination", {"settings": {"a": "", "b": [], "c": {}, "d": None}}, {"settings": {}}),
        ("destination", {"settings": {"deep": {"empty": {"er": ""}}}}, {}),
        ("destination", {"settings": {"rate": 1.0}}, {"settings": {"rate": 1}}),
        ("destination", {"settings": {"key": MASK}}, {"settings": {"key": "[redacted:0123456789ab]"}}),
        ("destination", {"settings": {"key": "****"}}, {"settings": {"key": MASK}}),
        ("group", {"name": "A", "memberCount": 1}, {"name": "A", "memberCount": 2}),
        ("transformation", {"allowProperties": ["a", "b"]}, {"allowProperties": ["b", "a"]}),
        ("user", {"permissions": [READER, WRITER]}, {"permissions": [WRITER, READER]}),
    ],
)
def test_what_the_server_makes_of_it_is_no_change(
    differ: Differ, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    assert {} == fields(differ, kind, before, after)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": "1"}, {"a": 1}, {"settings.a": ("1", 1)}),
        ({"a": True}, {"a": 1}, {"settings.a": (True, 1)}),
        ({"a": False}, {}, {"settings.a": (False, None)}),
        ({"a": 0}, {}, {"settings.a": (0, None)}),
        ({"a": [1, 2]}, {"a": [2, 1]}, {"settings.a": ([1, 2], [2, 1])}),
        ({"a": [None]}, {"a": [""]}, {}),
        ({"a": {"b": "c"}}, {"a": "d"}, {"settings.a": ({"b": "c"}, "d")}),
        ({}, {"a": {"b": {"c": "d"}}}, {"settings.a.b.c": (None, "d")}),
        ({"a": "*"}, {"a": "b"}, {"settings.a": ("*", "b")}),
        ({"a": MASK}, {}, {"settings.a": (MASK, None)}),
        ({"createdAt": "a"}, {"createdAt": "b"}, {"settings.createdAt": ("a", "b")}),
        ({"a.b": "1", "ü": "1"}, {"a.b": "2", "ü": "2"}, {'settings["a.b"]': ("1", "2"), "settings.ü": ("1", "2")}),
    ],
)
def test_what_differs_is_told_with_its_path(
    differ: Differ, before: Mapping[str, Any], after: Mapping[str, Any], found: Mapping[str, Any]
) -> None:
    assert found == fields(differ, "destination", {"settings": before}, {"settings": after})


def test_a_name_that_could_be_mistaken_stands_in_brackets() -> None:
    assert 'a["b c"]["[\\"d\\"]"].e-f' == path_of(["a", "b c", '["d"]', "e-f"])
    assert '["a.b"].c' == path_of(["a.b", "c"])


def test_who_may_do_what_is_told_by_role_with_names(differ: Differ) -> None:
    def user(*on: Mapping[str, Any]) -> dict[str, Any]:
        permission = {"roleName": "Source Admin", "roleId": "r1", "resources": on}
        return {"source": [source("s1", "web")], "user": [{"id": "u1", "email": "a@x", "permissions": [permission]}]}

    whole = {"id": "w1", "type": "WORKSPACE", "labels": [{"key": "team", "value": "growth", "description": "Us."}]}
    diff = differ(user(whole), user({"id": "s1", "type": "SOURCE"}))
    held = (["workspace (team:growth)"], ["source web"])
    assert [{'permissions["Source Admin"]': held}] == [told(change)[3] for change in diff.changes]


@pytest.mark.parametrize("odd", [None, 1, "x", {}, ["x"], [{"resources": 1}], [{"labels": [1], "resources": ["x"]}]])
def test_permissions_of_another_form_are_compared_as_far_as_they_go(differ: Differ, odd: Any) -> None:
    changed = fields(differ, "user", {"email": "a", "permissions": odd}, {"email": "b", "permissions": odd})
    assert {"email": ("a", "b")} == changed


def test_a_role_on_a_source_goes_with_the_source(differ: Differ) -> None:
    def group(*sources: str) -> dict[str, Any]:
        on = [{"id": source_id, "type": "SOURCE"} for source_id in sources]
        held = [{"roleName": "Source Admin", "resources": [{"id": "w1", "type": "WORKSPACE"}, *on]}]
        return {"source": [source(one) for one in sources], "group": [{"id": "g", "name": "G", "permissions": held}]}

    assert [("removed", "source", ("s2",), {}, 0)] == [*map(told, differ(group("s1", "s2"), group("s1")).changes)]


def test_a_model_that_is_gone_is_no_change_of_what_it_fed(differ: Differ) -> None:
    def fed(*models: str) -> dict[str, Any]:
        subscription = {"id": "x", "name": "X", "actionSlug": "a", "destinationId": "d", "modelId": "".join(models)}
        return {
            "source": [source("s")],
            "destination": [{"id": "d", "name": "D", "sourceId": "s", "metadata": {}}],
            "destination-subscription d": [subscription],
            "reverse-etl-model": [{"id": model, "name": model, "sourceId": "s"} for model in models],
        }

    assert [("removed", "reverse-etl-model", ("s", "m"), {}, 0)] == [*map(told, differ(fed("m"), fed()).changes)]


def test_what_is_deprecated_is_a_change_and_when_is_not(differ: Differ) -> None:
    plan = {"tracking-plan": [{"id": "tp", "name": "Shop", "type": "LIVE"}]}

    def deprecated(moment: str | None) -> dict[str, Any]:
        return {**plan, "tracking-plan-rule tp": [rule("Paid", deprecatedAt=moment)]}

    none, then, later = "0001-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"
    assert () == differ(deprecated(none), deprecated(None)).changes
    assert () == differ(deprecated(then), deprecated(later)).changes
    assert [{"deprecated": (None, True)}] == [
        told(change)[3] for change in differ(deprecated(none), deprecated(then)).changes
    ]


def test_a_new_code_that_is_deployed_at_once_is_one_field(differ: Differ) -> None:
    def function(code: str, running: str) -> dict[str, Any]:
        about = {"id": "f1", "resourceType": "SOURCE", "displayName": "F"}
        versions = [{"id": one, "code": one, "isDeployed": one == running} for one in ("1", "2")]
        return {"function": [about], "function-detail f1": [{**about, "code": code}], "function-version f1": versions}

    def found(before: tuple[str, str], after: tuple[str, str]) -> list[dict[str, Any]]:
        return [told(change)[3] for change in differ(function(*before), function(*after)).changes]

    assert [{"code": ("1", "2")}] == found(("1", "1"), ("2", "2"))
    assert [{"code": ("1", "2")}] == found(("1", "1"), ("2", "1"))
    assert [{"deployedCode": ("1", "2")}] == found(("2", "1"), ("2", "2"))
    assert [{"deployedCode": ("1", None)}] == found(("1", "1"), ("1", ""))


def test_settings_of_a_function_are_known_by_their_names(differ: Differ) -> None:
    def function(*settings: Mapping[str, Any]) -> dict[str, Any]:
        about = {"id": "f1", "resourceType": "SOURCE", "displayName": "F"}
        return {"function": [about], "function-detail f1": [{**about, "settings": settings}]}

    one, other = {"name": "url", "type": "STRING"}, {"name": "key", "type": "STRING", "sensitive": True}
    assert () == differ(function(one, other), function(other, one)).changes
    changed = differ(function(one, other), function({**one, "type": "ARRAY"})).changes
    gone = {"settings.key.sensitive": (True, None), "settings.key.type": ("STRING", None)}
    assert [{"settings.url.type": ("STRING", "ARRAY"), **gone}] == [told(change)[3] for change in changed]
    twice = differ(function(one, one), function(one)).changes
    assert [{"settings": ([one, one], [one])}] == [told(change)[3] for change in twice]


def test_a_collection_that_comes_by_itself_is_none_and_one_that_is_switched_off_is(differ: Differ) -> None:
    def taken(**collections: bool) -> dict[str, Any]:
        listed = [
            {"collection": name, "enabled": on, "properties": {"id": {"enabled": on, "lastSeenAt": str(on)}}}
            for name, on in collections.items()
        ]
        return {
            "source": [source("s", "web")],
            "warehouse": [{"id": "w", "settings": {"name": "Lake"}}],
            "warehouse-connected-source w": [source("s", "web")],
            **({"warehouse-connected-source-selective-sync w/s": listed} if listed else {}),
        }

    kind, way = "warehouse-connected-source-selective-sync", ("Lake", "web")
    off = {"new.enabled": (True, False), "new.properties.id.enabled": (True, False)}
    on = {"new.enabled": (False, True), "new.properties.id.enabled": (False, True)}
    assert () == differ(taken(), taken(new=True)).changes
    assert () == differ(taken(old=True), taken(old=True, new=True)).changes
    for before in ({}, {"old": True}, {"new": True}):
        assert [("changed", kind, way, off, 0)] == [*map(told, differ(taken(**before), taken(new=False)).changes)]
    assert [("changed", kind, way, on, 0)] == [*map(told, differ(taken(new=False), taken(old=True)).changes)]
