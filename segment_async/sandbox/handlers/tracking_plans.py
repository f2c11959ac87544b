"""The *Tracking Plans* tag."""

from collections.abc import Sequence
from typing import Final

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Invalid, Record

RULES_AT_MOST: Final = 200
"""Rules that one request may write or remove."""


@handles("listTrackingPlans")
def list_all(call: Call) -> Record:
    """Show the tracking plans, of one type or of all."""
    plans = call.workspace.tracking_plans
    if "type" not in call.query:
        return call.page(plans, views.tracking_plan)
    return call.page([plan for plan in plans.values() if plan["type"] == call.query["type"]], views.tracking_plan)


@handles("getTrackingPlan")
def get(call: Call) -> Record:
    """Show a tracking plan."""
    return {"trackingPlan": views.tracking_plan(call.workspace, _plan(call))}


@handles("createTrackingPlan")
def create(call: Call) -> Record:
    """Create a tracking plan without rules."""
    plan = call.workspace.tracking_plans.add(
        name=call.body["name"], type=call.body["type"], description=call.body.get("description", "")
    )
    return {"trackingPlan": views.tracking_plan(call.workspace, plan)}


@handles("updateTrackingPlan")
def update(call: Call) -> Record:
    """Change the name or the description."""
    plan = _plan(call)
    plan.update({name: call.body[name] for name in ("name", "description") if name in call.body})
    plan["updatedAt"] = call.workspace.now()
    return {"status": "SUCCESS"}


@handles("deleteTrackingPlan")
def delete(call: Call) -> Record:
    """Delete a tracking plan with its rules."""
    call.workspace.tracking_plans.remove(call.path["trackingPlanId"])
    return {"status": "SUCCESS"}


@handles("listRulesFromTrackingPlan")
def list_rules(call: Call) -> Record:
    """Show the rules of a plan."""
    return call.page(call.workspace.tracking_plans.rules[_plan(call)["id"]], views.plain)


@handles("replaceRulesInTrackingPlan")
def replace_rules(call: Call) -> Record:
    """Make the given rules the only ones of a plan."""
    call.workspace.tracking_plans.replace_rules(_plan(call)["id"], _rules(call.body["rules"]))
    return {"status": "SUCCESS"}


@handles("updateRulesInTrackingPlan")
def update_rules(call: Call) -> Record:
    """Insert rules, or write over those that have the same type, key and version."""
    call.workspace.tracking_plans.upsert_rules(_plan(call)["id"], _rules(call.body["rules"]))
    return {"status": "SUCCESS"}


@handles("removeRulesFromTrackingPlan")
def remove_rules(call: Call) -> Record:
    """Remove some rules."""
    call.workspace.tracking_plans.remove_rules(_plan(call)["id"], _rules(call.query["rules"]))
    return {"status": "SUCCESS"}


@handles("listSourcesFromTrackingPlan")
def list_sources(call: Call) -> Record:
    """Show the sources that follow a plan."""
    return call.page(call.workspace.tracking_plans.sources[_plan(call)["id"]], views.source)


@handles("addSourceToTrackingPlan")
def add_source(call: Call) -> Record:
    """Hold a source to a plan."""
    call.workspace.tracking_plans.connect(_plan(call)["id"], call.body["sourceId"])
    return {"status": "SUCCESS"}


@handles("removeSourceFromTrackingPlan")
def remove_source(call: Call) -> Record:
    """Let a source go."""
    call.workspace.tracking_plans.disconnect(_plan(call)["id"], call.query["sourceId"])
    return {"status": "SUCCESS"}


def _plan(call: Call) -> Record:
    return call.workspace.tracking_plans.find(call.path["trackingPlanId"])


def _rules(rules: Sequence[Record]) -> Sequence[Record]:
    if len(rules) > RULES_AT_MOST:
        raise Invalid(
            f"rules must contain less than or equal to {RULES_AT_MOST} items; send several requests.", field="rules"
        )
    for index, rule in enumerate(rules):
        if rule["type"] == "TRACK" and not rule.get("key"):
            raise Invalid(f"rules.{index}.key is required for TRACK.", field=f"rules.{index}.key")
    return rules
