"""Checks of what the workspace is billed for, and of regulations."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from segment_async.sandbox.handlers.deletion_and_suppression import _status
from segment_async.sandbox.store import Workspace
from segment_async.sandbox.store.volume import Query, count, minute_of

from .reading import Reading, ids

GROWTH: Final = 1.25
FIRST_DAY_JUDGED: Final = 8

COUNTED: Final[Mapping[str, Callable[[Workspace, str], bool]]] = {
    "api-calls": lambda _, __: True,
    "mtu": lambda space, source_id: source_id not in space.sources.impersonal,
}
"""Whose events each measure counts; users are in proportion to events."""


def events_between(space: Workspace, measure: str, start: datetime, end: datetime) -> int:
    first, last = minute_of(start), minute_of(min(end, space.started))
    return sum(
        count(daily, first, last)
        for group in space.volume.groups(Query(first, last, by=("source",)))
        if COUNTED[measure](space, group.about["source"])
        for daily in group.streams
    )


def growth(space: Workspace, measure: str) -> float:
    """Return what the month will have been worth beside the one before, should it go on as it has begun."""
    this = space.started.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following, before = (this + timedelta(days=31)).replace(day=1), (this - timedelta(days=1)).replace(day=1)
    projected = events_between(space, measure, this, following) / space.started.day * (following - this).days
    return projected / events_between(space, measure, before, this)


def beyond_pace(space: Workspace) -> list[str]:
    """Return the measures that grow too fast."""
    judged = space.started.day >= FIRST_DAY_JUDGED
    return [measure for measure in COUNTED if judged and growth(space, measure) > GROWTH]


def stuck(space: Workspace) -> list[str]:
    overdue = space.started - timedelta(days=30)
    return ids(
        record
        for source_id in (None, *space.sources)
        for record in space.regulations.listed(source_id)
        if datetime.fromisoformat(record["createdAt"]) < overdue
        and _status(space, record) in ("INITIALIZED", "RUNNING")
    )


READINGS: Final[Mapping[str, Reading]] = {"usage-pace": beyond_pace, "regulation-stuck": stuck}
