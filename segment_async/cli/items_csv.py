"""Rows of CSV as items: headers say where a cell goes, the specification says what it is.

A cell is a text, a number or a boolean as the specification has it; lists, objects and whatever may be of several kinds
are JSON. An empty cell leaves the field out. Where null is allowed, ``null`` is it. A cell of text that begins with a
quotation mark is JSON too: that is how to write an empty text (``""``), or the text ``null`` (``"null"``).
"""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from segment_async._core.paging import put
from segment_async._core.values import Json, is_number
from segment_async.cli.items_json import parsed, refuse
from segment_async.cli.shapes import ColumnOf, Shape, Unfit, unusable

CHARACTERS_AT_MOST: Final = 2**31 - 1
"""Of a cell: a list of 5,000 ids has more than the module's 131,072."""

_NO_HEADERS: Final[tuple[int, list[str]]] = (1, [])


@frozen
class Column:
    """Where the cells of a column go, and how they are read."""

    header: str
    steps: tuple[str, ...]
    read: Callable[[str], Json]
    """Raises `ValueError` for a cell that it cannot read; the message reads on from "The cell"."""


def rows(lines: Sequence[bytes], shape: Shape) -> Iterator[tuple[int, dict[str, Any], ColumnOf]]:
    """Yield each row: the line that it begins on, its values, and what finds the column of a part of it.

    Rows of empty cells are left out, as spreadsheets leave them at the end.

    Args:
        lines: Of the file, without a byte order mark.
        shape: What the operation takes.

    Raises:
        ConfigurationError: It is no CSV, or not of such items; the message names line and column.
    """
    records = _records(lines)
    columns = _columns(*next(records, _NO_HEADERS), shape)

    def column_of(where: tuple[str, ...]) -> str | None:
        """Return the header of the column that a place is in, or that is in the place."""
        for column in columns:
            shared = min(len(column.steps), len(where))
            if shared and column.steps[:shared] == where[:shared] and shared > 1:
                return column.header
        return None

    for line, cells in records:
        if not any(cells):
            continue
        if len(cells) != len(columns):
            raise unusable(line, f"has {len(cells)} cells, and there are {len(columns)} headers")
        values: dict[str, Any] = {}
        for column, cell in zip(columns, cells, strict=True):
            if cell:
                try:
                    put(values, ".".join(column.steps), column.read(cell))
                except ValueError as error:
                    raise unusable(line, str(error), column.header) from None
        yield line, values, column_of


def _records(lines: Sequence[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line that each record begins on, and its cells."""
    csv.field_size_limit(CHARACTERS_AT_MOST)
    reader = csv.reader(_text(lines), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise unusable(line, _explained(error)) from None
        if cells:
            yield line, cells


def _text(lines: Sequence[bytes]) -> Iterator[str]:
    last = len(lines)
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode()
        except UnicodeDecodeError:
            raise unusable(number, "is not UTF-8; save the file as CSV in UTF-8") from None
        if "\0" in text:
            raise unusable(number, "holds a NUL; save the file as CSV in UTF-8")
        yield text if number == last else f"{text}\n"


def _explained(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end of data" in said:
        return "opens a quotation mark that is never closed"
    if "new-line character" in said:
        return "holds a carriage return outside of quotation marks; save the file with the line ends of Unix or Windows"
    return f"is not CSV ({said}); put a cell with commas, quotation marks or line breaks into quotation marks"


def _columns(line: int, headers: Sequence[str], shape: Shape) -> list[Column]:
    """Return what the headers name.

    Raises:
        ConfigurationError: A header names nothing, or two of them name the same.
    """
    if not any(header.strip() for header in headers):
        raise unusable(line, "has no headers; begin with a line such as path.sourceId,body.name")
    if len(headers) == 1 and ";" in headers[0]:
        raise unusable(line, "has semicolons between its headers; save the file with commas")
    columns: list[Column] = []
    for place, written in enumerate(headers, 1):
        header = written.strip()
        if not header:
            raise unusable(line, f"has no header over column {place}; name it or remove the column")
        steps = tuple(header.split("."))
        for other in columns:
            shared = min(len(other.steps), len(steps))
            if other.steps[:shared] == steps[:shared]:
                twice = other.steps == steps
                raise unusable(line, "is there twice" if twice else f"is part of column {other.header!r}", header)
        try:
            types = shape.types_at(steps)
        except Unfit as error:
            raise unusable(line, str(error), header) from None
        columns.append(Column(header, steps, _reader(types)))
    return columns


def _reader(types: frozenset[str]) -> Callable[[str], Json]:
    """Return what reads the cells of a column whose values may be of these types."""
    kinds = types - {"null"}
    read = _READERS.get(next(iter(kinds)), _json) if len(kinds) == 1 else _json
    if "null" not in types:
        return read
    return lambda cell: None if cell.strip() == "null" else read(cell)


def _string(cell: str) -> str:
    if not cell.startswith('"'):
        return cell
    try:
        text = json.loads(cell)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise ValueError(r'begins with a quotation mark, and is no text as JSON writes it: "he said \"no\""')  # noqa: TRY004 - one kind
    return text


def _integer(cell: str) -> int:
    value = _number(cell)
    if not isinstance(value, int):
        raise ValueError("is no whole number")  # noqa: TRY004 - one kind
    return value


def _number(cell: str) -> float:
    try:
        value = json.loads(cell, parse_constant=refuse)
    except (ValueError, RecursionError):
        value = None
    if not is_number(value):
        raise ValueError("is no number; write such as 12 or 1.5")
    return value


def _boolean(cell: str) -> bool:
    said = cell.strip().lower()  # spreadsheets write TRUE
    if said not in {"true", "false"}:
        raise ValueError("is neither true nor false")
    return said == "true"


def _json(cell: str) -> Json:
    try:
        return parsed(cell)
    except (ValueError, RecursionError) as error:
        raise ValueError(f'is not JSON ({error}); write such as ["a", "b"], {{"a": 1}} or "text"') from None


_READERS: Final = {"string": _string, "integer": _integer, "number": _number, "boolean": _boolean}
