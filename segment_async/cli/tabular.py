"""Answers as people and programs take them: tables, CSV, or JSON."""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final, Literal, TypeAlias

from attrs import asdict
from cyclopts import Parameter
from rich.console import Console, RenderableType
from rich.table import Table as Listed
from rich.text import Text

from segment_async._core.visible import visible
from segment_async.audit.answers import Answer, Cell, Column, Table, stacked
from segment_async.audit.snapshot.view import Snapshot
from segment_async.cli.options import Output
from segment_async.cli.outlets import csv_lines, send
from segment_async.cli.terminal import COLUMNS_IN_A_PIPE, complain, on_terminal, show, table
from segment_async.errors import ConfigurationError

Format: TypeAlias = Literal["table", "csv", "json"]
"""How an answer is written."""

USUAL: Final = Path("audit")
"""Where a snapshot is looked for if none is named: the folder that audits are written to in the documentation."""

STYLES: Final = {"yes": "green", "no": "red", "maybe": "yellow"}


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Tabular(Output):
    """How an answer is written."""

    format: Format | None = None
    """A table for people, as it is without this; CSV, of which spreadsheets run nothing; or JSON, as with --json."""

    out: Path | None = None
    """File to write it to, readable by you alone; an earlier one is replaced when the new one is whole."""

    @property
    def form(self) -> Format:
        """The format that is asked for.

        Raises:
            ConfigurationError: Two are.
        """
        if self.json and self.format not in (None, "json"):
            raise ConfigurationError(f"--json and --format {self.format} do not go together; leave one of them out.")
        return "json" if self.json else self.format or "table"


def deliver(answer: Answer, snapshot: Snapshot, output: Tabular) -> None:
    """Write an answer as it is asked for.

    Raises:
        ConfigurationError: It cannot be written.
    """
    match output.form:
        case "json":
            send(_json(answer, snapshot), output.out)
        case "csv":
            whole = stacked(answer)
            send(csv_lines([column.name for column in whole.columns], whole.rows), output.out)
            complain(*_notes(answer))
        case "table" if output.out is None:
            show(*_people(answer, spare=on_terminal()))
        case _:
            text = io.StringIO()
            console = Console(file=text, width=COLUMNS_IN_A_PIPE, markup=False, emoji=False, highlight=False)
            console.print(*_people(answer, spare=False), sep="\n")
            send((f"{line.rstrip()}\n" for line in text.getvalue().splitlines()), output.out)


def _json(answer: Answer, snapshot: Snapshot) -> Iterator[str]:
    """Yield one object: whose snapshot it is, the rows of each table below its name, and what could not be told."""
    about = {
        "workspace": asdict(snapshot.workspace),
        "api": snapshot.api,
        "read_at": snapshot.finished_at,
        "title": answer.title,
    }
    yield "{\n"
    for name, value in about.items():
        yield f'  "{name}": {_text(value)},\n'
    for one in answer.tables:
        names = [column.name for column in one.columns]
        yield f'  "{one.name}": ['
        for place, row in enumerate(one.rows):
            yield f"{',' if place else ''}\n    {_text(dict(zip(names, row, strict=True)))}"
        yield "\n  ],\n" if one.rows else "],\n"
    yield f'  "notes": {_text(answer.notes)}\n}}\n'


def _text(value: object) -> str:
    return visible(json.dumps(value, ensure_ascii=False))  # what it spells out, JSON spells so


def _people(answer: Answer, *, spare: bool) -> Iterator[RenderableType]:
    """Yield an answer for people: a sentence, tables, notes.

    Args:
        answer: The answer.
        spare: Whether the names that a row begins with are not said again where the row above begins with them.
    """
    yield Text(visible(answer.title), "bold")
    for one in answer.tables:
        if one.rows:
            yield ""
            if len(answer.tables) > 1:
                yield Text(one.title, "bold cyan")
            yield _listed(one, spare=spare)
    if answer.notes:
        yield ""
        yield from _notes(answer)


def _notes(answer: Answer) -> Iterator[Text]:
    for note in answer.notes:
        yield Text(visible(note), "dim")


def _listed(one: Table, *, spare: bool) -> Listed:
    shown = [(place, column) for place, column in enumerate(one.columns) if not column.aside]
    listed = table(*(column.name.replace("_", " ") for _, column in shown))
    for (_, column), drawn in zip(shown, listed.columns, strict=True):
        drawn.justify = "right" if column.kind in ("count", "share") else "left"
        drawn.overflow = "fold"
    above: tuple[Cell, ...] = ()
    for row in one.rows:
        values = tuple(row[place] for place, _ in shown)
        same = _shared(above, values) if spare else 0
        cells = [
            Text() if place < same else _cell(value, column)
            for place, (value, (_, column)) in enumerate(zip(values, shown, strict=True))
        ]
        listed.add_row(*cells)
        above = values
    return listed


def _shared(one: Sequence[Cell], other: Sequence[Cell]) -> int:
    """Return with how many of the same texts two rows begin; the last column is never one of them."""
    pairs = takewhile(lambda pair: pair[0] == pair[1] and isinstance(pair[0], str), zip(one, other[:-1], strict=False))
    return sum(1 for _ in pairs)


def _cell(value: Cell, column: Column) -> Text:
    if value is None:
        return Text()
    match column.kind:
        case "count" if not isinstance(value, str):
            return Text(f"{value:,}")
        case "share" if not isinstance(value, str):
            return Text(f"{value:.1%}")
        case "flag":
            return Text("yes" if value else "no")
        case "truth":
            return Text(str(value), STYLES.get(str(value), ""))
        case _:
            return Text(visible(str(value)))
