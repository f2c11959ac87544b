"""Sources that used to send events and stopped."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, Threshold, kind_name, sends_events
from segment_async.audit.facts.measures import Volume, volumes
from segment_async.audit.facts.words import number_of
from segment_async.audit.snapshot.view import Facts, is_enabled
from segment_async.audit.spans import VOLUME_DAYS, VOLUME_SPANS

VOLUME: Final = "getEventsVolumeFromWorkspace"
BEFORE: Final = VOLUME_DAYS * (VOLUME_SPANS - 1)


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the enabled sources of events that sent none lately, and enough in the days before to be missed."""
    if snapshot.lacks(VOLUME):
        return
    heard = volumes(snapshot)
    for source in filter(is_enabled, snapshot.resources("source")):
        volume = heard.get(source.id, Volume())
        if sends_events(source) and volume.before >= (limits["events"] or 1) and not volume.recent:
            sent = number_of(volume.before, "event")
            said = f"{source.name} sent {sent} in {BEFORE} days, and none in the last {VOLUME_DAYS}."
            about = {"slug": source.data.get("slug"), "kind": kind_name(source)}
            evidence = {**about, "days": VOLUME_DAYS, "events": 0, "daysBefore": BEFORE, "eventsBefore": volume.before}
            yield Case(source, said, evidence)


CHECK: Final = Check(
    id="source-fell-silent",
    severity="error",
    question=f"Which sources sent nothing in the last {VOLUME_DAYS} days, after many events in the {BEFORE} before?",
    remedy="Find out what stopped: a release, a changed write key, an expired credential. Or switch the source off.",
    needs=("listSources", VOLUME),
    find=find,
    thresholds={"events": Threshold(100, "events that a source has to have sent in the days before")},
)
