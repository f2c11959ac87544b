"""Workspaces with other ids everywhere are compared by what things are called, and by where they stand."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from segment_async.audit.apis import ApiName
from tests.audit.demo import demo_snapshot

from .conftest import told
from .shop import diff_of

OPAQUE = re.compile(r"(tp_|df_|rs_|ifnd_|sfnc_)?([0-9A-Za-z]{22,27})")
"""How the demo's own ids look; those of its catalog are shorter, or hexadecimal."""

OTHERS = ("catalogId", "resourceSchemaId", "workspaceId", "catalog_id")


def ids_of(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the ids that a workspace gave to its things."""
    yield db.execute("SELECT workspace_id FROM run").fetchone()[0]
    for kind, thing_id, text in db.execute("SELECT kind, id, json FROM resource WHERE kind NOT LIKE 'catalog%'"):
        yield from (part for part in thing_id.split("/") if OPAQUE.fullmatch(part) and kind != "role")
        data = json.loads(text)
        if isinstance(data, dict):
            yield from (str(data[name]) for name in OTHERS if OPAQUE.fullmatch(str(data.get(name))))


def moved(path: Path, folder: Path) -> Path:
    """Return a snapshot of a workspace that has all that another one has, with other ids, names and secrets."""
    target = folder / "moved.sqlite"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as db, db:
        source.backup(db)
        new = dict[str, str]()
        for old in ids_of(db):
            prefix, rest = OPAQUE.fullmatch(old).groups()  # type: ignore[union-attr]
            other = sha256(rest.encode()).hexdigest()[: len(rest)]
            new[old] = f"{prefix or ''}{other}"
            if prefix == "ifnd_":
                new[rest] = other

        def move(text: str) -> str:
            text = re.sub(r"\w{22,}", lambda match: new.get(match[0], match[0]), text)
            text = re.sub(r"\[redacted:(\w+)\]", lambda match: f"[redacted:{match[1][::-1]}]", text)
            text = text.replace("(Thistle & Twine)", "(Thistle Dev)")
            return re.sub(r"workspaces/thistle-twine(?=[/\"]|$)", "workspaces/thistle-dev", text)

        db.create_function("moved", 1, move)
        for view in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            db.execute(f"DROP VIEW {view[0]}")
        db.execute(
            "UPDATE resource SET id = moved(id), parent_id = moved(parent_id), name = moved(name), json = moved(json)"
        )
        for table in ("call", "gap"):
            db.execute(f"UPDATE {table} SET parent_id = moved(parent_id)")  # noqa: S608 - two names
        db.execute(
            "UPDATE run SET workspace_id = moved(workspace_id), workspace_slug = 'thistle-dev', "
            "workspace_name = 'Thistle Dev'"
        )
    return target


@pytest.mark.parametrize("api", ["public", "config"])
def test_a_workspace_with_other_ids_and_the_same_things_differs_in_nothing(
    api: ApiName, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    demo = demo_snapshot(tmp_path_factory, api)
    diff = diff_of(demo, moved(demo, tmp_path))
    assert not diff.same_workspace
    assert () == diff.changes
    assert "secrets" in {gap.what for gap in diff.not_compared}


def test_what_differs_there_is_told_and_no_more(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    demo = demo_snapshot(tmp_path_factory)
    other = moved(demo, tmp_path)
    with closing(sqlite3.connect(other)) as db, db:
        renamed = "UPDATE resource SET json = json_set(json, '$.enabled', json('false')) WHERE kind = ? AND name = ?"
        db.execute(renamed, ("destination", "GA4"))
        db.execute(renamed, ("space-audience", "Chair Lovers"))
        db.execute("DELETE FROM resource WHERE kind = 'tracking-plan-rule' AND name = 'Gift List Shared'")
        db.execute("DELETE FROM resource WHERE kind = 'destination-filter' AND name = 'No podcasts'")
    assert [
        ("changed", "destination", ("Web Shop", "GA4"), {"enabled": (True, False)}, 0),
        ("removed", "destination-filter", ("The Journal", "HubSpot", "No podcasts"), {}, 0),
        ("removed", "tracking-plan-rule", ("Gift Registry", "Gift List Shared"), {}, 0),
        ("changed", "space-audience", ("Shop Customers", "Chair Lovers"), {"enabled": (True, False)}, 0),
    ] == [*map(told, diff_of(demo, other).changes)]
