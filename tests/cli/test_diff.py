"""``segment-async diff``."""

import json
import stat
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.audit.diff.making import OTHER, destination, snapshot, source

from .conftest import Here, on_terminal, run

RED = "\x1b[31m"
NASTY = "Web\x1b[2J\u202e Shop"

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "a", "b", "changes", "not_compared"],
    "properties": {
        "format": {"const": 1},
        "a": {"$ref": "#/$defs/side"},
        "b": {"$ref": "#/$defs/side"},
        "changes": {"type": "array", "items": {"$ref": "#/$defs/change"}},
        "not_compared": {"type": "array", "items": {"$ref": "#/$defs/gap"}},
    },
    "$defs": {
        "side": {
            "type": "object",
            "additionalProperties": False,
            "required": ["workspace", "api", "started_at", "finished_at"],
            "properties": {
                "workspace": {"type": "object", "required": ["id", "slug", "name"]},
                "api": {"enum": ["public", "config"]},
                "started_at": {"type": "string"},
                "finished_at": {"type": "string"},
            },
        },
        "thing": {
            "type": "object",
            "required": ["kind", "id", "name", "parent"],
            "properties": {"parent": {"anyOf": [{"$ref": "#/$defs/thing"}, {"type": "null"}]}},
        },
        "change": {
            "$ref": "#/$defs/thing",
            "required": ["change", "fields", "below"],
            "properties": {
                "change": {"enum": ["added", "removed", "changed"]},
                "fields": {"type": "array", "items": {"type": "object", "required": ["path", "before", "after"]}},
                "below": {"type": "integer", "minimum": 0},
            },
        },
        "gap": {
            "type": "object",
            "required": ["snapshot", "what", "operation", "reason", "times"],
            "properties": {"snapshot": {"enum": ["a", "b", "both"]}, "times": {"type": "integer", "minimum": 1}},
        },
    },
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two snapshots of a workspace, between which a source was renamed, badly, and a destination came."""
    folder = tmp_path_factory.mktemp("two")
    before = {"source": [source("s1", "web", name="Web")], "destination": []}
    gap = {("listWarehouses", ""): "The token may not read it."}
    after = {"source": [source("s1", "web", name=NASTY)], "destination": [destination("d1", "s1")]}
    return snapshot(folder / "a", before), snapshot(folder / "b", after, gaps=gap)


def test_people_read_what_changed_and_a_change_is_no_failure_by_itself(two: tuple[Path, Path]) -> None:
    ran = run("diff", *map(str, two))
    assert (0, "") == (ran.code, ran.err)
    head, counts, *rest = ran.out.splitlines()
    assert head.startswith("Acme: 2 changes between ")
    assert [
        *("1 added, 1 changed", "", "Sources", "  ~ Web\\u001b[2J\\u202e Shop"),
        *("    name: Web -> Web\\u001b[2J\\u202e Shop", "", "Destinations"),
        *("  + Web\\u001b[2J\\u202e Shop / GA4", "", "Not compared"),
        "  Warehouses in the second snapshot (listWarehouses): The token may not read it.",
    ] == [counts, *rest]


def test_a_folder_of_an_audit_is_as_good_as_its_snapshot(here: Here, two: tuple[Path, Path]) -> None:
    assert here("diff", *map(str, two)).out == here("diff", *(str(one.parent) for one in two)).out


@pytest.mark.parametrize(
    ("fail_on", "same", "code"), [("changed", False, 1), ("changed", True, 0), ("never", False, 0)]
)
def test_a_change_fails_where_it_is_asked_to(
    here: Here, two: tuple[Path, Path], fail_on: str, code: int, *, same: bool
) -> None:
    ran = here("diff", str(two[0]), str(two[0 if same else 1]), "--fail-on", fail_on)
    assert (code, "") == (ran.code, ran.err)


def test_json_has_the_form_that_is_documented(here: Here, two: tuple[Path, Path]) -> None:
    ran = here("diff", *map(str, two), "--json")
    assert ran == here("diff", *map(str, two), "--format", "json")
    jsonschema_rs.validate(SCHEMA, ran.json)
    assert [
        {
            "change": "changed",
            "kind": "source",
            "id": "s1",
            "name": NASTY,
            "parent": None,
            "fields": [{"path": "name", "before": "Web", "after": NASTY}],
            "below": 0,
        },
        {
            "change": "added",
            "kind": "destination",
            "id": "d1",
            "name": "GA4",
            "parent": {"kind": "source", "id": "s1", "name": NASTY, "parent": None},
            "fields": [],
            "below": 0,
        },
    ] == ran.json["changes"]
    assert [("b", "warehouse", 1)] == [(gap["snapshot"], gap["what"], gap["times"]) for gap in ran.json["not_compared"]]
    assert not {"\x1b", "\u202e"} & set(ran.out)


def test_markdown_has_names_in_code_and_nothing_that_steers_a_terminal(here: Here, two: tuple[Path, Path]) -> None:
    out = here("diff", *map(str, two), "--format", "markdown").out
    assert "- added `Web\\u001b[2J\\u202e Shop / GA4`\n" in out
    assert not {"\x1b", "\u202e"} & set(out)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_file_gets_what_the_output_would_and_only_its_owner_reads_it(
    here: Here, two: tuple[Path, Path], tmp_path: Path, form: str
) -> None:
    out = tmp_path / "diff"
    out.write_text("an earlier one")
    ran = here("diff", *map(str, two), "--format", form, "--out", str(out))
    assert (0, "", "") == (ran.code, ran.out, ran.err)
    assert here("diff", *map(str, two), "--format", form).out == out.read_text("utf-8")
    assert 0o600 == stat.S_IMODE(out.stat().st_mode)


def test_on_a_terminal_what_is_gone_is_red(two: tuple[Path, Path]) -> None:
    shown = on_terminal("diff", str(two[1]), str(two[0]), env={})
    assert f"{RED}  - Web\\u001b[2J\\u202e Shop / GA4" in shown


def test_different_workspaces_are_named_and_their_names_are_no_change(here: Here, tmp_path: Path) -> None:
    a = snapshot(tmp_path / "a", {"source": [source("s1", "web")]})
    b = snapshot(tmp_path / "b", {"source": [source("s2", "web")]}, workspace=OTHER)
    ran = here("diff", str(a), str(b), "--fail-on", "changed")
    assert (0, "Acme (acme) and Acme Dev (acme-dev) are different workspaces: no difference\n") == (ran.code, ran.out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a", "nowhere"), "There is no snapshot at"),
        (("a", "config"), "compare two that were read through the same API"),
        (("a", "b", "--json", "--format", "text"), "--json and --format text do not go together"),
        (("a", "b", "--out", "b"), "is no regular file"),
        (("a", "b", "--fail-on", "error"), "--fail-on"),
        (("a",), "See what there is with: segment-async diff --help"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    for name in ("a", "b"):
        snapshot(tmp_path / name, {})
    snapshot(tmp_path / "config", {}, api="config")
    monkeypatch.chdir(tmp_path)
    ran = here("diff", *arguments)
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err


def test_errors_are_one_object_where_machines_listen(here: Here, two: tuple[Path, Path]) -> None:
    ran = here("diff", str(two[0]), "nowhere", "--json")
    assert (2, "") == (ran.code, ran.out)
    assert "There is no snapshot" in json.dumps(json.loads(ran.err))
