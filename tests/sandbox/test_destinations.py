"""Destinations, their subscriptions, and their delivery metrics."""

from datetime import timedelta

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.store import Stream
from tests.sandbox.support import ALPHA, NOW, TOOL_KIND, Api

pytestmark = pytest.mark.anyio

MASK = "\u2022" * 8
TRACKS = 'type = "track"'


@pytest.fixture
def source_id(box: Sandbox) -> str:
    """Create a source."""
    made: str = box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]
    return made


@pytest.fixture
def destination_id(box: Sandbox, source_id: str) -> str:
    """Create a destination."""
    made: str = box.workspace.destinations.add(source_id=source_id, metadata_id="kind-tool", name="Tool")["id"]
    return made


def body(source_id: str, **changes: object) -> dict[str, object]:
    return {"sourceId": source_id, "metadataId": "kind-tool", "settings": {}, **changes}


async def test_a_destination_is_made_and_seen_by_all_who_look(api: Api, source_id: str) -> None:
    made = (await api.post("/destinations", body(source_id, name="Tool", enabled=False))).data["destination"]
    assert (source_id, "Tool", False, TOOL_KIND) == tuple(
        made[key] for key in ("sourceId", "name", "enabled", "metadata")
    )
    assert {"destination": made} == (await api.get(f"/destinations/{made['id']}")).data
    assert [made] == await api.every("/destinations", "destinations", count=1)
    assert [made] == await api.every(f"/sources/{source_id}/connected-destinations", "destinations", count=1)


async def test_settings_come_back_with_defaults_and_without_secrets(api: Api, source_id: str) -> None:
    made = (await api.post("/destinations", body(source_id, settings={"apiKey": "hunter2"}))).data["destination"]
    assert {"region": "us-west-2", "apiKey": MASK} == made["settings"]


async def test_a_secret_that_is_not_named_stays(box: Sandbox, api: Api, destination_id: str) -> None:
    path = f"/destinations/{destination_id}"
    await api.patch(path, {"settings": {"apiKey": "hunter2"}})
    await api.patch(path, {"settings": {"region": "eu"}})
    assert {"apiKey": "hunter2", "region": "eu"} == box.workspace.destinations[destination_id]["settings"]


async def test_an_update_changes_what_it_names(api: Api, destination_id: str) -> None:
    path = f"/destinations/{destination_id}"
    before = (await api.get(path)).data["destination"]
    after = (await api.patch(path, {"name": "Other", "enabled": False, "settings": {"region": "eu"}})).data[
        "destination"
    ]
    assert {**before, "name": "Other", "enabled": False, "settings": {**before["settings"], "region": "eu"}} == after
    assert "" == (await api.patch(path, {"name": None})).data["destination"]["name"]


async def test_read_only_settings_are_dropped_and_refused_where_there_is_nothing_else(
    api: Api, destination_id: str
) -> None:
    path = f"/destinations/{destination_id}"
    answer = await api.patch(path, {"settings": {"externalId": "x"}})
    assert (400, "bad-request") == (answer.status, answer.errors[0]["type"])
    mixed = (await api.patch(path, {"settings": {"externalId": "x", "region": "eu"}})).data["destination"]
    assert ("eu", False) == (mixed["settings"]["region"], "externalId" in mixed["settings"])


async def test_a_name_is_unique_among_the_destinations_of_a_source(
    box: Sandbox, api: Api, source_id: str, destination_id: str
) -> None:
    other = box.workspace.sources.add(slug="other", metadata_id="kind-web")["id"]
    assert 422 == (await api.post("/destinations", body(source_id, name="Tool"))).status
    second = (await api.post("/destinations", body(source_id, name="Second"))).data["destination"]
    assert 422 == (await api.patch(f"/destinations/{second['id']}", {"name": "Tool"})).status
    assert 200 == (await api.post("/destinations", body(other, name="Tool"))).status
    assert [200, 200] == [(await api.post("/destinations", body(source_id))).status for _ in range(2)]


async def test_a_source_has_at_most_25_destinations_of_one_kind(api: Api, source_id: str) -> None:
    statuses = [(await api.post("/destinations", body(source_id))).status for _ in range(26)]
    assert [200] * 25 + [422] == statuses


@pytest.mark.parametrize("changes", [{"sourceId": "nope"}, {"metadataId": "nope"}])
async def test_a_destination_of_nothing_known_is_not_found(api: Api, source_id: str, changes: dict[str, str]) -> None:
    assert 404 == (await api.post("/destinations", body(source_id) | changes)).status


async def test_a_deleted_destination_is_gone_with_what_belongs_to_it(api: Api, destination_id: str) -> None:
    assert {"status": "SUCCESS"} == (await api.delete(f"/destinations/{destination_id}")).data
    gone = ["/destinations/{}", "/destinations/{}/subscriptions", "/destination/{}/filters"]
    assert [404] * 3 == [(await api.get(path.format(destination_id))).status for path in gone]


async def test_a_subscription_lives_from_creation_to_removal(api: Api, destination_id: str) -> None:
    path = f"/destinations/{destination_id}/subscriptions"
    wanted = {
        "name": "All",
        "actionId": "action-send",
        "trigger": TRACKS,
        "enabled": True,
        "settings": {"key": "hunter2"},
    }
    made = (await api.post(path, wanted, Content_Type=ALPHA)).data["destinationSubscription"]
    assert {
        **wanted,
        "id": made["id"],
        "actionSlug": "send",
        "destinationId": destination_id,
        "settings": {"key": MASK},
    } == made
    assert [made] == await api.every(path, "subscriptions", count=1)
    assert {"subscription": made} == (await api.get(f"{path}/{made['id']}")).data
    changes = {
        "name": "Some",
        "enabled": False,
        "settings": {"key": MASK, "other": 1},
        "reverseETLModelId": "model",
        "reverseETLSchedule": {"strategy": "PERIODIC", "config": {"interval": "1h"}},
    }
    changed = (await api.patch(f"{path}/{made['id']}", {"input": changes})).data["subscription"]
    expected = {
        **made,
        "name": "Some",
        "enabled": False,
        "settings": {"key": MASK, "other": 1},
        "modelId": "model",
        "reverseETLSchedule": changes["reverseETLSchedule"],
    }
    assert expected == changed == (await api.get(f"{path}/{made['id']}")).data["subscription"]
    assert {"status": "SUCCESS"} == (await api.delete(f"{path}/{made['id']}")).data
    assert [] == await api.every(path, "subscriptions", count=1)
    assert 404 == (await api.get(f"{path}/{made['id']}")).status


@pytest.mark.parametrize(("field", "value"), [("actionId", "nope"), ("trigger", 'type is "track"')])
async def test_a_subscription_needs_a_known_action_and_a_trigger_that_can_be_read(
    api: Api, destination_id: str, field: str, value: str
) -> None:
    wanted = {"name": "All", "actionId": "action-send", "trigger": TRACKS, "enabled": True, field: value}
    answer = await api.post(f"/destinations/{destination_id}/subscriptions", wanted)
    assert (422, field) == (answer.status, answer.errors[0]["field"])


def metrics_of(data: dict[str, dict[str, list[dict[str, object]]]]) -> dict[object, object]:
    return {metric["metricName"]: metric["total"] for metric in data["deliveryMetricsSummary"]["metrics"]}


async def test_delivery_metrics_add_up_to_the_events_that_came_in(
    box: Sandbox, api: Api, source_id: str, destination_id: str
) -> None:
    box.workspace.volume.add(
        source_id, Stream("track", "Order Completed"), (NOW - timedelta(days=5)).date(), [1000] * 5
    )
    box.workspace.destinations.fates[destination_id] = {"discarded": 0.1, "failed": 0.2, "retried": 0.3}
    path = f"/destinations/{destination_id}/delivery-metrics?sourceId={source_id}&granularity=DAY"
    data = (await api.get(path)).data
    assert {"successes": 3500, "expired": 1000, "discarded": 500} == metrics_of(data)
    breakdown = data["deliveryMetricsSummary"]["metrics"][0]["breakdown"]
    assert [2000, 1500] == [part["value"] for part in breakdown]
    assert "kind-tool" == data["deliveryMetricsSummary"]["destinationMetadataId"]
    halves = ["startTime=2026-01-26T00:00:00Z&endTime=2026-01-28T10:30:00Z", "startTime=2026-01-28T10:30:00Z"]
    totals = [metrics_of((await api.get(f"{path}&{half}")).data) for half in halves]
    assert pytest.approx(5000, abs=2) == sum(value for total in totals for value in total.values())
    await api.patch(f"/destinations/{destination_id}", {"enabled": False})
    assert {"successes": 0, "expired": 0, "discarded": 0} == metrics_of((await api.get(path)).data)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("&granularity=HOUR", 200),
        ("&startTime=2026-01-31T08:00:00Z", 200),
        ("&startTime=2026-01-31T07:59:59Z", 400),
        ("&startTime=2026-01-29T11:59:59Z&endTime=2026-01-29T12:30:00Z", 400),
        ("&granularity=HOUR&startTime=2026-01-24T12:00:00Z", 200),
        ("&granularity=HOUR&startTime=2026-01-24T11:00:00Z", 400),
        ("&granularity=DAY&startTime=2026-01-17T12:00:00Z", 200),
        ("&granularity=DAY&startTime=2026-01-17T11:00:00Z", 400),
        ("&startTime=2026-01-31T12:00:00Z&endTime=2026-01-31T12:00:00Z", 400),
        ("&startTime=yesterday", 422),
        ("&granularity=WEEK", 422),
    ],
)
async def test_delivery_metrics_reach_as_far_back_as_the_granularity_allows(
    api: Api, source_id: str, destination_id: str, query: str, status: int
) -> None:
    assert (
        status == (await api.get(f"/destinations/{destination_id}/delivery-metrics?sourceId={source_id}{query}")).status
    )


async def test_delivery_metrics_need_the_source_of_the_destination(api: Api, destination_id: str) -> None:
    path = f"/destinations/{destination_id}/delivery-metrics"
    assert (422, 404) == ((await api.get(path)).status, (await api.get(f"{path}?sourceId=nope")).status)
