"""Where long outputs go, the standard output or a file, and cells of CSV that no spreadsheet runs."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from os import fsync
from pathlib import Path
from typing import Final

from segment_async._core.sqlite_head import HEAD_BYTES, head_of
from segment_async._core.visible import visible_lines
from segment_async.audit.answers import Cell
from segment_async.audit.files import make_private, replace, require_regular
from segment_async.cli.terminal import write
from segment_async.errors import ConfigurationError

CHUNK: Final = 64 * 1024
"""Characters that are gathered before they are written."""

_RUNS: Final = (
    *("=", "+", "-", "@"),
    *("\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}"),
    *("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}"),
)
"""What a cell begins with that a spreadsheet would run, whatever blanks and breaks stand before it."""

_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")


def send(texts: Iterable[str], out: Path | None) -> None:
    """Write texts one after the other; they are never held all at once.

    Args:
        texts: What to write.
        out: The file, which only its owner may read; an earlier one is replaced when the new one is whole. Without one
            it is the standard output.

    Raises:
        ConfigurationError: It cannot be written.
    """
    if out is not None:
        _keep(texts, out)
    else:
        all(map(write, _chunks(texts)))  # until nobody reads any more


def _keep(texts: Iterable[str], out: Path) -> None:
    if require_regular(out):
        _refuse_database(out)
    temporary = out.with_name(f".{out.name}.partial")
    try:
        temporary.unlink(missing_ok=True)  # what a crash left behind
        make_private(temporary)
        with temporary.open("r+b") as file:
            for chunk in _chunks(texts):
                file.write(chunk)
            file.flush()
            fsync(file.fileno())
        replace(temporary, out)
    except OSError as error:
        raise ConfigurationError(f"{out} cannot be written: {error.strerror}. Choose another --out.") from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _refuse_database(out: Path) -> None:
    with out.open("rb") as file:
        if head_of(file.read(HEAD_BYTES)) is not None:
            raise ConfigurationError(
                f"{out} is a database, such as a snapshot, and would be lost. Choose another --out."
            )


def _chunks(texts: Iterable[str]) -> Iterator[bytes]:
    gathered: list[str] = []
    size = 0
    for text in texts:
        gathered.append(text)
        size += len(text)
        if size >= CHUNK:
            yield "".join(gathered).encode("utf-8", "replace")
            gathered, size = [], 0
    yield "".join(gathered).encode("utf-8", "replace")


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the lines of a CSV file: UTF-8, commas, quotation marks where they are needed."""
    buffer = io.StringIO()
    write_row: Callable[[Iterable[Cell]], int] = csv.writer(buffer, lineterminator="\n").writerow
    for row in chain([header], rows):
        write_row(map(_cell, row))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cell(value: Cell) -> Cell:
    """Return a cell that neither a spreadsheet runs nor a terminal obeys; numbers stay numbers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    text, begun = visible_lines(value), value.lstrip()
    return f"'{text}" if begun.startswith(_RUNS) and not _NUMBER.fullmatch(begun) else text
