"""Asking a snapshot in SQL: it reads, and nothing else."""

from pathlib import Path

import pytest

from segment_async.audit.snapshot.store import FINISHED
from segment_async.audit.snapshot.view import Snapshot
from segment_async.errors import ConfigurationError
from tests.audit.conftest import Maker


@pytest.fixture
def snapshot(maker: Maker) -> Path:
    for name in ("web", "app"):
        maker.source(name)
    maker.store.finish()
    return maker.folder / FINISHED


def test_rows_come_by_place_and_by_name_and_placeholders_are_filled(snapshot: Path) -> None:
    query = "SELECT id, kind FROM resource WHERE kind = :kind ORDER BY id"
    with Snapshot(snapshot) as opened:
        found = list(opened.query(query, {"kind": "source"}))
        (count,) = next(opened.query("SELECT count(*) FROM resource WHERE kind = ? AND id = ?", ("source", "web")))
    assert [("app", "source"), ("web", "source")] == [(row["id"], row[1]) for row in found]
    assert 1 == count


def test_queries_can_be_read_side_by_side(snapshot: Path) -> None:
    with Snapshot(snapshot) as opened:
        one, other = (opened.query("SELECT id FROM resource WHERE kind = 'source' ORDER BY id") for _ in range(2))
        assert ["app", "app", "web", "web"] == [row["id"] for pair in zip(one, other, strict=True) for row in pair]


@pytest.mark.parametrize(
    ("said", "sql"),
    [
        ("no such table: nowhere", "SELECT * FROM nowhere"),
        ("syntax error", "SELEC 1"),
        ("not authorized", "DELETE FROM resource"),
        ("not authorized", "CREATE TABLE mine (x)"),
        ("not authorized", "CREATE TEMP VIEW mine AS SELECT 1"),
        ("not authorized", "ATTACH DATABASE '{other}' AS other"),
        ("authorization denied", "VACUUM INTO '{other}'"),
        ("not authorized", "PRAGMA journal_mode = WAL"),
        ("one statement", "SELECT 1; SELECT 2"),
        ("binding", "SELECT ?"),
        ("malformed JSON", "SELECT json_extract('text', '$.a')"),
    ],
)
def test_what_cannot_be_carried_out_gets_a_sentence_and_changes_nothing(
    snapshot: Path, tmp_path: Path, said: str, sql: str
) -> None:
    before = snapshot.read_bytes()
    other = tmp_path / "other.sqlite"
    with Snapshot(snapshot) as opened:
        with pytest.raises(ConfigurationError, match=said) as refused:
            list(opened.query(sql.format(other=other)))
        assert str(refused.value).endswith("segment-async snapshot tables")
        assert 2 == opened.counts()["source"]
    assert not other.exists()
    assert before == snapshot.read_bytes()


def test_rows_that_are_left_unread_are_no_trouble(snapshot: Path) -> None:
    with Snapshot(snapshot) as opened:
        rows = opened.query("SELECT * FROM resource")
        assert "kind" in next(rows).keys()  # noqa: SIM118 - a row iterates over its values
    del rows
