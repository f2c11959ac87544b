"""The demo's spaces have something in every list, and something for audits to find."""

from collections.abc import AsyncIterator

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.store import Workspace
from tests.sandbox.support import Api


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    async with Sandbox() as box:
        yield Api(box.url, box.token)


async def first(api: Api, target: str, key: str, name: str = "id") -> str:
    items = (await api.get(target)).data[key]
    assert len(items) >= 3, target
    return str(items[0][name]).replace(" ", "%20").replace("/", "%2F")


@pytest.mark.anyio
async def test_every_list_of_the_first_listed_things_has_three_items_and_more(api: Api) -> None:
    space_id = await first(api, "/spaces", "spaces")
    space = f"/spaces/{space_id}"
    audience = f"{space}/audiences/{await first(api, f'{space}/audiences', 'audiences')}"
    for path, key in (
        ("activations", "activations"),
        ("destination-connections", "connections"),
        ("schedules", "audienceSchedules"),
        ("audience-references", "audiences"),
    ):
        await first(api, f"{audience}/{path}", key)
    await first(api, f"{space}/computed-traits", "computedTraits")
    await first(api, f"/filters?integrationId={space_id}", "filters")
    event = f"{space}/events/{await first(api, f'{space}/events', 'events', 'name')}"
    [row, *_] = (await api.get(f"{event}/properties")).data["eventProperties"]
    await first(api, f"{event}/properties", "eventProperties", "name")
    entity = f"{space}/entities/{await first(api, f'{space}/entity-paths', 'entityPaths', 'entitySlug')}"
    trait = await first(api, f"{space}/traits", "traits", "trait")
    for path in (
        f"{event}/properties/{row['name']}/sample-values?propertyType={row['type']}",
        f"{entity}/properties/{await first(api, f'{entity}/properties', 'entityProperties', 'name')}/sample-values",
        f"{space}/traits/{trait}/sample-values",
    ):
        assert len((await api.get(path)).data["sampleValues"]) >= 3, path


def test_what_the_demo_refers_to_exists(demo: Workspace) -> None:
    for space_id in demo.spaces:
        for audience in demo.audiences.of_space(space_id).values():
            for connection in demo.activations.connections(audience["id"]).values():
                place = demo.warehouses if connection["type"] == "warehouse" else demo.destinations
                assert connection["destinationId"] in place
            for activation in demo.activations.of_audience(audience["id"]).values():
                assert activation["connectionId"] in demo.activations.connections(audience["id"])
