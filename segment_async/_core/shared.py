"""What the copies of a client share: the token in use, the number of requests in flight, the budget of retries."""

from collections.abc import Callable
from inspect import isawaitable

import anyio

from segment_async._core.auth import Token, TokenSource, as_token
from segment_async._core.clock import now
from segment_async.errors import ConfigurationError


class Credentials:
    """The token in use, fetched when it is first needed and again once when the API refuses it."""

    def __init__(self, source: TokenSource) -> None:
        """Hold a source; check what can be checked now.

        Raises:
            ConfigurationError: The token cannot be one.
        """
        self._ask = source if callable(source) else None
        self._token: Token | None = None if callable(source) else as_token(source)
        self._lock: anyio.Lock | None = None

    def at_hand(self, refused: Token | None = None) -> Token | None:
        """Return the token where it need not be asked for; ``None`` where it must be.

        Args:
            refused: A token that the API refused; ``None`` for whichever is at hand.
        """
        return None if self._ask is not None and self._token is refused else self._token

    async def get(self, refused: Token | None = None) -> Token:
        """Return the token, asked for anew where the current one was refused and there is somebody to ask.

        Args:
            refused: As for `at_hand`.

        Raises:
            ConfigurationError: What was given cannot be a token.
        """
        if self._lock is None:
            self._lock = anyio.Lock()
        async with self._lock:
            token = self.at_hand(refused)
            if token is None:
                assert self._ask is not None  # noqa: S101 - a source is a token or a callable
                given = self._ask()
                token = self._token = as_token(await given if isawaitable(given) else given)
            return token


class Slots:
    """Bounds the requests in flight; first come, first served."""

    def __init__(self, most: int) -> None:
        """Allow so many requests at a time.

        Raises:
            ConfigurationError: The number is no number of requests.
        """
        if not isinstance(most, int) or most < 1:  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
            raise ConfigurationError(f"concurrency is {most}; pass how many requests may be in flight, 1 or more.")
        self._most = most
        self._semaphore: anyio.Semaphore | None = None

    async def take(self, left: Callable[[], float | None]) -> float | None:
        """Wait for a slot, take it, and return the seconds that took; ``None`` where there was no slot in time.

        Args:
            left: Returns the most seconds to wait, ``None`` for no bound; asked only where there is no free slot.
        """
        if self._semaphore is None:
            self._semaphore = anyio.Semaphore(self._most)
        if self._semaphore.value:
            self._semaphore.acquire_nowait()
            return 0.0
        started = now()
        with anyio.move_on_after(left()) as waiting:
            await self._semaphore.acquire()
        return None if waiting.cancelled_caught else now() - started

    def give_back(self) -> None:
        """Free a slot that was taken."""
        assert self._semaphore is not None  # noqa: S101 - it was taken from there
        self._semaphore.release()


class Budget:
    """Retries that a client and its copies have taken from their budget, as `RetryPolicy` describes it."""

    __slots__ = ("spent",)

    def __init__(self) -> None:
        """Start with nothing spent."""
        self.spent = 0.0
