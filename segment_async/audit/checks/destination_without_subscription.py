"""Destinations that take events and do nothing with them."""

from collections.abc import Iterator
from typing import Final

from segment_async._core.values import is_list
from segment_async.audit.checks.base import Case, Check, Limits, kind_name, kind_of
from segment_async.audit.facts.links import CONNECTIONS, audience_connections, enabled_names
from segment_async.audit.facts.words import number_of
from segment_async.audit.snapshot.view import Facts, is_enabled

SUBSCRIPTIONS: Final = "listSubscriptionsFromDestination"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled destinations that work by actions, where no subscription runs one and no audience does."""
    fed = audience_connections(snapshot)
    if fed is None:
        return
    sources = enabled_names(snapshot, "source")
    for destination in filter(is_enabled, snapshot.resources("destination")):
        actions = kind_of(destination).get("actions")
        source_id = str(destination.data.get("sourceId"))
        if not is_list(actions) or not actions or source_id not in sources or fed[destination.id]:
            continue
        subscriptions = [is_enabled(one) for one in snapshot.resources("destination-subscription", destination.id)]
        if any(subscriptions) or snapshot.lacks(SUBSCRIPTIONS, destination.id):
            continue
        state = "has no subscription"
        if subscriptions:
            state = f"has {number_of(len(subscriptions), 'subscription')}, and none is switched on"
        evidence = {
            "kind": kind_name(destination),
            "sourceId": source_id,
            "source": sources[source_id],
            "actions": len(actions),
            "subscriptions": len(subscriptions),
            "enabledSubscriptions": 0,
        }
        message = f"The destination {destination.name} of {sources[source_id]} {state}, so that it does nothing."
        yield Case(destination, message, evidence)


CHECK: Final = Check(
    id="destination-without-subscription",
    severity="warning",
    question="Which destinations have no subscription that runs one of their actions?",
    remedy="Switch on or add a subscription for what the destination should do, or disable the destination.",
    needs=("listSources", "listDestinations", SUBSCRIPTIONS, "listSpaces", "listAudiences", CONNECTIONS),
    find=find,
)
