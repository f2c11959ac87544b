"""How far an audit is: a live picture on a terminal, and a line now and then where nobody watches."""

import json
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from segment_async.audit.reading.progress import Count, Forecast, Phase, Progress, Report, Slow
from segment_async.audit.reading.reads import TEDIOUS
from segment_async.cli.terminal import complain, error_console

EVERY: Final = 10.0
"""Seconds between two lines where nobody watches; an audit that is done sooner says nothing on its way."""

KINDS: Final = 8
"""Kinds of things that are shown at once."""

LONG: Final = 30.0
"""Seconds from which on it is worth saying what an audit waits for."""

DOING: Final[Mapping[Phase, str]] = {
    "read": "Reading the workspace",
    "compare": "Looking what changed meanwhile",
    "check": "Checking",
    "write": "Writing the report",
}


@contextmanager
def watching(*, as_json: bool) -> Generator[Report]:
    """Show how far an audit is, on the standard error.

    Args:
        as_json: Whether lines are JSON.
    """
    console = error_console()
    if as_json or not console.is_terminal:
        yield _Lines(as_json=as_json).tell
        return
    picture = _Picture()
    with Live(get_renderable=picture.draw, console=console, transient=True, refresh_per_second=8) as live:
        picture.say = live.console.print
        yield picture.tell


class _Picture:
    """What a terminal shows."""

    def __init__(self) -> None:
        self.say: Callable[[Text], None] = complain
        self._progress = Progress("read")
        self._foretold = False
        self._spinner = Spinner("dots")

    def tell(self, progress: Progress) -> None:
        """Take in how far it is, and say once what is ahead."""
        self._progress = progress
        if not self._foretold and progress.forecast is not None:
            self._foretold = True
            for line in foretold(progress.forecast):
                self.say(Text(line, "dim"))

    def draw(self) -> RenderableType:
        """Return the picture."""
        return Group(*self._lines(self._progress))

    def _lines(self, progress: Progress) -> Iterator[RenderableType]:
        done, total = progress.done, _total(progress)
        head = Table.grid(padding=(0, 2))
        self._spinner.update(text=Text(DOING[progress.phase], "bold"))
        head.add_row(
            self._spinner,
            ProgressBar(total=total or 1, completed=done, width=30),
            f"{done:,} of {total:,} calls",
            f"{progress.rate:,.0f}/s" if progress.rate else "",
            left(progress),
        )
        yield head
        if progress.phase == "read":
            yield _by_kind(progress)
        waited = sum(progress.waited.values())
        if waited >= 1:
            longest = max(progress.waited, key=lambda name: progress.waited[name])
            yield Text(f"  Calls waited {span(waited)} for rate limits, most of it for {longest}", "dim")


def _by_kind(progress: Progress) -> Table:
    """Return the kinds that are being read, the longest first."""
    listed = Table.grid(padding=(0, 2))
    listed.add_column(min_width=28)
    listed.add_column(justify="right")
    unfinished = [(kind, count) for kind, count in progress.kinds.items() if count.done < count.total]
    unfinished.sort(key=lambda each: each[1].done - each[1].total)
    for kind, count in unfinished[:KINDS]:
        bar = ProgressBar(total=count.total, completed=count.done, width=16)
        listed.add_row(Text(f"  {kind.replace('-', ' ')}", "dim"), Text(_counted(count), "dim"), bar)
    return listed


def _counted(count: Count) -> str:
    return f"{count.done:,} of {count.total:,}"


class _Lines:
    """Lines about an audit."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._next = EVERY
        self._foretold = False

    def tell(self, progress: Progress) -> None:
        """Write a line where it is time."""
        if progress.elapsed < self._next:
            return
        self._next = progress.elapsed + EVERY
        if progress.forecast is not None and not self._foretold and not self._as_json:
            self._foretold = True
            for line in foretold(progress.forecast):
                complain(Text(line))
        facts = told(progress)
        plain = " ".join(f"{name}={'-' if value is None else value}" for name, value in facts.items())
        complain(Text(json.dumps({"audit": facts}) if self._as_json else f"audit {plain}"))


def told(progress: Progress) -> dict[str, Any]:
    """Return what a line says."""
    eta = progress.forecast.seconds if progress.forecast is not None else None
    return {
        "phase": progress.phase,
        "done": progress.done,
        "total": _total(progress),
        "rate": round(progress.rate, 1),
        "elapsed": round(progress.elapsed, 1),
        "eta": None if eta is None else round(eta),
        "waited": round(sum(progress.waited.values()), 1),
    }


def foretold(forecast: Forecast) -> Iterator[str]:
    """Yield what is ahead: how many calls, how long, and what takes longest."""
    if forecast.seconds < LONG:
        return
    yield f"About {forecast.calls:,} calls are ahead, which take {span(forecast.seconds)}."
    tedious = [slow for slow in forecast.slow if slow.seconds >= LONG]
    for slow in tedious[:3]:
        yield f"  {_named(slow)}"
    more = len(tedious) - 3  # more would be a list nobody reads
    if more > 0:
        yield f"  and {more} more operation{'s' * (more > 1)} that the API limits"


def _named(slow: Slow) -> str:
    few = ", left out with --fast" if slow.a_minute <= TEDIOUS else ""
    return f"{slow.operation}: {slow.calls:,} calls at {slow.a_minute:g} a minute take {span(slow.seconds)}{few}"


def _total(progress: Progress) -> int:
    ahead = progress.forecast.calls if progress.forecast is not None else 0
    return max(progress.total, progress.done + ahead)


def left(progress: Progress) -> str:
    """Return how long it takes yet, in words; empty where that cannot be told."""
    if progress.forecast is None or progress.phase != "read" or not progress.forecast.seconds:
        return ""
    return f"{span(progress.forecast.seconds)} left"


def span(seconds: float) -> str:
    """Return a length of time as people say it."""
    whole = round(seconds)
    if whole < 60:  # noqa: PLR2004 - a minute
        return f"{whole} s"
    if whole < 3600:  # noqa: PLR2004 - an hour
        return f"{whole // 60} min {whole % 60} s" if whole < 600 else f"{round(whole / 60)} min"  # noqa: PLR2004 - seconds matter less then
    return f"{whole // 3600} h {whole % 3600 // 60} min"
