"""What an answer is: tables with columns that say what they hold."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

Kind: TypeAlias = Literal["text", "count", "share", "flag", "truth"]
"""What cells hold: a text, a number of things, a share from 0 to 1, true or false, ``yes`` ``no`` or ``maybe``."""

Cell: TypeAlias = str | int | float | bool | None
"""What a cell holds; ``None`` where it is not known, or there is none."""


@frozen
class Column:
    """A column of a table."""

    name: str
    """In snake case; programs go by it."""

    meaning: str
    """What its cells hold, with its unit."""

    kind: Kind = "text"

    aside: bool = False
    """Whether people do without it where the room is short: ids, and what another column says as well."""


@frozen
class Table:
    """Rows of cells."""

    name: str
    """What programs call it, in snake case."""

    title: str
    """What people read above it."""

    columns: tuple[Column, ...]

    rows: Sequence[Sequence[Cell]]
    """Each with a cell for each column, in order."""


@frozen
class Answer:
    """What a question comes to."""

    title: str
    """The answer in a sentence."""

    tables: tuple[Table, ...]

    notes: tuple[str, ...] = field(default=())
    """What could not be told, a sentence each."""

    @property
    def table(self) -> Table:
        """The first of its tables, which is the only one of most."""
        return self.tables[0]


PART: Final = Column("part", "which of the tables the row is of")
"""What tells the rows of several tables apart where they are made one."""


def stacked(answer: Answer) -> Table:
    """Return all tables of an answer as one, with the columns of all; a single table as it is."""
    if len(answer.tables) == 1:
        return answer.table
    columns = {column.name: column for table in answer.tables for column in table.columns}
    rows: list[tuple[Cell, ...]] = []
    for table in answer.tables:
        places = {column.name: place for place, column in enumerate(table.columns)}
        for row in table.rows:
            cells = (row[places[name]] if name in places else None for name in columns)
            rows.append((table.name, *cells))
    return Table("answer", answer.title, (PART, *columns.values()), rows)
