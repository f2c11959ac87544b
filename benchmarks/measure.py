"""Timing side by side: rounds in which every contender has its turn, and the median of the rounds."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import frozen

Work: TypeAlias = Callable[[], object]

TURN: Mapping[str, float] = {"full": 0.05, "quick": 0.01}
"""Seconds that a contender works in one round, at least."""


@frozen
class Cost:
    """What one piece of work takes."""

    cpu: float
    """Seconds of this process, the kernel's work for it included."""

    wall: float
    """Seconds on the clock."""


def side_by_side(contenders: Mapping[str, Work], *, rounds: int, turn: float) -> dict[str, Cost]:
    """Return the median cost of each contender's work.

    The collector runs as it does in a program, but it does not look through what was there before: that is the same
    for all, and the more of it the more modules this process has imported for the sake of some. Each turn starts
    without garbage of the one before.

    Args:
        contenders: What each does, by name.
        rounds: How often each has its turn.
        turn: Seconds of a turn, at least.
    """
    repeats = {name: _repeats(work, turn) for name, work in contenders.items()}
    costs: dict[str, list[Cost]] = {name: [] for name in contenders}
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for name, work in contenders.items():
            gc.collect()
            costs[name].append(_turn(work, repeats[name]))
    return {name: median(each) for name, each in costs.items()}


def median(costs: list[Cost]) -> Cost:
    """Return the median of each figure by itself."""
    return Cost(statistics.median(cost.cpu for cost in costs), statistics.median(cost.wall for cost in costs))


def medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    """Return the median of each figure by itself."""
    return {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}


def _turn(work: Work, repeats: int) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(repeats):
        work()
    return Cost((time.process_time() - cpu) / repeats, (time.perf_counter() - wall) / repeats)


def _repeats(work: Work, turn: float) -> int:
    work()  # whatever is made at first use
    repeats = 1
    while True:
        started = time.perf_counter()
        for _ in range(repeats):
            work()
        took = time.perf_counter() - started
        if took >= turn:
            return repeats
        repeats = max(repeats + 1, min(repeats * 10, int(repeats * turn / max(took, 1e-9)) + 1))
