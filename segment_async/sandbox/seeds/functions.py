"""The demo's functions and live plugins, told in ``data/demo/functions.toml``."""

from datetime import timedelta
from typing import Final

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.seeds.lookup import named
from segment_async.sandbox.seeds.plans import strict
from segment_async.sandbox.seeds.secrets import conceal, fill
from segment_async.sandbox.seeds.traffic import send
from segment_async.sandbox.store import Record, Workspace, timestamp

_GUARDED: Final = "!"
"""What stands behind the type of a setting whose value is a secret."""

_LABEL: Final = ("environment", "production")


def plant_functions(workspace: Workspace) -> None:
    """Add the functions, and what runs them, to a workspace that has the shop's sources and destinations."""
    told = load("demo/functions")
    for raw in told["function"]:
        function = _add_function(workspace, raw)
        if "source" in raw:
            _add_source(workspace, function, raw["source"])
        for destination in raw.get("destination", ()):
            _add_destination(workspace, function, destination)
        for instance in raw.get("instance", ()):
            _attach(workspace, function, instance)
    for raw in told["plugin"]:
        _add_plugin(workspace, raw)


def _add_function(workspace: Workspace, raw: Record) -> Record:
    functions = workspace.functions
    function = functions.add(
        type=raw["type"],
        name=raw["name"],
        code=_code(raw, 1),
        settings=[_setting(name, text) for name, text in raw.get("settings", {}).items()],
        description=raw["about"],
    )
    function["createdAt"] = _ago(workspace, raw["versions"][0])
    for number, days in enumerate(raw["versions"], 1):
        version = functions.newest(function) if number == 1 else functions.save(function, _code(raw, number))
        if number <= raw.get("deployed", 0):
            functions.deploy(function["id"])
        then = _ago(workspace, days)
        version.update(createdAt=then, updatedAt=then)
        if version["isDeployed"]:
            version["deployedAt"] = function["deployedAt"] = then
    return function


def _add_source(workspace: Workspace, function: Record, raw: Record) -> None:
    source = workspace.sources.add(
        slug=raw["slug"],
        metadata_id=function["catalogId"],
        name=raw["name"],
        settings=fill(workspace.catalog.source(function["catalogId"])["options"], {}, place=raw["slug"]),
        labels=[_LABEL],
        write_keys=[conceal(f"{raw['slug']} write key")],
        schema_settings=strict(),
        connect_warehouses=False,
    )
    plans = {plan["name"]: plan["id"] for plan in workspace.tracking_plans.values()}
    workspace.tracking_plans.connect(plans[raw["plan"]], source["id"])
    workspace.warehouses.connect(named(workspace, "warehouse", "Analytics")["id"], source["id"])
    send(workspace, source, raw)


def _add_destination(workspace: Workspace, function: Record, raw: Record) -> None:
    options = workspace.catalog.destination(function["catalogId"])["options"]
    workspace.destinations.add(
        source_id=named(workspace, "source", raw["source"])["id"],
        metadata_id=function["catalogId"],
        name=raw["name"],
        enabled=raw.get("enabled", True),
        settings=fill(options, raw["settings"], place=f"{raw['source']} {raw['name']}"),
    )


def _attach(workspace: Workspace, function: Record, raw: Record) -> None:
    integration = named(workspace, "destination" if "/" in raw["on"] else "source", raw["on"])
    secrets = [{"name": asked["name"], "type": "password"} for asked in function["settings"] if asked["sensitive"]]
    instance = workspace.insert_function_instances.add(
        function_id=function["id"],
        integration_id=integration["id"],
        name=f"{function['displayName']} on {integration['name']}",
        settings=fill(secrets, raw["settings"], place=f"{function['displayName']} {raw['on']}"),
        enabled=raw.get("enabled", True),
    )
    instance["createdAt"] = instance["updatedAt"] = function["deployedAt"]


def _add_plugin(workspace: Workspace, raw: Record) -> None:
    source_id = named(workspace, "source", raw["source"])["id"]
    for number in range(1, raw["versions"] + 1):
        code = f"// {raw['about']}, version {number}.\nexport default (event) => event;\n"
        plugin = workspace.live_plugins.write(source_id, code, author=workspace.author)
        plugin["createdAt"] = _ago(workspace, 30 * (raw["versions"] - number) + 3)
    if raw.get("deleted", False):
        workspace.live_plugins.delete_code(source_id)


def _setting(name: str, text: str) -> Record:
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return {
        "name": name,
        "label": words.capitalize(),
        "description": f"What the function takes for its {words}.",
        "type": text.removesuffix(_GUARDED),
        "required": text.endswith(_GUARDED),
        "sensitive": text.endswith(_GUARDED),
    }


def _code(raw: Record, number: int) -> str:
    handler = (
        "onRequest(request, settings)" if raw["type"] == "SOURCE" else f"on{raw['calls'].title()}(event, settings)"
    )
    returned = "" if raw["type"] in ("SOURCE", "DESTINATION") else "  return event;\n"
    body = f"  console.log('{raw['name']}, version {number}');\n{returned}"
    return f"// {raw['about']}\nasync function {handler} {{\n{body}}}\n"


def _ago(workspace: Workspace, days: int) -> str:
    return timestamp(workspace.started - timedelta(days=days))
