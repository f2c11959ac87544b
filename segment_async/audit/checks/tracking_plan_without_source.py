"""Agreements that nothing is held to."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.snapshot.view import Facts

SOURCES: Final = "listSourcesFromTrackingPlan"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the plans, without libraries and templates, that no source follows, be it enabled or not."""
    for plan in snapshot.resources("tracking-plan"):
        if plan.data.get("type") != "LIVE" or snapshot.lacks(SOURCES, plan.id):
            continue
        if not snapshot.count("tracking-plan-source", plan.id):
            yield Case(plan, f"No source follows the tracking plan {plan.name}.", {"type": "LIVE", "sources": 0})


CHECK: Final = Check(
    id="tracking-plan-without-source",
    severity="info",
    question="Which tracking plans are followed by no source?",
    remedy="Connect the sources that the plan was written for, or delete the plan.",
    needs=("listTrackingPlans", SOURCES),
    find=find,
)
