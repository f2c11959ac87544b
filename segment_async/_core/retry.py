"""When a call is tried again, and after how long. Pure decisions: time and chance are arguments."""

from typing import Final, Literal

from attrs import frozen

from segment_async._core.operation import Replay
from segment_async._core.values import is_number
from segment_async.errors import (
    APIError,
    ConfigurationError,
    DeadlineExceeded,
    DecodeError,
    RateLimited,
    SegmentError,
    ServerError,
    TLSFailed,
)

NOT_IMPLEMENTED: Final = 501
NOT_TAKEN_UP: Final = frozenset({408, 425})
"""Statuses of requests that came too late or too early, and were refused for that alone."""

MOST_DOUBLINGS: Final = 1000
"""Doublings of a wait beyond which there is no number for it."""

SPREAD: Final = 0.25
"""Seconds over which calls come back that were all told to wait for the same time."""


@frozen(kw_only=True)
class RetryPolicy:
    """How often, and how patiently, a call is tried again.

    A client and its copies share a budget of retries, so that calls that fail all at once do not hit a server with many
    times as many: a retry takes 1 from it, a success at the first attempt puts `refill` back, and one after retries the
    1 that the last of them took. While less than 1 is left, calls fail with what they met. With the figures below an
    outage costs 100 requests more than there are calls.
    """

    retries: int = 3
    """Attempts after the first."""

    base: float = 0.5
    """Seconds that the first wait is drawn below; the bound doubles with each attempt."""

    cap: float = 30.0
    """The most seconds of a wait that the server did not ask for."""

    longest_wait: float = 120.0
    """The most seconds that the server may ask for; beyond it what asked is raised at once."""

    budget: float = 100.0
    """Retries that the client holds in reserve; ``math.inf`` for no bound."""

    refill: float = 0.2
    """Retries that a success at the first attempt puts back, up to the budget."""

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be kept to.

        Raises:
            ConfigurationError: A number is out of range.
        """
        if not isinstance(self.retries, int) or self.retries < 0:  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
            raise ConfigurationError(f"retries is {self.retries!r}; pass 0 to try once, or a larger whole number.")
        for name, seconds in (("base", self.base), ("cap", self.cap), ("longest_wait", self.longest_wait)):
            if not is_number(seconds) or not seconds > 0:
                raise ConfigurationError(f"{name} is {seconds!r}; pass seconds above 0.")
        for name, retries in (("budget", self.budget), ("refill", self.refill)):
            if not is_number(retries) or not retries >= 0:
                raise ConfigurationError(f"{name} is {retries!r}; pass a number of retries, 0 or more.")


@frozen(kw_only=True)
class Timeout:
    """How long a call may take, in seconds; ``None`` where there is no bound."""

    total: float | None = 60.0
    """The whole call: waiting for a limit, connecting, every attempt and every pause between them."""

    connect: float | None = 10.0
    """Looking up the name and connecting, TLS included."""

    attempt: float | None = None
    """One attempt, from sending to the last byte of the answer."""

    def __attrs_post_init__(self) -> None:
        """Refuse what is no duration.

        Raises:
            ConfigurationError: A bound is not above 0.
        """
        for name, seconds in (("total", self.total), ("connect", self.connect), ("attempt", self.attempt)):
            if seconds is not None and not (is_number(seconds) and seconds > 0):
                raise ConfigurationError(
                    f"The {name} timeout is {seconds!r}; pass seconds above 0, or None for no bound."
                )


def as_policy(retries: "int | RetryPolicy") -> RetryPolicy:
    """Return the policy for a number of retries."""
    return retries if isinstance(retries, RetryPolicy) else RetryPolicy(retries=retries)


def as_timeout(timeout: "float | Timeout | None") -> Timeout:
    """Return the timeout for a total in seconds."""
    return timeout if isinstance(timeout, Timeout) else Timeout(total=timeout)


Decision = Literal["raise", "retry", "unknown", "spent"]
"""Raise what was met, try again, raise that the outcome is unknown, or raise that the budget is used up."""


def decide(policy: RetryPolicy, replay: Replay, error: SegmentError, attempts: int, spent: float = 0.0) -> Decision:
    """Decide what follows a failed attempt.

    What was not sent, and what the server refused for its limits, may be tried again whatever the operation. What may
    have been carried out is sent again only where that does no harm.

    Args:
        policy: How often to try.
        replay: The operation's class.
        error: What the attempt met.
        attempts: Requests sent so far.
        spent: Retries that the client has taken from its budget.
    """
    if error.outcome == "unknown" and replay not in {"safe", "convergent"} and not isinstance(error, DeadlineExceeded):
        return "unknown"
    if not is_transient(error):
        return "raise"
    if attempts > policy.retries:
        return "raise"
    if isinstance(error, APIError) and (error.retry_after or 0) > policy.longest_wait:
        return "raise"
    return "retry" if spent + 1 <= policy.budget else "spent"


def spent_after(policy: RetryPolicy, spent: float, attempts: int) -> float:
    """Return how many retries are taken from the budget after a call that met a working server.

    Args:
        policy: What a success puts back.
        spent: How many were taken before.
        attempts: Requests that the call took.
    """
    return max(0.0, spent - (policy.refill if attempts == 1 else 1.0))


def is_transient(error: SegmentError) -> bool:
    """Tell whether another attempt might fare better."""
    if isinstance(error, RateLimited) or error.status in NOT_TAKEN_UP:
        return True
    if isinstance(error, TLSFailed | DeadlineExceeded) or error.status == NOT_IMPLEMENTED:
        return False
    if isinstance(error, APIError):
        return isinstance(error, ServerError)
    if isinstance(error, DecodeError):
        return error.outcome == "unknown"
    return error.outcome in ("not_sent", "unknown") and error.status is None


def pause(policy: RetryPolicy, error: SegmentError, attempts: int, chance: float) -> float:
    """Return how many seconds to wait before the next attempt.

    The server's word counts; without one the wait is drawn evenly below a bound that doubles ("full jitter").

    Args:
        policy: The bounds.
        error: What the last attempt met.
        attempts: Requests sent so far.
        chance: A random number from 0 to 1.
    """
    if isinstance(error, APIError) and error.retry_after is not None:
        return error.retry_after + SPREAD * chance
    return chance * min(policy.cap, policy.base * 2.0 ** min(attempts - 1, MOST_DOUBLINGS))
