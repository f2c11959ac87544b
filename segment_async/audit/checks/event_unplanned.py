"""Events that come in beside the plan."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, source_case
from segment_async.audit.facts.links import RULES, Plans
from segment_async.audit.facts.measures import names_sent
from segment_async.audit.facts.words import first_of, listed, number_of
from segment_async.audit.snapshot.view import Facts, is_enabled
from segment_async.audit.spans import VOLUME_DAYS

VOLUME: Final = "getEventsVolumeFromWorkspace"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources that lately sent events by names that their plan has no rule for, in no version."""
    plans = Plans(snapshot)
    titles = {plan.id: plan.name for plan in snapshot.resources("tracking-plan")}
    for source in filter(is_enabled, snapshot.resources("source")):
        plan_id = plans.of(source.id)
        planned = plans.names(plan_id) if plan_id is not None else None
        if plan_id is None or planned is None or snapshot.lacks(VOLUME, source.id):
            continue
        sent = names_sent(snapshot, source.id)
        unplanned = sorted(sent.keys() - planned, key=lambda name: (-sent[name], name))
        if unplanned:
            title = titles.get(plan_id, plan_id)
            events = number_of(sum(sent[name] for name in unplanned), "event")
            what = f"{events} by {number_of(len(unplanned), 'name')} that {title} does not have: {listed(unplanned)}"
            evidence = {
                "planId": plan_id,
                "plan": title,
                "days": VOLUME_DAYS,
                "unplanned": len(unplanned),
                "events": [{"name": name, "count": sent[name]} for name in first_of(unplanned)],
            }
            yield source_case(source, f"In the last {VOLUME_DAYS} days {source.name} sent {what}.", evidence)


CHECK: Final = Check(
    id="event-unplanned",
    severity="warning",
    question="Which events do sources send that their tracking plan does not name?",
    remedy="Add the events to the plan, or correct what sends them by a name that nobody agreed on.",
    needs=("listSources", "listTrackingPlans", "listSourcesFromTrackingPlan", "getSource", RULES, VOLUME),
    find=find,
)
