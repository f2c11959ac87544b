"""Reverse ETL models, and the syncs that the clock moves along."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import ALPHA, NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def after(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """Make a clock that stands still."""
    return Clock()


@pytest.fixture
async def box(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=plant_catalog, clock=clock) as box:
        yield box


@pytest.fixture
def source_id(box: Sandbox) -> str:
    """Create a source."""
    return str(box.workspace.sources.add(slug="models", metadata_id="kind-web")["id"])


def body(source_id: str, **changes: object) -> dict[str, object]:
    return {
        "sourceId": source_id,
        "name": "Tiers",
        "description": "The tier of each customer.",
        "enabled": True,
        "query": "SELECT id, tier FROM tiers",
        "queryIdentifierColumn": "id",
        **changes,
    }


async def make(api: Api, source_id: str, **changes: object) -> str:
    answer = await api.send("POST", "/reverse-etl-models", body=body(source_id, **changes), Content_Type=ALPHA)
    assert 201 == answer.status
    return str(answer.data["reverseEtlModel"]["id"])


def subscribe(box: Sandbox, source_id: str, model_id: str | None, *, enabled: bool = True) -> str:
    """Feed a new destination of a source from a model."""
    destination = box.workspace.destinations.add(source_id=source_id, metadata_id="kind-tool")
    subscription = box.workspace.destinations.add_subscription(
        destination["id"],
        action_id="action-send",
        name="Send",
        trigger='event = "new"',
        enabled=enabled,
        model_id=model_id,
    )
    return str(subscription["id"])


async def start(api: Api, source_id: str, model_id: str, subscription_id: str) -> str:
    pair = {"sourceId": source_id, "modelId": model_id, "subscriptionId": subscription_id}
    answer = await api.send("POST", "/reverse-etl-syncs", body=pair, Content_Type=ALPHA)
    assert 200 == answer.status
    return str(answer.data["reverseETLManualSync"]["syncId"])


@pytest.fixture
async def pair(box: Sandbox, api: Api, source_id: str) -> tuple[str, str]:
    """Create a model and a subscription that it feeds."""
    model_id = await make(api, source_id)
    return model_id, subscribe(box, source_id, model_id)


async def sync(api: Api, model_id: str, sync_id: str) -> dict[str, object]:
    answer = await api.get(f"/reverse-etl-models/{model_id}/syncs/{sync_id}")
    shown: dict[str, object] = answer.data["reverseETLSyncStatus"]
    return shown


async def cancel(api: Api, model_id: str, sync_id: str) -> tuple[int, object]:
    answer = await api.send(
        "POST", f"/reverse-etl-models/{model_id}/syncs/{sync_id}/cancel", body={}, Content_Type=ALPHA
    )
    return answer.status, answer.data["status"] if answer.status == 200 else answer.errors[0]["type"]


async def test_a_model_is_made_changed_listed_and_deleted(api: Api, source_id: str) -> None:
    model_id, other_id = await make(api, source_id), await make(api, source_id, enabled=False)
    made = (await api.get(f"/reverse-etl-models/{model_id}")).data["reverseEtlModel"]
    assert body(source_id, id=model_id) == made
    changes = {"name": "Levels", "enabled": False, "query": "SELECT * FROM levels"}
    answer = await api.send("PATCH", f"/reverse-etl-models/{model_id}", body=changes, Content_Type=ALPHA)
    assert {**made, **changes} == answer.data["reverseEtlModel"]
    listed = await api.every("/reverse-etl-models", "models", count=1)
    assert [{**made, **changes}, body(source_id, id=other_id, enabled=False)] == listed
    assert {"status": "SUCCESS"} == (await api.delete(f"/reverse-etl-models/{model_id}")).data
    assert [other_id] == [model["id"] for model in await api.every("/reverse-etl-models", "models", count=1)]
    assert 404 == (await api.get(f"/reverse-etl-models/{model_id}")).status


async def test_a_model_needs_a_source_and_all_of_its_fields(api: Api, source_id: str) -> None:
    for sent, status in ((body("nope"), 404), ({"sourceId": source_id}, 422)):
        answer = await api.send("POST", "/reverse-etl-models", body=sent, Content_Type=ALPHA)
        assert status == answer.status


async def test_a_model_that_goes_away_takes_its_syncs_along_and_feeds_nothing_any_more(
    box: Sandbox, api: Api, source_id: str, pair: tuple[str, str]
) -> None:
    model_id, subscription_id = pair
    sync_id = await start(api, source_id, *pair)
    await api.delete(f"/reverse-etl-models/{model_id}")
    assert 404 == (await api.get(f"/reverse-etl-models/{model_id}/syncs/{sync_id}")).status
    subscriptions = {
        key: subscription
        for table in box.workspace.destinations.subscriptions.values()
        for key, subscription in table.items()
    }
    assert "modelId" not in subscriptions[subscription_id]


async def test_the_models_of_a_source_go_with_it(api: Api, source_id: str, pair: tuple[str, str]) -> None:
    assert 200 == (await api.delete(f"/sources/{source_id}")).status
    assert [] == await api.every("/reverse-etl-models", "models", count=1)


async def test_a_sync_reads_then_delivers_then_ends(
    api: Api, clock: Clock, source_id: str, pair: tuple[str, str]
) -> None:
    sync_id = await start(api, source_id, *pair)
    seen = []
    for seconds in (0, 4, 1, 5):
        clock.after(seconds)
        shown = await sync(api, pair[0], sync_id)
        phases = [phase for phase in ("extractPhase", "loadPhase") if phase in shown]
        seen.append((shown["syncStatus"], shown["duration"], shown.get("finishedAt"), phases))
    expected = [
        ("IN_PROGRESS", "0s", None, []),
        ("IN_PROGRESS", "4s", None, []),
        ("IN_PROGRESS", "5s", None, ["extractPhase"]),
        ("SUCCESS", "10s", "2026-01-31T12:00:10.000Z", ["extractPhase", "loadPhase"]),
    ]
    assert expected == seen


async def test_what_was_extracted_is_what_was_delivered(
    api: Api, clock: Clock, source_id: str, pair: tuple[str, str]
) -> None:
    sync_id = await start(api, source_id, *pair)
    clock.after(10)
    shown = (await api.get(f"/reverse-etl-models/{pair[0]}/syncs/{sync_id}")).data["reverseETLSyncStatus"]
    extracted, loaded = shown["extractPhase"], shown["loadPhase"]
    rows = int(extracted["extractCount"])
    assert rows == sum(int(extracted[f"{kind}Count"]) for kind in ("added", "updated", "deleted"))
    assert (str(rows), "0") == (loaded["deliverSuccessCount"], loaded["deliverFailureCount"])


async def test_a_query_without_its_identifier_fails(box: Sandbox, api: Api, clock: Clock, source_id: str) -> None:
    model_id = await make(api, source_id, queryIdentifierColumn="customer_id")
    sync_id = await start(api, source_id, model_id, subscribe(box, source_id, model_id))
    clock.after(5)
    shown = await sync(api, model_id, sync_id)
    assert ("FAIL", "INVALID_IDENTIFIER_COLUMN") == (shown["syncStatus"], shown["errorCode"])
    assert "no column 'customer_id'" in str(shown["error"])
    assert "loadPhase" not in shown


async def test_a_sync_is_as_good_as_what_the_destination_took(
    box: Sandbox, api: Api, clock: Clock, pair: tuple[str, str]
) -> None:
    models = box.workspace.reverse_etl_models
    made = [models.record_sync(models[pair[0]], pair[1], NOW, lost=lost)["syncId"] for lost in (0, 3, 10_000)]
    clock.after(10)
    shown = [await sync(api, pair[0], sync_id) for sync_id in made]
    assert ["SUCCESS", "PARTIAL_SUCCESS", "FAIL"] == [entry["syncStatus"] for entry in shown]
    assert [None, "RECORDS_REFUSED", "RECORDS_REFUSED"] == [entry.get("errorCode") for entry in shown]


async def test_a_running_sync_is_canceled_in_a_while(
    api: Api, clock: Clock, source_id: str, pair: tuple[str, str]
) -> None:
    sync_id = await start(api, source_id, *pair)
    clock.after(6)
    assert (200, "CANCELING") == await cancel(api, pair[0], sync_id)
    clock.after(2)
    assert (200, "CANCELED") == await cancel(api, pair[0], sync_id)
    shown = await sync(api, pair[0], sync_id)
    assert ("CANCELED", "2026-01-31T12:00:08.000Z") == (shown["syncStatus"], shown["finishedAt"])
    assert ("extractPhase" in shown, "loadPhase" in shown) == (True, False)


async def test_a_finished_sync_cannot_be_canceled(
    api: Api, clock: Clock, source_id: str, pair: tuple[str, str]
) -> None:
    sync_id = await start(api, source_id, *pair)
    clock.after(10)
    assert (400, "bad-request") == await cancel(api, pair[0], sync_id)
    assert "SUCCESS" == (await sync(api, pair[0], sync_id))["syncStatus"]


async def test_syncs_are_paged_by_a_count_and_a_cursor_of_their_own(
    api: Api, clock: Clock, source_id: str, pair: tuple[str, str]
) -> None:
    made = []
    for _ in range(12):
        made.append(await start(api, source_id, *pair))
        clock.after(60)
    path = f"/reverse-etl-models/{pair[0]}/subscriptionId/{pair[1]}/syncs"
    first = (await api.get(path)).data
    rest = (await api.get(f"{path}?cursor={first['pagination']['next']}")).data
    pages = [[entry["syncId"] for entry in page["syncStatuses"]] for page in (first, rest)]
    assert [made[:1:-1], made[1::-1]] == pages
    assert (12, True) == (first["pagination"]["totalEntries"], "next" not in rest["pagination"])
    assert 5 == len((await api.get(f"{path}?count=5")).data["syncStatuses"])
    assert [422, 422] == [(await api.get(f"{path}?count={count}")).status for count in (0, 101)]


async def test_a_list_has_the_syncs_through_one_subscription(
    box: Sandbox, api: Api, source_id: str, pair: tuple[str, str]
) -> None:
    await start(api, source_id, *pair)
    other = subscribe(box, source_id, pair[0])
    stranger = subscribe(box, source_id, None)
    path = f"/reverse-etl-models/{pair[0]}/subscriptionId"
    assert [] == (await api.get(f"{path}/{other}/syncs")).data["syncStatuses"]
    assert [404, 404] == [(await api.get(f"{path}/{key}/syncs")).status for key in (stranger, "nope")]


async def test_only_what_fits_together_and_is_enabled_is_synced(box: Sandbox, api: Api, source_id: str) -> None:
    other_id = str(box.workspace.sources.add(slug="other", metadata_id="kind-web")["id"])
    model_id, paused_id = await make(api, source_id), await make(api, source_id, enabled=False)
    fed, unfed = subscribe(box, source_id, model_id), subscribe(box, source_id, None)
    disabled = subscribe(box, source_id, model_id, enabled=False)
    cases = [
        (source_id, model_id, fed, 200),
        ("nope", model_id, fed, 404),
        (other_id, model_id, fed, 422),
        (source_id, "nope", fed, 404),
        (source_id, model_id, unfed, 404),
        (source_id, model_id, disabled, 400),
        (source_id, paused_id, subscribe(box, source_id, paused_id), 400),
    ]
    for source, model, subscription, status in cases:
        pair = {"sourceId": source, "modelId": model, "subscriptionId": subscription}
        assert status == (await api.send("POST", "/reverse-etl-syncs", body=pair, Content_Type=ALPHA)).status
