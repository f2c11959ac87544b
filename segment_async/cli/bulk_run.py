"""A run of ``bulk``: from items to lines of outcomes, until it ends or is told to."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from segment_async._core.codec import unstructure
from segment_async._core.operation import Operation
from segment_async._core.visible import visible_lines
from segment_async.bulk import Done, Outcome, Run, Skipped
from segment_async.cli.failures import FAILED_ITEMS, FINE, REFUSED, as_object
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
        """
        ended = Counter[str]()
        refused = False
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
                        refused = refused or isinstance(outcome.error, Unauthorized | WrongRegion)
                        self._emit(outcome, reporter)
                except BulkError:
                    self.stopped = True  # as --on-error stop asks
                    raise
                finally:
                    ticking.cancel()
        if self._failure is not None:
            raise self._failure
        if refused and ended["Skipped"]:
            self.stopped = True
            return REFUSED
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


def writer(out: Path | None, stack: ExitStack) -> Callable[[bytes], bool]:
    """Return what writes a line, and tells whether anybody reads it.

    Args:
        out: File for the lines, private; ``None`` for the standard output.
        stack: Closes it.
    """
    if out is None:
        return write if not on_terminal() else lambda line: write(visible_lines(line.decode()).encode())
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), PRIVATE)
    file = stack.enter_context(os.fdopen(handle, "wb", buffering=0))

    def write_line(line: bytes) -> bool:
        while line:
            line = line[file.write(line) :]
        return True

    return write_line
