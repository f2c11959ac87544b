"""How requests are paced. Pure: time is an argument, in seconds of any steady clock."""

from collections import deque

from attrs import frozen

from segment_async._core.operation import Limit


@frozen
class Feedback:
    """What an answer says about a limit."""

    limit: Limit | None = None
    """The limit that its headers state; ``None`` where they state none."""

    wait: float | None = None
    """Seconds to send nothing; ``None`` where there is no need to wait."""

    everything: bool = False
    """Whether the wait is for the token's limit, which holds for every operation."""


class Window:
    """At most so many requests in any span of the window's length.

    A log of the last requests rather than a bucket: it never lets more through than the limit in a window of the
    server's, however that window is aligned, and it uses the limit up.
    """

    __slots__ = ("_limit", "_paused_until", "_times")

    def __init__(self, limit: Limit | None) -> None:
        """Start with a free window.

        Args:
            limit: What the window takes; ``None`` paces nothing but pauses.
        """
        self._limit = limit
        self._times: deque[float] = deque()
        self._paused_until = float("-inf")

    def slot(self, now: float, ahead: int = 0) -> float:
        """Return when one more request may be sent.

        Args:
            now: The present time.
            ahead: How many others are to be sent before.
        """
        start = max(now, self._paused_until)
        if self._limit is None:
            return start
        most, length = self._limit.requests, self._limit.seconds
        while self._times and self._times[0] <= now - length:
            self._times.popleft()
        place = len(self._times) + ahead
        if place < most:
            return start
        # The request of this place follows the one a round before by a window's length, and so on back to one that was
        # sent already, or that may be sent at once.
        rounds = -(-(ahead + 1) // most)
        first = place - rounds * most
        earliest = self._times[first] + length if first >= 0 else start
        return max(start, earliest) + (rounds - 1) * length

    def take(self, now: float) -> None:
        """Count a request that is sent now."""
        if self._limit is not None:
            self._times.append(now)

    def heed(self, now: float, feedback: Feedback) -> bool:
        """Correct the window by what an answer says, and tell whether that changed anything."""
        limit, paused = self._limit, self._paused_until
        if feedback.limit is not None:
            self._limit = feedback.limit
        if feedback.wait is not None:
            self._paused_until = max(self._paused_until, now + feedback.wait)
        return (limit, paused) != (self._limit, self._paused_until)
