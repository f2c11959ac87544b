"""What each failure means for the exit code, and how it is told."""

import json
import re
import traceback
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, Final

from cyclopts import CycloptsError
from cyclopts.exceptions import UnusedCliTokensError
from rich.text import Text

from segment_async._core.visible import visible
from segment_async.cli.terminal import complain
from segment_async.errors import (
    BulkError,
    ConfigurationError,
    Forbidden,
    MigrationError,
    SegmentError,
    Unauthorized,
    WrongRegion,
)

FINE: Final = 0
FAILED_ITEMS: Final = 1
UNUSABLE: Final = 2
REFUSED: Final = 3
TROUBLE: Final = 4
INTERRUPTED: Final = 130


class NoToken(ConfigurationError):
    """Nothing was given to authorize with."""


CODES: Final[Mapping[type[BaseException], int]] = {
    KeyboardInterrupt: INTERRUPTED,
    NoToken: REFUSED,
    Unauthorized: REFUSED,
    Forbidden: REFUSED,
    WrongRegion: REFUSED,
    ConfigurationError: UNUSABLE,
    CycloptsError: UNUSABLE,
    OSError: UNUSABLE,
    BulkError: FAILED_ITEMS,
    MigrationError: FAILED_ITEMS,
    SegmentError: TROUBLE,
    BaseException: TROUBLE,
}

_TOKEN_SHAPED: Final = re.compile(r"sgp_\w{20,}|[\w-]{43}\.[\w-]{43}")
"""A token of either API that a user put where none belongs, and that a message would repeat."""


def exit_code(error: BaseException) -> int:
    """Return the code of the nearest kind of failure that has one."""
    return next(CODES[kind] for kind in type(error).__mro__ if kind in CODES)


def report(error: BaseException, *, as_json: bool) -> int:
    """Tell on the standard error what went wrong, and return the exit code."""
    code = exit_code(error)
    if code == INTERRUPTED:
        return code
    if as_json:
        complain(Text(_masked(json.dumps({"error": as_object(error)}))))
    else:
        first, *more = lines(error)
        complain(Text.assemble(("Error: ", "bold red"), first), *map(Text, more))
    return code


def as_object(error: BaseException) -> dict[str, Any]:
    """Return a failure as machines read it; keys that say nothing are left out."""
    described: dict[str, Any] = {
        "type": type(error).__name__,
        "message": sentence(error),
        "exit_code": exit_code(error),
    }
    if isinstance(error, SegmentError):
        for name in ("operation_id", "method", "path_template", "status", "request_id", "attempts", "outcome"):
            described[name] = getattr(error, name)
        described["errors"] = [dict(entry.raw) for entry in error.errors]
    return {name: value for name, value in described.items() if value not in (None, [], 0)}


def lines(error: BaseException) -> Iterator[str]:
    """Return a failure as people read it: a sentence, then what the API said, where it said several things."""
    yield _masked(visible(sentence(error)))
    entries = error.errors if isinstance(error, SegmentError) else ()
    for entry in entries if len(entries) > 1 else ():
        said = ": ".join(part for part in (entry.field, entry.message or entry.type) if part)
        yield _masked(visible(f"  - {said}"))


def sentence(error: BaseException) -> str:
    """Return what went wrong and what to do next."""
    if isinstance(error, CycloptsError):
        return _usage(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}. Choose another file or folder, or make this one usable."
    if isinstance(error, BulkError):
        from segment_async.bulk.reasons import LOOK  # noqa: PLC0415 - whoever raised it has imported that

        return error.message.replace(LOOK, "Look through the outcomes, and run the same again for the rest.")
    if isinstance(error, SegmentError):
        return str(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(last.filename).name}, line {last.lineno}"
    return f"segment-async has a bug: {type(error).__name__} in {where}: {error}. Please report it."


def _usage(error: CycloptsError) -> str:
    command = " ".join(("segment-async", *(error.command_chain or ())))
    if isinstance(error, UnusedCliTokensError):
        said = f"There are more arguments than it takes ({len(error.unused_tokens or ())} too many)."
    else:
        said = str(error).strip().rstrip(".") + "."
    return f"{said} See what there is with: {command} --help"


def _masked(text: str) -> str:
    return _TOKEN_SHAPED.sub("***", text)
