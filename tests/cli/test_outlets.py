"""Cells of CSV, and files that are whole or not there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from segment_async.audit.answers import Cell
from segment_async.cli.outlets import CHUNK, csv_lines, send
from segment_async.errors import ConfigurationError


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("'=1+1", "=1+1"),
        ("'+kind", "+kind"),
        ("'-kind", "-kind"),
        ("'@kind", "@kind"),
        ("'\\u0009=1", "\t=1"),
        ("'\\u000d=1", "\r=1"),
        ('"\'\n=1"', "\n=1"),
        ("' \u00a0=1", " \u00a0=1"),
        ("'\N{FULLWIDTH EQUALS SIGN}1", "\N{FULLWIDTH EQUALS SIGN}1"),
        ("'\N{FULLWIDTH PLUS SIGN}a", "\N{FULLWIDTH PLUS SIGN}a"),
        ("'\N{FULLWIDTH HYPHEN-MINUS}a", "\N{FULLWIDTH HYPHEN-MINUS}a"),
        ("'\N{FULLWIDTH COMMERCIAL AT}a", "\N{FULLWIDTH COMMERCIAL AT}a"),
        (" -5", " -5"),
        ("a=1", "a=1"),
        ("-5", "-5"),
        ("+49.5", "+49.5"),
        ("'-5+1", "-5+1"),
        ("-5", -5),
        ("0.1", 0.1),
        ("true", True),
        ("false", False),
        ("", None),
        ('"a,""b"""', 'a,"b"'),
        ('"a\nb"', "a\nb"),
        ("\\u001b[31m", "\x1b[31m"),
        ("Bär 🐻", "Bär 🐻"),
    ],
)
def test_a_cell_says_what_it_is_and_does_nothing(line: str, cell: Cell) -> None:
    """S16."""
    assert ["x,y\n", f"{line},1\n"] == list(csv_lines(("x", "y"), [(cell, 1)]))


def test_rows_are_asked_for_as_they_are_written() -> None:
    asked: list[int] = []

    def rows() -> Iterator[tuple[int]]:
        for place in range(3):
            asked.append(place)
            yield (place,)

    lines = csv_lines(("x",), rows())
    assert ("x\n", "0\n", [0]) == (next(lines), next(lines), asked)


def test_what_fails_halfway_leaves_the_earlier_file_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("old")

    def texts() -> Iterator[str]:
        yield "x" * 2 * CHUNK
        raise ConfigurationError("It is damaged.")

    with pytest.raises(ConfigurationError, match="damaged"):
        send(texts(), out)
    assert "old" == out.read_text()
    assert [out] == list(tmp_path.iterdir())


def test_a_snapshot_is_never_replaced_by_what_was_taken_from_it(tmp_path: Path) -> None:
    out = tmp_path / "snapshot.sqlite"
    with closing(sqlite3.connect(out)) as db:
        db.execute("CREATE TABLE run (x)")
    before = out.read_bytes()
    with pytest.raises(ConfigurationError, match="is a database, such as a snapshot"):
        send(["text"], out)
    assert before == out.read_bytes()


def test_what_a_crash_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".out.partial").write_text("half")
    send(["whole\n"], tmp_path / "out")
    assert {"out": "whole\n"} == {file.name: file.read_text() for file in tmp_path.iterdir()}
