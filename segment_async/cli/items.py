"""The items of ``bulk``: rows of CSV or lines of JSON, each held against the specification before one is sent."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from segment_async.cli import items_csv, items_json
from segment_async.cli.shapes import ColumnOf, Shape, Unfit, unusable
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
        """Return what ``--items`` and ``--format`` name; without a format the file's suffix tells.

        Raises:
            ConfigurationError: It is a directory.
        """
        if items in STDIN:
            return cls(None, written or "jsonl")
        file = Path(items.removeprefix("@"))
        if file.is_dir():
            raise ConfigurationError(f"{file} is a directory; pass --items FILE, or - for the standard input.")
        return cls(file, written or ("csv" if file.suffix.lower() == ".csv" else "jsonl"))

    def __str__(self) -> str:
        """Name it for people."""
        return "the standard input" if self.file is None else str(self.file)

    def read(self) -> list[bytes]:
        """Return the lines, without a byte order mark.

        Raises:
            ConfigurationError: The standard input is closed.
            OSError: The file cannot be read.
        """
        if self.file is None and sys.stdin is None:
            raise ConfigurationError("The standard input is closed; pass the items there, or a file as --items FILE.")
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

    def _each(self) -> Iterator[tuple[Item, ColumnOf]]:
        found = items_csv.rows(self._lines, self._shape) if self._format == "csv" else items_json.rows(self._lines)
        for line, values, column_of in found:
            item = Item(values)
            item.line = line
            yield item, column_of
