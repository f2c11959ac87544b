"""Sources that fell silent, or never spoke."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.asks_public import VOLUME_DAYS
from segment_async.audit.checks.base import Case, Check, is_enabled, kind_name, sends_events
from segment_async.audit.view import Facts

VOLUME: Final = "getEventsVolumeFromWorkspace"


def find(snapshot: Facts) -> Iterator[Case]:
    """Yield the enabled sources of events that sent none in the days that the snapshot counts."""
    if snapshot.lacks(VOLUME):
        return
    heard = {volume.id for volume in snapshot.resources("events-volume") if volume.data.get("total")}
    for source in filter(is_enabled, snapshot.resources("source")):
        if sends_events(source) and source.id not in heard:
            evidence = {"slug": source.data.get("slug"), "kind": kind_name(source), "days": VOLUME_DAYS, "events": 0}
            yield Case(source, f"{source.name} sent no event in the last {VOLUME_DAYS} days.", evidence)


CHECK: Final = Check(
    id="source-without-events",
    severity="warning",
    question=f"Which sources sent nothing in the last {VOLUME_DAYS} days?",
    remedy="Repair what should send events, or switch the source off; a source that is new may need some time.",
    needs=("listSources", VOLUME),
    find=find,
)
