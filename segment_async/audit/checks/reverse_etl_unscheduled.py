"""Models that are synced only when somebody thinks of it."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits, Threshold
from segment_async.audit.facts.measures import days_since
from segment_async.audit.facts.outlets import Outlet, are_known, outlets, running_models
from segment_async.audit.facts.runs import latest
from segment_async.audit.facts.words import first_of
from segment_async.audit.snapshot.view import Facts, Resource

SYNCS: Final = "listReverseETLSyncStatusesFromModelAndSubscriptionId"
BY_HAND: Final = "MANUAL"


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the enabled models that no schedule syncs, but for those that something else syncs all the time."""
    if not are_known(snapshot):
        return
    feeds = outlets(snapshot)
    for model in running_models(snapshot):
        own = feeds.get(model.id, ())
        if any(_strategy(outlet) not in (None, BY_HAND) for outlet in own):
            continue
        if any(snapshot.lacks(SYNCS, outlet.scope) for outlet in own):
            continue
        last = latest(_syncs(snapshot, own), start="startedAt")
        since = None if last is None else days_since(snapshot, last)
        if since is not None and since <= (limits["days"] or 0):
            continue
        message = f"No schedule syncs the model {model.name}."
        if not own:
            message = f"The model {model.name} feeds no enabled subscription."
        evidence = {
            "sourceId": model.data.get("sourceId"),
            "subscriptions": len(own),
            "unscheduled": [{**outlet.told, "strategy": _strategy(outlet)} for outlet in first_of(own)],
            "lastSync": last.isoformat() if last else None,
        }
        yield Case(model, message, evidence)


def _strategy(outlet: Outlet) -> str | None:
    strategy = get(outlet.subscription.data, "reverseETLSchedule.strategy")
    return str(strategy) if strategy else None


def _syncs(snapshot: Facts, outlets: Sequence[Outlet]) -> Iterator[Resource]:
    return chain.from_iterable(snapshot.resources("destination-subscription-sync", one.scope) for one in outlets)


CHECK: Final = Check(
    id="reverse-etl-unscheduled",
    severity="warning",
    question="Which reverse ETL models does no schedule sync?",
    remedy="Give a subscription of the model a schedule, or disable the model if it has served its purpose.",
    needs=("listReverseEtlModels", "listDestinations", "listSubscriptionsFromDestination", SYNCS),
    find=find,
    thresholds={
        "days": Threshold(7, "days within which a sync shows that something else, such as a job of yours, starts them")
    },
)
