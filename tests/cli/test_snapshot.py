"""``segment-async snapshot``: what is in a snapshot, and exports."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from segment_async.audit.snapshot.store import Row, Store
from segment_async.audit.snapshot.views import TABLES, VIEWS, query_of
from tests.audit.demo import demo_snapshot

from .answers import EVIL, hostile
from .conftest import COMMAND, SECONDS, Here, environment


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_snapshot(tmp_path_factory)


def test_tables_and_views_are_listed_with_their_rows(here: Here, demo: Path) -> None:
    ran = here("snapshot", "tables", str(demo), "--json")
    assert (0, "") == (ran.code, ran.err)
    found = {row["name"]: row for row in ran.json["tables"]}
    assert {*TABLES, *VIEWS} == found.keys()
    assert {"table": len(TABLES), "view": len(VIEWS)} == {
        kind: sum(row["type"] == kind for row in found.values()) for kind in ("table", "view")
    }
    assert 28 == found["sources"]["rows"]
    assert all(row["meaning"] for row in found.values())


def test_a_snapshot_through_the_config_api_lists_what_it_can_fill(
    here: Here, tmp_path_factory: pytest.TempPathFactory
) -> None:
    config = str(demo_snapshot(tmp_path_factory, "config"))
    found = {row["name"] for row in here("snapshot", "tables", config, "--json").json["tables"]}
    assert {*TABLES, *(name for name in VIEWS if query_of(name, "config"))} == found
    refused = here("snapshot", "export", config, "--table", "volume")
    assert (2, "") == (refused.code, refused.out)
    assert "through the Config API has no volume: that API does not tell of it" in refused.err


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_every_table_and_view_can_be_exported_in_both_forms(here: Here, demo: Path, name: str) -> None:
    columns = [*(TABLES | VIEWS)[name].columns]
    with closing(sqlite3.connect(demo)) as db:
        (count,) = db.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608 - ours
    lines = here("snapshot", "export", str(demo), "--table", name)
    rows = [json.loads(line) for line in lines.out.splitlines()]
    assert (0, "", count) == (lines.code, lines.err, len(rows))
    assert all([*row] == columns for row in rows)
    header, *body = csv.reader(
        io.StringIO(here("snapshot", "export", str(demo), "--table", name, "--format", "csv").out)
    )
    assert (columns, count) == (header, len(body))


def test_without_a_table_it_is_everything_and_its_json_is_json(here: Here, demo: Path) -> None:
    rows = [json.loads(line) for line in here("snapshot", "export", str(demo)).out.splitlines()]
    (shop,) = (row for row in rows if row["kind"] == "source" and row["json"]["slug"] == "web-shop")
    assert ("Web Shop", True) == (shop["name"], shop["json"]["enabled"])


def test_numbers_stay_numbers_and_what_a_spreadsheet_would_run_does_not(here: Here, tmp_path: Path) -> None:
    """S16."""
    folder = str(hostile(tmp_path / "evil"))
    row = here("snapshot", "export", folder, "--table", "sources", "--format", "csv").out.splitlines()[1]
    assert row.startswith("web,-5,\"'=HYPERLINK(")
    (told,) = (json.loads(line) for line in here("snapshot", "export", folder, "--table", "sources").out.splitlines())
    assert ("-5", EVIL) == (told["slug"], told["name"])
    for form in ("csv", "jsonl"):
        assert not {"\x1b", "\x9b", "\u202e"} & set(here("snapshot", "export", folder, "--format", form).out)


@pytest.mark.parametrize("name", ["nowhere", "sqlite_master", "run; DROP TABLE run"])
def test_what_is_no_table_of_a_snapshot_is_refused(here: Here, demo: Path, name: str) -> None:
    ran = here("snapshot", "export", str(demo), "--table", name)
    assert (2, "") == (ran.code, ran.out)
    assert "segment-async snapshot tables" in ran.err


def test_an_export_to_a_file_is_private(here: Here, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "routes.jsonl"
    ran = here("snapshot", "export", str(demo), "--table", "routes", "--out", str(out))
    assert (0, "", "") == (ran.code, ran.out, ran.err)
    assert 0o600 == out.stat().st_mode & 0o777
    assert here("snapshot", "export", str(demo), "--table", "routes").out == out.read_text()
    assert [out] == list(tmp_path.iterdir())


def test_a_reader_that_goes_away_is_no_failure(demo: Path) -> None:
    command = [*COMMAND, "snapshot", "export", str(demo)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(None)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert 0 == process.returncode


def test_a_full_disk_gets_a_sentence(demo: Path) -> None:
    command = [*COMMAND, "snapshot", "export", str(demo)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=SECONDS, check=False)
    assert 2 == done.returncode
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


PEAK = """
import resource, sys
from segment_async.cli import app
code = app.run(sys.argv[1:])
print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_takes_no_more_memory_the_more_there_is(tmp_path: Path, form: str) -> None:
    text = json.dumps({"code": "x" * 10_000})
    peaks: list[int] = []
    for count in (10, 6_000):
        folder = tmp_path / str(count)
        folder.mkdir()
        store = Store(folder)
        store.begin({"id": "w1", "slug": "acme", "name": "Acme"})
        store.add("function-detail", "", "", (Row(str(place), "f", text) for place in range(count)))
        store.finish()
        out = tmp_path / f"{count}.{form}"
        command = [sys.executable, "-c", PEAK, "snapshot", "export", str(folder), "--format", form, "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
        code, kilobytes = map(int, done.stdout.split())
        assert 0 == code
        assert out.stat().st_size > count * 10_000
        peaks.append(kilobytes)
    assert peaks[1] - peaks[0] < 20_000, "6,000 things are 60 MB"
