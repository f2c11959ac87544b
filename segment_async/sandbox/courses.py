"""What becomes of events on their way: which of them meet which fate.

Events are numbered in the order in which they came in, and every thousand of them meet the same fates in the same
order. So the fates of any span of time add up to its events, and those of an hour to those of its minutes.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from segment_async.sandbox.store import Record, Workspace

ROUND: Final = 1000
"""Events after which the fates repeat."""

_STRIDE: Final = 621
"""Shares no divisor with a round, and spreads each fate so evenly that any few events meet about their share of it."""

USUAL_AT_DESTINATION: Final[Mapping[str, float]] = {
    "discarded": 0.01,
    "failed": 0.002,  # lost for good
    "refused": 0.0,  # lost too, since the destination does not know the credentials any more
    "retried": 0.005,  # delivered, though not at once
}
"""Shares of the events that meet each fate on their way to a destination, unless others are planted."""


class Fate(NamedTuple):
    """What can become of an event."""

    step: str
    """What happens: ``rejected``, ``received``, ``blocked`` at the source, ``discarded``, ``failed``, ``delivered``."""

    reason: str
    """Why, as the API names reasons of discarding; for deliveries the attempt that succeeded."""

    retries: int = 0
    """How often the delivery was tried again."""


RECEIVED: Final = Fate("received", "")
FIRST_ATTEMPT: Final = Fate("delivered", "successes.attempt.1")

_REASONS: Final[Mapping[str, Mapping[Fate, float]]] = {
    "rejected": {Fate("rejected", "missing_user_id"): 0.7, Fate("rejected", "message_too_large"): 0.3},
    "blocked": {Fate("blocked", "unplanned_event"): 0.8, Fate("blocked", "invalid_property"): 0.2},
    "discarded": {Fate("discarded", "destination_filter"): 0.75, Fate("discarded", "no_matching_trigger"): 0.25},
    "failed": {Fate("failed", "http_400"): 0.5, Fate("failed", "timeout", retries=9): 0.5},
    "refused": {Fate("failed", "http_401"): 1.0},
    "retried": {
        Fate("delivered", "successes.attempt.2", retries=1): 0.8,
        Fate("delivered", "successes.attempt.3", retries=2): 0.2,
    },
}
"""How what can happen is divided among its reasons."""


class Course:
    """The fates on one way, and which events meet each."""

    def __init__(self, shares: Iterable[tuple[Fate, float]], rest: Fate) -> None:
        """Divide a round among the fates.

        Args:
            shares: Share of the events, 0 to 1, that meets each fate; what is beyond 1 in total goes without.
            rest: What becomes of all others.
        """
        shares = list(shares)
        self.fates = (*(fate for fate, _ in shares), rest)
        bounds = [round(min(1.0, reached) * ROUND) for reached in accumulate(share for _, share in shares)]
        self._places: dict[Fate, list[int]] = {fate: [] for fate in self.fates}
        for rank in range(ROUND):
            insort(self._places[self.fates[bisect_right(bounds, rank)]], rank * _STRIDE % ROUND)

    def count(self, fate: Fate, events: int) -> int:
        """Count how many of the first so many events meet a fate."""
        rounds, more = divmod(events, ROUND)
        places = self._places[fate]
        return rounds * len(places) + bisect_left(places, more)

    def of_step(self, step: str) -> list[Fate]:
        """Return the fates of one step."""
        return [fate for fate in self.fates if fate.step == step]


def course_from(workspace: Workspace, source_id: str, *steps: str) -> Course:
    """Return what becomes of the events of a source before any destination sees them.

    Args:
        workspace: Where the events came in.
        source_id: The source.
        *steps: ``rejected``, beside the events that are counted as received, or ``blocked``, out of these; or none.
    """
    fates = workspace.sources.fates.get(source_id, {})
    return _course(RECEIVED, *((step, fates.get(step, 0.0)) for step in steps))


def course_to(workspace: Workspace, destination: Record) -> Course:
    """Return what becomes of the events of its source on the way to a destination."""
    at_source = workspace.sources.fates.get(destination["sourceId"], {})
    fates = {**USUAL_AT_DESTINATION, **workspace.destinations.fates.get(destination["id"], {})}
    return _course(
        FIRST_ATTEMPT,
        ("blocked", at_source.get("blocked", 0.0)),
        *((name, fates[name]) for name in USUAL_AT_DESTINATION),
    )


@lru_cache(maxsize=64)
def _course(rest: Fate, *shares: tuple[str, float]) -> Course:
    parts = [(fate, share * part) for name, share in shares for fate, part in _REASONS[name].items()]
    return Course(parts, rest)
