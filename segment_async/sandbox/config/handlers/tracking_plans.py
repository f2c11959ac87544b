"""The *Tracking Plans* service: the plans of type ``LIVE``, by the ids that start with ``rs_``."""

from collections.abc import Sequence
from typing import Any, Final

from segment_async.sandbox.config import names, rules, views
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.store import Missing, Record, Workspace

EMPTY: Final[dict[str, Any]] = {"display_name": "", "rules": {}, **dict.fromkeys(map("rules.{}".format, rules.PARTS))}
"""What each field is reset to."""


@handles("listTrackingPlans")
def list_all(call: Call) -> Record:
    """Show the tracking plans, without their events."""
    plans = [plan for plan in call.workspace.tracking_plans.values() if plan["type"] == "LIVE"]
    return call.page(plans, views.listed_plan)


@handles("getTrackingPlan")
def get(call: Call) -> Record:
    """Show a tracking plan, even one that was deleted."""
    plans, schema_id = call.workspace.tracking_plans, call.path["tracking_plan_id"]
    if schema_id in plans.deleted:
        return views.plan(call.workspace, *plans.deleted[schema_id])
    return _shown(call.workspace, _plan(call))


@handles("createTrackingPlan")
def create(call: Call) -> Record:
    """Create a tracking plan with its rules."""
    given = call.body["tracking_plan"]
    made = rules.made(given.get("rules", {}), rules.PARTS)
    data = call.public.ask("createTrackingPlan", body={"name": given["display_name"], "type": "LIVE"})
    plan = call.workspace.tracking_plans[data["trackingPlan"]["id"]]
    call.workspace.tracking_plans.upsert_rules(plan["id"], made)
    return _shown(call.workspace, plan)


@handles("updateTrackingPlan")
def update(call: Call) -> Record:
    """Change what the mask names: the name, all rules, or the rules of some parts."""
    plan, changes = _plan(call), call.changes(EMPTY)
    given = call.body["tracking_plan"].get("rules", {})
    parts = [part for part in rules.PARTS if "rules" in changes or f"rules.{part}" in changes]
    made = rules.made(given, parts)
    if "display_name" in changes:
        body = {"name": changes["display_name"]}
        call.public.ask("updateTrackingPlan", path={"trackingPlanId": plan["id"]}, body=body)
    if parts:
        call.workspace.tracking_plans.replace_types(plan["id"], rules.types_of(parts), made)
    return _shown(call.workspace, plan)


@handles("deleteTrackingPlan")
def delete(call: Call) -> Record:
    """Delete a tracking plan; its sources are free again."""
    call.public.ask("deleteTrackingPlan", path={"trackingPlanId": _plan(call)["id"]})
    return {}


@handles("listSourceConnections")
def list_connections(call: Call) -> Record:
    """Show the sources that follow a plan."""
    plan = _plan(call)

    def shown(_: Workspace, source: Record) -> Record:
        return _connection(call, plan, source)

    return call.page(call.workspace.tracking_plans.sources[plan["id"]], shown)


@handles("createSourceConnection")
def create_connection(call: Call) -> Record:
    """Hold a source to a plan."""
    plan = _plan(call)
    (source,) = _connect(call, plan, [_source(call, call.body["source_name"], "source_name")])
    return _connection(call, plan, source)


@handles("batchCreateSourceConnections")
def create_connections(call: Call) -> Record:
    """Hold sources to a plan; none if one of them follows another."""
    plan = _plan(call)
    wanted = [_source(call, name, f"source_names.{index}") for index, name in enumerate(call.body["source_names"])]
    sources = _connect(call, plan, wanted)
    return {"connections": [_connection(call, plan, source) for source in sources]}


@handles("deleteSourceConnection")
def delete_connection(call: Call) -> Record:
    """Let a source go."""
    plan, source = _plan(call), call.workspace.sources.by_slug(call.path["source_slug"])
    path, query = {"trackingPlanId": plan["id"]}, {"sourceId": source["id"]}
    call.public.ask("removeSourceFromTrackingPlan", path=path, query=query)
    return {}


def _plan(call: Call) -> Record:
    plan = call.workspace.tracking_plans.by_schema(call.path["tracking_plan_id"])
    if plan["type"] != "LIVE":
        raise Missing("This is no tracking plan but a library or a template; list the plans to see which there are.")
    return plan


def _shown(workspace: Workspace, plan: Record) -> Record:
    return views.plan(workspace, plan, workspace.tracking_plans.rules[plan["id"]])


def _source(call: Call, name: str, field: str) -> Record:
    said = names.parts_within(call.workspace, names.SOURCE, name, field)
    return call.workspace.sources.by_slug(said["source_slug"])


def _connect(call: Call, plan: Record, sources: Sequence[Record]) -> Sequence[Record]:
    for source in sources:
        call.workspace.tracking_plans.check_free(plan["id"], source["id"])
    for source in sources:
        call.public.ask("addSourceToTrackingPlan", path={"trackingPlanId": plan["id"]}, body={"sourceId": source["id"]})
    return sources


def _connection(call: Call, plan: Record, source: Record) -> Record:
    return {"source_name": names.of_source(call.workspace, source), "tracking_plan_id": plan["resourceSchemaId"]}
