"""The demo's reverse ETL, told in ``data/demo/reverse_etl.toml``."""

from datetime import timedelta

from segment_async.sandbox.seeds.catalog import destination_kinds, load, source_kinds
from segment_async.sandbox.seeds.secrets import conceal, fill
from segment_async.sandbox.store import Record, Workspace


def plant_reverse_etl(workspace: Workspace) -> None:
    """Add the source of the models, the models, and what they feed."""
    raw = load("demo/reverse_etl")
    source_id = _add_source(workspace, raw["source"])
    models = {model["name"]: _add_model(workspace, source_id, model) for model in raw["model"]}
    for destination in raw["destination"]:
        _add_destination(workspace, source_id, destination, models)


def _add_source(workspace: Workspace, raw: Record) -> str:
    kind = source_kinds()[raw["kind"]]
    source = workspace.sources.add(
        slug=raw["slug"],
        metadata_id=kind["id"],
        name=raw["name"],
        settings=fill(kind["options"], raw["settings"], place=raw["slug"]),
        labels=raw["labels"].items(),
        write_keys=[conceal(f"{raw['slug']} write key")],
        connect_warehouses=False,
    )
    return str(source["id"])


def _add_model(workspace: Workspace, source_id: str, raw: Record) -> Record:
    return workspace.reverse_etl_models.add(
        source_id=source_id,
        name=raw["name"],
        description=raw["about"],
        enabled=raw.get("enabled", True),
        query=raw["query"],
        identifier_column=raw["id"],
    )


def _add_destination(workspace: Workspace, source_id: str, raw: Record, models: dict[str, Record]) -> None:
    kind = destination_kinds()[raw["kind"]]
    destination = workspace.destinations.add(
        source_id=source_id,
        metadata_id=kind["id"],
        name=raw["name"],
        settings=fill(kind["options"], raw.get("settings", {}), place=raw["name"]),
    )
    actions = {action["slug"]: action["id"] for action in kind["actions"]}
    for row in raw["subscription"]:
        model = models[row["model"]]
        subscription = workspace.destinations.add_subscription(
            destination["id"],
            action_id=actions[row["action"]],
            name=row["name"],
            trigger='event = "new" or event = "updated"',
            enabled=row.get("enabled", True),
            model_id=model["id"],
        )
        if "schedule" in row:
            subscription["reverseETLSchedule"] = row["schedule"]
        for place, hours in enumerate(row["syncs"]):
            started = workspace.started - timedelta(hours=hours, minutes=13)
            lost = row.get("lost", {}).get(str(place), 0)
            workspace.reverse_etl_models.record_sync(model, subscription["id"], started, lost=lost)
