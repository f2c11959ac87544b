"""The items of ``bulk``: rows of CSV or lines of JSON, each held against the specification before one is sent."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, Never, TypeAlias

from attrs import frozen

from segment_async._core.values import is_object
from segment_async.cli.shapes import Shape, Unfit
from segment_async.errors import ConfigurationError

Format: TypeAlias = Literal["csv", "jsonl"]

STDIN: Final = frozenset({"-", "@-"})
"""What names the standard input."""

_BOM: Final = b"\xef\xbb\xbf"


class Item(dict[str, Any]):
    """What one call is made with: ``path``, ``query`` and ``body``, and the line that it begins on."""

    line: int = 0


Check: TypeAlias = Callable[[Item], None]
"""Raises `Unfit` for an item that cannot be meant."""


@frozen
class Given:
    """Where the items are, and how they are written."""

    file: Path | None
    """The file; ``None`` for the standard input."""

    format: Format

    @classmethod
    def named(cls, items: str, written: Format | None) -> "Given":
        """Return what ``--items`` and ``--format`` name; without a format the file's suffix tells."""
        if items in STDIN:
            return cls(None, written or "jsonl")
        file = Path(items.removeprefix("@"))
        return cls(file, written or ("csv" if file.suffix.lower() == ".csv" else "jsonl"))

    def __str__(self) -> str:
        """Name it for people."""
        return "the standard input" if self.file is None else str(self.file)

    def read(self) -> list[bytes]:
        """Return the lines, without a byte order mark."""
        data = sys.stdin.buffer.read() if self.file is None else self.file.read_bytes()
        return data.removeprefix(_BOM).split(b"\n")


class Items:
    """The items of a file, to be iterated as often as needed; each is checked whenever it comes."""

    def __init__(self, lines: list[bytes], written: Format, shape: Shape) -> None:
        """Hold the lines.

        Args:
            lines: Of the file.
            written: How.
            shape: What the operation takes.
        """
        self._lines = lines
        self._format = written
        self._shape = shape
        self._count = 0

    def look_through(self, check: Check) -> None:
        """Check every item, and count them.

        Args:
            check: Asked of each item, beside what the specification says.

        Raises:
            ConfigurationError: An item cannot be sent; the message names its line, and the column in CSV.
        """
        count = 0
        for item, column_of in self._each():
            try:
                self._shape.check(item)
                check(item)
            except Unfit as error:
                raise unusable(item.line, str(error), column_of(error.where)) from None
            count += 1
        self._count = count

    def __iter__(self) -> Iterator[Item]:
        """Yield each item."""
        for item, _ in self._each():
            yield item

    def __len__(self) -> int:
        """Tell how many there are, once they were looked through."""
        return self._count

    def _each(self) -> Iterator[tuple[Item, "ColumnOf"]]:
        if self._format == "jsonl":
            yield from _lines_of_json(self._lines)
            return
        from segment_async.cli.items_csv import rows  # noqa: PLC0415 - only where there is CSV

        for line, values, column_of in rows(self._lines, self._shape):
            item = Item(values)
            item.line = line
            yield item, column_of


ColumnOf: TypeAlias = Callable[[tuple[str, ...]], str | None]
"""Returns the column in which a part of an item stands; ``None`` where the item has no columns."""


def unusable(line: int, said: str, column: str | None = None) -> ConfigurationError:
    """Return the error of an item.

    Args:
        line: Where it begins.
        said: What is wrong, to be read on from "The item".
        column: The header of the column that is meant, in CSV.
    """
    where = f", column {column!r}," if column else ""
    return ConfigurationError(
        f"Line {line} of the items{where} {said}. Nothing was sent; correct it, and run the same again."
    )


def _lines_of_json(lines: list[bytes]) -> Iterator[tuple[Item, ColumnOf]]:
    """Yield the items; lines with nothing on them are left out."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                item = Item(_parsed(line))
            except ValueError as error:
                raise unusable(number, str(error)) from None
            item.line = number
            yield item, lambda _: None


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(line.decode(), parse_constant=refuse)
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON ({error})") from None
    if not is_object(value):
        raise ValueError('is no JSON object such as {"path": {}, "body": {}}')
    return value


def refuse(name: str) -> Never:
    """Refuse what Python reads as a number and JSON does not have.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{name} is no JSON number")
