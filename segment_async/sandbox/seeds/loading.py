"""How the demo's data is loaded into warehouses, and what is done to it before, told in ``data/demo/loading.toml``."""

from collections.abc import Mapping

from segment_async.sandbox.seeds.catalog import destination_kinds, load, warehouse_kinds
from segment_async.sandbox.seeds.secrets import fill
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.warehouse_syncs import Trouble


def plant_loading(workspace: Workspace) -> None:
    """Set up the loading in a workspace that has the shop's sources, warehouses and spaces."""
    raw = load("demo/loading")
    _meet_fates(workspace, raw["fate"])
    _load_warehouses(workspace, raw)
    for warehouse in raw["profiles_warehouse"]:
        _add_profiles_warehouse(workspace, next(iter(workspace.spaces)), warehouse)
    for row in raw["transformation"]:
        _add_transformation(workspace, row)


def _meet_fates(workspace: Workspace, fates: Mapping[str, Mapping[str, float]]) -> None:
    for source_id, source in workspace.sources.items():
        workspace.sources.fates[source_id] = fates.get(str(source["slug"]), fates["usual"])


def _load_warehouses(workspace: Workspace, raw: Record) -> None:
    syncs = workspace.warehouse_syncs
    sources = {source["slug"]: source["id"] for source in workspace.sources.values()}
    warehouses = {warehouse["name"]: warehouse["id"] for warehouse in workspace.warehouses.values()}
    for slug, objects in raw["objects"].items():
        syncs.objects[sources[slug]] = objects
    for warehouse_id, loaded in workspace.warehouses.sources.items():
        syncs.loaded[warehouse_id] = list(loaded)
    for row in raw["schedule"]:
        due = [(hour, True) for hour in row["hours"]] + [(hour, False) for hour in row.get("paused", ())]
        times = [{"hourOfDay": hour, "enabled": enabled} for hour, enabled in due]
        schedule = {"times": times, "timezone": row["timezone"]}
        syncs.replace_schedule(warehouses[row["warehouse"]], {"enabled": row["enabled"], "schedule": schedule})
    for row in raw["override"]:
        switches = syncs.switches(warehouses[row["warehouse"]], sources[row["source"]])
        switches.switch(row["collection"], row.get("property"), on=row["enabled"])
    for row in raw["trouble"]:
        pair = warehouses[row["warehouse"]], sources[row["source"]]
        syncs.troubles[pair] = Trouble(row["status"], row["message"], row["runs"], row.get("since", 0))


def _add_profiles_warehouse(workspace: Workspace, space_id: str, raw: Record) -> None:
    kind = warehouse_kinds()[raw["kind"]]
    warehouse = workspace.profiles_warehouses.add(
        space_id,
        metadata_id=kind["id"],
        settings=fill(kind["options"], raw["settings"], place=f"profiles in {raw['name']}"),
        name=raw["name"],
        enabled=raw.get("enabled", True),
        schema_name=raw.get("schema"),
    )
    warehouse["enableEventTables"] = raw.get("event_tables", True)
    for row in raw.get("override", ()):
        switches = workspace.profiles_warehouses.switches(warehouse)
        switches.switch(row["collection"], row.get("property"), on=row["enabled"])


def _add_transformation(workspace: Workspace, raw: Record) -> None:
    fields = {name: value for name, value in raw.items() if name not in ("source", "destination")}
    fields["sourceId"] = workspace.sources.by_slug(raw["source"])["id"]
    if "destination" in raw:
        fields["destinationMetadataId"] = destination_kinds()[raw["destination"]]["id"]
    workspace.transformations.add(fill((), fields, place=raw["name"]))
