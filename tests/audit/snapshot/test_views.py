"""The views of a snapshot: what they promise, what they cost, and what they make of what nobody foresaw."""

# ruff: noqa: S608 - the names of views are ours

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from segment_async.audit.apis import ApiName
from segment_async.audit.facts.measures import deliveries, volumes
from segment_async.audit.facts.people import people
from segment_async.audit.snapshot.schema import TABLES as SCHEMA
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.snapshot.views import TABLES, VIEWS, create_views, query_of
from tests.audit.demo import demo_snapshot

APIS: tuple[ApiName, ...] = ("public", "config")
EVERY = [(api, name) for api in APIS for name in VIEWS if query_of(name, api) is not None]

LISTS = ("labels", "series", "actions", "notices", "properties", "writeKeys")
OTHERS = ("metadata", "settings", "permissions", "jsonSchema", "definition", "subjects", "trackingPlanId", "policies")

ODD = (
    *("null", "true", "7", '"text"', "[]", '["text", null, 7, [], {}]', "{}"),
    json.dumps(dict.fromkeys(LISTS + OTHERS, "text") | {"rules": [1]}),
    json.dumps(dict.fromkeys(LISTS + OTHERS, 7) | {"rules": 1}),
    json.dumps(
        {
            **{name: ["text", 7, None, ["text"]] for name in LISTS},
            "permissions": ["text", {"resources": "text"}, {"resources": ["text", {"labels": "text", "type": 7}]}],
            "jsonSchema": {"properties": {"properties": {"properties": {"a": True, "b": "text"}, "required": "a"}}},
            "metadata": {"supportedMethods": ["track"], "actions": {}, "id": {}},
            "rules": {"events": ["text", {"rules": {"properties": {"traits": {"properties": {"a": 1}}, "b": "text"}}}]},
            "policies": ["text", {"role": 1}],
            "series": ["text", 7, None, {"time": 7, "count": 7, "retryCount": []}],
            "eventType": "TRACK",
            "eventName": {},
            "total": "text",
            "timestamp": 7,
            "createdAt": [],
        }
    ),
)
"""What the JSON of a thing may come to."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_snapshot(tmp_path_factory)


@pytest.fixture(scope="session")
def databases(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[ApiName, sqlite3.Connection]]:
    config = demo_snapshot(tmp_path_factory, "config")
    with closing(sqlite3.connect(demo)) as one, closing(sqlite3.connect(config)) as other:
        yield {"public": one, "config": other}


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        yield db


@pytest.mark.parametrize(("api", "name"), EVERY)
def test_a_view_has_the_columns_that_it_documents_and_tells_something_of_the_demo(
    databases: dict[ApiName, sqlite3.Connection], api: ApiName, name: str
) -> None:
    found = databases[api].execute(f"SELECT * FROM {name}")
    assert [*VIEWS[name].columns] == [column[0] for column in found.description]
    assert found.fetchall()


@pytest.mark.parametrize("api", APIS)
def test_a_snapshot_has_the_views_that_its_api_can_fill(
    databases: dict[ApiName, sqlite3.Connection], api: ApiName
) -> None:
    found = databases[api].execute("SELECT name FROM sqlite_master WHERE type = 'view'")
    assert {name for one, name in EVERY if one == api} == {row[0] for row in found}


def test_every_table_is_documented_with_its_columns(empty: sqlite3.Connection) -> None:
    names = [row[0] for row in empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {name: [row[1] for row in empty.execute(f"PRAGMA table_info({name})")] for name in names}
    assert {name: [*described.columns] for name, described in TABLES.items()} == columns


def test_views_are_made_once_and_stay(empty: sqlite3.Connection) -> None:
    create_views(empty)
    create_views(empty)
    assert len(VIEWS) == empty.execute("SELECT count(*) FROM sqlite_master WHERE type = 'view'").fetchone()[0]


@pytest.mark.parametrize(("api", "name"), EVERY)
def test_no_view_looks_through_everything_that_a_snapshot_holds(
    empty: sqlite3.Connection, api: ApiName, name: str
) -> None:
    """Each reads the kinds that it is about, by an index, however much of other kinds there is."""
    create_views(empty, api)
    names = set(re.findall(r"(?:FROM|JOIN) resource AS (\w+)", query_of(name, api) or "")) | {"resource"}
    steps = [row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {name}")]
    scans = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
    assert not [step for step in scans if step.split()[1] in names]


@pytest.mark.parametrize("api", APIS)
def test_values_of_unforeseen_kinds_break_no_view(empty: sqlite3.Connection, api: ApiName) -> None:
    create_views(empty, api)
    sql = "".join(query_of(name, api) or "" for name in VIEWS)
    kinds = sorted({*re.findall(r"kind = '([\w-]+)'", sql), *re.findall(r"'([\w-]+)'[,)]", sql)})
    rows = [
        (kind, f"id{place}", "", parent, f"name{place}", text, "")
        for kind in kinds
        for place, text in enumerate(ODD)
        for parent in ("", f"id{place}", f"id{place}/id{place}")
    ]
    empty.executemany("INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    run = "INSERT INTO run (api, workspace_id, workspace_slug, workspace_name, started_at, secrets) VALUES "
    empty.execute(f"{run} ('{api}', 'w', 'w', 'w', 'not a time', 0)")
    found = {name: len(empty.execute(f"SELECT * FROM {name}").fetchall()) for one, name in EVERY if one == api}
    assert all(found.values()), [name for name, count in found.items() if not count]


def test_ids_of_a_kind_and_of_one_of_the_kind_are_never_mixed_up(
    databases: dict[ApiName, sqlite3.Connection],
) -> None:
    db = databases["public"]
    query = """
        SELECT id FROM resource WHERE kind LIKE 'catalog-%'
        UNION SELECT json_extract(json, '$.catalogId') FROM resource WHERE kind = 'function'
    """
    of_kinds = {row[0] for row in db.execute(query)} - {None}
    for name, view in VIEWS.items():
        for column in view.columns:
            found = {row[0] for row in db.execute(f'SELECT DISTINCT "{column}" FROM {name}')} - {None}
            if column.endswith("metadata_id"):
                assert found, (name, column)
                assert found <= of_kinds, (name, column)
            elif column.endswith("id"):
                assert not found & of_kinds, (name, column)


def test_figures_are_those_that_the_checks_go_by(demo: Path) -> None:
    with Snapshot(demo) as snapshot:
        known = volumes(snapshot)
        told = {row["source_id"]: row for row in snapshot.query("SELECT * FROM source_activity")}
        assert {source: (one.recent, one.before) for source, one in known.items()} == {
            source: (row["events"], row["events_before"]) for source, row in told.items() if source in known
        }
        routes = list(snapshot.query("SELECT * FROM routes WHERE delivered IS NOT NULL"))
        assert 40 < len(routes)
        for row in routes:
            one = deliveries(snapshot, row["destination_id"])
            assert (one.delivered, one.failed) == (row["delivered"], row["failed"])
            assert round(one.rate, 4) == (row["failure_rate"] or 0)
            days = snapshot.query("SELECT * FROM deliveries WHERE destination_id = ?", (row["destination_id"],))
            counted = {day["day"]: (day["delivered"], day["failed"]) for day in days}
            assert dict(one.by_day).items() <= counted.items()


def test_access_is_what_the_checks_know_of_people(demo: Path) -> None:
    with Snapshot(demo) as snapshot:
        known = {
            (person.user.id, grant.role, grant.on, grant.id, ", ".join(grant.labels) or None, group and group.id)
            for person in people(snapshot)
            for grant, group in ((right.grant, right.group) for right in person.rights)
        }
        columns = ("holder_id", "role", "on_kind", "on_id", "labels", "group_id")
        query = "SELECT * FROM access WHERE holder_kind = 'user' AND role IS NOT NULL"
        told = {tuple(row[column] for column in columns) for row in snapshot.query(query)}
    assert 50 < len(known)
    assert known == told
