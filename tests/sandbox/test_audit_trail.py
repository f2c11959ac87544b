"""The audit trail: what it tells of calls, and how it is read."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.auditing import KINDS, fitting_event
from segment_async.sandbox.handlers import HANDLERS
from segment_async.sandbox.spec import load
from tests.sandbox.support import CONNECTION, NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio

WEB = {"slug": "web", "enabled": True, "metadataId": "kind-web"}


class Clock:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def box(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=plant_catalog, clock=clock) as box:
        yield box


async def told(api: Api, query: str = "") -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = (await api.get(f"/audit-events?{query}")).data["events"]
    return events


async def latest(api: Api) -> tuple[str, str, str, str]:
    """Return what the newest event tells: what happened, and type, id and name of what it happened to."""
    event = (await told(api))[0]
    return event["type"], event["resourceType"], event["resourceId"], event["resourceName"]


async def make_source(api: Api, **body: object) -> str:
    return str((await api.post("/sources", {**WEB, **body})).data["source"]["id"])


async def test_a_call_leaves_an_event_of_the_token_that_made_it(api: Api, clock: Clock) -> None:
    source_id = await make_source(api)
    (event,) = await told(api)
    assert ("2026-01-31T12:00:00.000Z", source_id) == (event["timestamp"], event["resourceId"])
    assert ("Source Created", "SOURCE", "web") == (event["type"], event["resourceType"], event["resourceName"])
    assert "actorEmail" not in event
    await api.post("/labels", {"label": {"key": "team", "value": "web"}})
    newer, older = await told(api)
    assert event == older
    assert (event["actor"], "Label Created") == (newer["actor"], newer["type"])
    assert api.headers["Authorization"].removeprefix("Bearer ") not in event["actor"]


async def test_what_is_refused_or_only_read_leaves_none(api: Api) -> None:
    source_id = await make_source(api)
    assert 422 == (await api.post("/sources", WEB)).status
    assert 404 == (await api.delete("/sources/nope")).status
    assert 200 == (await api.get(f"/sources/{source_id}")).status
    assert 200 == (await api.get("/sources")).status
    assert 1 == len(await told(api))


@pytest.mark.parametrize(
    ("body", "event"),
    [
        ({"enabled": True}, "Source Enabled"),
        ({"enabled": False}, "Source Disabled"),
        ({"settings": {"a": 1}}, "Source Settings Modified"),
        ({"name": "Website"}, "Source Modified"),
        ({}, "Source Modified"),
    ],
)
async def test_the_event_says_what_the_body_says(api: Api, body: dict[str, object], event: str) -> None:
    source_id = await make_source(api)
    await api.patch(f"/sources/{source_id}", body)
    assert (event, "SOURCE", source_id, body.get("name", "web")) == await latest(api)


async def test_a_deleted_thing_keeps_its_name(api: Api) -> None:
    source_id = await make_source(api)
    await api.patch(f"/sources/{source_id}", {"name": "Website"})
    await api.delete(f"/sources/{source_id}")
    assert ("Source Deleted", "SOURCE", source_id, "Website") == await latest(api)


async def test_what_hangs_on_a_thing_is_told_of_that_thing(api: Api) -> None:
    source_id = await make_source(api)
    plan_id = (await api.post("/tracking-plans", {"name": "Plan", "type": "LIVE"})).data["trackingPlan"]["id"]
    calls = [
        await api.post(f"/sources/{source_id}/writekey", {}),
        await api.post(f"/tracking-plans/{plan_id}/sources", {"sourceId": source_id}),
        await api.delete(f"/tracking-plans/{plan_id}/sources?sourceId={source_id}"),
    ]
    assert [200] * 3 == [answer.status for answer in calls]
    events = await told(api)
    assert [("Source Modified", source_id)] * 3 == [(event["type"], event["resourceId"]) for event in events[:3]]


async def test_warehouses_and_what_is_connected_to_them_are_told_apart(api: Api) -> None:
    source_id = await make_source(api)
    made = await api.post("/warehouses", {"metadataId": "kind-db", "settings": CONNECTION})
    warehouse = ("WAREHOUSE", made.data["warehouse"]["id"], "Postgres")
    assert ("Storage Destination Created", *warehouse) == await latest(api)
    path = f"/warehouses/{warehouse[1]}"
    await api.post(f"{path}/connected-sources/{source_id}")
    assert ("Storage Destination Modified", *warehouse) == await latest(api)
    await api.patch(path, {"enabled": True, "settings": {}})
    assert ("Storage Destination Enabled", *warehouse) == await latest(api)
    await api.delete(path)
    assert ("Storage Destination Deleted", *warehouse) == await latest(api)


async def test_what_has_no_id_is_told_of_the_workspace(box: Sandbox, api: Api) -> None:
    await api.post("/warehouses/validation", {"metadataId": "kind-db", "settings": CONNECTION})
    workspace = box.workspace.record
    assert ("WORKSPACE", workspace["id"], workspace["name"]) == (await latest(api))[1:]


async def test_a_call_that_no_event_fits_leaves_none(api: Api) -> None:
    body = {"sourceId": await make_source(api), "metadataId": "kind-tool", "settings": {}, "name": "Kinesis"}
    destination_id = (await api.post("/destinations", body)).data["destination"]["id"]
    before = await told(api)
    assert "Integration Created" == before[0]["type"]
    await api.patch(f"/destinations/{destination_id}", {"name": "Stream"})
    assert before == await told(api)
    await api.patch(f"/destinations/{destination_id}", {"enabled": False})
    assert ("Integration Disabled", "DESTINATION", destination_id, "Stream") == await latest(api)


async def test_labels_are_named_by_key_and_value(api: Api) -> None:
    await api.post("/labels", {"label": {"key": "team", "value": "web"}})
    assert ("Label Created", "LABEL", "team:web", "team:web") == await latest(api)
    await api.delete("/labels/team/web")
    assert ("Label Deleted", "LABEL", "team:web", "team:web") == await latest(api)


async def test_people_are_told_of_one_by_one(box: Sandbox, api: Api) -> None:
    users = [box.workspace.users.add(name=name, email=f"{name}@example.com") for name in ("Ada", "Bob")]
    await api.post("/invites", {"invites": [{"email": "c@example.com"}, {"email": "d@example.com"}]})
    await api.delete("/invites?emails.0=c@example.com")
    await api.delete(f"/users?userIds.0={users[0]['id']}&userIds.1={users[1]['id']}")
    assert [
        ("Group Memberships Deleted", "USER", "Bob"),
        ("Group Memberships Deleted", "USER", "Ada"),
        ("Invite Deleted", "INVITE", "c@example.com"),
        ("Non-Segment User Invited to Workspace", "INVITE", "d@example.com"),
        ("Non-Segment User Invited to Workspace", "INVITE", "c@example.com"),
    ] == [(event["type"], event["resourceType"], event["resourceName"]) for event in await told(api)]


async def test_groups_are_told_of_by_what_happened_to_their_members(box: Sandbox, api: Api) -> None:
    box.workspace.users.add(name="Ada", email="ada@example.com")
    group_id = (await api.post("/groups", {"name": "Team"})).data["userGroup"]["id"]
    await api.put(f"/group/{group_id}/users", {"emails": ["ada@example.com"]})
    await api.put(f"/group/{group_id}/users", {"emails": []})
    await api.delete(f"/group/{group_id}/users?emails=ada@example.com")
    await api.post(f"/groups/{group_id}/permissions", {"permissions": []})
    await api.delete(f"/groups/{group_id}")
    events = await told(api)
    assert [
        "User Group Deleted",
        "Policy Created",
        "Group Memberships Deleted",
        "Group Memberships Deleted",
        "Subjects Added to Group",
        "User Group Created",
    ] == [event["type"] for event in events]
    assert {("USER_GROUP", group_id, "Team")} == {
        (event["resourceType"], event["resourceId"], event["resourceName"]) for event in events
    }


async def test_events_are_kept_for_90_days(api: Api, clock: Clock) -> None:
    await make_source(api)
    clock.moment += timedelta(days=90)
    assert 1 == len(await told(api))
    clock.moment += timedelta(seconds=1)
    assert [] == await told(api)


async def test_events_are_asked_for_by_time_and_by_resource(api: Api, clock: Clock) -> None:
    source_id = await make_source(api)
    clock.moment += timedelta(hours=1)
    await api.post("/labels", {"label": {"key": "team", "value": "web"}})
    clock.moment += timedelta(hours=1)
    await api.patch(f"/sources/{source_id}", {"name": "Website"})

    async def types(query: str) -> list[str]:
        return [event["type"] for event in await told(api, query)]

    modified, labeled, created = "Source Modified", "Label Created", "Source Created"
    assert [modified, labeled, created] == await types("")
    assert [modified, labeled] == await types("startTime=2026-01-31T13:00:00Z")
    assert [labeled, created] == await types("endTime=2026-01-31T14:00:00%2B01:00")
    assert [labeled] == await types("startTime=2026-01-31T12:30:00Z&endTime=2026-01-31T13:30:00Z")
    assert [] == await types("startTime=2026-01-31T13:30:00Z&endTime=2026-01-31T12:30:00Z")
    assert [modified, created] == await types(f"resourceId={source_id}")
    assert [labeled] == await types("resourceType=LABEL")
    assert [] == await types(f"resourceType=LABEL&resourceId={source_id}")
    answer = await api.get("/audit-events?startTime=yesterday")
    assert (422, "startTime") == (answer.status, answer.errors[0]["field"])


async def test_events_come_in_pages(api: Api) -> None:
    for slug in "abcde":
        await make_source(api, slug=slug)
    events = await api.every("/audit-events", "events", count=2)
    assert list("edcba") == [event["resourceName"] for event in events]
    assert 5 == len({event["id"] for event in events})


def test_every_operation_that_leaves_events_has_a_kind_of_thing_and_every_kind_a_reader() -> None:
    leaving = {endpoint.tag for endpoint in load("public").endpoints if endpoint.audit_events}
    assert leaving == {kind.tag for kind in KINDS}
    assert {kind.reader for kind in KINDS} - {None} <= set(HANDLERS)


@pytest.mark.parametrize(
    ("body", "event"), [({"query": ""}, "Model Settings Saved"), ({"enabled": False}, "Model State Change Toggled")]
)
def test_switching_a_model_is_an_event_of_its_own(body: dict[str, object], event: str) -> None:
    assert event == fitting_event(["Model Settings Saved", "Model State Change Toggled"], body)


def test_every_event_can_be_told() -> None:
    """A body that says everything is fitted by an event of every operation that has some."""
    said = {"enabled": False, "settings": {}, "emails": ["a"]}
    for endpoint in load("public").endpoints:
        assert bool(endpoint.audit_events) == (fitting_event(endpoint.audit_events, said) is not None), endpoint.id
