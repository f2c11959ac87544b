"""Waiting for a rate limit: the one part of pacing that sleeps."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

import anyio

from segment_async._core.limits import Feedback, Window
from segment_async._core.operation import Operation


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


class PacingLimiter:
    """Keeps to the limits that the operations state, one window for each, corrected by what answers say.

    An operation without a stated limit is not held back until an answer says so.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] = anyio.sleep,
    ) -> None:
        """Start with every window free.

        Args:
            clock: Returns seconds of a steady clock.
            sleep: Waits so many seconds; an async callable.
        """
        self._clock = clock
        self._sleep = sleep
        self._windows: dict[str, Window] = {}
        self._token = Window(None)

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        """Wait for a slot, as `Limiter.acquire` says."""
        now = self._clock()
        window = self._window(operation)
        start = max(self._token.next_slot(now), now)
        if within is not None and window.next_slot(start) - now > within:
            return None
        slot = window.reserve(start)
        if slot > now:
            await self._sleep(slot - now)
        return slot - now

    def heed(self, operation: Operation[Any], feedback: Feedback) -> None:
        """Learn from an answer, as `Limiter.heed` says."""
        window = self._token if feedback.everything else self._window(operation)
        window.heed(self._clock(), feedback)

    def _window(self, operation: Operation[Any]) -> Window:
        window = self._windows.get(operation.id)
        if window is None:
            window = self._windows[operation.id] = Window(operation.limit)
        return window


@lru_cache(maxsize=1024)
def shared_limiter(token_digest: str, origin: str) -> PacingLimiter:
    """Return the limiter of a token, which all its clients in this process share.

    The limiters of the last 1,024 tokens are kept, so that clients that live for one web request are paced too.

    Args:
        token_digest: The token's fingerprint.
        origin: The address it is used at.
    """
    del token_digest, origin  # they tell limiters apart
    return PacingLimiter()
