"""How long reading a workspace will take. Pure: counts and time are arguments."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final

from segment_async._core.operation import MINUTE
from segment_async.audit.reading.progress import Count, Forecast, Slow
from segment_async.audit.reading.reads import Plan, Read

SPAN: Final = 120.0
"""Seconds that a pace is measured over: two windows of a limit a minute, which may be used up in a moment each."""

FAMILIAR: Final = 5
"""Calls after which a measured pace counts more than a stated limit."""

_NONE: Final = Count(0, 0)


class Pace:
    """How many calls end a second."""

    def __init__(self, now: float) -> None:
        """Begin to count."""
        self._ended = 0
        self._samples = deque([(now, 0)])

    def count(self, now: float) -> None:
        """Count a call that ended."""
        self._ended += 1
        if now - self._samples[-1][0] >= SPAN / 60:
            self._samples.append((now, self._ended))
        while len(self._samples) > 1 and now - self._samples[1][0] >= SPAN:
            self._samples.popleft()

    def rate(self, now: float) -> float:
        """Return calls a second over the last `SPAN`; 0 while too few have ended to tell."""
        then, before = self._samples[0]
        return (self._ended - before) / (now - then) if now > then and self._ended >= FAMILIAR else 0.0


def expected(plan: Plan, counts: Mapping[str, Count], things: Mapping[str, int]) -> Mapping[str, float]:
    """Return how many calls there will be of each kind.

    A list that is not read yet is taken to hold as many things as the others of its kind do, and a thing to take as
    many calls as the others of its kind did.

    Args:
        plan: What is read.
        counts: Calls made and known of, by kind.
        things: What was read so far, by kind.
    """
    calls: dict[str, float] = {}
    every: dict[str, float] = {}
    for read in plan:  # what others hang on comes first
        count = counts.get(read.kind, _NONE)
        here = things.get(read.parent or "", 0)
        total = float(count.total)
        if read.parent is not None and here:
            total = max(total, count.total / here * every.get(read.parent, here))
        calls[read.kind] = total
        found = things.get(read.kind, 0)
        each = found / count.done if count.done else float(read.items is None)
        every[read.kind] = found + (total - count.done) * each
    return calls


def forecast(
    plan: Plan,
    counts: Mapping[str, Count],
    things: Mapping[str, int],
    *,
    rate: float,
    paces: Mapping[str, float],
) -> Forecast:
    """Return what is left, and how long that takes.

    Args:
        plan: What is read.
        counts: Calls made and known of, by kind.
        things: What was read so far, by kind.
        rate: Calls a second of all that has no worker of its own; 0 where it is not known.
        paces: The same for each kind that has one.
    """
    calls = expected(plan, counts, things)
    left = {read.kind: max(0.0, calls[read.kind] - counts.get(read.kind, _NONE).done) for read in plan}
    slow = tuple(sorted(_slow(plan, left, paces), key=lambda one: -one.seconds))
    others = sum(left[read.kind] for read in plan if not read.slow)
    seconds = max([others / rate if rate else 0.0, *(one.seconds for one in slow)])
    return Forecast(round(sum(left.values())), seconds, slow)


def _slow(plan: Iterable[Read], left: Mapping[str, float], paces: Mapping[str, float]) -> Iterable[Slow]:
    for read in plan:
        if read.slow and left[read.kind]:
            pace = paces.get(read.kind) or 1 / read.interval
            yield Slow(read.operation, round(left[read.kind]), left[read.kind] / pace, MINUTE / read.interval)
