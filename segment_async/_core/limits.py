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

    A log of the last requests rather than a bucket: it never sends more than the limit in a window of the server's,
    however that window is aligned, and it uses the limit up.
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

    def next_slot(self, now: float) -> float:
        """Return the time at which one more request may be sent; take nothing."""
        slot = max(now, self._paused_until)
        if self._limit is None:
            return slot
        while self._times and self._times[0] <= now - self._limit.seconds:
            self._times.popleft()
        if len(self._times) >= self._limit.requests:
            slot = max(slot, self._times[-self._limit.requests] + self._limit.seconds)
        if self._times:
            slot = max(slot, self._times[-1])  # in order: nobody overtakes who reserved before
        return slot

    def reserve(self, now: float) -> float:
        """Take the next slot and return its time."""
        slot = self.next_slot(now)
        if self._limit is not None:
            self._times.append(slot)
        return slot

    def heed(self, now: float, feedback: Feedback) -> None:
        """Correct the window by what an answer says."""
        if feedback.limit is not None:
            self._limit = feedback.limit
        if feedback.wait is not None:
            self._paused_until = max(self._paused_until, now + feedback.wait)
