"""Runs of what is repeated, such as loading a source into a warehouse: how the latest of them ended."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, Literal, TypeAlias

from attrs import frozen

from segment_async._core.paging import get
from segment_async.audit.facts.measures import moment_of
from segment_async.audit.snapshot.view import Resource

_How: TypeAlias = Literal["well", "broken", "going on", "called off"]

_WORDS: Final[Mapping[_How, tuple[str, ...]]] = {
    "well": ("SUCCESS", "PARTIAL"),
    "broken": ("FAIL", "ERROR", "TIMED_OUT", "TIMED OUT", "TIMEOUT", "ABORT"),
    "going on": ("PROGRESS", "PENDING", "QUEUED", "RUNNING", "STARTED"),
    "called off": ("CANCEL",),
}
"""Parts of states, of which the first that a state has tells how a run went. The API lists no states and words them in
several ways, such as FAIL, FAILED and FAILED - PENDING RETRY."""


@frozen
class Failure:
    """The latest run failed."""

    run: Resource
    """That run."""

    since: datetime
    """When the first of the failures began that nothing but failures followed."""

    times: int
    """How many of them there are."""

    endless: bool
    """Whether that run still goes on."""


def failure(runs: Iterable[Resource], *, state: str, start: str, overdue: datetime) -> Failure | None:
    """Return how the latest run failed; ``None`` where it did not.

    Runs that were called off, or that still go on, are left out; but what still goes on from before a time has failed.

    Args:
        runs: All that are known, in any order.
        state: Where a run has its state.
        start: Where it has the time at which it began.
        overdue: That time.
    """
    begun = [(moment, run) for run in runs if (moment := moment_of(get(run.data, start))) is not None]
    broken: list[tuple[datetime, Resource, bool]] = []
    for moment, run in sorted(begun, key=_moment, reverse=True):
        how = _how(str(get(run.data, state)).upper())
        endless = how == "going on" and moment < overdue
        if how == "well":
            break
        if how == "broken" or endless:
            broken.append((moment, run, endless))
    return Failure(broken[0][1], broken[-1][0], len(broken), broken[0][2]) if broken else None


def _how(state: str) -> _How:
    """Return what a state means; nobody is blamed for one that is not known."""
    for how, words in _WORDS.items():
        if any(word in state for word in words):
            return how
    return "well"


def ended_of(failures: Iterable[Failure]) -> str:
    """Return what a sentence says of runs: that they failed, or go on without an end."""
    return " or ".join(sorted({"does not end" if one.endless else "failed" for one in failures}, reverse=True))


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
