"""Models whose rows do not arrive."""

from collections.abc import Iterator, Mapping
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import Json
from segment_async.audit.checks.base import Case, Check, Limits, Threshold
from segment_async.audit.facts.measures import days_before
from segment_async.audit.facts.outlets import Outlet, outlets, running_models
from segment_async.audit.facts.runs import Failure, ended_of, failure
from segment_async.audit.facts.words import first_of, listed
from segment_async.audit.snapshot.view import Facts

SYNCS: Final = "listReverseETLSyncStatusesFromModelAndSubscriptionId"
PHASES: Final = {"extract": "extractPhase", "load": "loadPhase"}
"""The halves of a sync, in order, and where a sync tells of them."""


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the enabled models whose latest sync through an enabled subscription failed, or does not end."""
    overdue = days_before(snapshot, limits["days"] or 0)
    feeds = outlets(snapshot)
    for model in running_models(snapshot):
        failing: list[tuple[Outlet, Failure]] = []
        for outlet in feeds.get(model.id, ()):
            if not snapshot.lacks(SYNCS, outlet.scope):
                syncs = snapshot.resources("destination-subscription-sync", outlet.scope)
                failed = failure(syncs, state="syncStatus", start="startedAt", overdue=overdue)
                failing += [(outlet, failed)] if failed else []
        if failing:
            names = listed([outlet.destination for outlet, _ in failing])
            ended = ended_of(failed for _, failed in failing)
            message = f"The latest sync of the model {model.name} to {names} {ended}."
            failures = [_told(outlet, failed) for outlet, failed in first_of(failing)]
            evidence = {
                "sourceId": model.data.get("sourceId"),
                "failingSubscriptions": len(failing),
                "failures": failures,
            }
            yield Case(model, message, evidence)


def _told(outlet: Outlet, failed: Failure) -> Mapping[str, Json]:
    sync = failed.run.data
    codes = {phase: get(sync, f"{path}.errorCode") for phase, path in PHASES.items()}
    phase = next((phase for phase, code in codes.items() if code), None)
    return {
        **outlet.told,
        "syncId": failed.run.id,
        "status": sync.get("syncStatus"),
        "startedAt": sync.get("startedAt"),
        "since": failed.since.isoformat(),
        "inARow": failed.times,
        "errorCode": sync.get("errorCode") or (codes[phase] if phase else None),
        "phase": phase,
    }


CHECK: Final = Check(
    id="reverse-etl-failing",
    severity="error",
    question="Which reverse ETL models failed when they were last synced, or have a sync that does not end?",
    remedy=(
        "Mend what the error code names, in the query of the model or in the destination, and sync again. "
        "A sync that does not end has to be cancelled first."
    ),
    needs=("listReverseEtlModels", "listDestinations", "listSubscriptionsFromDestination", SYNCS),
    find=find,
    thresholds={"days": Threshold(2, "days that a sync goes on, after which a model is found")},
)
