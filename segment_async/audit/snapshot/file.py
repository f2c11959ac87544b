"""What may be wrong with the file of a snapshot, in sentences."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from segment_async._core.sqlite_head import HEAD_BYTES, head_of
from segment_async.audit.snapshot.schema import FORMAT
from segment_async.errors import ConfigurationError

_ELSEWHERE: Final = "move it away, or name another place"


class SnapshotUnusable(ConfigurationError):
    """The file of a snapshot cannot be read, or takes no more."""


def refuse_foreign(path: Path, *, whole: bool = True) -> None:
    """Refuse a file that is no snapshot, or one of another version, without touching it.

    Args:
        path: A regular file.
        whole: Whether the file must hold all that it says it holds; one that is being written need not.

    Raises:
        ConfigurationError: It is not a snapshot that this version reads.
    """
    try:
        with path.open("rb") as file:
            data = file.read(HEAD_BYTES)
            size = path.stat().st_size
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}. Check its permissions.") from None
    if not data and not whole:
        return
    head = head_of(data)
    if head is None:
        raise ConfigurationError(f"{path} is not a snapshot of segment-async; {_ELSEWHERE}.")
    if head.version != FORMAT:
        raise ConfigurationError(
            f"{path} has the format {head.version}, and this version of segment-async reads the format {FORMAT}; "
            f"use the version that wrote it, or {_ELSEWHERE}."
        )
    if whole and size < head.size:
        raise ConfigurationError(f"{path} is cut short: {size:,} bytes are left of it; {_ELSEWHERE}.")


@contextmanager
def explained(path: Path) -> Generator[None]:
    """Turn what SQLite and the system report about a file into a sentence.

    Raises:
        SnapshotUnusable: The file cannot be used.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_BUSY":
            raise SnapshotUnusable(f"Another audit is writing {path}; wait for it, or choose another --out.") from None
        raise SnapshotUnusable(f"{path} cannot be used: {error}. Check the disk and the permissions.") from None
    except sqlite3.DatabaseError as error:
        raise SnapshotUnusable(f"{path} is damaged: {error}. {_ELSEWHERE.capitalize()}.") from None
    except OSError as error:
        raise SnapshotUnusable(f"{path} cannot be used: {error.strerror}. Choose another --out.") from None
