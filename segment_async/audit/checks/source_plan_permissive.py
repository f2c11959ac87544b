"""Plans that stop nothing."""

from collections.abc import Iterator, Mapping
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import Json
from segment_async.audit.checks.base import Case, Check, Limits, source_case
from segment_async.audit.facts.links import Plans
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled

SETTINGS: Final = "listSchemaSettingsInSource"

SWITCHES: Final = (
    "allowUnplannedEvents",
    "allowUnplannedEventProperties",
    "allowEventOnViolations",
    "allowPropertiesOnViolations",
    "commonEventOnViolations",
)
"""What the settings say about events, beside what they say about people and groups."""


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources that follow a plan and let events pass that it does not name."""
    plans = Plans(snapshot)
    names = {plan.id: plan.name for plan in snapshot.resources("tracking-plan")}
    for source in filter(is_enabled, snapshot.resources("source")):
        switches = _switches(snapshot, source)
        plan_id = plans.of(source.id) if switches.get("allowUnplannedEvents") is True else None
        if plan_id is not None:
            plan = names.get(plan_id)
            message = f"{source.name} follows the tracking plan {plan or plan_id}, and lets unplanned events pass."
            yield source_case(source, message, {"planId": plan_id, "plan": plan, **switches})


def _switches(snapshot: Facts, source: Resource) -> Mapping[str, Json]:
    """Return what of the settings is a plain switch."""
    return {
        name: value
        for settings in snapshot.resources("source-settings", source.id)
        for name in SWITCHES
        if isinstance(value := get(settings.data, f"settings.track.{name}"), bool | str)
    }


CHECK: Final = Check(
    id="source-plan-permissive",
    severity="warning",
    question="Which sources follow a tracking plan that stops no unplanned event?",
    remedy="Block unplanned events in the schema settings of the source, once the plan names what is to come in.",
    needs=("listSources", "listTrackingPlans", "listSourcesFromTrackingPlan", "getSource", SETTINGS),
    find=find,
)
