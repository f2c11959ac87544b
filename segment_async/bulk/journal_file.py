"""The file of a journal: made whole or not at all, private, held by one run, refused where it is something else."""

import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Final

from segment_async._core.sqlite_head import HEAD_BYTES, head_of, is_cut_short
from segment_async.errors import ConfigurationError

if sys.platform != "win32":
    import fcntl

FORMAT: Final = 2
"""Version of the file, kept as its ``PRAGMA user_version``."""

APPLICATION: Final = int.from_bytes(b"SaBJ", "big")
"""Whose file it is, kept as its ``PRAGMA application_id``."""

PRIVATE: Final = 0o600
"""Mode of the file: nobody but its owner may read it."""

_ELSEWHERE: Final = "move it away, or name another journal"


class JournalUnusable(ConfigurationError):
    """The journal cannot be read, or takes no more; nothing is sent that it does not know of."""


def create(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Make a journal, readable by its owner alone; it appears whole, and never in the place of another file.

    Args:
        path: The file.
        fill: Makes what it holds at first.

    Raises:
        JournalUnusable: It cannot be made there.
    """
    with explained(path):
        handle, name = mkstemp(
            prefix=f".{path.name}.", dir=path.parent
        )  # of mode 0600, or less where the umask says so
        if sys.platform != "win32":
            os.fchmod(handle, PRIVATE)
        os.close(handle)
        try:
            with closing(sqlite3.connect(name, isolation_level=None)) as db:
                db.execute("PRAGMA synchronous = FULL")
                db.execute("BEGIN")
                db.execute(f"PRAGMA application_id = {APPLICATION}")
                db.execute(f"PRAGMA user_version = {FORMAT}")
                fill(db)
                db.execute("COMMIT")
            with suppress(FileExistsError):  # another run was faster: it is held, or gone on with
                os.link(name, path)
        finally:
            for leftover in (name, f"{name}-journal"):
                with suppress(FileNotFoundError):
                    Path(leftover).unlink()
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def hold(path: Path) -> IO[bytes]:
    """Return a journal's file, locked until it is closed; the system frees the lock of a process that dies.

    Raises:
        JournalUnusable: Another run has it, or it is no journal. It is as it was.
    """
    with explained(path):
        careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # no link, and a pipe would wait
        handle = os.open(path, os.O_RDWR | careful)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise JournalUnusable(f"{path} is no regular file; {_ELSEWHERE}.")
    file = os.fdopen(handle, "r+b", buffering=0)
    try:
        with explained(path):
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            refuse_foreign(path, file)
    except BlockingIOError:
        file.close()
        raise JournalUnusable(f"Another run is writing {path}; wait for its end, or name another journal.") from None
    except BaseException:
        file.close()
        raise
    return file


def refuse_foreign(path: Path, file: IO[bytes]) -> None:
    """Refuse a file that is no journal, one of another version, or half of one.

    Raises:
        JournalUnusable: It is not a journal that this version goes on with.
    """
    data = file.read(HEAD_BYTES)
    size = os.fstat(file.fileno()).st_size
    head = head_of(data)
    if is_cut_short(data):
        raise JournalUnusable(f"{path} is empty or cut short; {_ELSEWHERE}, and look before anything is sent again.")
    if head is None or head.application != APPLICATION:
        raise JournalUnusable(f"{path} is not a journal of segment-async; {_ELSEWHERE}.")
    if head.version != FORMAT:
        raise JournalUnusable(
            f"{path} has the format {head.version}, and this version of segment-async writes the format {FORMAT}; "
            f"use the version that wrote it, or {_ELSEWHERE}."
        )
    interrupted = path.with_name(f"{path.name}-journal")
    if interrupted.exists() and interrupted.stat().st_size:
        return  # SQLite takes back what was half written, and the file has its length again
    if size != head.size:
        raise JournalUnusable(
            f"{path} is cut short or damaged: it has {size:,} bytes; {_ELSEWHERE}, and look before anything is sent "
            "again."
        )


@contextmanager
def explained(path: Path) -> Generator[None]:
    """Turn what SQLite and the system report about a journal into a sentence.

    Raises:
        JournalUnusable: The file cannot be used.
        BlockingIOError: Somebody else holds it.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_BUSY":
            problem = f"Another run is writing {path}; wait for its end, or name another journal."
        else:
            problem = f"{path} cannot be written: {error}. Make room or mend the permissions, and run the same again."
    except sqlite3.DatabaseError as error:
        problem = f"{path} is damaged: {error}. {_ELSEWHERE.capitalize()}, and look before anything is sent again."
    except BlockingIOError:
        raise
    except OSError as error:
        problem = f"{path} cannot be used as a journal: {error.strerror}. Name another file, or make this one usable."
    else:
        return
    raise JournalUnusable(problem)
