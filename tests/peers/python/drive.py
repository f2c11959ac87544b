"""Call what the PyPI package segment-config-api offers, and print what failed as JSON.

Left out is what the package cannot do against any server: its policies have constructors that do not fit, and its
invites are created at a path made of their body.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import requests
from segment_config_api.api import SegmentConfigApi

WORKSPACE = "workspaces/thistle-twine"
SOURCE = f"{WORKSPACE}/sources/peer"
TOOL = f"{SOURCE}/destinations/webhooks"
FILTER = {"if": "all", "actions": [{"type": "drop_event"}], "title": "one"}
REGULATION = {"regulation_type": "Suppress", "attributes": {"name": "userId", "values": ["somebody"]}}


def mask(*paths: str) -> dict[str, list[str]]:
    return {"paths": list(paths)}


def code_of(call: Callable[[], object]) -> int | None:
    """Return the code that a call is refused with; ``None`` if it is not."""
    try:
        call()
    except requests.HTTPError as error:
        code: int = error.response.json()["code"]
        return code
    return None


def catalog(api: Any) -> None:
    sources = api.integrations_catalog.sources.list(page_size=2, page_token="")
    assert len(sources["sources"]) == 2
    assert sources["next_page_token"]
    assert api.integrations_catalog.source("javascript").get()["display_name"] == "Javascript"
    assert len(api.integrations_catalog.destinations.list()["destinations"]) > 30
    assert api.integrations_catalog.destination("customer.io").get()["name"].endswith("customer.io")


def workspaces(api: Any) -> None:
    assert [WORKSPACE] == [each["name"] for each in api.workspaces.list()["workspaces"]]
    assert api.workspace("thistle-twine").get()["name"] == WORKSPACE


def sources(api: Any) -> None:
    every = api.workspace("thistle-twine").sources
    every.create({"source": {"name": SOURCE, "catalog_name": "catalog/sources/javascript"}})
    assert SOURCE in [each["name"] for each in every.list(page_size=100)["sources"]]
    source = every.source("peer")
    assert source.get()["name"] == SOURCE
    assert source.get_schema_config()["allow_unplanned_track_events"] is True
    path, body = "allow_unplanned_track_events", {"allow_unplanned_track_events": False}
    changed = source.update_schema_config({"schema_config": body, "update_mask": mask(f"schema_config.{path}")})
    assert changed[path] is False


def destinations(api: Any) -> None:
    every = api.workspace("thistle-twine").source("peer").destinations
    assert every.create({"destination": {"name": TOOL, "enabled": True}})["name"] == TOOL
    assert [TOOL] == [each["name"] for each in every.list()["destinations"]]
    destination = every.destination("webhooks")
    changed = destination.update({"destination": {"enabled": False}, "update_mask": mask("destination.enabled")})
    assert changed == destination.get()
    assert changed["enabled"] is False


def filters(api: Any) -> None:
    every = api.workspace("thistle-twine").source("peer").destination("webhooks").destination_filters
    name = every.create({"filter": FILTER})["name"]
    assert [name] == [each["name"] for each in every.list()["filters"]]
    one = every.destination_filter(name.rpartition("/")[2])
    assert one.update(name, {"filter": {"title": "two"}, "update_mask": mask("title")})["title"] == "two"
    assert one.get()["title"] == "two"
    assert one.delete(name) == {}
    assert api.destination_filters.preview({"filter": FILTER, "input": "{}"})["output"] == "null"


def metrics(api: Any) -> None:
    workspace = api.workspace("thistle-twine")
    every = workspace.source("web-shop").destination("actions-amplitude").event_delivery_metrics
    assert every.get_timeseries("successes")["points"]
    assert len(every.batch_get_timeseries(["successes", "discarded"])["metrics"]) == 2
    assert len(every.list_timeseries()["metrics"]) > 2
    assert len(every.list_timeseries({"granularity": "DAY"})["metrics"][0]["points"]) in {1, 2}
    assert every.get_summary()["metrics"]
    pair = f"{WORKSPACE}/sources/web-shop/destinations/actions-amplitude"
    assert len(workspace.batch_get_summary_metrics([pair])["summaries"]) == 1


def plans(api: Any) -> None:
    every = api.workspace("thistle-twine").tracking_plans
    made = every.create({"tracking_plan": {"display_name": "Peer", "rules": {"events": [{"name": "Tea Poured"}]}}})
    assert made["name"] in [each["name"] for each in every.list()["tracking_plans"]]
    plan = every.tracking_plan(made["name"].rpartition("/")[2])
    plan.update({"tracking_plan": {"display_name": "Other"}, "update_mask": mask("tracking_plan.display_name")})
    assert plan.get()["display_name"] == "Other"
    assert plan.create_source_connection(SOURCE)["source_name"] == SOURCE
    journal = f"{WORKSPACE}/sources/journal"
    assert len(plan.batch_create_source_connection([journal])["connections"]) == 1
    assert len(plan.list_source_connections()["connections"]) == 2
    assert plan.delete_source_connection("journal") == {}
    assert plan.delete() == {}


def people(api: Any) -> None:
    workspace = api.workspace("thistle-twine")
    assert len(workspace.roles.list()["roles"]) > 3
    assert len(workspace.roles.policies.list()["policies"]) > 3
    invite = workspace.invites.list()["invites"][0]["name"].rpartition("/")[2]
    assert workspace.invites.invite(invite).delete() == {}


def regulations(api: Any) -> None:
    workspace = api.workspace("thistle-twine")
    made = workspace.regulations.create(REGULATION)["regulate_id"]
    assert made in [each["regulate_id"] for each in workspace.regulations.list(status="INITIALIZED")["regulations"]]
    assert workspace.regulations.regulation(made).get()["status"] == "INITIALIZED"
    assert workspace.regulations.regulation(made).delete() == {}
    assert workspace.suppressed_users.list()["suppressed_users"]
    assert code_of(workspace.source("web-shop").regulations.create) == 3


def farewell(api: Any) -> None:
    every = api.workspace("thistle-twine").sources
    every.source("peer").destination("webhooks").delete("webhooks")
    assert every.source("peer").delete("peer") == {}
    assert code_of(every.source("peer").get) == 5


def main() -> None:
    api = SegmentConfigApi(os.environ["TOKEN"])
    api.base_url = f"{os.environ['URL']}/v1beta/"
    trips = (catalog, workspaces, sources, destinations, filters, metrics, plans, people, regulations, farewell)
    failed = {}
    for trip in trips:
        try:
            trip(api)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is told
            failed[trip.__name__] = f"{type(error).__name__}: {error}"
    sys.stdout.write(json.dumps({"trips": len(trips), "failed": failed}))


if __name__ == "__main__":
    main()
