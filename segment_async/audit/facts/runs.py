"""Runs of what is repeated, such as loading a source into a warehouse: how the latest of them ended."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from attrs import frozen

from segment_async._core.paging import get
from segment_async.audit.facts.measures import moment_of
from segment_async.audit.snapshot.view import Resource

_BROKEN: Final = ("FAIL", "ERROR")
_GOING_ON: Final = ("PROGRESS", "PENDING", "QUEUED", "RUNNING", "STARTED")
"""Parts of states. The API lists no states and words them in several ways, such as FAIL and FAILED."""


@frozen
class Failure:
    """The latest run failed."""

    run: Resource
    """That run."""

    since: datetime
    """When the first of the failures began that nothing but failures followed."""

    times: int
    """How many of them there are."""


def failure(runs: Iterable[Resource], *, state: str, start: str) -> Failure | None:
    """Return how the latest run failed; ``None`` where it did not. Runs that still go on are left out.

    Args:
        runs: All that are known, in any order.
        state: Where a run has its state.
        start: Where it has the time at which it began.
    """
    begun = [(moment, run) for run in runs if (moment := moment_of(get(run.data, start))) is not None]
    broken: list[tuple[datetime, Resource]] = []
    for moment, run in sorted(begun, key=_moment, reverse=True):
        how = str(get(run.data, state)).upper()
        if any(word in how for word in _GOING_ON):
            continue
        if not how.startswith(_BROKEN):
            break
        broken.append((moment, run))
    return Failure(broken[0][1], broken[-1][0], len(broken)) if broken else None


def latest(runs: Iterable[Resource], *, start: str) -> datetime | None:
    """Return when the latest run began; ``None`` where there was none.

    Args:
        runs: All that are known, in any order.
        start: Where a run has the time at which it began.
    """
    moments = (moment_of(get(run.data, start)) for run in runs)
    return max((moment for moment in moments if moment is not None), default=None)


def _moment(begun: tuple[datetime, Resource]) -> datetime:
    return begun[0]
