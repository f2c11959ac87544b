"""Destinations that were switched off and stayed."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, kind_name
from segment_async.audit.view import Facts


def find(snapshot: Facts) -> Iterator[Case]:
    """Yield the destinations that are disabled."""
    sources = {source.id: source.name for source in snapshot.resources("source")}
    for destination in snapshot.resources("destination"):
        if destination.data.get("enabled") is False:
            source_id = str(destination.data.get("sourceId"))
            source = sources.get(source_id)
            of = f" of {source}" if source else ""
            evidence = {"kind": kind_name(destination), "enabled": False, "sourceId": source_id, "source": source}
            yield Case(
                destination, f"The destination {destination.name}{of} is switched off and receives nothing.", evidence
            )


CHECK: Final = Check(
    id="destination-disabled",
    severity="info",
    question="Which destinations are switched off?",
    remedy="Switch the destination on if it should receive events, or delete it with its stored credentials.",
    needs=("listDestinations",),
    find=find,
)
