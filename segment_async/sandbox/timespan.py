"""Spans of time in queries: reading them, holding them to the limits, cutting them into slots."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from segment_async.sandbox.failures import bad_request, invalid
from segment_async.sandbox.store.volume import MINUTES_A_DAY, MINUTES_AN_HOUR

SLOT_MINUTES: Final = {"MINUTE": 1, "HOUR": MINUTES_AN_HOUR, "DAY": MINUTES_A_DAY}
"""Length of a slot by granularity."""


def read_moment(text: str, field: str) -> datetime:
    """Read an RFC 3339 time, UTC where it names no zone.

    Raises:
        Failure: It is none (422).
    """
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise invalid(f"{field} is no time; write it like 2026-01-31T00:00:00Z.", field) from None


def read_length(text: str) -> timedelta:
    """Read a length of time such as ``4h`` or ``14d``."""
    match = re.fullmatch(r"(\d+)([mhd])", text)
    if match is None:
        raise ValueError(f"{text!r} is no length of time such as 4h")
    return (
        int(match.group(1))
        * {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}[match.group(2)]
    )


def check_span(start: datetime, end: datetime, *, now: datetime, limits: Mapping[str, str] | None = None) -> None:
    """Refuse a span of time that is not served.

    Args:
        start: First moment, included.
        end: Last moment, left out.
        now: The present.
        limits: ``max_range`` and ``oldest_start``, lengths of time such as ``4h``.

    Raises:
        Failure: The span is empty, too long or too far back (400).
    """
    if start >= end:
        raise bad_request("startTime has to lie before endTime; swap or widen them.")
    if limits and end - start > read_length(limits["max_range"]):
        raise bad_request(f"timerange too large: ask for at most {limits['max_range']} with this granularity.")
    if limits and start < now - read_length(limits["oldest_start"]):
        raise bad_request(f"startTime is too old: it may lie {limits['oldest_start']} back with this granularity.")


def slot_edges(start: int, end: int, length: int) -> list[int]:
    """Return where the slots of a span begin, and where the last one ends.

    They begin at whole multiples of their length; the first and the last may be cut short by the span.

    Args:
        start: First minute, included.
        end: Last minute, left out.
        length: Minutes of a slot.
    """
    return [start, *range(start - start % length + length, end, length), end]
