"""What a space has seen: events, traits, entities, and their properties."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api

pytestmark = pytest.mark.anyio


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="demo", clock=lambda: NOW) as box:
        yield box


@pytest.fixture
def space_id(box: Sandbox) -> str:
    """Return the id of the space that has seen something."""
    return next(iter(box.workspace.spaces))


@pytest.fixture
def space(space_id: str) -> str:
    return f"/spaces/{space_id}"


async def listed(api: Api, target: str, key: str) -> list[Any]:
    items: list[Any] = (await api.get(target)).data[key]
    return items


async def test_events_come_the_latest_first_unless_asked_for_otherwise(api: Api, space: str) -> None:
    latest = await api.every(f"{space}/events", "events", count=20)
    assert sorted(latest, key=lambda event: event["lastSeenAt"], reverse=True) == latest
    assert {"name", "type", "lastSeenAt"} == set(latest[0])
    assert {"GROUP", "IDENTIFY", "PAGE", "SCREEN", "TRACK"} == {event["type"] for event in latest}
    named = await listed(api, f"{space}/events?sortBy=name&sortDir=asc", "events")
    assert sorted(event["name"] for event in latest) == [event["name"] for event in named]
    found = await listed(api, f"{space}/events?search=ORDER+c&sortBy=name", "events")
    assert ["Order Completed", "Order Cancelled"] == [event["name"] for event in found]


async def test_properties_of_an_event_show_samples_where_asked(api: Api, space: str) -> None:
    path = f"{space}/events/Order%20Completed/properties"
    rows = await api.every(path, "eventProperties", count=3)
    assert {"PROPERTY", "CONTEXT"} == {row["type"] for row in rows}
    assert all("samples" not in row and "Order Completed" == row["eventName"] for row in rows)
    for query, most in (("includeSampleValues=true", 12), ("includeSampleValues=true&samplesCount=2", 2)):
        sampled = await listed(api, f"{path}?{query}", "eventProperties")
        assert most == max(len(row["samples"]) for row in sampled)
    assert ["total"] == [row["name"] for row in await listed(api, f"{path}?search=total", "eventProperties")]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events/Order%20Completed/properties/currency/sample-values?propertyType=PROPERTY", 200),
        ("/events/Order%20Completed/properties/page.path/sample-values?propertyType=CONTEXT", 200),
        ("/events/Order%20Completed/properties/currency/sample-values?propertyType=CONTEXT", 404),
        ("/events/Order%20Completed/properties/currency/sample-values", 422),
        ("/events/Nope/properties/currency/sample-values?propertyType=PROPERTY", 404),
        ("/events/Nope/properties", 404),
        ("/traits/email/sample-values", 200),
        ("/traits/industry/sample-values?collection=accounts", 200),
        ("/traits/industry/sample-values", 404),
        ("/entities/household/properties/country/sample-values", 200),
        ("/entities/household/properties/nope/sample-values", 404),
        ("/entities/nope/properties", 404),
        ("/events?sortBy=age", 422),
        ("/traits?samplesCount=101", 422),
    ],
)
async def test_what_was_seen_is_found(api: Api, space: str, path: str, status: int) -> None:
    answer = await api.get(f"{space}{path}")
    assert status == answer.status
    if status == 200:
        assert len(answer.data["sampleValues"]) >= 3


async def test_traits_go_forward_only_and_their_total_is_an_upper_bound(api: Api, space: str) -> None:
    first = (await api.get(f"{space}/traits?pagination.count=5")).data
    cursor = first["pagination"]["next"]
    second = (await api.get(f"{space}/traits?pagination.count=5&pagination.cursor={cursor}")).data
    assert "previous" not in second["pagination"]
    everything = await api.every(f"{space}/traits", "traits", count=5)
    last = (await api.get(f"{space}/traits")).data["pagination"]
    assert len(everything) == last["totalEntries"] < first["pagination"]["totalEntries"]
    assert sorted(trait["trait"] for trait in everything) == [trait["trait"] for trait in everything]


async def test_traits_are_sorted_searched_and_sampled(api: Api, space: str) -> None:
    latest = await listed(api, f"{space}/traits?sortBy=lastSeenAt&sortDir=desc", "traits")
    assert sorted(latest, key=lambda trait: trait["lastSeenAt"], reverse=True) == latest
    assert ["loyalty_tier"] == [trait["trait"] for trait in await listed(api, f"{space}/traits?search=tier", "traits")]
    query = "collection=accounts&includeSampleValues=true&samplesCount=1"
    sampled = await listed(api, f"{space}/traits?{query}", "traits")
    assert [("city", 1), ("employees", 1), ("industry", 1), ("name", 1)] == [
        (trait["trait"], len(trait["samples"])) for trait in sampled
    ]


async def test_audiences_and_computed_traits_are_traits_of_their_space(
    box: Sandbox, api: Api, space: str, space_id: str
) -> None:
    workspace = box.workspace
    workspace.audiences.add(space_id, name="Hotels", audience_type="ACCOUNTS", definition={"query": "trait('a')"})
    workspace.computed_traits.add(space_id, name="Rooms", definition={"type": "ACCOUNTS", "query": "trait('b')"})
    types = {trait["trait"]: trait["type"] for trait in await listed(api, f"{space}/traits", "traits")}
    assert ("AUDIENCE", "COMPUTED", "CUSTOM") == (types["big_spenders"], types["lifetime_value"], types["email"])
    accounts = {
        trait["trait"]: trait["type"] for trait in await listed(api, f"{space}/traits?collection=accounts", "traits")
    }
    assert ("AUDIENCE", "COMPUTED", "CUSTOM") == (accounts["hotels"], accounts["rooms"], accounts["industry"])
    assert ["true", "false"] == await listed(api, f"{space}/traits/big_spenders/sample-values", "sampleValues")


async def test_entities_are_found_by_their_paths_and_show_their_properties(api: Api, space: str) -> None:
    paths = await api.every(f"{space}/entity-paths", "entityPaths", count=2)
    deepest = paths[-1]
    assert (["household", "subscription", "delivery"], "household.subscription", "delivery") == (
        deepest["relationshipSlugs"],
        deepest["parentRelationshipSlugPath"],
        deepest["entitySlug"],
    )
    found = await listed(api, f"{space}/entity-paths?search=subscription+%3E", "entityPaths")
    assert [deepest] == found
    for slug in {path["entitySlug"] for path in paths}:
        target = f"{space}/entities/{slug}/properties"
        rows = await api.every(target, "entityProperties", count=2)
        assert [f"{slug}_id"] == [row["name"] for row in rows if row["primaryKey"]]
        sampled = await listed(api, f"{target}?includeSampleValues=true", "entityProperties")
        assert rows == [{key: value for key, value in row.items() if key != "samples"} for row in sampled]
    page = (await api.get(f"{target}?pagination.count=1&pagination.cursor=MQ==")).data["pagination"]
    assert ("MQ==", False) == (page["current"], "previous" in page)


async def test_a_space_that_saw_nothing_has_empty_lists(box: Sandbox, api: Api) -> None:
    space = f"/spaces/{list(box.workspace.spaces)[-1]}"
    for path, key in (("events", "events"), ("traits", "traits"), ("entity-paths", "entityPaths")):
        assert [] == await api.every(f"{space}/{path}", key, count=1)
    assert [404] * 3 == [
        (await api.get(f"/spaces/nope/{path}")).status for path in ("events", "traits", "entity-paths")
    ]
