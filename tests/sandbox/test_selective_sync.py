"""What warehouses take of their sources, when, and how the syncs went."""

from datetime import date

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.store import Stream
from segment_async.sandbox.store.warehouse_syncs import Trouble
from tests.sandbox.support import CONNECTION, Api

pytestmark = pytest.mark.anyio

COLUMNS = ["id", "received_at", "user_id", "context_library_name"]


@pytest.fixture
def source_id(box: Sandbox) -> str:
    """Create a source that has sent events every day of the month."""
    made = str(box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"])
    box.workspace.volume.add(made, Stream("track", "Order Completed"), date(2026, 1, 1), [2400] * 31)
    box.workspace.volume.add(made, Stream("page", ""), date(2026, 1, 1), [240] * 31)
    return made


@pytest.fixture
def warehouse_id(box: Sandbox, source_id: str) -> str:
    """Create a warehouse that the source is loaded into."""
    return str(box.workspace.warehouses.add(metadata_id="kind-db", settings=CONNECTION)["id"])


@pytest.fixture
def path(warehouse_id: str, source_id: str) -> str:
    """Return where the pair of the two is found."""
    return f"/warehouses/{warehouse_id}/connected-sources/{source_id}"


async def collections(api: Api, path: str) -> dict[str, bool]:
    items = await api.every(f"{path}/selective-syncs", "items", count=2)
    return {item["collection"]: item["enabled"] for item in items}


async def override(api: Api, warehouse_id: str, *overrides: dict[str, object]) -> tuple[str, list[str]]:
    answer = await api.patch(f"/warehouses/{warehouse_id}/selective-sync", {"syncOverrides": list(overrides)})
    assert 200 == answer.status
    return answer.data["status"], answer.data["warnings"]


async def test_a_source_fills_a_collection_for_each_type_of_call_and_each_event(api: Api, path: str) -> None:
    assert {"tracks": True, "order_completed": True, "pages": True} == await collections(api, path)


async def test_the_collection_of_a_planned_event_has_the_properties_of_its_rule(
    box: Sandbox, api: Api, source_id: str, path: str
) -> None:
    plan = box.workspace.tracking_plans.add(name="Plan", type="LIVE")
    planned = {"total": {"type": "number"}, "coupon": {"type": ["string", "null"]}, "odd": True}
    schema = {"properties": {"properties": {"properties": planned}}}
    box.workspace.tracking_plans.upsert_rules(
        plan["id"], [{"type": "TRACK", "key": "Order Completed", "version": 1, "jsonSchema": schema}]
    )
    box.workspace.tracking_plans.connect(plan["id"], source_id)
    items = {item["collection"]: item for item in await api.every(f"{path}/selective-syncs", "items", count=2)}
    assert COLUMNS == list(items["pages"]["properties"])
    assert [*COLUMNS, "total", "coupon", "odd"] == list(items["order_completed"]["properties"])
    assert "number" == items["order_completed"]["properties"]["total"]["type"]


async def test_a_collection_is_switched_off_and_on_again(
    api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    off = {"sourceId": source_id, "collection": "pages", "enabled": False}
    assert [("UPDATED", []), ("UNCHANGED", [])] == [await override(api, warehouse_id, off) for _ in range(2)]
    assert {"tracks": True, "order_completed": True, "pages": False} == await collections(api, path)
    assert ("UPDATED", []) == await override(api, warehouse_id, {**off, "enabled": True})
    assert {"tracks": True, "order_completed": True, "pages": True} == await collections(api, path)


async def test_a_property_is_switched_off_and_its_collection_stays(
    api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    off = {"sourceId": source_id, "collection": "pages", "property": "user_id", "enabled": False}
    assert ("UPDATED", []) == await override(api, warehouse_id, off)
    (pages,) = [
        item for item in await api.every(f"{path}/selective-syncs", "items", count=9) if item["collection"] == "pages"
    ]
    states = {name: about["enabled"] for name, about in pages["properties"].items()}
    assert (True, {**dict.fromkeys(COLUMNS, True), "user_id": False}) == (pages["enabled"], states)


async def test_a_whole_source_is_switched_whatever_its_collections_were(
    api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    await override(api, warehouse_id, {"sourceId": source_id, "collection": "pages", "enabled": False})
    whole = {"sourceId": source_id, "enabled": False}
    assert ["UPDATED", "UNCHANGED"] == [(await override(api, warehouse_id, whole))[0] for _ in range(2)]
    assert {False} == set((await collections(api, path)).values())
    assert ("UPDATED", []) == await override(api, warehouse_id, {**whole, "enabled": True})
    assert {True} == set((await collections(api, path)).values())


async def test_a_collection_that_nothing_filled_is_remembered_with_a_warning(
    api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    status, warnings = await override(
        api, warehouse_id, {"sourceId": source_id, "collection": "refunds", "property": "sum", "enabled": False}
    )
    assert ("UPDATED", 1) == (status, len(warnings))
    assert "'refunds'" in warnings[0]
    assert (await collections(api, path))["refunds"]


async def test_one_bad_override_spoils_all(api: Api, warehouse_id: str, source_id: str, path: str) -> None:
    good = {"sourceId": source_id, "collection": "pages", "enabled": False}
    for bad, status in (
        ({**good, "sourceId": "nope"}, 404),
        ({"sourceId": source_id, "property": "user_id", "enabled": False}, 422),
        ({"sourceId": source_id}, 422),
    ):
        body = {"syncOverrides": [good, bad]}
        assert status == (await api.patch(f"/warehouses/{warehouse_id}/selective-sync", body)).status
    answer = await api.patch(f"/warehouses/{warehouse_id}/selective-sync", {"syncOverrides": [good] * 201})
    assert (422, "syncOverrides") == (answer.status, answer.errors[0]["field"])
    assert (await collections(api, path))["pages"]


async def test_only_connected_sources_have_syncs(box: Sandbox, api: Api, warehouse_id: str) -> None:
    other = str(box.workspace.sources.add(slug="other", metadata_id="kind-web", connect_warehouses=False)["id"])
    for name in ("selective-syncs", "syncs"):
        for path in (f"/warehouses/{warehouse_id}/connected-sources/{other}", f"/warehouses/{warehouse_id}/nope"):
            assert 404 == (await api.get(f"{path}/{name}")).status
    body = {"syncOverrides": [{"sourceId": other, "enabled": True}]}
    assert 404 == (await api.patch(f"/warehouses/{warehouse_id}/selective-sync", body)).status


async def test_nothing_was_synced_that_was_connected_through_the_api(api: Api, warehouse_id: str, path: str) -> None:
    assert [] == await api.every(f"/warehouses/{warehouse_id}/syncs", "reports", count=5)
    assert [] == await api.every(f"{path}/syncs", "reports", count=5)


async def test_each_sync_brings_the_events_since_the_one_before(
    box: Sandbox, api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    box.workspace.warehouse_syncs.loaded[warehouse_id] = [source_id]
    reports = await api.every(f"{path}/syncs", "reports", count=4)
    assert reports == await api.every(f"/warehouses/{warehouse_id}/syncs", "reports", count=4)
    assert ("2026-01-31T08:00:00.000Z", 9) == (reports[0]["start"], len(reports))
    assert sorted((report["start"] for report in reports), reverse=True) == [report["start"] for report in reports]
    assert [2640] * 2 == [sum(report["count"] for report in reports[start : start + 3]) for start in (1, 4)]
    assert (40, "40s", "2026-01-31T08:00:40.000Z", "SUCCESS", []) == tuple(
        reports[0][name] for name in ("duration", "humanDuration", "end", "status", "notices")
    )


async def test_the_syncs_of_a_source_are_told_alike_alone_and_among_others(
    box: Sandbox, api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    other = str(box.workspace.sources.add(slug="other", metadata_id="kind-web")["id"])
    box.workspace.warehouse_syncs.loaded[warehouse_id] = [other, source_id]
    everything = await api.every(f"/warehouses/{warehouse_id}/syncs", "reports", count=5)
    assert 18 == len(everything)
    alone = await api.every(f"{path}/syncs", "reports", count=4)
    assert alone == [report for report in everything if report["sourceId"] == source_id]


async def test_trouble_is_told_of_the_latest_syncs(
    box: Sandbox, api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    syncs = box.workspace.warehouse_syncs
    syncs.loaded[warehouse_id] = [source_id]
    syncs.troubles[warehouse_id, source_id] = Trouble("FAILED", "No room left.", runs=2)
    reports = await api.every(f"{path}/syncs", "reports", count=9)
    assert ["FAILED", "FAILED", *["SUCCESS"] * 7] == [report["status"] for report in reports]
    assert [[0, 0], ["No room left."]] == [
        [report["count"] for report in reports[:2]],
        [notice["message"] for notice in reports[0]["notices"]],
    ]


async def test_trouble_that_was_overcome_is_told_of_earlier_syncs(
    box: Sandbox, api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    syncs = box.workspace.warehouse_syncs
    syncs.loaded[warehouse_id] = [source_id]
    syncs.troubles[warehouse_id, source_id] = Trouble("FAILED", "No room left.", runs=2, since=3)
    reports = await api.every(f"{path}/syncs", "reports", count=9)
    expected = [*["SUCCESS"] * 3, "FAILED", "FAILED", *["SUCCESS"] * 4]
    assert expected == [report["status"] for report in reports]


async def test_a_source_of_objects_brings_its_collections_each_time(box: Sandbox, api: Api, warehouse_id: str) -> None:
    desk = str(box.workspace.sources.add(slug="desk", metadata_id="kind-web")["id"])
    box.workspace.warehouse_syncs.objects[desk] = {"tickets": 30, "users": 4}
    box.workspace.warehouse_syncs.loaded[warehouse_id] = [desk]
    path = f"/warehouses/{warehouse_id}/connected-sources/{desk}"
    assert {"tickets": True, "users": True} == await collections(api, path)
    assert {34} == {report["count"] for report in await api.every(f"{path}/syncs", "reports", count=9)}


async def test_what_goes_away_takes_its_syncs_along(
    box: Sandbox, api: Api, warehouse_id: str, source_id: str, path: str
) -> None:
    box.workspace.warehouse_syncs.loaded[warehouse_id] = [source_id]
    await override(api, warehouse_id, {"sourceId": source_id, "enabled": False})
    await api.delete(f"/sources/{source_id}")
    assert [] == await api.every(f"/warehouses/{warehouse_id}/syncs", "reports", count=5)
    await api.delete(f"/warehouses/{warehouse_id}")
    paths = [f"{path}/syncs", f"/warehouses/{warehouse_id}/syncs", f"/warehouses/{warehouse_id}/advanced-sync-schedule"]
    assert [404] * 3 == [(await api.get(path)).status for path in paths]


async def test_a_schedule_is_replaced_as_a_whole(api: Api, warehouse_id: str) -> None:
    path = f"/warehouses/{warehouse_id}/advanced-sync-schedule"
    assert {"enabled": False} == (await api.get(path)).data
    times = [{"hourOfDay": hour, "enabled": hour != 5} for hour in (7, 5, 23)]
    body = {"enabled": True, "schedule": {"times": times, "timezone": "America/Vancouver"}}
    replaced = (await api.put(path, body)).data
    assert [5, 7, 23] == [time["hourOfDay"] for time in replaced["schedule"]["times"]]
    assert replaced == (await api.get(path)).data
    assert {"enabled": False} == (await api.put(path, {"enabled": False})).data == (await api.get(path)).data


@pytest.mark.parametrize("hour", [-1, 24, "noon"])
async def test_a_schedule_keeps_to_the_hours_of_a_day(api: Api, warehouse_id: str, hour: object) -> None:
    times = [{"hourOfDay": hour, "enabled": True}]
    body = {"enabled": True, "schedule": {"times": times, "timezone": "UTC"}}
    assert 422 == (await api.put(f"/warehouses/{warehouse_id}/advanced-sync-schedule", body)).status
    assert 404 == (await api.put("/warehouses/nope/advanced-sync-schedule", {"enabled": True})).status
