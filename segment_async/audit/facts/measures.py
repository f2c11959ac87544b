"""Figures that several checks and tables go by: how much sources sent, and what became of it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from attrs import field, frozen

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list, is_number
from segment_async.audit.snapshot.view import Facts, Resource
from segment_async.audit.spans import VOLUME_DAYS

VIEWED: Final[Mapping[str, str]] = {"page": "Page Viewed", "screen": "Screen Viewed"}
"""What a tracking plan calls calls without a name: https://segment.com/docs/protocols/faq."""


DAYS_AT_MOST: Final = 36_500
"""Nothing is older, and there are dates for it."""

DIGITS: Final = 30
"""Of a number that is written as text; one with more is none."""


@frozen
class Volume:
    """Events that a source sent."""

    recent: int = 0
    """In the last `VOLUME_DAYS`."""

    before: int = 0
    """In the spans before that."""


@frozen
class Deliveries:
    """What became of the events that a destination was to receive."""

    delivered: int = 0
    failed: int = 0
    by_reason: Mapping[str, int] = field(factory=dict[str, int])
    """Failures by what the API gives as their reason."""
    by_day: Mapping[str, tuple[int, int]] = field(factory=dict[str, tuple[int, int]])
    """Delivered and failed events of each day, such as ``2026-01-31``."""

    @property
    def rate(self) -> float:
        """The share of failures, from 0 to 1."""
        return share(self.failed, self.delivered)


@frozen
class _Sent:
    """What is known already of what sources sent."""

    by_source: dict[str, Mapping[tuple[str, str], int]] = field(factory=dict[str, Mapping[tuple[str, str], int]])
    events: dict[tuple[str, str], tuple[str, str]] = field(factory=dict[tuple[str, str], tuple[str, str]])
    """Each type and name, to be kept once for all the sources that send it."""


_SENT: Final[WeakKeyDictionary[Facts, _Sent]] = WeakKeyDictionary()
"""It lives as long as the snapshot is open, which nothing changes."""


def share(part: int, rest: int) -> float:
    """Return which share of a whole a part is; 0 of nothing."""
    whole = part + rest
    return part / whole if whole else 0.0


def volumes(facts: Facts) -> Mapping[str, Volume]:
    """Return what each source sent, by its id; sources that are not counted sent nothing."""
    border = facts.moment - timedelta(days=1.5 * VOLUME_DAYS)  # in the middle of the span before
    recent, before = Counter[str](), Counter[str]()
    for series in facts.resources("events-volume"):
        begin = next((moment for moment, _ in counts(series)), None)
        (before if begin is not None and begin < border else recent)[str(get(series.data, "source.id"))] += total(
            series
        )
    return {source: Volume(recent[source], before[source]) for source in recent | before}


def events_of(facts: Facts, source_id: str) -> Mapping[tuple[str, str], int]:
    """Return what a source sent in the last `VOLUME_DAYS`, by type and name; only calls of type track have names.

    Several checks ask for it, and the days of all the series are much to read: the totals are kept.
    """
    kept = _SENT.setdefault(facts, _Sent())
    if source_id not in kept.by_source:
        sent = Counter[tuple[str, str]]()
        for series in facts.resources("source-event-volume", source_id):
            kind, name = (str(get(series.data, key) or "") for key in ("eventType", "eventName"))
            event = kind.lower(), name
            sent[kept.events.setdefault(event, event)] += total(series)
        kept.by_source[source_id] = sent
    return kept.by_source[source_id]


def names_sent(facts: Facts, source_id: str) -> Mapping[str, int]:
    """Return how often a source sent each event in the last `VOLUME_DAYS`, by its name."""
    sent = events_of(facts, source_id)
    return {name: count for (kind, name), count in sent.items() if kind == "track" and name and count}


def names_heard(facts: Facts, source_id: str) -> frozenset[str]:
    """Return the names of what a source sent, with those that plans give to pages and screens as such."""
    sent = events_of(facts, source_id)
    seen = {kind for (kind, _), count in sent.items() if count}
    viewed = {name for kind, name in VIEWED.items() if kind in seen}
    return frozenset(viewed | {name for (kind, name), count in sent.items() if kind == "track" and name and count})


def deliveries(facts: Facts, destination_id: str) -> Deliveries:
    """Return what became of the events for a destination in the days of `DELIVERY_DAYS`."""
    reasons = Counter[str]()
    days: dict[str, list[int]] = {}
    totals = [0, 0]
    for place, kind in enumerate(("destination-delivered-series", "destination-failed-series")):
        for series in facts.resources(kind, destination_id):
            totals[place] += total(series)
            if place:
                reasons[str(get(series.data, "discardReason") or "unknown")] += total(series)
            for moment, count in counts(series):
                days.setdefault(moment.date().isoformat(), [0, 0])[place] += count
    by_day = {day: (delivered, failed) for day, (delivered, failed) in sorted(days.items())}
    return Deliveries(totals[0], totals[1], dict(reasons.most_common()), by_day)


def total(series: Resource) -> int:
    """Return how many events a series counts."""
    return number(get(series.data, "total"))


def counts(series: Resource) -> Iterator[tuple[datetime, int]]:
    """Yield the slots of a series with their counts."""
    slots = get(series.data, "series")
    for slot in slots if is_list(slots) else ():
        moment = moment_of(get(slot, "time"))
        if moment is not None:
            yield moment, number(get(slot, "count"))


def number(value: Json) -> int:
    """Return a count as the API writes it, a number or a text; 0 for anything else."""
    if isinstance(value, str) and value.isdecimal() and len(value) <= DIGITS:
        return int(value)
    return int(value) if is_number(value) and math.isfinite(value) else 0


def moment_of(value: Json) -> datetime | None:
    """Return a time as the API writes it; ``None`` for anything else, and for its zero date, which means none."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.year > 1 else None


def days_before(facts: Facts, days: float) -> datetime:
    """Return when it was so many days before the snapshot, or `DAYS_AT_MOST` if they are more."""
    return facts.moment - timedelta(days=min(days, DAYS_AT_MOST))


def days_since(facts: Facts, moment: datetime) -> float:
    """Return how many days before the snapshot something happened."""
    return (facts.moment - moment) / timedelta(days=1)
