"""What an answer's headers say about its limit, and the dates and numbers in them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from attrs import frozen


@frozen(kw_only=True)
class Quota:
    """How much of a limit is used up.

    It is the minute of a rate limit, or what the API counts instead: the answers about regulations speak of a month.
    """

    consumed: int
    """Requests that the window has taken."""

    remaining: int
    """Requests that it takes yet."""

    resets_in: float | None
    """Seconds until it starts afresh, by the server's own clock; ``None`` where the answer does not tell."""

    @property
    def limit(self) -> int:
        """Requests that the window takes in all."""
        return self.consumed + self.remaining


def quota_of(headers: Mapping[str, str]) -> Quota | None:
    """Return what ``X-RateLimit-Consumed``, ``-Remaining`` and ``-Reset`` say; ``None`` where they make no sense."""
    if "X-RateLimit-Remaining" not in headers:
        return None
    consumed, remaining = (_count(headers.get(f"X-RateLimit-{name}", "")) for name in ("Consumed", "Remaining"))
    if consumed is None or remaining is None or consumed + remaining == 0:
        return None
    resets_in = seconds_until(headers.get("X-RateLimit-Reset", ""), headers)
    return Quota(consumed=consumed, remaining=remaining, resets_in=resets_in)


def seconds_until(text: str, headers: Mapping[str, str]) -> float | None:
    """Return the seconds from an answer's ``Date`` to a date in it; ``None`` where it is no date, or has passed.

    By the server's own clock, so that a wrong one here does no harm.

    Args:
        text: A date as e-mail and HTTP write it.
        headers: The answer's headers.
    """
    then = _date(text)
    if then is None:
        return None
    seconds = (then - (_date(headers.get("Date", "")) or datetime.now(UTC))).total_seconds()
    return seconds if seconds > 0 else None


def _date(text: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - no limit is larger
