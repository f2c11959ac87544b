"""Orders to delete or suppress that do not come to an end."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list
from segment_async.audit.checks.base import Case, Check, Limits, Threshold
from segment_async.audit.facts.measures import days_since, moment_of
from segment_async.audit.facts.words import first_of, number_of
from segment_async.audit.snapshot.view import Facts, Resource

OPEN: Final = {"INITIALIZED": "has not started", "RUNNING": "is still running"}
"""States of a regulation that is not done."""


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the regulations that take longer than Segment says that they do."""
    seen: set[str] = set()
    every = chain(snapshot.resources("regulation"), snapshot.resources("source-regulation"))
    for regulation in every:
        filed = moment_of(regulation.data.get("createdAt"))
        days = 0 if filed is None else days_since(snapshot, filed)
        if str(regulation.data.get("status")) not in OPEN or days <= (limits["days"] or 0) or regulation.id in seen:
            continue
        seen.add(regulation.id)
        detail = next(snapshot.resources("regulation-detail", regulation.id), None)
        status = str((detail and get(detail.data, "overallStatus")) or regulation.data["status"])
        if status in OPEN:
            message = f"The regulation {regulation.id} was filed {number_of(int(days), 'day')} ago and {OPEN[status]}."
            about = {"status": status, "days": int(days), "type": regulation.data.get("regulationType")}
            yield Case(regulation, message, {**about, **(_unfinished(detail) if detail else {})})


def _unfinished(detail: Resource) -> Mapping[str, Json]:
    """Return how many streams of a regulation wait, and for which destinations."""
    streams = get(detail.data, "streamStatus")
    waiting: list[str] = []
    unfinished = 0
    for stream in streams if is_list(streams) else ():
        places = get(stream, "destinationStatus")
        names = [
            str(get(place, "name"))
            for place in (places if is_list(places) else ())
            if str(get(place, "status")) in OPEN
        ]
        unfinished += bool(names)
        waiting += names
    names = sorted(set(waiting))
    return {"unfinishedStreams": unfinished, "unfinishedDestinations": len(waiting), "waitingFor": first_of(names)}


CHECK: Final = Check(
    id="regulation-stuck",
    severity="error",
    question="Which regulations take longer than the 30 days that Segment promises?",
    remedy="Ask Segment's support with the id of the regulation, and delete by hand where a destination does not.",
    needs=("listWorkspaceRegulations", "listRegulationsFromSource", "getRegulation"),
    find=find,
    thresholds={"days": Threshold(30, "days that a regulation may take")},
)
