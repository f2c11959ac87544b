"""Warehouses and the sources loaded into them."""

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import CONNECTION, DATABASE_KIND, Api

pytestmark = pytest.mark.anyio

MASK = "\u2022" * 8


async def make(api: Api, **body: object) -> dict[str, object]:
    answer = await api.post("/warehouses", {"metadataId": "kind-db", "settings": CONNECTION, **body})
    assert 201 == answer.status
    made: dict[str, object] = answer.data["warehouse"]
    return made


async def test_a_warehouse_is_made_and_seen_without_its_password(api: Api) -> None:
    made = await make(api, name="Main", settings={**CONNECTION, "ciphertext": "hunter2"})
    assert {"hostname": "db.example.invalid", "port": "5432", "ciphertext": MASK} == made["settings"]
    assert (True, DATABASE_KIND) == (made["enabled"], made["metadata"])
    assert {"warehouse": made} == (await api.get(f"/warehouses/{made['id']}")).data
    assert [made] == await api.every("/warehouses", "warehouses", count=1)


async def test_an_update_keeps_the_settings_that_it_does_not_name(box: Sandbox, api: Api) -> None:
    made = await make(api, settings={**CONNECTION, "ciphertext": "hunter2"})
    path = f"/warehouses/{made['id']}"
    changed = (await api.patch(path, {"enabled": False, "settings": {"port": "5433"}})).data["warehouse"]
    assert {**made, "enabled": False, "settings": {**made["settings"], "port": "5433"}} == changed
    assert {**CONNECTION, "port": "5433", "ciphertext": "hunter2"} == box.workspace.warehouses[str(made["id"])][
        "settings"
    ]
    assert 200 == (await api.patch(path, {"name": None, "settings": {}})).status
    assert 422 == (await api.patch(path, {"enabled": True})).status


async def test_a_deleted_warehouse_is_gone(api: Api) -> None:
    made = await make(api)
    assert {"status": "SUCCESS"} == (await api.delete(f"/warehouses/{made['id']}")).data
    paths = ["", "/connected-sources", "/connection-state"]
    assert [404] * 3 == [(await api.get(f"/warehouses/{made['id']}{path}")).status for path in paths]


async def test_a_new_warehouse_loads_every_source_unless_none_is_wanted(box: Sandbox, api: Api) -> None:
    source_id = box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]
    full, empty = await make(api), await make(api, disconnectAllSources=True)
    loaded = [
        [source["id"] for source in await api.every(f"/warehouses/{made['id']}/connected-sources", "sources", count=1)]
        for made in (full, empty)
    ]
    assert [[source_id], []] == loaded


async def test_a_source_is_connected_and_disconnected(box: Sandbox, api: Api) -> None:
    made = await make(api)
    source_id = box.workspace.sources.add(slug="web", metadata_id="kind-web", connect_warehouses=False)["id"]
    path = f"/warehouses/{made['id']}/connected-sources/{source_id}"
    first, again = await api.post(path), await api.post(path)
    assert (201, {"status": "CONNECTED"}) == (first.status, first.data) == (again.status, again.data)
    assert [made] == await api.every(f"/sources/{source_id}/connected-warehouses", "warehouses", count=1)
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert [] == await api.every(f"/sources/{source_id}/connected-warehouses", "warehouses", count=1)
    assert 404 == (await api.delete(path)).status


@pytest.mark.parametrize("path", ["/warehouses/nope/connected-sources/nope", "/warehouses/{}/connected-sources/nope"])
async def test_what_does_not_exist_cannot_be_connected(api: Api, path: str) -> None:
    made = await make(api)
    assert 404 == (await api.post(path.format(made["id"]))).status


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "CONNECTED"),
        ({"port": 5432}, "CONNECTED"),
        ({"port": "70000"}, "FAILED"),
        ({"port": "http"}, "FAILED"),
        ({"hostname": ""}, "FAILED"),
        ({"password": None}, "FAILED"),
        ({"password": MASK}, "FAILED"),
    ],
)
async def test_a_connection_works_if_its_settings_could(api: Api, changes: dict[str, object], state: str) -> None:
    settings = {**CONNECTION, **changes}
    answer = await api.post("/warehouses/validation", {"metadataId": "kind-db", "settings": settings})
    assert {"status": state} == answer.data


async def test_the_state_of_a_connection_follows_its_settings(api: Api) -> None:
    made = await make(api)
    path = f"/warehouses/{made['id']}"
    assert {"connectionState": "CONNECTED"} == (await api.get(f"{path}/connection-state")).data
    await api.patch(path, {"settings": {"hostname": ""}})
    assert {"connectionState": "FAILED"} == (await api.get(f"{path}/connection-state")).data


async def test_an_unknown_kind_of_warehouse_is_not_found(api: Api) -> None:
    for path in ("/warehouses", "/warehouses/validation"):
        assert 404 == (await api.post(path, {"metadataId": "nope", "settings": {}})).status
