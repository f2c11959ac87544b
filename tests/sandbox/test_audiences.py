"""Audiences, their previews, runs and schedules."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.schedules import next_run
from tests.sandbox.support import ALPHA, BETA, NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio

QUERY = "trait('country') = 'DE'"


class Watch:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def box(watch: Watch) -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=plant_catalog, clock=watch) as box:
        yield box


@pytest.fixture
def space(box: Sandbox) -> str:
    """Make a space, and return the path to it."""
    return f"/spaces/{box.workspace.spaces.add(slug='people', name='People')['id']}"


async def make(api: Api, space: str, name: str = "Germans", **body: Any) -> dict[str, Any]:
    given = {"name": name, "audienceType": "USERS", "definition": {"query": QUERY}, **body}
    made: dict[str, Any] = (await api.post(f"{space}/audiences", given)).data["audience"]
    return made


async def test_an_audience_lives_from_creation_to_removal(api: Api, watch: Watch, space: str) -> None:
    made = await make(api, space, description="All of them", enabled=True, options={"filterByExternalIds": ["email"]})
    assert ("germans", {"query": QUERY}, "USERS") == (made["key"], made["definition"], made["audienceType"])
    path = f"{space}/audiences/{made['id']}"
    read = (await api.get(path)).data["audience"]
    assert {**made, "computeCadence": {"type": "REALTIME"}} == read
    assert [read] == await api.every(f"{space}/audiences", "audiences", count=1)
    watch.wait(60)
    changed = (await api.patch(path, {"name": "All Germans", "enabled": False})).data["audience"]
    expected = {"name": "All Germans", "enabled": False, "status": "Disabled"}
    assert {**made, **expected, "updatedAt": changed["updatedAt"]} == changed
    assert made["updatedAt"] < changed["updatedAt"]
    assert "All Germans" == (await api.get(path)).data["audience"]["name"]
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert [404, 404, 404] == [
        (await api.get(path)).status,
        (await api.delete(path)).status,
        (await api.patch(path, {})).status,
    ]


async def test_an_audience_is_computed_for_a_while_after_each_change(api: Api, watch: Watch, space: str) -> None:
    made = await make(api, space)
    path = f"{space}/audiences/{made['id']}"
    assert ("Computing", False) == (made["status"], "size" in made)
    watch.wait(2)
    live = (await api.get(path)).data["audience"]
    assert ("Live", "USERS") == (live["status"], live["size"]["type"])
    assert "Computing" == (await api.patch(path, {"name": "Others"})).data["audience"]["status"]


async def test_historical_data_is_turned_on_where_the_query_needs_it(api: Api, space: str) -> None:
    plain = await make(api, space, options={"includeHistoricalData": False})
    assert {"includeHistoricalData": False} == plain["options"]
    query = {"query": "event('Order Completed').count() >= 1"}
    changed = (await api.patch(f"{space}/audiences/{plain['id']}", {"definition": query})).data["audience"]
    assert (query, {"includeHistoricalData": True}) == (changed["definition"], changed["options"])


async def test_two_audiences_of_one_name_have_two_keys(api: Api, space: str) -> None:
    assert ["germans", "germans_2"] == [(await make(api, space))["key"] for _ in range(2)]


async def test_the_alpha_level_has_no_linked_audiences_and_no_options_to_change(api: Api, space: str) -> None:
    body = {"name": "Linked", "audienceType": "LINKED", "definition": {"query": QUERY, "targetEntity": "household"}}
    path = f"{space}/audiences"
    refused = await api.post(path, body, Content_Type=ALPHA)
    assert (422, "audienceType") == (refused.status, refused.errors[0]["field"])
    made = (await api.post(path, body, Content_Type=BETA)).data["audience"]
    changes = {"options": {"filterByExternalIds": ["email"]}, "definition": {"query": "trait('a') = 1"}}
    answer = await api.send("PATCH", f"{path}/{made['id']}", body=changes, Content_Type=ALPHA)
    expected = {"query": "trait('a') = 1", "targetEntity": "household"}
    assert ({}, expected) == (answer.data["audience"]["options"], answer.data["audience"]["definition"])
    answer = await api.patch(f"{path}/{made['id']}", changes)
    assert {"filterByExternalIds": ["email"]} == answer.data["audience"]["options"]


@pytest.mark.parametrize(("count", "status"), [(1, 200), (200, 200), (201, 422), (0, 422)])
async def test_a_page_of_audiences_holds_1_to_200(api: Api, space: str, count: int, status: int) -> None:
    assert status == (await api.get(f"{space}/audiences?pagination.count={count}")).status


@pytest.mark.parametrize(
    ("type", "text", "expected"),
    [("NAME", "GERMAN", ["Germans"]), ("KEY", "big_", ["Big Spenders"]), ("DEFINITION", "event(", ["Big Spenders"])],
)
async def test_audiences_are_searched(api: Api, space: str, type: str, text: str, expected: list[str]) -> None:
    await make(api, space)
    await make(api, space, "Big Spenders", definition={"query": "event('Order Completed').count() > 1"})
    found = (await api.get(f"{space}/audiences?search.type={type}&search.query={text}")).data
    assert expected == [audience["name"] for audience in found["audiences"]]
    assert 1 == found["pagination"]["totalEntries"]


async def test_the_audiences_that_refer_to_one_are_its_consumers(api: Api, watch: Watch, space: str) -> None:
    made = await make(api, space)
    for name in ("Berliners", "Anyone"):
        watch.wait(1)
        await make(api, space, name, definition={"query": "trait( \"germans\" ) = true AND trait('city') = 'Berlin'"})
    await make(api, space, "Others", definition={"query": "trait('germans_abroad') = true"})
    path = f"{space}/audiences/{made['id']}/audience-references"
    assert ["Berliners", "Anyone"] == [item["name"] for item in await api.every(path, "audiences", count=1)]
    for sort, expected in (("NAME", ["Anyone", "Berliners"]), ("CREATED_AT", ["Berliners", "Anyone"])):
        answer = await api.get(f"{path}?sort.field={sort}&sort.direction=ASC")
        assert expected == [item["name"] for item in answer.data["audiences"]]
    answer = await api.get(f"{path}?sort.field=NAME&sort.direction=DESC&search.type=NAME&search.query=any")
    assert ["Anyone"] == [item["name"] for item in answer.data["audiences"]]


async def test_what_is_in_another_space_is_not_found(box: Sandbox, api: Api, space: str) -> None:
    made = await make(api, space)
    other = box.workspace.spaces.add(slug="other", name="Other")["id"]
    assert 404 == (await api.get(f"/spaces/{other}/audiences/{made['id']}")).status
    assert 404 == (await api.get("/spaces/nope/audiences")).status
    assert [] == await api.every(f"/spaces/{other}/audiences", "audiences", count=1)


async def test_a_preview_runs_and_completes(api: Api, watch: Watch, space: str) -> None:
    body = {"audienceType": "USERS", "definition": {"query": QUERY}, "options": {"filterByExternalIds": ["email"]}}
    started = (await api.post(f"{space}/audiences/previews", body)).data["audiencePreview"]
    assert ["id"] == list(started)
    path = f"{space}/audiences/previews/{started['id']}"
    running = (await api.get(path)).data["audiencePreview"]
    assert {**body, **started, "status": "RUNNING"} == running
    watch.wait(2)
    completed = (await api.get(path)).data["audiencePreview"]
    assert ("COMPLETED", "USERS", 10) == (
        completed["status"],
        completed["size"]["type"],
        len({result["id"] for result in completed["results"]}),
    )
    assert completed == (await api.get(path)).data["audiencePreview"]
    assert 404 == (await api.get(f"{space}/audiences/previews/nope")).status


async def test_a_preview_of_entities_knows_their_keys_and_fails_where_there_are_none() -> None:
    watch = Watch()
    async with Sandbox(seed="demo", clock=watch) as box:
        api, space = Api(box.url, box.token), f"/spaces/{next(iter(box.workspace.spaces))}"
        previews = []
        for target, query in (
            ("household", QUERY),
            ("profile", "entity('household').count() > 1"),
            ("nope", QUERY),
        ):
            definition = {"query": query, "targetEntity": target}
            body = {"audienceType": "LINKED", "definition": definition}
            previews.append((await api.post(f"{space}/audiences/previews", body)).data["audiencePreview"]["id"])
        watch.wait(2)
        entities, profiles, failed = [
            (await api.get(f"{space}/audiences/previews/{preview}")).data["audiencePreview"] for preview in previews
        ]
    assert ("ENTITIES", "household_id") == (entities["size"]["type"], entities["results"][0]["idProperty"])
    assert ("USERS", ["household"]) == (profiles["size"]["type"], list(profiles["results"][0]["entities"]))
    assert ("FAILED", True, False) == (failed["status"], "nope" in failed["failureReason"], "results" in failed)


async def test_a_linked_audience_runs_when_told_and_waits_for_a_destination(api: Api, watch: Watch, space: str) -> None:
    linked, classic = await make(api, space, audienceType="LINKED"), await make(api, space)
    watch.wait(2)
    shown = (await api.get(f"{space}/audiences/{linked['id']}")).data["audience"]
    assert ("Awaiting Destinations", "BATCH") == (shown["status"], shown["computeCadence"]["type"])
    runs = [(await api.post(f"{space}/audiences/{linked['id']}/runs")).data["run"]["id"] for _ in range(2)]
    assert 2 == len(set(runs))
    assert 422 == (await api.post(f"{space}/audiences/{classic['id']}/runs")).status


async def test_a_schedule_lives_from_creation_to_removal(api: Api, space: str) -> None:
    audience = f"{space}/audiences/{(await make(api, space, audienceType='LINKED'))['id']}"
    hourly = {"strategy": "PERIODIC", "config": {"interval": "1h"}}
    made = (await api.post(f"{audience}/schedules", hourly)).data["audienceSchedule"]
    assert {**hourly, "id": made["id"], "nextExecution": "2026-01-31T13:00:00.000Z"} == made
    path = f"{audience}/schedules/{made['id']}"
    assert {"audienceSchedule": made} == (await api.get(path)).data
    sundays = {"strategy": "SPECIFIC_DAYS", "config": {"days": [0], "hours": [6], "timezone": "UTC"}}
    changed = (await api.patch(path, sundays)).data["audienceSchedule"]
    assert {**sundays, "id": made["id"], "nextExecution": "2026-02-01T06:00:00.000Z"} == changed
    assert {"audienceSchedules": [changed]} == (await api.get(f"{audience}/schedules")).data
    assert "schedules" not in (await api.get(audience)).data["audience"]
    assert [changed] == (await api.get(f"{audience}?include=schedules")).data["audience"]["schedules"]
    listed = (await api.get(f"{space}/audiences?include=schedules")).data["audiences"]
    assert [[changed]] == [item["schedules"] for item in listed]
    nothing = (await api.patch(path, {"strategy": "PERIODIC", "config": None})).data["audienceSchedule"]
    assert {"id": made["id"], "strategy": "PERIODIC", "config": None} == nothing
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert [404] * 2 == [(await api.get(path)).status, (await api.delete(path)).status]


async def test_the_configuration_of_a_schedule_follows_its_strategy(api: Api, space: str) -> None:
    audience = f"{space}/audiences/{(await make(api, space, audienceType='LINKED'))['id']}"
    for strategy, config, field in (
        ("PERIODIC", {"days": [1], "hours": [1], "timezone": "UTC"}, "config.interval"),
        ("SPECIFIC_DAYS", {"interval": "1h"}, "config.days"),
    ):
        answer = await api.post(f"{audience}/schedules", {"strategy": strategy, "config": config})
        assert (422, field) == (answer.status, answer.errors[0]["field"])


async def test_only_linked_audiences_have_schedules(api: Api, space: str) -> None:
    audience = f"{space}/audiences/{(await make(api, space))['id']}"
    body = {"strategy": "PERIODIC", "config": {"interval": "1h"}}
    assert 422 == (await api.post(f"{audience}/schedules", body)).status
    assert {"audienceSchedules": []} == (await api.get(f"{audience}/schedules")).data


@pytest.mark.parametrize(
    ("strategy", "config", "expected"),
    [
        ("PERIODIC", {"interval": "15m"}, datetime(2026, 1, 31, 12, 15, tzinfo=UTC)),
        ("PERIODIC", {"interval": "1d"}, datetime(2026, 2, 1, tzinfo=UTC)),
        ("PERIODIC", {"interval": "0m"}, None),
        ("PERIODIC", {"interval": "99999999999d"}, None),
        ("PERIODIC", {"interval": "often"}, None),
        (
            "SPECIFIC_DAYS",
            {"days": [6], "hours": [13], "timezone": "Europe/Berlin"},
            datetime(2026, 2, 7, 12, tzinfo=UTC),
        ),
        (
            "SPECIFIC_DAYS",
            {"days": [1, 6], "hours": [0, 23], "timezone": "UTC"},
            datetime(2026, 1, 31, 23, tzinfo=UTC),
        ),
        ("SPECIFIC_DAYS", {"days": [], "hours": [1], "timezone": "UTC"}, None),
        ("SPECIFIC_DAYS", {"days": [1], "hours": [1], "timezone": "Mars/Olympus"}, None),
        ("SPECIFIC_DAYS", {"days": [1], "hours": [1], "timezone": "../etc"}, None),
    ],
)
def test_a_schedule_knows_when_it_runs_next(strategy: str, config: dict[str, Any], expected: datetime | None) -> None:
    assert expected == next_run(strategy, config, NOW)
