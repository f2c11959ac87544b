"""The demo seed: an online shop with websites, apps, servers and stores, told in ``data/demo``."""

from datetime import timedelta
from itertools import chain
from random import Random
from typing import Any, Final

from segment_async.sandbox.seeds.access import plant_access
from segment_async.sandbox.seeds.catalog import destination_kinds, load, source_kinds, warehouse_kinds
from segment_async.sandbox.seeds.credentials import plant_credentials
from segment_async.sandbox.seeds.functions import plant_functions
from segment_async.sandbox.seeds.history import plant_history
from segment_async.sandbox.seeds.loading import plant_loading
from segment_async.sandbox.seeds.people import plant_people
from segment_async.sandbox.seeds.plans import rules, strict
from segment_async.sandbox.seeds.regulations import plant_regulations
from segment_async.sandbox.seeds.reverse_etl import plant_reverse_etl
from segment_async.sandbox.seeds.secrets import conceal, fill
from segment_async.sandbox.seeds.spaces import plant_spaces
from segment_async.sandbox.seeds.traffic import send
from segment_async.sandbox.store import Record, Workspace, timestamp

_OLDEST: Final = 900
"""Days ago that the first record was made."""

_DEPRECATED: Final = timedelta(days=20)
"""How long ago rules were declared to be out of use."""

_FATE: Final = {"discarded": 0.004, "failed": 0.001, "retried": 0.008}


def plant_demo(workspace: Workspace) -> None:
    """Move the shop into a workspace that has the catalog and nothing else."""
    shop = load("demo/shop")
    workspace.record.update(shop["workspace"])
    for label in shop["label"]:
        workspace.labels.add(label["key"], label["value"], description=label.get("about", ""))
    warehouses = {raw["name"]: _add_warehouse(workspace, raw)["id"] for raw in shop["warehouse"]}
    plans = {raw["name"]: _add_plan(workspace, raw)["id"] for raw in shop["plan"]}
    for raw in chain(load("demo/sources")["source"], load("demo/more_sources")["source"]):
        source = _add_source(workspace, raw)
        for name in raw.get("warehouses", ()):
            workspace.warehouses.connect(warehouses[name], source["id"])
        if "plan" in raw:
            workspace.tracking_plans.connect(plans[raw["plan"]], source["id"])
        if "sends" in raw:
            send(workspace, source, raw)
        if not raw.get("people", True):
            workspace.sources.impersonal.add(source["id"])
        for destination in raw.get("destination", ()):
            _add_destination(workspace, source, destination)
    plant_reverse_etl(workspace)
    plant_functions(workspace)
    _backdate(workspace)
    plant_spaces(workspace)
    plant_loading(workspace)
    plant_regulations(workspace)
    plant_people(workspace)
    plant_credentials(workspace)
    plant_access(workspace)
    plant_history(workspace)


def _add_warehouse(workspace: Workspace, raw: Record) -> Record:
    kind = warehouse_kinds()[raw["kind"]]
    return workspace.warehouses.add(
        metadata_id=kind["id"],
        name=raw["name"],
        enabled=raw.get("enabled", True),
        settings=fill(kind["options"], raw["settings"], place=raw["name"]),
        connect_sources=False,
    )


def _add_plan(workspace: Workspace, raw: Record) -> Record:
    plan = workspace.tracking_plans.add(
        name=raw["name"],
        type=raw["type"],
        slug=raw["name"].lower().replace(" ", "-"),
        description=raw["about"],
    )
    workspace.tracking_plans.upsert_rules(plan["id"], rules(raw["subjects"], raw.get("calls", ())))
    _revise(workspace, plan, raw)
    return plan


def _revise(workspace: Workspace, plan: Record, raw: Record) -> None:
    """Bring some rules of a plan to a second version, and declare others to be out of use."""
    table = workspace.tracking_plans.rules[plan["id"]]
    first = {name: table["TRACK", name, 1] for name in (*raw.get("revised", ()), *raw.get("deprecated", ()))}
    workspace.tracking_plans.upsert_rules(
        plan["id"], [{**first[name], "version": 2} for name in raw.get("revised", ())]
    )
    for rule in first.values():
        rule["deprecatedAt"] = timestamp(workspace.started - _DEPRECATED)


def _add_source(workspace: Workspace, raw: Record) -> Record:
    kind, slug = source_kinds()[raw["kind"]], raw["slug"]
    return workspace.sources.add(
        slug=slug,
        metadata_id=kind["id"],
        name=raw["name"],
        enabled=raw.get("enabled", True),
        settings=fill(kind["options"], raw.get("settings", {}), place=slug),
        labels=raw["labels"].items(),
        write_keys=[conceal(f"{slug} write key {number}") for number in range(raw.get("write_keys", 1))],
        schema_settings=raw.get("schema", strict() if "plan" in raw else {}),
        connect_warehouses=False,
    )


def _add_destination(workspace: Workspace, source: Record, raw: Record) -> None:
    kind, place = destination_kinds()[raw["kind"]], f"{source['slug']} {raw['name']}"
    destination = workspace.destinations.add(
        source_id=source["id"],
        metadata_id=kind["id"],
        name=raw["name"],
        enabled=raw.get("enabled", True),
        settings=fill(kind["options"], raw.get("settings", {}), place=place),
    )
    workspace.destinations.fates[destination["id"]] = _FATE | raw.get("fate", {})
    for guard in raw.get("filter", ()):
        workspace.destinations.add_filter(
            destination["id"],
            title=guard["title"],
            if_=guard["if"],
            actions=guard["actions"],
            description=guard.get("about", ""),
            enabled=guard.get("enabled", True),
        )
    for preset in kind["presets"]:
        workspace.destinations.add_subscription(
            destination["id"],
            action_id=preset["actionId"],
            name=preset["name"],
            trigger=preset["trigger"],
            settings=dict(preset["fields"]),
        )
    actions = {action["slug"]: action["id"] for action in kind["actions"]}
    for subscription in raw.get("subscription", ()):
        workspace.destinations.add_subscription(
            destination["id"],
            action_id=actions[subscription["action"]],
            name=subscription["name"],
            trigger=subscription["trigger"],
            enabled=subscription.get("enabled", True),
            settings=fill((), subscription["settings"], place=f"{place} {subscription['name']}"),
        )


def _backdate(workspace: Workspace) -> None:
    """Spread the times of all records over the years before the workspace started."""
    luck = Random("dates")  # noqa: S311 - dates of a demo, the same in every run
    tables: list[Any] = [
        workspace.warehouses,
        workspace.tracking_plans,
        *workspace.tracking_plans.rules.values(),
        workspace.sources,
        workspace.destinations,
        *workspace.destinations.filters.values(),
    ]
    for record in chain.from_iterable(table.values() for table in tables):
        age = luck.randint(30, _OLDEST)
        record["createdAt"] = timestamp(workspace.started - timedelta(days=age, seconds=luck.randrange(86_400)))
        record["updatedAt"] = timestamp(workspace.started - timedelta(days=luck.randrange(age)))
