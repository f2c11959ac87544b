"""How far a bulk run is, for people and for machines, and the gate that closes when it is to stop."""

import json
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final, Protocol

import anyio
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text

from segment_async._core.clock import now
from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import Limit, Operation
from segment_async._core.visible import visible_lines
from segment_async.bulk import Progress
from segment_async.bulk.reasons import STOPPED, NotStarted
from segment_async.cli.terminal import complain, error_console

EVERY: Final = 10.0
"""Seconds between two lines of a run that nobody watches."""


class Gate(PacingLimiter):
    """Keeps to the limits until it is closed; from then on nothing is sent, also nothing that waits already."""

    def __init__(self, limit: Limit | None = None) -> None:
        """Begin open.

        Args:
            limit: What all requests of the token share.
        """
        super().__init__(limit=limit)
        self.waiting = 0
        """Calls that wait for a limit at present."""
        self.waited = 0.0
        """Seconds that calls have waited for limits, in sum."""
        self._closed = anyio.Event()

    def close(self) -> None:
        """Send nothing more."""
        self._closed.set()

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        """Wait for a slot, as any limiter.

        Raises:
            NotStarted: It was closed, so that nothing was sent.
        """
        began = now()
        self.waiting += 1
        try:
            if not self._closed.is_set():
                async with anyio.create_task_group() as group:
                    group.start_soon(self._cancel_when_closed, group.cancel_scope)
                    waited = await super().acquire(operation, within=within)
                    group.cancel_scope.cancel()
                    return waited
        finally:
            self.waiting -= 1
            self.waited += now() - began
        raise NotStarted(STOPPED)

    async def pause(self, seconds: float) -> None:
        """Wait between two attempts, until it is closed: then `acquire` refuses the next one at once."""
        with anyio.move_on_after(seconds):
            await self._closed.wait()

    async def _cancel_when_closed(self, scope: anyio.CancelScope) -> None:
        await self._closed.wait()
        scope.cancel()


def seconds_for(requests: int, limit: Limit | None) -> float:
    """Return the seconds that a limit stretches so many requests over, at least."""
    return 0.0 if limit is None or requests < 1 else (requests - 1) // limit.requests * limit.seconds


class Reporter(Protocol):
    """Tells how far a run is."""

    def tell(self, progress: Progress) -> None:
        """Take note of where it stands; called about ten times a second."""
        ...

    def show(self, line: bytes) -> bool:
        """Write a line to the standard output beside it, and tell whether anybody still reads it."""
        ...


class Pace:
    """What is known of a run's pace beside its progress."""

    def __init__(
        self, gate: Gate, limit: Limit | None, quotas: Callable[[], str], facts: Callable[[], Mapping[str, Any]]
    ) -> None:
        """Hold what tells it.

        Args:
            gate: What the run's calls wait at.
            limit: The stated limit of its operation.
            quotas: Returns what is left of a month, in words; empty where there is no such quota.
            facts: Returns the same for machines.
        """
        self._gate = gate
        self._limit = limit
        self._quotas = quotas
        self._facts = facts

    def eta(self, progress: Progress) -> float | None:
        """Return the seconds that are left: by the pace so far, and at least what the limit asks for."""
        if progress.total is None:
            return None
        by_limit = seconds_for(progress.total - progress.ended, self._limit)
        return max(progress.eta or 0.0, by_limit) if progress.rate or by_limit else None

    def words(self, progress: Progress) -> str:
        """Return counts and waits in words."""
        counts = [f"{count:,} {name}" for name, count in _counts(progress).items() if count]
        waits = [f"{self._gate.waiting:,} waiting for the limit"] if self._gate.waiting else []
        return ", ".join(filter(None, [*counts, *waits, self._quotas()]))

    def facts(self, progress: Progress) -> dict[str, Any]:
        """Return counts, rate, waits and what is left, for machines."""
        eta = self.eta(progress)
        return {
            **_counts(progress),
            "running": progress.running,
            "total": progress.total,
            "elapsed": round(progress.elapsed, 1),
            "rate": round(progress.rate, 1),
            "eta": None if eta is None else round(eta),
            "input_waits": round(progress.input_waits, 1),
            "output_waits": round(progress.output_waits, 1),
            "limit_waiting": self._gate.waiting,
            "limit_waits": round(self._gate.waited, 1),
            **self._facts(),
        }


@contextmanager
def reporting(pace: Pace, write: Callable[[bytes], bool], *, as_json: bool, beside: bool) -> Generator[Reporter]:
    """Show on a terminal how far a run is; elsewhere write a line now and then, and one at the end.

    Args:
        pace: What is known beside the progress.
        write: Writes a line to where outcomes go, and tells whether anybody reads it.
        as_json: Whether machines read the standard error.
        beside: Whether outcomes go to the terminal that the bars are on.
    """
    console = error_console()
    if as_json or not console.is_terminal:
        lines = _Lines(pace, write, as_json=as_json)
        try:
            yield lines
        finally:  # also where a run ends with an error: what was done counts
            lines.end()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    bar = Bar(*columns, console=console, transient=True)
    bars = _Bars(pace, bar, write, beside=beside)
    try:
        with bar:
            yield bars
    finally:
        if bars.last:
            complain(bars.last)
    if not bars.last:
        complain("There was nothing to do.")


class _Bars:
    """Bars on a terminal."""

    def __init__(self, pace: Pace, bar: Bar, write: Callable[[bytes], bool], *, beside: bool) -> None:
        self.last = ""
        self._pace = pace
        self._bar = bar
        self._write = write
        self._beside = beside
        self._task = bar.add_task("Starting", total=None, rate="")

    def tell(self, progress: Progress) -> None:
        self.last = self._pace.words(progress)
        eta = self._pace.eta(progress)
        left = "" if eta is None else f", {timedelta(seconds=round(eta))} left"
        self._bar.update(
            self._task,
            description=self.last or "Starting",
            completed=progress.ended,
            total=progress.total,
            rate=f"{progress.rate:.1f}/s{left}",
        )

    def show(self, line: bytes) -> bool:
        if not self._beside:
            return self._write(line)
        self._bar.console.print(Text(visible_lines(line.decode().rstrip("\n"))), soft_wrap=True)  # above the bars
        return True


class _Lines:
    """Lines about a run."""

    def __init__(self, pace: Pace, write: Callable[[bytes], bool], *, as_json: bool) -> None:
        self._pace = pace
        self._as_json = as_json
        self._last: Progress | None = None
        self._next = EVERY
        self._write = write

    def tell(self, progress: Progress) -> None:
        self._last = progress
        if progress.elapsed >= self._next:
            self._next = progress.elapsed + EVERY
            self._say(progress)

    def show(self, line: bytes) -> bool:
        return self._write(line)

    def end(self) -> None:
        if self._last is not None:
            self._say(self._last)

    def _say(self, progress: Progress) -> None:
        facts = self._pace.facts(progress)
        complain(json.dumps({"bulk": facts}) if self._as_json else _plain(facts))


def _counts(progress: Progress) -> dict[str, int]:
    return {
        "done": progress.done,
        "failed": progress.failed,
        "unknown": progress.unknown,
        "skipped": progress.skipped,
    }


def _plain(facts: Mapping[str, Any]) -> str:
    return "bulk " + " ".join(f"{name}={'-' if value is None else value}" for name, value in facts.items())
