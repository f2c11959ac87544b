"""Time that passes only where everybody waits for it."""

import asyncio
from types import TracebackType
from typing import Any, Final, Self

IDLE: Final = 0.005
"""Real seconds without any input after which the loop is taken to wait for time alone."""


class InstantClock:
    """Makes the waits of the running event loop take no time.

    ::

        with InstantClock() as clock:
            await segment.sources.list()  # pauses, rate limits and deadlines pass at once
        assert clock.elapsed() == 90.0

    Within the block the loop's clock stands still, until there is nothing to do but to wait for the next timer; then it
    jumps there. Work takes no time at all by that clock. Bytes between tasks of this loop, over loopback too, arrive
    before any timer goes off. What threads and other processes do is waited for only as long as `idle` says.
    """

    def __init__(self, *, idle: float = IDLE) -> None:
        """Prepare a clock.

        Args:
            idle: Real seconds without any input before the clock jumps.
        """
        self._idle = idle
        self._started = self._now = 0.0
        self._loop: Any = None
        self._select: Any = None

    def elapsed(self) -> float:
        """Return the seconds that have passed since the block was entered, by this clock."""
        return self._now - self._started

    def __enter__(self) -> Self:
        """Take the loop's time over.

        Raises:
            RuntimeError: The running loop is not asyncio's own, or has such a clock already.
        """
        loop: Any = asyncio.get_running_loop()
        if not hasattr(loop, "_selector"):
            raise RuntimeError("An InstantClock needs asyncio's own event loop; run this test without uvloop.")
        if "time" in vars(loop):
            raise RuntimeError("This event loop has an InstantClock already; leave its block first, or use that one.")
        self._loop, self._select = loop, loop._selector.select  # noqa: SLF001 - asyncio has no seam for time
        self._started = self._now = loop.time()
        loop.time = lambda: self._now
        loop._selector.select = self._wait  # noqa: SLF001 - as above
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Give the loop its time back; timers set within the block may then be late or early."""
        del self._loop.time, self._loop._selector.select  # noqa: SLF001 - as above

    def _wait(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - as the selector's own method
        if timeout is None or timeout <= 0:
            return self._select(timeout)
        ready = self._select(min(timeout, self._idle))
        if not ready:
            self._now += timeout
        return ready
