"""How far a run is: counts, pace, waits and what is left. Pure: the clock is an argument."""

import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from attrs import frozen

from segment_async.bulk.outcomes import Done, Failed, Outcome, Skipped, Unknown

EVERY: Final = 0.1
"""Seconds between two reports, at least."""

SPAN: Final = 30.0
"""Seconds that the pace is measured over."""


@frozen(kw_only=True)
class Progress:
    """Where a run stands."""

    total: int | None = None
    """Items in all; ``None`` where the input does not tell."""

    pulled: int = 0
    """Items that were taken from the input."""

    done: int = 0
    """Calls that returned."""

    failed: int = 0
    """Calls that failed and changed nothing."""

    skipped: int = 0
    """Calls that were not made."""

    unknown: int = 0
    """Calls that failed and may have changed something."""

    elapsed: float = 0.0
    """Seconds since the run began."""

    rate: float = 0.0
    """Items that ended a second, over the last half minute."""

    input_waits: float = 0.0
    """Seconds that the run waited for its input."""

    output_waits: float = 0.0
    """Seconds that the run stood still until outcomes were fetched."""

    @property
    def ended(self) -> int:
        """Items with an outcome."""
        return self.done + self.failed + self.skipped + self.unknown

    @property
    def running(self) -> int:
        """Calls in progress."""
        return self.pulled - self.ended

    @property
    def eta(self) -> float | None:
        """Seconds left at this pace; ``None`` where that cannot be told."""
        if self.total is None or self.rate == 0:
            return None
        return max(0, self.total - self.ended) / self.rate


Report: TypeAlias = Callable[[Progress], None]
"""Called when a run begins, after an outcome where the last time is a tenth of a second ago, and when it ends."""


class Meter:
    """Counts what a run does."""

    def __init__(self, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to count.

        Args:
            total: Items in all, where that is known.
            clock: Returns seconds of any steady clock.
        """
        self.pulled = 0
        self.input_waits = 0.0
        self.output_waits = 0.0
        self.clock = clock
        self._total = total
        self._ended = Counter[type[Outcome[Any, Any]]]()
        self._begin = clock()
        self._samples = deque([(self._begin, 0)])

    def count(self, outcome: Outcome[Any, Any]) -> None:
        """Count an item that ended."""
        self._ended[type(outcome)] += 1

    def is_due(self) -> bool:
        """Tell whether enough time has passed for another report."""
        return self.clock() - self._samples[-1][0] >= EVERY

    def progress(self) -> Progress:
        """Return where the run stands."""
        now = self.clock()
        ended = self._ended.total()
        samples = self._samples
        while len(samples) > 1 and now - samples[1][0] >= SPAN:
            samples.popleft()
        (then, before) = samples[0]
        if now - samples[-1][0] >= EVERY:
            samples.append((now, ended))
        return Progress(
            total=self._total,
            pulled=self.pulled,
            done=self._ended[Done],
            failed=self._ended[Failed],
            skipped=self._ended[Skipped],
            unknown=self._ended[Unknown],
            elapsed=now - self._begin,
            rate=(ended - before) / (now - then) if now > then else 0.0,
            input_waits=self.input_waits,
            output_waits=self.output_waits,
        )
