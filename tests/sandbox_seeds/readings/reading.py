"""What all readings are made of."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final, TypeAlias

from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.volume import Group, Query, count, minute_of

Reading: TypeAlias = Callable[[Workspace], Iterable[Any]]
"""Returns the ids of the subjects that a check finds; of what is asked of the whole workspace, what it finds in it."""

LIBRARIES: Final = {"Website", "Mobile", "Server", "OTT"}


def enabled(table: Mapping[str, Record]) -> list[Record]:
    return [record for record in table.values() if record["enabled"]]


def ids(records: Iterable[Record]) -> list[str]:
    return [record["id"] for record in records]


def brings_events(space: Workspace, source: Record) -> bool:
    kind = space.catalog.sources[source["metadataId"]]
    return kind["isCloudEventSource"] or bool(LIBRARIES & set(kind["categories"]))


def volume(space: Workspace, *source_ids: str, days: int) -> list[Group]:
    """Return what sources have sent in the last days, for every source, type and name apart."""
    start, end = minute_of(space.started - timedelta(days=days)), minute_of(space.started)
    return space.volume.groups(Query(start, end, by=("source", "eventType", "eventName"), sources=source_ids))


def sent(space: Workspace, *source_ids: str, days: int = 30) -> Counter[str]:
    """Count what sources, or all of them, sent in the last days, by the name of the event, empty for other calls."""
    start, end = minute_of(space.started - timedelta(days=days)), minute_of(space.started)
    counts = Counter[str]()
    for group in volume(space, *source_ids, days=days):
        counts[group.about["eventName"]] += sum(count(daily, start, end) for daily in group.streams)
    return counts


def events(space: Workspace, source_id: str, *, days: int) -> int:
    """Count all that a source has sent in the last days."""
    return sent(space, source_id, days=days).total()


def rules_of(space: Workspace, plan_id: str | None) -> Iterator[Record]:
    """Yield the rules for events of a plan."""
    rules = space.tracking_plans.rules[plan_id].values() if plan_id else ()
    return (rule for rule in rules if rule["type"] == "TRACK")
