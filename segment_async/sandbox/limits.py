"""How many requests are let through, counted in fixed windows as the API counts them."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any, Final

from attrs import define, frozen

from segment_async.sandbox.failures import Failure
from segment_async.sandbox.spec import Endpoint

SECONDS: Final = {"minute": 60, "hour": 3600, "day": 86_400, "month": 30 * 86_400}

GENEROUS: Final = 1_000_000
"""Requests a minute where nothing is to hold a client back; the headers have to say something."""


@frozen
class Limit:
    """How many requests a window takes."""

    requests: int
    """Requests in one window."""

    seconds: int = SECONDS["minute"]
    """Length of the window, in seconds."""


@define
class _Window:
    ends: datetime
    consumed: int = 0


@frozen
class Budget:
    """What is left of a window."""

    limit: Limit
    """The limit."""

    consumed: int
    """Requests counted, this one included."""

    ends: datetime
    """When the window ends, UTC."""

    @property
    def remaining(self) -> int:
        """Requests left."""
        return max(0, self.limit.requests - self.consumed)

    @property
    def headers(self) -> dict[str, str]:
        """What every answer says about the budget; the time is rounded up, so that nobody comes back too early."""
        ends = self.ends if self.ends.microsecond == 0 else self.ends.replace(microsecond=0) + timedelta(seconds=1)
        return {
            "X-RateLimit-Consumed": str(self.consumed),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": format_datetime(ends, usegmt=True),
        }


def read_limit(text: str) -> Limit | None:
    """Read ``N/min``.

    Returns:
        ``None`` for ``off`` and ``documented``, which set no limit for the token.

    Raises:
        ValueError: It is none of the three.
    """
    if text in ("off", "documented"):
        return None
    match = re.fullmatch(r"([1-9]\d{0,8})/min", text)
    if match is None:
        raise ValueError(f"{text!r} is no rate limit; give off, documented, or a number such as 100/min.")
    return Limit(int(match.group(1)))


class RateLimits:
    """Counts requests: each operation by itself, or all of a token together."""

    def __init__(
        self, setting: str, clock: Callable[[], datetime], *, documented: Mapping[str, Any] | None = None
    ) -> None:
        """Start with empty windows.

        Args:
            setting: ``off``, ``documented`` for the limits that the specification states, or ``N/min`` for the token.
            clock: Returns the present moment in UTC.
            documented: What the specification states for the token, ``{"requests": 200, "per": "minute"}``.
        """
        self._documented = setting == "documented"
        self._token_limit = _stated(documented) if self._documented and documented else read_limit(setting)
        self._clock = clock
        self._windows: dict[str, _Window] = {}

    def spend(self, endpoint: Endpoint, path: Mapping[str, str]) -> Budget:
        """Count a request.

        Args:
            endpoint: What is asked for.
            path: Values in the URL; some limits hold for each of them.

        Raises:
            Failure: Too many of them came (429).
        """
        if self._token_limit is not None:
            budget = self._count("token", self._token_limit)
            if budget.consumed > budget.limit.requests:
                raise _token_failure(budget, self._clock())
            return budget
        stated = _stated(endpoint.limit) if self._documented and endpoint.limit else Limit(GENEROUS)
        budget = self._count(endpoint.id, stated)
        if budget.consumed > budget.limit.requests:
            raise _operation_failure(budget, self._clock())
        if further := endpoint.further_limit:
            self.check(self._count(f"{endpoint.id} {path[further['scope']]}", _stated(further)))
        return budget

    def check(self, budget: Budget) -> Budget:
        """Return a budget that an operation counts itself.

        Raises:
            Failure: It is used up (429), and the limits that the API documents apply.
        """
        if self._documented and budget.consumed > budget.limit.requests:
            raise _operation_failure(budget, self._clock())
        return budget

    def _count(self, name: str, limit: Limit) -> Budget:
        now = self._clock()
        window = self._windows.get(name)
        if window is None or window.ends <= now:
            window = self._windows[name] = _Window(now + timedelta(seconds=limit.seconds))
        window.consumed += 1
        return Budget(limit, window.consumed, window.ends)


def _stated(limit: Mapping[str, Any]) -> Limit:
    return Limit(limit["requests"], SECONDS[limit["per"]])


def _operation_failure(budget: Budget, now: datetime) -> Failure:
    return Failure(
        HTTPStatus.TOO_MANY_REQUESTS,
        "RequestError",
        "Too many requests",
        data={
            "remainingPoints": 0,
            "msBeforeNext": math.ceil((budget.ends - now) / timedelta(milliseconds=1)),
            "consumedPoints": budget.consumed,
        },
        headers=budget.headers,
    )


def _token_failure(budget: Budget, now: datetime) -> Failure:
    seconds = math.ceil((budget.ends - now) / timedelta(seconds=1))
    return Failure(
        HTTPStatus.TOO_MANY_REQUESTS,
        "RateLimited",
        f"This token made more than {budget.limit.requests} requests a minute; wait {seconds} seconds.",
        headers={**budget.headers, "Retry-After": str(seconds)},
    )
