"""Waiting for a rate limit: the one part of pacing that sleeps."""

import time
from collections import deque
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any, Protocol

import anyio

from segment_async._core.limits import Feedback, Window
from segment_async._core.operation import Limit, Operation


class Limiter(Protocol):
    """Decides when a request may be sent.

    Anything of this shape can be passed as ``limiter=``, such as one that several processes share.
    """

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        """Wait for a slot and return how many seconds that took.

        Args:
            operation: What is to be sent.
            within: The most seconds to wait; ``None`` for no bound. A slot that lies beyond is not taken, and ``None``
                is returned at once.
        """
        ...

    def heed(self, operation: Operation[Any], feedback: Feedback) -> None:
        """Learn from an answer, whether it was a success or not.

        Args:
            operation: What was answered.
            feedback: What the answer says about limits.
        """
        ...


class _Line:
    """Those who wait for one window, first come, first served."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.changed = anyio.Event()
        self.tickets: deque[anyio.Event] = deque()

    def join(self) -> anyio.Event:
        """Stand at the end; the ticket is set when it is the first."""
        ticket = anyio.Event()
        self.tickets.append(ticket)
        self.call_next()
        return ticket

    def leave(self, ticket: anyio.Event) -> None:
        """Go, served or not."""
        self.tickets.remove(ticket)
        self.call_next()

    def call_next(self) -> None:
        if self.tickets:
            self.tickets[0].set()

    def wake(self) -> None:
        """Let the first one look at the window again."""
        changed, self.changed = self.changed, anyio.Event()
        changed.set()


async def _wait(event: anyio.Event, seconds: float) -> None:
    with anyio.move_on_after(seconds):
        await event.wait()


class PacingLimiter:
    """Keeps to the limits that the operations state, one window for each, corrected by what answers say.

    An operation without a stated limit is not held back until an answer says so. Who is cancelled while waiting takes
    nothing, and who waits for a limit that turns out to be higher goes on at once.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[anyio.Event, float], Awaitable[None]] = _wait,
        *,
        limit: Limit | None = None,
    ) -> None:
        """Start with every window free.

        Args:
            limit: What all requests of the token share; ``None`` where only operations have limits.
            clock: Returns seconds of a steady clock.
            wait: Waits for an event, but not longer than so many seconds.
        """
        self._clock = clock
        self._wait = wait
        self._lines: dict[str, _Line] = {}
        self._token = Window(limit)

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        """Wait for a slot, as `Limiter.acquire` says."""
        line = self._line(operation)
        started = self._clock()
        expected = max(self._token.slot(started), line.window.slot(started, len(line.tickets)))
        if within is not None and expected - started > within:
            return None
        if expected <= started:
            self._take(line, started)
            return 0.0
        with anyio.move_on_after(within) as waiting:
            await self._stand_in(line)
        return None if waiting.cancelled_caught else self._clock() - started

    async def _stand_in(self, line: _Line) -> None:
        ticket = line.join()
        try:
            await ticket.wait()
            while (left := self._left(line.window)) > 0:
                await self._wait(line.changed, left)
            self._take(line, self._clock())
        finally:
            line.leave(ticket)

    def _take(self, line: _Line, now: float) -> None:
        self._token.take(now)
        line.window.take(now)

    def _left(self, window: Window) -> float:
        now = self._clock()
        return max(self._token.slot(now), window.slot(now)) - now

    def heed(self, operation: Operation[Any], feedback: Feedback) -> None:
        """Learn from an answer, as `Limiter.heed` says."""
        line = self._line(operation)
        window = self._token if feedback.everything else line.window
        if window.heed(self._clock(), feedback):
            for each in self._lines.values() if feedback.everything else (line,):
                each.wake()

    def _line(self, operation: Operation[Any]) -> _Line:
        line = self._lines.get(operation.id)
        if line is None:
            line = self._lines[operation.id] = _Line(Window(operation.limit))
        return line


@lru_cache(maxsize=1024)
def shared_limiter(token_digest: str, origin: str, limit: Limit | None = None) -> PacingLimiter:
    """Return the limiter of a token, which all its clients in this process share.

    The limiters of the last 1,024 tokens are kept, so that clients that live for one web request are paced too.

    Args:
        token_digest: The token's fingerprint.
        origin: The address it is used at.
        limit: What all requests of the token share.
    """
    del token_digest, origin  # they tell limiters apart
    return PacingLimiter(limit=limit)
