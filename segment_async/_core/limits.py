"""How requests are paced. Pure: time is an argument, in seconds of any steady clock."""

from collections import deque

from segment_async._core.operation import Limit


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
        self._times: deque[float] = deque(maxlen=limit.requests if limit else 0)
        self._paused_until = float("-inf")

    def next_slot(self, now: float) -> float:
        """Return the time at which one more request may be sent; take nothing."""
        slot = max(now, self._paused_until)
        if self._limit is not None and self._times:
            if len(self._times) == self._limit.requests:
                slot = max(slot, self._times[0] + self._limit.seconds)
            slot = max(slot, self._times[-1])  # in order: nobody overtakes who reserved before
        return slot

    def reserve(self, now: float) -> float:
        """Take the next slot and return its time."""
        slot = self.next_slot(now)
        self._times.append(slot)
        return slot

    def pause(self, until: float) -> None:
        """Let nothing through before a time, as an answer asked."""
        self._paused_until = max(self._paused_until, until)
