"""Figures as a table for people and as JSON for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import asdict, frozen


@frozen
class Row:
    """One contender's figures."""

    name: str
    figures: tuple[float | None, ...]


@frozen
class Table:
    """What one measurement came to."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def figure(self, name: str, column: str) -> float | None:
        """Return one figure; ``None`` where the contender was not there."""
        row = next((row for row in self.rows if row.name == name), None)
        return None if row is None else row.figures[self.columns.index(column)]


@frozen
class Target:
    """A ratio that this package is held to."""

    what: str
    bound: float
    ratio: float | None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether it is; ``None`` where it was not measured."""
        if self.ratio is None:
            return None
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound


def lines(tables: Sequence[Table], targets: Sequence[Target]) -> Iterator[str]:
    """Yield the lines of a report."""
    for table in tables:
        yield f"\n{table.title}"
        if table.note:
            yield f"({table.note})"
        yield _line("", table.columns)
        for row in table.rows:
            yield _line(row.name, ["-" if figure is None else _short(figure) for figure in row.figures])
    yield "\nRatios that this package is held to"
    yield _line("", ("measured", "bound", "met"))
    for target in targets:
        measured = "-" if target.ratio is None else _short(target.ratio)
        bound = f"{'>=' if target.at_least else '<='} {target.bound:.3g}"
        yield _line(target.what, (measured, bound, {None: "-", True: "yes", False: "NO"}[target.met]))


def _line(name: str, cells: Sequence[str]) -> str:
    return f"  {name:<46}" + "".join(f"{cell:>14}" for cell in cells)


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"  # noqa: PLR2004 - three digits


def as_json(tables: Sequence[Table], targets: Sequence[Target]) -> dict[str, Any]:
    """Return tables and targets as JSON values."""
    return {
        "tables": [asdict(table) for table in tables],
        "targets": [{**asdict(target), "met": target.met} for target in targets],
    }
