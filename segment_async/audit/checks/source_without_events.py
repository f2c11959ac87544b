"""Sources that never spoke."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, kind_name, sends_events
from segment_async.audit.facts.measures import Volume, volumes
from segment_async.audit.snapshot.view import Facts, is_enabled
from segment_async.audit.spans import VOLUME_DAYS, VOLUME_SPANS

VOLUME: Final = "getEventsVolumeFromWorkspace"
DAYS: Final = VOLUME_DAYS * VOLUME_SPANS


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources of events that sent none in all the days that the snapshot counts."""
    if snapshot.lacks(VOLUME):
        return
    heard = volumes(snapshot)
    for source in filter(is_enabled, snapshot.resources("source")):
        if sends_events(source) and heard.get(source.id, Volume()) == Volume():
            evidence = {"slug": source.data.get("slug"), "kind": kind_name(source), "days": DAYS, "events": 0}
            yield Case(source, f"{source.name} sent no event in the last {DAYS} days.", evidence)


CHECK: Final = Check(
    id="source-without-events",
    severity="warning",
    question=f"Which sources sent nothing in {DAYS} days?",
    remedy="Repair what should send events, or switch the source off; a source that is new may need some time.",
    needs=("listSources", VOLUME),
    find=find,
)
