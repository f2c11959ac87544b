"""A run of ``bulk``: from items to lines of outcomes, until it ends or is told to."""

import asyncio
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from segment_async._core.codec import unstructure
from segment_async._core.operation import Operation
from segment_async._core.visible import visible_lines
from segment_async.bulk import Done, Outcome, Run, Skipped
from segment_async.cli.failures import FAILED_ITEMS, FINE, as_object
from segment_async.cli.items import Item, Items
from segment_async.cli.pace import Gate, Reporter
from segment_async.cli.regulations import Regulations
from segment_async.cli.terminal import on_terminal, write
from segment_async.errors import BulkError, ConfigurationError, Unauthorized, WrongRegion

PRIVATE: Final = 0o600

TICK: Final = 1.0
"""Seconds after which to look how far the run is, also where no outcome comes."""


class Watched:
    """Items, with somebody told of each that is about to be sent."""

    def __init__(self, items: Items, regulations: Regulations | None) -> None:
        """Hold both."""
        self._items = items
        self._regulations = regulations

    def __iter__(self) -> Iterator[Item]:
        """Yield each item."""
        for item in self._items:
            if self._regulations is not None:
                self._regulations.begins(item)
            yield item

    def __length_hint__(self) -> int:
        """Tell how many there are."""
        return len(self._items)


class Work:
    """A run of the command, which can be told to start nothing more."""

    def __init__(self, client: AbstractAsyncContextManager[Any], operation: Operation[Any], gate: Gate) -> None:
        """Prepare.

        Args:
            client: To be opened.
            operation: What to perform.
            gate: What the calls of the client wait at.
        """
        self.stopped = False
        self._client = client
        self._operation = operation
        self._gate = gate
        self._run: Run[Item, Any] | None = None
        self._failure: Exception | None = None

    def stop(self) -> None:
        """Start nothing more; what was sent may end."""
        self.stopped = True
        self._gate.close()
        if self._run is not None:
            self._run.stop()

    async def run(self, items: Watched, reporter: Reporter, options: Mapping[str, Any]) -> int:
        """Run to the end, or until it is stopped, and return the exit code.

        Args:
            items: What to perform it with.
            reporter: Told of progress, and given the lines of outcomes.
            options: Of the run.

        Raises:
            BulkError: It stopped at a failure.
            Unauthorized: The API refuses the token.
            WrongRegion: It does so there.
        """
        ended = Counter[str]()
        refusal: Exception | None = None
        async with self._client as segment:
            call = partial(segment.call, self._operation)
            run: Run[Item, Any] = segment.bulk(call, items, progress=reporter.tell, **options)
            self._run = run
            if self.stopped:
                return FAILED_ITEMS
            async with run:
                ticking = asyncio.ensure_future(_tick(run, reporter))
                try:
                    async for outcome in run:
                        ended[type(outcome).__name__] += 1
                        if refusal is None and isinstance(outcome.error, Unauthorized | WrongRegion):
                            refusal = outcome.error
                        self._emit(outcome, reporter)
                except BulkError:
                    self.stopped = True  # as --on-error stop asks
                    if not run.is_refused:
                        raise
                finally:
                    ticking.cancel()
        if self._failure is not None:
            raise self._failure
        if refusal is not None and run.is_refused:
            self.stopped = True
            raise refusal
        return FINE if ended.total() == ended["Done"] and not self.stopped else FAILED_ITEMS

    def _emit(self, outcome: Outcome[Item, Any], reporter: Reporter) -> None:
        """Write an outcome; where nothing can be written any more, stop, and let end what was sent."""
        if self._failure is not None:
            return
        try:
            is_read = reporter.show(line_of(outcome))
        except (OSError, ConfigurationError) as error:
            self._failure = error
            is_read = False
        if not is_read and not self.stopped:
            self.stop()


async def _tick(run: Run[Item, Any], reporter: Reporter) -> None:
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(TICK)
            reporter.tell(run.progress)


def line_of(outcome: Outcome[Item, Any]) -> bytes:
    """Return an outcome as a line of JSON."""
    said: dict[str, Any] = {"line": outcome.item.line, "outcome": type(outcome).__name__.lower()}
    if isinstance(outcome, Done):
        said |= {"resumed": True} if outcome.resumed else {}
        said["value"] = unstructure(outcome.value)
    elif isinstance(outcome, Skipped):
        said["reason"] = outcome.reason
    else:
        said["error"] = as_object(outcome.error)
    return msgspec.json.encode(said) + b"\n"


def writer(out: Path | None, stack: ExitStack, *, keeps: bool) -> Callable[[bytes], bool]:
    """Return what writes a line, and tells whether anybody reads it.

    Args:
        out: File for the lines, private; ``None`` for the standard output.
        stack: Closes it.
        keeps: Whether the lines come after those of an earlier run, rather than in their place.

    Raises:
        ConfigurationError: The file is a symbolic link.
        OSError: It cannot be written.
    """
    if out is None:
        return write if not on_terminal() else lambda line: write(visible_lines(line.decode()).encode())
    if out.is_symlink():
        raise ConfigurationError(f"{out} is a symbolic link, and outcomes may hold secrets; name the file itself.")
    with _named(out):
        file = stack.enter_context(_private(out, keeps=keeps))

    def write_line(line: bytes) -> bool:
        with _named(out):
            while line:
                line = line[file.write(line) :]
        return True

    return write_line


def _private(out: Path, *, keeps: bool) -> IO[bytes]:
    """Open a file for lines, readable by its owner alone from now on."""
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), PRIVATE)
    file = os.fdopen(handle, "wb", buffering=0)
    try:
        if stat.S_ISREG(os.fstat(handle).st_mode):  # a terminal or a pipe is as it is
            if sys.platform != "win32":
                os.fchmod(handle, PRIVATE)
            if not keeps:
                file.truncate(0)
            elif not _ends_in_a_line(out):
                file.write(b"\n")
    except BaseException:
        file.close()
        raise
    return file


def _ends_in_a_line(path: Path) -> bool:
    """Tell whether a file has nothing, or a whole line, at its end, as where nobody was killed while writing."""
    with path.open("rb") as file:
        return file.seek(0, os.SEEK_END) == 0 or (file.seek(-1, os.SEEK_END) >= 0 and file.read(1) == b"\n")


@contextmanager
def _named(path: Path) -> Generator[None]:
    """Name the file in what the system says of it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
