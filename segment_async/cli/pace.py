"""How far a bulk run is, for people and for machines, and the gate that closes when it is to stop."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Final

import anyio
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import Operation
from segment_async.bulk import Progress, Report
from segment_async.cli.terminal import complain, error_console
from segment_async.errors import ConfigurationError

EVERY: Final = 10.0
"""Seconds between two lines of a run that nobody watches."""


class Gate(PacingLimiter):
    """Keeps to the limits until it is closed; from then on nothing is sent, also nothing that waits already."""

    def __init__(self) -> None:
        """Begin open."""
        super().__init__()
        self._closed = anyio.Event()

    def close(self) -> None:
        """Send nothing more."""
        self._closed.set()

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        """Wait for a slot, as any limiter.

        Raises:
            ConfigurationError: It was closed, so that nothing was sent.
        """
        waited: float | None = None
        if not self._closed.is_set():
            async with anyio.create_task_group() as group:
                group.start_soon(self._cancel_when_closed, group.cancel_scope)
                waited = await super().acquire(operation, within=within)
                group.cancel_scope.cancel()
                return waited
        raise ConfigurationError("The run was stopped before this was sent. Run it again for the rest.")

    async def _cancel_when_closed(self, scope: anyio.CancelScope) -> None:
        await self._closed.wait()
        scope.cancel()


@contextmanager
def reporting(*, as_json: bool) -> Generator[Report]:
    """Show on a terminal how far a run is; elsewhere write a line now and then, and one at the end."""
    console = error_console()
    if as_json or not console.is_terminal:
        lines = _Lines(as_json=as_json)
        yield lines.report
        lines.end()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.1f}/s"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting", total=None, rate=0.0)

        said = ""

        def update(progress: Progress) -> None:
            nonlocal said
            said = ", ".join(f"{count:,} {name}" for name, count in _counts(progress).items() if count)
            bar.update(
                task, description=said or "Starting", completed=progress.ended, total=progress.total, rate=progress.rate
            )

        yield update
    complain(said or "There was nothing to do.")


class _Lines:
    """Lines about a run."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._last: Progress | None = None
        self._next = EVERY

    def report(self, progress: Progress) -> None:
        self._last = progress
        if progress.elapsed >= self._next:
            self._next = progress.elapsed + EVERY
            self._tell(progress)

    def end(self) -> None:
        if self._last is not None:
            self._tell(self._last)

    def _tell(self, progress: Progress) -> None:
        facts: dict[str, Any] = {
            **_counts(progress),
            "running": progress.running,
            "total": progress.total,
            "elapsed": round(progress.elapsed, 1),
            "rate": round(progress.rate, 1),
            "eta": None if progress.eta is None else round(progress.eta),
            "input_waits": round(progress.input_waits, 1),
            "output_waits": round(progress.output_waits, 1),
        }
        write: Callable[[dict[str, Any]], str] = json.dumps if self._as_json else _plain
        complain(write({"bulk": facts}) if self._as_json else write(facts))


def _counts(progress: Progress) -> dict[str, int]:
    return {
        "done": progress.done,
        "failed": progress.failed,
        "unknown": progress.unknown,
        "skipped": progress.skipped,
    }


def _plain(facts: dict[str, Any]) -> str:
    return "bulk " + " ".join(f"{name}={'-' if value is None else value}" for name, value in facts.items())
