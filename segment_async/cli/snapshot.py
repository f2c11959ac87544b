"""``segment-async snapshot``: what a snapshot holds, listed and exported."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias

from cyclopts import App

from segment_async._core.visible import visible
from segment_async.audit.answers import Answer, Cell, Column, Table
from segment_async.audit.apis import TITLES
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.snapshot.views import TABLES, VIEWS, Described
from segment_async.cli.failures import FINE
from segment_async.cli.options import Output
from segment_async.cli.outlets import csv_lines, send
from segment_async.cli.tabular import USUAL, Tabular, deliver
from segment_async.errors import ConfigurationError

ExportFormat: TypeAlias = Literal["jsonl", "csv"]
"""One JSON object a line, or CSV."""

KNOWN: Final[Mapping[str, Described]] = {**TABLES, **VIEWS}

COLUMNS: Final = (
    Column("name", "name of the table or view"),
    Column("type", "`table` or `view`"),
    Column("rows", "how many rows it has", "count"),
    Column("meaning", "what its rows are"),
)

snapshot: Final = App(name="snapshot")
"""The commands below it."""


@snapshot.command
def tables(snapshot: Path = USUAL, /, *, output: Tabular = Tabular()) -> int:  # noqa: B008 - frozen
    """List the tables and views of a snapshot, with what their rows are and how many there are.

    Args:
        snapshot: A snapshot, or the folder that an audit wrote it to; by default the folder audit.
        output: See `Tabular`.
    """
    with Snapshot(snapshot) as opened:
        rows = tuple(_tables(opened))
        title = f"{opened.workspace.name}: {len(rows)} tables and views in {opened.path}"
        deliver(Answer(title, (Table("tables", title, COLUMNS, rows),)), opened, output)
    return FINE


@snapshot.command
def export(
    snapshot: Path = USUAL,
    /,
    *,
    format: ExportFormat = "jsonl",
    table: str = "resource",
    out: Path | None = None,
    output: Output = Output(),  # noqa: ARG001, B008 - frozen; it is for machines in any case
) -> int:
    """Write a table or view of a snapshot for other programs.

    Args:
        snapshot: A snapshot, or the folder that an audit wrote it to; by default the folder audit.
        format: One JSON object a line, or CSV with a header, of which spreadsheets run nothing.
        table: Which table or view; `segment-async snapshot tables` lists them.
        out: File to write it to, readable by you alone; an earlier one is replaced when the new one is whole.
        output: See `Output`.
    """
    with Snapshot(snapshot) as opened:
        if table not in KNOWN or table not in _present(opened):
            raise ConfigurationError(_unknown(table, opened))
        columns = tuple(KNOWN[table].columns)
        named = ", ".join(columns)
        rows = opened.query(f"SELECT {named} FROM {table}")  # noqa: S608 - names of ours
        send(_json_lines(columns, rows) if format == "jsonl" else csv_lines(columns, map(tuple, rows)), out)
    return FINE


def _tables(opened: Snapshot) -> Iterator[tuple[Cell, ...]]:
    present = _present(opened)
    for name, described in KNOWN.items():
        if name in present:
            count = next(opened.query(f"SELECT count(*) FROM {name}"))[0]  # noqa: S608 - names of ours
            yield name, present[name], count, described.meaning


def _present(opened: Snapshot) -> Mapping[str, str]:
    """Return whether each table or view that the snapshot has is one or the other."""
    return {row["name"]: row["type"] for row in opened.query("SELECT name, type FROM sqlite_schema")}


def _unknown(name: str, opened: Snapshot) -> str:
    if name in VIEWS:
        return f"A snapshot through the {TITLES[opened.api]} has no {name}: that API does not tell of it."
    return f"There is no table or view {name!r}; see what there is with: segment-async snapshot tables {opened.path}"


def _json_lines(columns: Sequence[str], rows: Iterator[Sequence[Cell]]) -> Iterator[str]:
    """Yield one object a line. The JSON of a thing is JSON there, not a text."""
    for row in rows:
        cells = (
            f"{json.dumps(name)}: {value if name == 'json' else json.dumps(value, ensure_ascii=False)}"
            for name, value in zip(columns, row, strict=True)
        )
        yield f"{{{visible(', '.join(cells))}}}\n"
