"""The file of a snapshot: private, resumed, refused, never half."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from segment_async.audit.snapshot.file import SnapshotUnusable
from segment_async.audit.snapshot.schema import FORMAT
from segment_async.audit.snapshot.store import FINISHED, PARTIAL, Row, Store
from segment_async.audit.snapshot.view import Gap, Snapshot
from segment_async.errors import ConfigurationError
from tests.audit.conftest import WORKSPACE, Maker


@pytest.fixture
def no_umask() -> Iterator[None]:
    """Let new files have every right that they ask for."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_every_file_is_private_while_it_is_written_and_afterwards(tmp_path: Path, no_umask: None) -> None:
    store = Store(tmp_path)
    store.begin(WORKSPACE)
    store.add("source", "", "", [Row("s", "s", "{}")])
    assert {PARTIAL: 0o600, f"{PARTIAL}-wal": 0o600} == modes(tmp_path)
    store.finish()
    assert {FINISHED: 0o600} == modes(tmp_path)


def test_a_rollback_journal_is_private_too(tmp_path: Path, no_umask: None) -> None:
    Store(tmp_path).finish()
    with closing(sqlite3.connect(tmp_path / FINISHED, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM run")
        assert {FINISHED: 0o600, f"{FINISHED}-journal": 0o600} == modes(tmp_path)


def test_the_format_is_the_user_version_and_the_tables_are_the_documented_ones(maker: Maker) -> None:
    maker.store.finish()
    with closing(sqlite3.connect(maker.folder / FINISHED)) as db:
        assert (FORMAT,) == db.execute("PRAGMA user_version").fetchone()
        columns = {
            table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
    assert {
        "run": ["api", "workspace_id", "workspace_slug", "workspace_name", "started_at", "finished_at", "secrets"],
        "resource": ["kind", "id", "parent_kind", "parent_id", "name", "json", "fetched_at"],
        "gap": ["operation", "parent_id", "reason"],
        "call": ["operation", "parent_id", "status", "pages", "finished_at"],
        "drift": ["kind", "id", "name", "change"],
    } == columns


def test_an_unfinished_snapshot_is_resumed_with_what_was_read_and_asks_again_for_what_failed(maker: Maker) -> None:
    maker.add("source", "s", {"a": 1})
    maker.read("listSources")
    maker.gap("listLabels")
    maker.store.close()
    resumed = Store(maker.folder)
    assert resumed.begin(WORKSPACE)
    assert resumed.is_whole("listSources")
    assert not resumed.is_whole("listLabels")
    assert [("s", {"a": 1})] == list(resumed.rows("source", ""))
    resumed.finish()
    with Snapshot(maker.folder) as snapshot:
        assert () == snapshot.gaps()


def test_a_killed_writer_leaves_a_snapshot_that_is_resumed(tmp_path: Path) -> None:
    script = f"""
import os, signal
from pathlib import Path
from segment_async.audit.snapshot.store import Row, Store
store = Store(Path({str(tmp_path)!r}))
store.begin({WORKSPACE!r})
store.add("source", "", "", [Row("s", "s", "1")])
store.end_call("listSources", "", status=200, pages=1)
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert -9 == subprocess.run([sys.executable, "-c", script], check=False).returncode
    store = Store(tmp_path)
    assert store.begin(WORKSPACE)
    assert store.is_whole("listSources")
    assert [("s", 1)] == list(store.rows("source", ""))
    store.close()


def test_a_writer_that_was_killed_before_it_wrote_anything_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / PARTIAL).touch()
    store = Store(tmp_path)
    assert not store.begin(WORKSPACE)
    store.finish()


def test_a_finished_snapshot_stays_until_the_next_one_is_whole(maker: Maker) -> None:
    maker.add("source", "old")
    maker.store.finish()
    store = Store(maker.folder)
    store.begin(WORKSPACE)
    store.add("source", "", "", [Row("new", "new", "{}")])
    with Snapshot(maker.folder) as snapshot:
        assert ["old"] == [source.id for source in snapshot.resources("source")]
    store.finish()
    with Snapshot(maker.folder) as snapshot:
        assert ["new"] == [source.id for source in snapshot.resources("source")]


def test_a_snapshot_that_holds_nothing_yet_is_removed_when_it_is_closed(tmp_path: Path) -> None:
    Store(tmp_path).close()
    assert [] == list(tmp_path.iterdir())


def test_the_unfinished_snapshot_of_another_workspace_is_refused_and_kept(maker: Maker) -> None:
    maker.store.close()
    store = Store(maker.folder)
    with pytest.raises(ConfigurationError, match="of another workspace, 'Acme'"):
        store.begin({"id": "w2", "slug": "b", "name": "B"})
    store.close()
    assert Store(maker.folder).begin(WORKSPACE)


def test_a_second_audit_on_the_same_folder_is_refused(maker: Maker) -> None:
    with pytest.raises(SnapshotUnusable, match="Another audit is writing"):
        Store(maker.folder)
    maker.add("source", "s")


def spoiled(path: Path, how: str) -> None:
    """Put something at a path that is no snapshot."""
    if how == "another version":
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE run (x)")
            db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    elif how == "another program's database":
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE x (y)")
    elif how == "text":
        path.write_text("not a database, but long enough to have a header of one hundred bytes" * 3)
    elif how == "cut short":
        folder = path.parent / "whole"
        folder.mkdir()
        Store(folder).finish()
        path.write_bytes((folder / FINISHED).read_bytes()[:8000])


@pytest.mark.parametrize("how", ["another version", "another program's database", "text", "cut short"])
def test_a_file_that_is_not_ours_to_replace_is_refused_and_untouched(tmp_path: Path, how: str) -> None:
    path = tmp_path / FINISHED
    spoiled(path, how)
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match=re_path(path)):
        Store(tmp_path)
    with pytest.raises(ConfigurationError, match=re_path(path)):
        Snapshot(path)
    assert before == path.read_bytes()
    assert not (tmp_path / PARTIAL).exists()


@pytest.mark.parametrize("how", ["another version", "another program's database", "text"])
def test_an_unfinished_file_that_is_not_ours_is_refused_and_untouched(tmp_path: Path, how: str) -> None:
    path = tmp_path / PARTIAL
    spoiled(path, how)
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match=re_path(path)):
        Store(tmp_path)
    assert before == path.read_bytes()
    assert [PARTIAL] == [found.name for found in tmp_path.iterdir()]


def test_the_message_about_another_version_names_both(tmp_path: Path) -> None:
    spoiled(tmp_path / FINISHED, "another version")
    with pytest.raises(
        ConfigurationError, match="has the format 4, and this version of segment-async reads the format 3"
    ):
        Store(tmp_path)


def test_damage_inside_a_snapshot_is_a_sentence(maker: Maker) -> None:
    for number in range(500):
        maker.add("source", str(number), {"text": "x" * 100})
    path = maker.store.finish()
    content = bytearray(path.read_bytes())
    content[4096:20480] = b"\xff" * 16384
    path.write_bytes(content)
    with pytest.raises(SnapshotUnusable, match="is damaged"):
        Snapshot(path)


@pytest.mark.parametrize(("hours", "resumed"), [(23, True), (25, False)])
def test_what_nobody_went_on_with_for_a_day_is_begun_anew(maker: Maker, hours: int, resumed: bool) -> None:  # noqa: FBT001 - parametrized
    """It would tell of two times as if they were one."""
    maker.source("s")
    maker.store.close()
    then = (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    with closing(sqlite3.connect(maker.folder / PARTIAL)) as db, db:
        db.execute("UPDATE run SET started_at = ?", (then,))
        db.execute("UPDATE call SET finished_at = ?", (then,))
    store = Store(maker.folder)
    assert resumed is store.begin(WORKSPACE)
    assert resumed is ("source" in store.things())
    assert resumed is (store.moment < datetime.now(UTC) - timedelta(hours=1))
    store.close()


def test_what_is_no_json_in_a_snapshot_is_damage(maker: Maker) -> None:
    maker.add("source", "s")
    path = maker.store.finish()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE resource SET json = '{'")
    with Snapshot(path) as snapshot, pytest.raises(SnapshotUnusable, match="is damaged"):
        list(snapshot.resources("source"))


@pytest.mark.parametrize("name", [FINISHED, PARTIAL])
def test_links_are_not_followed(tmp_path: Path, name: str) -> None:
    target = tmp_path / "elsewhere"
    target.write_text("precious")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name).symlink_to(target)
    with pytest.raises(ConfigurationError, match="is no regular file"):
        Store(folder)
    assert "precious" == target.read_text()


def test_an_unfinished_snapshot_cannot_be_checked(maker: Maker) -> None:
    maker.store.close()
    with pytest.raises(ConfigurationError, match="is an unfinished snapshot"):
        Snapshot(maker.folder / PARTIAL)


def test_a_missing_snapshot_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="There is no snapshot at"):
        Snapshot(tmp_path)


def re_path(path: Path) -> str:
    return "^" + str(path).replace(".", r"\.")


def test_an_operation_that_never_had_an_answer_is_nowhere(maker: Maker) -> None:
    store = maker.store
    assert not store.is_nowhere("getLatest")
    store.end_call("getLatest", "a", status=404, pages=0)
    assert store.is_nowhere("getLatest")
    store.end_call("getLatest", "b", status=200, pages=1)
    assert not store.is_nowhere("getLatest")


def test_a_gap_can_be_noted_without_a_call(maker: Maker) -> None:
    maker.store.add_gap("getLatest", "", "Nowhere.")
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        assert (Gap("getLatest", "", "Nowhere."),) == snapshot.gaps()
        assert 0 == snapshot.calls()


def test_a_snapshot_is_resumed_through_the_api_that_began_it_alone(maker: Maker) -> None:
    maker.store.close()
    resumed = Store(maker.folder)
    try:
        with pytest.raises(ConfigurationError, match="unfinished snapshot through the Public API"):
            resumed.begin(WORKSPACE, "config")
        assert resumed.begin(WORKSPACE)
    finally:
        resumed.close()


def test_a_snapshot_with_secrets_and_one_without_are_not_mixed(maker: Maker) -> None:
    maker.store.close()
    resumed = Store(maker.folder)
    try:
        with pytest.raises(ConfigurationError, match="unfinished snapshot without secrets"):
            resumed.begin(WORKSPACE, secrets=True)
        assert resumed.begin(WORKSPACE)
    finally:
        resumed.close()
