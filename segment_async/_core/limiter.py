"""Waiting for a rate limit: the one part of pacing that sleeps."""

import asyncio
import logging
from collections import deque
from contextlib import suppress
from functools import lru_cache
from math import inf
from threading import Lock
from typing import Any, Protocol, runtime_checkable

import anyio

from segment_async._core.clock import now
from segment_async._core.limits import Feedback, Window
from segment_async._core.operation import Limit, Operation
from segment_async._core.values import kind_of
from segment_async.errors import ConfigurationError

logger = logging.getLogger("segment_async")


@runtime_checkable
class Limiter(Protocol):
    """Decides when a request may be sent.

    Anything of this shape can be passed as ``limiter=``. One that several processes share would keep its windows where
    all of them look, here in Redis, by a script of its own that counts and tells in one step::

        class SharedLimiter:
            def __init__(self, redis: Redis) -> None:
                self.reserve = redis.register_script(RESERVE)  # counts a slot, or returns the seconds until one is free
                self.settle = redis.register_script(SETTLE)  # gives a slot back, sets a pause, corrects a limit

            async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
                started = anyio.current_time()
                limit = operation.limit or Limit(600, 60)
                while wait := float(await self.reserve([operation.id], [limit.requests, limit.seconds])):
                    waited = anyio.current_time() - started
                    if within is not None and waited + wait > within:
                        return None  # nothing was counted
                    await anyio.sleep(wait)
                return anyio.current_time() - started

            def heed(self, operation: Operation[Any], feedback: Feedback) -> None:
                self.outbox.put_nowait((operation.id, feedback))  # a task of yours hands it to settle

    A cancelled `acquire` must leave nothing counted.
    """

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        """Wait for a slot, take it, and return how many seconds that took.

        Args:
            operation: What is to be sent.
            within: The most seconds to wait; ``None`` for no bound. A slot that lies beyond is not taken, and ``None``
                is returned at once.
        """
        ...

    def heed(self, operation: Operation[Any], feedback: Feedback) -> None:
        """Learn what became of a slot; called once for each that was taken, also if the call was cancelled.

        It must not wait. What it raises is logged, and the call goes on.

        Args:
            operation: What the slot was for.
            feedback: Whether it was used, and what the answer says about limits.
        """
        ...


def as_limiter(limiter: Limiter | None) -> Limiter | None:
    """Return a limiter.

    Raises:
        ConfigurationError: It is something else.
    """
    if limiter is None or (isinstance(limiter, Limiter) and not isinstance(limiter, type)):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        return limiter
    raise ConfigurationError(
        f"limiter is {kind_of(limiter)}; pass an object with the methods of segment_async.Limiter, or None."
    )


def tell(limiter: Limiter, operation: Operation[Any], feedback: Feedback) -> None:
    """Tell a limiter what became of a slot; what it raises takes the place of no result and of no cancellation."""
    try:
        limiter.heed(operation, feedback)
    except Exception:
        logger.exception("The limiter could not be told what became of a slot; the call goes on")


class _Ticket:
    """A place in line, held by a task of any event loop."""

    __slots__ = ("_again", "_loop")

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._again = asyncio.Event()

    def is_abandoned(self) -> bool:
        """Tell whether nobody comes back to it, at least for now."""
        return not self._loop.is_running()

    def call(self) -> None:
        """Have its holder look again, from whatever thread."""
        with suppress(RuntimeError):  # the loop was closed just now
            self._loop.call_soon_threadsafe(self._again.set)

    async def wait(self, seconds: float) -> None:
        """Wait to be called, but not longer than so many seconds."""
        self._again.clear()
        with anyio.move_on_after(None if seconds == inf else seconds):
            await self._again.wait()


class _Line:
    """Those who wait for one window, first come, first served."""

    __slots__ = ("tickets", "window")

    def __init__(self, limit: Limit | None) -> None:
        self.window = Window(limit)
        self.tickets: deque[_Ticket] = deque()

    def first(self) -> _Ticket | None:
        while self.tickets and self.tickets[0].is_abandoned():
            self.tickets.popleft().call()  # where its loop is stopped and goes on later, it lines up again
        return self.tickets[0] if self.tickets else None

    def leave(self, ticket: _Ticket) -> None:
        if ticket in self.tickets:
            self.tickets.remove(ticket)
            self.call_first()

    def call_first(self) -> None:
        if (first := self.first()) is not None:
            first.call()


class PacingLimiter:
    """Keeps to the limits that the operations state, one window for each, corrected by what answers say.

    An operation without a stated limit is not held back until an answer says so. Requests of one operation are sent in
    the order in which they were asked for; where the token itself is limited, operations take turns. Who is cancelled
    while waiting takes nothing. Tasks of several event loops and threads may share one.
    """

    def __init__(self, *, limit: Limit | None = None) -> None:
        """Start with every window free.

        Args:
            limit: What all requests of the token share; ``None`` where only operations have limits.
        """
        self._guard = Lock()
        self._lines: dict[str, _Line] = {}
        self._whole = _Line(limit)

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        """Wait for a slot, as `Limiter.acquire` says."""
        started = now()
        with self._guard:
            line = self._line(operation)
            expected = self._expected(line, started)
            if within is not None and expected - started > within:
                return None
            if expected <= started and not line.tickets and not self._whole.tickets:
                self._take(line)
                return 0.0
        with anyio.move_on_after(within) as waiting:
            await self._stand_in(line)
        return None if waiting.cancelled_caught else now() - started

    async def pause(self, seconds: float) -> None:
        """Wait between two attempts of a call; one that lets nothing more through need not wait so long."""
        await anyio.sleep(seconds)

    def heed(self, operation: Operation[Any], feedback: Feedback) -> None:
        """Learn what became of a slot, as `Limiter.heed` says."""
        moment = now()
        with self._guard:
            line = self._line(operation)
            for each in (line, self._whole):
                each.window.settle(moment, feedback.fate)
            (self._whole if feedback.everything else line).window.heed(moment, feedback)
            for each in (line, self._whole):
                each.call_first()

    async def _stand_in(self, line: _Line) -> None:
        ticket = _Ticket()
        with self._guard:
            line.tickets.append(ticket)
        try:
            while (left := self._claim(line, ticket)) > 0:
                await ticket.wait(left)
        finally:
            with self._guard:
                for each in (line, self._whole):
                    each.leave(ticket)

    def _claim(self, line: _Line, ticket: _Ticket) -> float:
        """Take a slot for a ticket whose turn it is and return 0, or return how many seconds to wait before asking."""
        moment = now()
        with self._guard:
            if ticket not in line.tickets:
                line.tickets.append(ticket)
            if line.first() is not ticket:
                return inf
            if (left := line.window.slot(moment) - moment) > 0:
                self._whole.leave(ticket)  # so that nobody waits for an operation that has to wait itself
                return left
            if ticket not in self._whole.tickets:
                self._whole.tickets.append(ticket)
            if self._whole.first() is not ticket:
                return inf
            if (left := self._whole.window.slot(moment) - moment) > 0:
                return left
            self._take(line)
        return 0.0

    def _take(self, line: _Line) -> None:
        line.window.take()
        self._whole.window.take()

    def _expected(self, line: _Line, moment: float) -> float:
        """Return when it would be the turn of one who joins now, at the earliest."""
        ahead = len(line.tickets)
        others = sum(ticket is not line.first() for ticket in self._whole.tickets)
        return max(line.window.slot(moment, ahead), self._whole.window.slot(moment, ahead + others))

    def _line(self, operation: Operation[Any]) -> _Line:
        line = self._lines.get(operation.id)
        if line is None:
            line = self._lines[operation.id] = _Line(operation.limit)
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
