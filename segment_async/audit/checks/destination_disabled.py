"""Destinations that were switched off and stayed."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, kind_name
from segment_async.audit.facts.links import audience_connections, insertions
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the destinations that are disabled."""
    sources = {source.id: source.name for source in snapshot.resources("source")}
    connections, instances = audience_connections(snapshot), insertions(snapshot)
    for destination in snapshot.resources("destination"):
        if destination.data.get("enabled") is False:
            source_id = str(destination.data.get("sourceId"))
            source = sources.get(source_id)
            of = f" of {source}" if source else ""
            message = f"The destination {destination.name}{of} is switched off and receives nothing."
            about = {"kind": kind_name(destination), "enabled": False, "sourceId": source_id, "source": source}
            depends = {
                "audienceConnections": None if connections is None else connections[destination.id],
                "reverseEtlSubscriptions": _subscriptions(snapshot, destination),
                "functionInstances": None if instances is None else instances[destination.id],
            }
            known = {name: count for name, count in depends.items() if count is not None}
            yield Case(destination, message, {**about, **known})


def _subscriptions(snapshot: Facts, destination: Resource) -> int | None:
    """Count the enabled subscriptions of a destination to models; ``None`` where they are not known."""
    if snapshot.lacks("listSubscriptionsFromDestination", destination.id):
        return None
    subscriptions = snapshot.resources("destination-subscription", destination.id)
    return sum(1 for one in subscriptions if is_enabled(one) and one.data.get("modelId"))


CHECK: Final = Check(
    id="destination-disabled",
    severity="info",
    question="Which destinations are switched off?",
    remedy="Switch the destination on if it should receive events, or delete it with its stored credentials.",
    needs=("listDestinations",),
    find=find,
)
