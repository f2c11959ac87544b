"""What is done here is told in the Public API's audit trail, as if it had been done there."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import Api
from tests.sandbox_config.support import TOOL, WEB, Config

pytestmark = pytest.mark.anyio


async def told(public: Api) -> list[Any]:
    events: list[Any] = (await public.get("/audit-events")).data["events"]
    return events[::-1]


async def test_changes_leave_the_events_of_their_counterparts(config: Config, public: Api) -> None:
    source = await config.make_source(labels={"team": "growth"})
    await config.make_destination(enabled=True)
    guard = await config.post(f"{TOOL}/filters", {"filter": {"if": "all", "actions": [], "title": "None"}})
    body = {"filter": {"enabled": True}, "update_mask": {"paths": ["enabled"]}}
    await config.patch(f"/{guard['name']}", body)
    await config.delete(f"/{guard['name']}")
    body = {"destination": {}, "update_mask": {"paths": ["destination.enabled"]}}
    await config.patch(TOOL, body)
    plan = await config.post("/workspaces/sandbox/tracking-plans", {"tracking_plan": {"display_name": "Tea"}})
    await config.post(f"/{plan['name']}/source-connections", {"source_name": source["name"]})
    await config.delete(f"/{plan['name']}/source-connections/web")
    await config.delete(TOOL)
    await config.delete(WEB)
    expected = [
        "Source Created",
        "Label Created",
        "Source Modified",
        "Integration Created",
        "Destination Filter Created",
        "Destination Filter Enabled",
        "Destination Filter Deleted",
        "Integration Disabled",
        "Source Modified",
        "Source Modified",
        "Integration Deleted",
        "Source Deleted",
    ]
    events = await told(public)
    assert expected == [event["type"] for event in events]
    assert ("SOURCE", source["id"], "web") == tuple(
        events[-1][key] for key in ("resourceType", "resourceId", "resourceName")
    )


async def test_the_two_tokens_are_told_apart(config: Config, public: Api, box: Sandbox) -> None:
    await config.make_source()
    kind = box.workspace.catalog.sources.by_slug("ios", "kind")["id"]
    await public.post("/sources", {"slug": "app", "enabled": True, "metadataId": kind})
    assert 2 == len({event["actor"] for event in await told(public)})


async def test_what_is_refused_and_what_is_only_read_is_not_told(config: Config, public: Api) -> None:
    await config.make_source()
    source = {"name": WEB.lstrip("/"), "catalog_name": "catalog/sources/ios"}
    assert (409, 6) == (await config.send("POST", "/workspaces/sandbox/sources", {"source": source})).refusal
    await config.get(WEB)
    assert 1 == len(await told(public))
