"""What the demo loads, syncs, deletes and delivers, seen through the API."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.seeds.secrets import conceal, planted_secrets
from segment_async.sandbox.store import Workspace, timestamp
from tests.sandbox.support import Api

from .conftest import NOON

pytestmark = pytest.mark.anyio

DAY = f"granularity=DAY&startTime={timestamp(NOON - timedelta(days=7))}&endTime={timestamp(NOON)}"


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="demo", clock=lambda: NOON) as box:
        yield box


@pytest.fixture
def api(box: Sandbox) -> Api:
    return Api(box.url, box.token)


@pytest.fixture
def demo(box: Sandbox) -> Workspace:
    return box.workspace


def first(table: Any) -> str:
    return str(next(iter(table)))


def named(table: Any, name: str) -> str:
    return next(key for key, record in table.items() if record["name"] == name)


async def items(api: Api, path: str, key: str) -> list[Any]:
    return await api.every(path, key, count=200)


async def test_every_list_has_three_items(demo: Workspace, api: Api) -> None:
    source, warehouse, space = first(demo.sources), first(demo.warehouses), first(demo.spaces)
    profiles = f"/spaces/{space}/profiles-warehouses"
    profiles_warehouse = first(demo.profiles_warehouses.of_space(space))
    lists = {
        "/reverse-etl-models": "models",
        f"/warehouses/{warehouse}/syncs": "reports",
        f"/warehouses/{warehouse}/connected-sources/{source}/syncs": "reports",
        f"/warehouses/{warehouse}/connected-sources/{source}/selective-syncs": "items",
        profiles: "profilesWarehouses",
        f"{profiles}/{profiles_warehouse}/selective-syncs": "items",
        "/transformations": "transformations",
        "/regulations": "regulations",
        "/suppressions": "suppressed",
    }
    for path, key in lists.items():
        assert 3 <= len(await items(api, path, key)), path
    assert 3 <= len((await api.get(f"/regulations/sources/{source}")).data["regulations"])
    for path in ("api-calls/daily", "api-calls/sources/daily", "mtu/daily", "mtu/sources/daily"):
        (key,) = (await api.get(f"/usage/{path}?period=2026-03-01")).data.keys() - {"pagination"}
        assert 3 <= len((await api.get(f"/usage/{path}?period=2026-03-01")).data[key]), path


async def test_the_first_model_was_synced_through_the_first_subscription_it_feeds(demo: Workspace, api: Api) -> None:
    model = first(demo.reverse_etl_models)
    fed = [
        key
        for table in demo.destinations.subscriptions.values()
        for key, subscription in table.items()
        if subscription.get("modelId") == model
    ]
    data = (await api.get(f"/reverse-etl-models/{model}/subscriptionId/{fed[0]}/syncs")).data
    assert (10, 13) == (len(data["syncStatuses"]), data["pagination"]["totalEntries"])
    assert {"SUCCESS", "PARTIAL_SUCCESS"} == {sync["syncStatus"] for sync in data["syncStatuses"]}


async def test_syncs_to_one_warehouse_fail_unnoticed(demo: Workspace, api: Api) -> None:
    warehouse, source = named(demo.warehouses, "Finance"), demo.sources.by_slug("payments")["id"]
    reports = await items(api, f"/warehouses/{warehouse}/connected-sources/{source}/syncs", "reports")
    assert {"FAILED"} == {report["status"] for report in reports}
    assert all("no right" in report["notices"][0]["message"] for report in reports)


async def test_some_collections_are_left_out(demo: Workspace, api: Api) -> None:
    warehouse, source = first(demo.warehouses), first(demo.sources)
    found = await items(api, f"/warehouses/{warehouse}/connected-sources/{source}/selective-syncs", "items")
    assert ["banner_viewed"] == [item["collection"] for item in found if not item["enabled"]]
    (orders,) = [item for item in found if item["collection"] == "order_completed"]
    assert ["coupon_id"] == [name for name, about in orders["properties"].items() if not about["enabled"]]


async def test_regulations_are_in_every_state_and_one_is_stuck(demo: Workspace, api: Api) -> None:
    entries = await items(api, "/regulations", "regulations")
    states = {"FAILED", "FINISHED", "INITIALIZED", "PARTIAL_SUCCESS", "RUNNING"}
    assert states == {entry["status"] for entry in entries}
    overdue = timestamp(NOON - timedelta(days=30))
    stuck = [entry for entry in entries if entry["status"] == "RUNNING" and entry["createdAt"] < overdue]
    assert [["customer-1030", "customer-1031"]] == [entry["subjects"] for entry in stuck]
    (regulation,) = [(await api.get(f"/regulations/{entry['id']}")).data["regulation"] for entry in stuck]
    running = [
        destination["name"]
        for stream in regulation["streamStatus"]
        for destination in stream["destinationStatus"]
        if destination["status"] == "RUNNING"
    ]
    assert ["Braze"] == running


async def test_every_transformation_does_another_thing(demo: Workspace) -> None:
    common = {"id", "name", "sourceId", "enabled", "if"}
    does = [key for record in demo.transformations.values() for key in record.keys() - common]
    assert {
        "allowProperties",
        "destinationMetadataId",
        "drop",
        "fqlDefinedProperties",
        "hashPropertiesConfiguration",
        "newEventName",
        "propertyRenames",
        "propertyValueTransformations",
    } == set(does)


def test_the_secrets_of_profiles_warehouses_and_transformations_are_planted_ones(demo: Workspace) -> None:
    secrets = planted_secrets(demo)
    assert conceal("Hash what identifies 0") in secrets
    assert conceal("profiles in Analytics password") in secrets
