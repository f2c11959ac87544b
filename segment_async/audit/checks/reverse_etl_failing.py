"""Models whose rows do not arrive."""

from collections.abc import Iterator, Mapping
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import Json
from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.facts.outlets import Outlet, outlets, running_models
from segment_async.audit.facts.runs import Failure, failure
from segment_async.audit.facts.words import first_of, listed
from segment_async.audit.snapshot.view import Facts

SYNCS: Final = "listReverseETLSyncStatusesFromModelAndSubscriptionId"
PHASES: Final = {"extract": "extractPhase", "load": "loadPhase"}
"""The halves of a sync, in order, and where a sync tells of them."""


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled models whose latest sync through an enabled subscription failed."""
    feeds = outlets(snapshot)
    for model in running_models(snapshot):
        failing: list[tuple[Outlet, Failure]] = []
        for outlet in feeds.get(model.id, ()):
            if not snapshot.lacks(SYNCS, outlet.scope):
                syncs = snapshot.resources("destination-subscription-sync", outlet.scope)
                failed = failure(syncs, state="syncStatus", start="startedAt")
                failing += [(outlet, failed)] if failed else []
        if failing:
            names = listed([outlet.destination for outlet, _ in failing])
            message = f"The latest sync of the model {model.name} to {names} failed."
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
        "startedAt": sync.get("startedAt"),
        "since": failed.since.isoformat(),
        "inARow": failed.times,
        "errorCode": sync.get("errorCode") or (codes[phase] if phase else None),
        "phase": phase,
    }


CHECK: Final = Check(
    id="reverse-etl-failing",
    severity="error",
    question="Which reverse ETL models failed when they were last synced?",
    remedy="Mend what the error code names, in the query of the model or in the destination, and sync again.",
    needs=("listReverseEtlModels", "listDestinations", "listSubscriptionsFromDestination", SYNCS),
    find=find,
)
