"""Events that were agreed on and never come."""

from collections.abc import Iterator
from typing import Final

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits, sends_events
from segment_async.audit.facts.links import RULES, track_rules
from segment_async.audit.facts.measures import days_since, moment_of, names_heard, number
from segment_async.audit.facts.words import first_of, listed, number_of
from segment_async.audit.snapshot.view import Facts, is_enabled
from segment_async.audit.spans import VOLUME_DAYS

SOURCES: Final = "listSourcesFromTrackingPlan"
VOLUME: Final = "getEventsVolumeFromWorkspace"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the plans with rules in force for events that none of their enabled sources sent lately, new ones aside."""
    for plan in snapshot.resources("tracking-plan"):
        if plan.data.get("type") != "LIVE" or snapshot.lacks(SOURCES, plan.id) or snapshot.lacks(RULES, plan.id):
            continue
        sources = [one for one in snapshot.resources("tracking-plan-source", plan.id) if is_enabled(one)]
        if not any(map(sends_events, sources)) or any(snapshot.lacks(VOLUME, source.id) for source in sources):
            continue
        rules = _in_force(snapshot, plan.id)
        heard = frozenset[str]().union(*(names_heard(snapshot, source.id) for source in sources))
        unseen = sorted(rules - heard - _new(snapshot, plan.id))
        if unseen:
            nobody = "its source did not send" if len(sources) == 1 else f"none of its {len(sources):,} sources sent"
            what = f"{number_of(len(unseen), 'event')} that {nobody} in {VOLUME_DAYS} days"
            evidence = {
                "rules": len(rules),
                "unseen": len(unseen),
                "events": first_of(unseen),
                "days": VOLUME_DAYS,
                "sourceCount": len(sources),
                "sources": first_of([source.name for source in sources]),
            }
            yield Case(plan, f"The tracking plan {plan.name} names {what}: {listed(unseen)}.", evidence)


def _in_force(snapshot: Facts, plan_id: str) -> frozenset[str]:
    """Return the names of the events whose newest rule is not deprecated."""
    newest: dict[str, tuple[int, bool]] = {}
    for name, rule in track_rules(snapshot, plan_id):
        version = number(get(rule.data, "version")), moment_of(get(rule.data, "deprecatedAt")) is not None
        newest[name] = max(newest.get(name, version), version)
    return frozenset(name for name, (_, deprecated) in newest.items() if not deprecated)


def _new(snapshot: Facts, plan_id: str) -> frozenset[str]:
    """Return the names of the events that had no rule before the days of the volumes."""
    new: set[str] = set()
    old: set[str] = set()
    for name, rule in track_rules(snapshot, plan_id):
        made = moment_of(get(rule.data, "createdAt"))
        (new if made is not None and days_since(snapshot, made) < VOLUME_DAYS else old).add(name)
    return frozenset(new - old)


CHECK: Final = Check(
    id="tracking-plan-rule-unseen",
    severity="info",
    question="Which events of a tracking plan does none of its sources send?",
    remedy="Build what should send the events, or deprecate their rules, so that the plan says what is.",
    needs=("listTrackingPlans", SOURCES, RULES, VOLUME),
    find=find,
)
