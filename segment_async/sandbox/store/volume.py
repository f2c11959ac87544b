"""How many events came in, for any span of time, so that minutes, hours and days add up."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

MINUTES_A_DAY: Final = 1440
MINUTES_AN_HOUR: Final = 60

_HOURLY: Final = (2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 13, 12, 12, 13, 13, 12, 12, 13, 14, 13, 10, 7, 4)
"""How busy each hour of a day is, beside the others: a shop that sleeps at night."""

_EPOCH: Final = datetime.min.replace(tzinfo=UTC)


class Stream(NamedTuple):
    """What is counted apart: one kind of event of one app version."""

    event_type: str
    """``track``, ``identify``, ``page``, ``screen``, ``group`` or ``alias``."""

    event_name: str
    """Name of the event; empty for calls that have none."""

    app_version: str = ""
    """Version of the app that sent it; empty where it did not say."""


class Daily(NamedTuple):
    """Counts of consecutive days."""

    first: int
    """Ordinal of the first day."""

    counts: "array[int]"
    """Events of each day."""


def _share(minute: int) -> int:
    hour, rest = divmod(minute, MINUTES_AN_HOUR)
    return sum(_HOURLY[:hour]) * MINUTES_AN_HOUR + (_HOURLY[hour] * rest if rest else 0)


_SHARES: Final = tuple(_share(minute) for minute in range(MINUTES_A_DAY + 1))


def minute_of(moment: datetime) -> int:
    """Return the first whole minute that is not before a moment, counted from the year 1, UTC.

    Used for both ends of a span, it makes the start inclusive, the end exclusive, and neighbouring spans add up.
    """
    elapsed = moment - _EPOCH
    return -(-elapsed // timedelta(minutes=1))


def moment_of(minute: int) -> datetime:
    """Return the moment, in UTC, at which a minute starts."""
    return _EPOCH + timedelta(minutes=minute)


def counts_between(daily: Daily, edges: Sequence[int]) -> list[int]:
    """Count the events between each two neighbouring minutes of a list; the later of the two is left out."""
    running = [0, *accumulate(daily.counts)]
    before = [_before(daily, running, edge) for edge in edges]
    return [later - earlier for earlier, later in pairwise(before)]


def count(daily: Daily, start: int, end: int) -> int:
    """Count the events from minute ``start`` up to, and without, minute ``end``."""
    return counts_between(daily, (start, end))[0] if start < end else 0


def _before(daily: Daily, running: list[int], minute: int) -> int:
    day, minute_of_day = divmod(minute, MINUTES_A_DAY)
    index = day + 1 - daily.first
    if index < 0:
        return 0
    if index >= len(daily.counts):
        return running[-1]
    return running[index] + daily.counts[index] * _SHARES[minute_of_day] // _SHARES[-1]


class Query(NamedTuple):
    """Which events to count."""

    start: int
    """First minute, included."""

    end: int
    """Last minute, left out."""

    by: tuple[str, ...] = ()
    """What to count apart: ``source``, ``eventName``, ``eventType``, ``appVersion``."""

    sources: tuple[str, ...] = ()
    """Ids of the sources; empty for all."""

    names: tuple[str, ...] = ()
    """Names of the events; empty for all."""

    types: tuple[str, ...] = ()
    """Types of the calls; empty for all."""

    versions: tuple[str, ...] = ()
    """Versions of the sending app; empty for all."""


class Group(NamedTuple):
    """Streams that are counted together."""

    about: dict[str, str]
    """What they have in common, by what they were grouped by."""

    streams: list[Daily]
    """Their counts."""


class Volume:
    """Daily counts of every source, from which any finer series is derived."""

    def __init__(self) -> None:
        """Start without events."""
        self._sources: dict[str, dict[Stream, Daily]] = {}
        self._latest: tuple[Query, list[Group]] | None = None

    def add(self, source_id: str, stream: Stream, first_day: date, counts: Sequence[int]) -> None:
        """Set the counts of consecutive days.

        Args:
            source_id: The source that sent the events.
            stream: What is counted.
            first_day: The day of the first count, UTC.
            counts: Events of each whole day.
        """
        self._sources.setdefault(source_id, {})[stream] = Daily(first_day.toordinal(), array("Q", counts))
        self._latest = None

    def discard(self, source_id: str) -> None:
        """Forget the events of a source."""
        self._sources.pop(source_id, None)
        self._latest = None

    def groups(self, query: Query) -> list[Group]:
        """Return what a query counts apart, as far as anything came in; without grouping always one group.

        The latest result is kept, since a walk through its pages asks for the same again.
        """
        if self._latest is None or self._latest[0] != query:
            self._latest = query, self._grouped(query)
        return self._latest[1]

    def _grouped(self, query: Query) -> list[Group]:
        groups: dict[tuple[str, ...], Group] = {}
        if not query.by:
            groups[()] = Group({}, [])
        for source_id, stream, daily in self._selected(query):
            if count(daily, query.start, query.end):
                values = {
                    "source": source_id,
                    "eventName": stream.event_name,
                    "eventType": stream.event_type,
                    "appVersion": stream.app_version,
                }
                about = {name: values[name] for name in query.by}
                groups.setdefault(tuple(about.values()), Group(about, [])).streams.append(daily)
        return list(groups.values())

    def _selected(self, query: Query) -> Iterator[tuple[str, Stream, Daily]]:
        for source_id in query.sources or self._sources:
            for stream, daily in self._sources.get(source_id, {}).items():
                if (
                    (not query.names or stream.event_name in query.names)
                    and (not query.types or stream.event_type in query.types)
                    and (not query.versions or stream.app_version in query.versions)
                ):
                    yield source_id, stream, daily
