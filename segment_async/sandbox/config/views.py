"""The workspace's records as the Config API shows them."""

from typing import Final

from segment_async.sandbox.config import names, settings
from segment_async.sandbox.config.rules import shown as shown_rules
from segment_async.sandbox.store import Record, Table, Workspace, timestamp
from segment_async.sandbox.store.tracking_plans import RuleKey

_FUNCTION_KEYS: Final = {
    "displayName": "display_name",
    "resourceType": "type",
    "createdAt": "created_at",
    "createdBy": "created_by",
    "logoUrl": "logo_url",
    "catalogId": "catalog_id",
    "description": "description",
    "id": "id",
}
"""What the fields of a function are called, by what they are called in the records."""


def workspace(space: Workspace) -> Record:
    """Show the workspace."""
    return {
        "name": names.of_workspace(space),
        "display_name": space.record["name"],
        "id": space.record["id"],
        "create_time": timestamp(space.started),
    }


def source(space: Workspace, record: Record) -> Record:
    """Show a source; only one that runs a function has settings here."""
    kind = space.catalog.sources[record["metadataId"]]
    shown: Record = {
        "name": names.of_source(space, record),
        "parent": names.of_workspace(space),
        "catalog_name": names.CATALOG_SOURCE.format(slug=kind["slug"]),
        "catalog_id": kind["id"],
        "write_keys": record["writeKeys"],
        "library_config": {
            "metrics_enabled": False,
            "retry_queue": False,
            "cross_domain_id_enabled": False,
            "api_host": record["settings"].get("apiHost", ""),
        },
        "create_time": record["createdAt"],
        "display_name": record["name"],
        "labels": dict(record["labels"]),
        "id": record["id"],
    }
    if kind["id"] in space.catalog.sources.own:
        entries = settings.entries(record["settings"], kind["options"])
        shown["function_config"] = [{name: entry[name] for name in ("name", "value", "type")} for entry in entries]
    return shown


def destination(space: Workspace, record: Record) -> Record:
    """Show a destination, secrets included; it has the name of its kind until it gets one of its own."""
    kind, name = space.catalog.destinations[record["metadataId"]], names.of_destination(space, record)
    return {
        "name": name,
        "parent": names.of_source(space, space.sources[record["sourceId"]]),
        "display_name": record["name"] or kind["name"],
        "enabled": record["enabled"],
        "connection_mode": record.get("connectionMode", "UNSPECIFIED"),
        "config": settings.entries(record["settings"], kind["options"], f"{name}/config/"),
        "catalog_id": kind["id"],
        "create_time": record["createdAt"],
        "update_time": record["updatedAt"],
    }


def listed_plan(space: Workspace, record: Record) -> Record:
    """Show a tracking plan as lists do, without its events."""
    return _plan(space, record, {"identify_traits": [], "group_traits": [], "events": []})


def plan(space: Workspace, record: Record, rules: Table[RuleKey, Record]) -> Record:
    """Show a tracking plan with its rules."""
    return _plan(space, record, shown_rules(rules.values()))


def listed_function(space: Workspace, record: Record) -> Record:
    """Show a function as lists do, without its code."""
    shown = {name: record[key] for key, name in _FUNCTION_KEYS.items() if key in record}
    return {
        **shown,
        "workspace_id": space.record["id"],
        "buildpack": record.get("buildpack", "boreal"),
        "settings": [_setting(setting) for setting in record["settings"]],
    }


def function(space: Workspace, record: Record) -> Record:
    """Show a function with its newest code."""
    return {**listed_function(space, record), "code": space.functions.newest(record)["code"]}


def _plan(space: Workspace, record: Record, rules: Record) -> Record:
    return {
        "name": names.of_plan(space, record),
        "display_name": record["name"],
        "rules": rules,
        "create_time": record["createdAt"],
        "update_time": record["updatedAt"],
    }


def _setting(record: Record) -> Record:
    """Show what a function asks for; what is not true is left out."""
    shown: Record = {name: record[name] for name in ("name", "label", "description")}
    flags = {name: True for name in ("required", "sensitive") if record[name]}
    return {**shown, "type": record["type"].lower().replace("_", "-"), **flags}
