"""Sources that never spoke."""

from collections.abc import Iterator
from typing import Final

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits, Threshold, kind_name, sends_events
from segment_async.audit.facts.measures import Volume, days_since, moment_of, volumes
from segment_async.audit.snapshot.view import Facts, is_enabled
from segment_async.audit.spans import VOLUME_DAYS, VOLUME_SPANS

VOLUME: Final = "getEventsVolumeFromWorkspace"
DAYS: Final = VOLUME_DAYS * VOLUME_SPANS
CREATED: Final = "Source Created"
"""What the audit trail calls it that a source was made."""


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the enabled sources of events that sent none in all the days that the snapshot counts, but for new ones."""
    if snapshot.lacks(VOLUME):
        return
    heard, young = volumes(snapshot), _made_lately(snapshot, limits["days"] or 0)
    for source in filter(is_enabled, snapshot.resources("source")):
        if sends_events(source) and source.id not in young and heard.get(source.id, Volume()) == Volume():
            evidence = {"slug": source.data.get("slug"), "kind": kind_name(source), "days": DAYS, "events": 0}
            yield Case(source, f"{source.name} sent no event in the last {DAYS} days.", evidence)


def _made_lately(snapshot: Facts, days: float) -> set[str]:
    """Return the ids of the sources that the audit trail says were made in the last days."""
    found: set[str] = set()
    for event in snapshot.resources("audit-event"):
        moment = moment_of(get(event.data, "timestamp"))
        if get(event.data, "type") == CREATED and moment is not None and days_since(snapshot, moment) <= days:
            found.add(str(get(event.data, "resourceId")))
    return found


CHECK: Final = Check(
    id="source-without-events",
    severity="warning",
    question=f"Which sources sent nothing in {DAYS} days?",
    remedy="Repair what should send events, or switch the source off; one that is new may need some time.",
    needs=("listSources", VOLUME),
    find=find,
    thresholds={
        "days": Threshold(7, "days that a new source has to send its first event, if the audit trail shows it")
    },
)
