"""What the first bytes of an SQLite file say; reading them, other than opening the file, changes nothing beside it.

See https://www.sqlite.org/fileformat.html.
"""

from typing import Final

from attrs import frozen

HEAD_BYTES: Final = 100

_MAGIC: Final = b"SQLite format 3\0"
_LARGEST_PAGE: Final = 65_536


@frozen
class Head:
    """The head of an SQLite file."""

    application: int
    """The number of the program that the file is for."""

    version: int
    """The version that the program gave the file."""

    size: int
    """Bytes that the file holds when it is whole."""


def head_of(data: bytes) -> Head | None:
    """Return what a head says; ``None`` where it is none of SQLite, or not whole."""
    if len(data) < HEAD_BYTES or not data.startswith(_MAGIC):
        return None
    page_bytes = _number(data, 16, 18)
    return Head(
        application=_number(data, 68, 72),
        version=_number(data, 60, 64),
        size=_number(data, 28, 32) * (page_bytes if page_bytes > 1 else _LARGEST_PAGE),
    )


def is_cut_short(data: bytes) -> bool:
    """Tell whether something is the beginning of a head, and no more."""
    return len(data) < HEAD_BYTES and _MAGIC.startswith(data[: len(_MAGIC)])


def _number(data: bytes, start: int, end: int) -> int:
    return int.from_bytes(data[start:end], "big")
