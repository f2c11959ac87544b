"""When schedules run next."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count, takewhile
from typing import Any, Final
from zoneinfo import ZoneInfo

from segment_async.sandbox.timespan import read_length

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WEEK: Final = timedelta(days=7)
_HOUR: Final = timedelta(hours=1)


def next_run(strategy: str, config: Mapping[str, Any] | None, now: datetime) -> datetime | None:
    """Return the next moment, in UTC, at which a schedule runs.

    Args:
        strategy: ``PERIODIC`` or ``SPECIFIC_DAYS``.
        config: A ``PeriodicConfig`` or ``SpecificDaysConfig`` object.
        now: The present.

    Returns:
        ``None`` where there is no such moment, or the length or the time zone is not known.
    """
    if config is None:
        return None
    try:
        if strategy == "PERIODIC":
            return _next_multiple(read_length(config["interval"]), now)
        return _next_hour(set(config["days"]), set(config["hours"]), ZoneInfo(config["timezone"]), now)
    except (ValueError, KeyError, OSError, OverflowError, ZeroDivisionError):
        return None


def _next_multiple(interval: timedelta, now: datetime) -> datetime:
    return _EPOCH + ((now - _EPOCH) // interval + 1) * interval


def _next_hour(days: set[float], hours: set[float], zone: ZoneInfo, now: datetime) -> datetime | None:
    full = now.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    ahead = takewhile(lambda hour: hour - full <= _WEEK, (full + number * _HOUR for number in count(1)))
    return next(
        (hour.astimezone(UTC) for hour in ahead if hour.isoweekday() % 7 in days and hour.hour in hours),
        None,
    )
