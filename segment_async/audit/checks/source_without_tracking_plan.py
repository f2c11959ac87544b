"""Events that nobody agreed on."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, kind_name, sends_events
from segment_async.audit.snapshot.view import Facts, is_enabled

DETAIL: Final = "getSource"
PLANS: Final = "listTrackingPlans"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources of events that follow no plan."""
    if snapshot.lacks(PLANS):  # a workspace without the feature has no plan to follow
        return
    planned = {source.id for source in snapshot.resources("tracking-plan-source")}
    for source in filter(is_enabled, snapshot.resources("source")):
        if not sends_events(source) or source.id in planned:
            continue
        for detail in snapshot.resources("source-detail", source.id):
            if not detail.data.get("trackingPlanId"):
                evidence = {"slug": source.data.get("slug"), "kind": kind_name(source), "trackingPlanId": None}
                if "enabled" in source.data:
                    yield Case(source, f"{source.name} sends events that no tracking plan governs.", evidence)
                else:  # the Config API names sources that are switched off too
                    doubt = "The Config API does not tell whether it is switched on."
                    evidence["enabled"] = None
                    yield Case(source, f"No tracking plan governs {source.name}. {doubt}", evidence)


CHECK: Final = Check(
    id="source-without-tracking-plan",
    severity="warning",
    question="Which sources send events that nobody has agreed on?",
    remedy="Connect the source to a tracking plan, so that unplanned events and properties are noticed.",
    needs=("listSources", PLANS, DETAIL),
    find=find,
)
