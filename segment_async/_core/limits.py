"""How requests are paced. Pure: time is an argument, in seconds of any steady clock."""

from collections import deque
from typing import Final, Literal, TypeAlias

from attrs import define, frozen

from segment_async._core.operation import MINUTE, Limit

Fate: TypeAlias = Literal["counted", "refused", "not_sent"]
"""What became of a request: the server may have counted it, refused it for its limits, or never saw it."""

MARGIN: Final = 0.01
"""Seconds by which a window is taken to be longer than it is: no two clocks run alike, and timers go off early."""

ROUNDING: Final = 1.0
"""Seconds by which a wait may be rounded."""

RECHECK: Final = 1.0
"""Seconds after which to look again whether an answer has come; whoever brings one says so earlier."""


@frozen
class Feedback:
    """What became of a request, and what its answer says about limits."""

    fate: Fate = "counted"
    """Whether the slot was used; one that was not is free for others."""

    requests: int | None = None
    """How many requests a window takes, where the answer says so."""

    wait: float | None = None
    """Seconds to send nothing; ``None`` where there is no need to wait, or a refusal does not tell how long."""

    everything: bool = False
    """Whether this is about the token's limit, which holds for every operation."""


class Window:
    """At most so many requests in any span of the window's length.

    A log of the last requests rather than a bucket: it never lets more through than the limit in a window of the
    server's, however that window is aligned, and it uses the limit up. Nobody here knows when a server counts a
    request, so a slot is in use from before it is sent until a window's length after its answer came.

    What an answer states counts more than the limit at the start; where no answer states one, refusals tell.
    """

    __slots__ = ("_done", "_guess", "_length", "_most", "_out", "_paused_until", "_since")

    def __init__(self, limit: Limit | None) -> None:
        """Start with a free window.

        Args:
            limit: What the window takes; ``None`` paces nothing until answers say otherwise.
        """
        self._most = None if limit is None else limit.requests
        self._length = MARGIN + (MINUTE if limit is None else limit.seconds)
        self._out = 0
        self._done: deque[float] = deque()
        self._paused_until = float("-inf")
        self._since = float("inf")
        self._guess: Guess | None = Guess(self._most)

    def slot(self, now: float, ahead: int = 0) -> float:
        """Return when one more request may be sent, at the earliest: what is on its way may take longer.

        Args:
            now: The present time.
            ahead: How many others are to be sent before.
        """
        start = max(now, self._paused_until)
        if self._guess is not None and self._guess.holds_back(self._out):
            start = max(start, now + RECHECK)
        if self._most is None:
            return start
        self._forget(now)
        used = len(self._done) + self._out
        if used + ahead < self._most:
            return start
        # The request of this place follows the one a round before by a window's length, and so on back to one that was
        # sent already, or that may be sent at once.
        rounds = -(-(ahead + 1) // self._most)
        first = used + ahead - rounds * self._most
        if first < 0:
            return start + (rounds - 1) * self._length
        earliest = (self._done[first] if first < len(self._done) else now) + self._length
        return max(start, earliest) + (rounds - 1) * self._length

    def take(self) -> None:
        """Count a request that is about to be sent."""
        self._out += 1

    def settle(self, now: float, fate: Fate) -> None:
        """Say what became of a request that was counted: whatever it is, it is no longer on its way."""
        self._out = max(0, self._out - 1)
        self._since = min(self._since, now)
        if fate == "counted":
            self._forget(now)
            self._done.append(now)
            if self._guess is not None:
                self._most = self._guess.counted(self._most, is_late=now < self._paused_until)

    def heed(self, now: float, feedback: Feedback) -> None:
        """Correct the window by what an answer says about it."""
        wait = feedback.wait
        if feedback.requests is not None:
            self._most, self._guess = feedback.requests, None
            if wait is not None:
                self._forget(now)
                is_shared = len(self._done) + self._out < self._most  # otherwise the log knows better when to go on
                wait = wait + ROUNDING if is_shared else None
        elif feedback.fate == "refused" and now >= self._paused_until and self._guess is not None:
            self._most, wait = self._guess.refused(self._most, wait, self._length, self._taken(now, wait))
        if wait is not None:
            self._paused_until = max(self._paused_until, now + wait)

    def _taken(self, now: float, wait: float | None) -> int | None:
        """Return how many requests the server's window took before it refused one.

        Args:
            now: When it refused.
            wait: The seconds that are left of its window.

        Returns:
            ``None`` where the window may have begun before the first request.
        """
        began = self._paused_until if wait is None else now + wait - self._length - ROUNDING
        if not self._since < began > now - self._length - ROUNDING:
            return None
        return sum(moment > began for moment in self._done)

    def _forget(self, now: float) -> None:
        while self._done and self._done[0] <= now - self._length:
            self._done.popleft()


@define
class Guess:
    """What refusals give away of a limit that no answer states.

    After the first one, where no limit is known, requests are sent one at a time, then a few more the longer it goes
    well. As many as went well from the start of a window to the next refusal are the limit. It is exceeded on trial
    after many requests have gone well: the server may have been shared, or may have raised it.
    """

    stated: int | None
    """Requests that the window is said to take; a guess never goes beyond."""

    at_once: int | None = None
    """The most requests on their way; ``None`` for no bound."""

    is_learned: bool = False
    """Whether the limit in use was counted out."""

    on_trial: int = 0
    """By how many requests the limit was last raised."""

    patience: int = 200
    """How many requests must go well before the limit is raised on trial; doubled when that fails."""

    well: int = 0
    """Requests that went well since the last change."""

    refusals: int = 0
    """Refusals since the last request that went well."""

    def holds_back(self, out: int) -> bool:
        """Tell whether so many requests on their way are enough."""
        return self.at_once is not None and out >= self.at_once

    def counted(self, most: int | None, *, is_late: bool) -> int | None:
        """Return the limit after a request that went well.

        Args:
            most: The limit in use.
            is_late: Whether it was on its way when another was refused.
        """
        self.refusals = 0
        self.well += 1
        if self.at_once is not None:
            self.at_once = 1 + self.well // 20
        if not self.is_learned or most is None:
            return most
        if is_late:
            return most + 1
        if self.well < (most if self.on_trial else self.patience):
            return most
        self.well, self.on_trial = 0, max(1, 2 * self.on_trial)
        return min(most + self.on_trial, self.stated or most + self.on_trial)

    def refused(
        self, most: int | None, wait: float | None, length: float, went_well: int | None
    ) -> tuple[int | None, float]:
        """Return the limit after a refusal, and the seconds to send nothing.

        Args:
            most: The limit in use.
            wait: Seconds that the refusal asks to wait.
            length: Seconds of a window.
            went_well: Requests that the window took before; ``None`` where that is not known.
        """
        self.refusals += 1
        is_overload = wait is not None and wait < length / 12  # windows are rarely met that near to their end
        if wait is None:
            wait = min(length / 2, 2.0 ** min(self.refusals - 1, 1000))  # there is no number for more
        if self.on_trial and most is not None:
            most, self.patience = most - self.on_trial, 2 * self.patience
        elif went_well and not is_overload:
            most, self.is_learned, self.at_once = went_well, True, None
        elif most is None:
            self.at_once = 1
        self.on_trial = self.well = 0
        return most, wait
