"""Snapshots through the Config API are compared by what they say."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from segment_async import ConfigClient
from segment_async.audit.run import audit
from segment_async.errors import ConfigurationError
from segment_async.sandbox import Sandbox

from .conftest import Differ, told
from .making import ACME, OTHER, snapshot
from .shop import NoWaiting, diff_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def config() -> AsyncIterator[ConfigClient]:
    async with (
        Sandbox(seed="demo") as box,
        ConfigClient(box.config_token, base_url=box.url, limiter=NoWaiting()) as client,
    ):
        yield client


async def audited(client: ConfigClient, folder: Path) -> Path:
    return (await audit(client, folder, redaction_key_file=folder.with_name("key"))).snapshot


async def test_what_was_done_through_it_is_told(config: ConfigClient, tmp_path: Path) -> None:
    before = await audited(config, tmp_path / "before")
    again = await audited(config, tmp_path / "again")
    assert ((), ()) == (diff_of(before, again).changes, diff_of(before, again).not_compared)
    await config.destinations.update("web-shop", "google-analytics", enabled=True)
    await config.sources.create(name="shop", catalog_name="javascript")
    await config.sources.delete("price-feed")
    plan = await config.tracking_plans.get("rs_JtLrdxgjz27k8uaxtwxJujXyi73")
    await config.call(
        "updateTrackingPlan",
        path={"tracking_plan_id": "rs_JtLrdxgjz27k8uaxtwxJujXyi73"},
        body={
            "tracking_plan": {"display_name": "Commerce", "rules": {"events": [event("Paid"), event("Viewed", 2)]}},
            "update_mask": {"paths": ["tracking_plan.display_name", "tracking_plan.rules"]},
        },
    )
    assert plan.display_name == "Web and App Commerce"
    changes = [*map(told, diff_of(before, await audited(config, tmp_path / "after")).changes)]
    plans = [change for change in changes if change[1] == "tracking-plan"]
    events = {(change[0], change[2][-1]) for change in changes if change[1] == "tracking-plan-event"}
    assert [("changed", ("Commerce",), ("Web and App Commerce", "Commerce"))] == [
        (change[0], change[2], change[3]["display_name"]) for change in plans
    ]
    assert {("added", "Paid"), ("added", "Viewed, version 2"), ("removed", "Product Viewed")} <= events
    assert [
        ("removed", "source", ("Price Feed",), {}, 1),
        ("added", "source", ("shop",), {}, 0),
        ("changed", "source-destination", ("Web Shop", "Universal Analytics"), {"enabled": (False, True)}, 0),
    ] == [change for change in changes if change[1].startswith("source")]


def event(name: str, version: int = 1, **schema: Any) -> dict[str, Any]:
    return {"name": name, "version": version, "description": "", "rules": {"type": "object", **schema}}


def workspace(slug: str, plan_id: str, *, field: str = "a") -> dict[str, Any]:
    """Return a workspace in which every name says whose it is."""
    home = f"workspaces/{slug}"
    web, plan = f"{home}/sources/web", f"{home}/tracking-plans/{plan_id}"
    filters = [
        {"name": f"{web}/destinations/ga/config/{plan_id}/filters/df_{plan_id}", "title": "No robots", "if": "x"}
    ]
    said = {"name": plan, "display_name": "Shop", "rules": {"events": [event("Paid", required=["b", field])]}}
    return {
        "workspace": [{"name": home, "display_name": "Acme"}],
        "source": [{"name": web, "parent": home, "catalog_name": "catalog/sources/javascript", "write_keys": []}],
        f"source-schema-config {web}": [{"name": f"{web}/schema-config", "allow_unplanned_track_events": True}],
        f"source-destination {web}": [
            {
                "name": f"{web}/destinations/ga",
                "parent": web,
                "config": [{"name": f"{web}/destinations/ga/config/trackingId", "value": "UA-1", "type": "string"}],
            }
        ],
        f"source-destination-filter {web}/destinations/ga": filters,
        "tracking-plan": [{"name": plan, "display_name": "Shop"}],
        f"tracking-plan-detail {plan}": [said],
        f"tracking-plan-source-connection {plan}": [{"source_name": web, "tracking_plan_id": plan_id}],
    }


def test_workspaces_whose_names_differ_are_compared_by_the_rest(differ: Differ) -> None:
    def compare(before: Any, after: Any, b: Any) -> Any:
        return differ(before, after, a={"api": "config", "workspace": ACME}, b={"api": "config", "workspace": b})

    one, same = workspace("acme", "rs_1"), workspace("acme-dev", "rs_2")
    assert () == compare(one, same, OTHER).changes
    assert {"role-policy", "access-token"} == {gap.what for gap in compare(one, same, OTHER).not_compared}
    renamed = {**ACME, "slug": "acme-dev"}
    moved = compare(one, workspace("acme-dev", "rs_1"), renamed).changes
    assert [("changed", "workspace", ("Acme",), {"slug": ("acme", "acme-dev")}, 0)] == [*map(told, moved)]
    other = compare(one, workspace("acme-dev", "rs_2", field="c"), OTHER)
    schemas = ({"required": ["a", "b"]}, {"required": ["b", "c"]})
    assert [("changed", "tracking-plan-event", ("Shop", "Paid"), {"rules": schemas}, 0)] == [*map(told, other.changes)]


def test_snapshots_through_different_apis_are_refused(tmp_path: Path) -> None:
    public, config = snapshot(tmp_path / "a", {}), snapshot(tmp_path / "b", {}, api="config")
    with pytest.raises(ConfigurationError, match="through the Public API, the other through the Config API"):
        diff_of(public, config)
