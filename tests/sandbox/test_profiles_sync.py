"""Warehouses that the profiles of a space are synced to."""

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import ALPHA, CONNECTION, DATABASE_KIND, Answer, Api

pytestmark = pytest.mark.anyio

MASK = "\u2022" * 8


@pytest.fixture
def space_id(box: Sandbox) -> str:
    """Create a space."""
    return str(box.workspace.spaces.add(slug="people", name="People")["id"])


async def send(api: Api, method: str, path: str, body: object) -> Answer:
    return await api.send(method, path, body=body, Content_Type=ALPHA)


async def make(api: Api, space_id: str, **changes: object) -> dict[str, object]:
    body = {"metadataId": "kind-db", "settings": CONNECTION, **changes}
    answer = await send(api, "POST", f"/spaces/{space_id}/profiles-warehouses", body)
    assert 201 == answer.status
    made: dict[str, object] = answer.data["profilesWarehouse"]
    return made


async def listed(api: Api, space_id: str) -> list[object]:
    return await api.every(f"/spaces/{space_id}/profiles-warehouses", "profilesWarehouses", count=1)


async def test_a_profiles_warehouse_is_made_and_seen_without_its_secrets(box: Sandbox, api: Api, space_id: str) -> None:
    made = await make(api, space_id, schemaName="profiles", settings={**CONNECTION, "ciphertext": "hunter2"})
    expected = {
        "id": made["id"],
        "spaceId": space_id,
        "workspaceId": box.workspace.record["id"],
        "metadata": DATABASE_KIND,
        "enabled": True,
        "settings": {"hostname": "db.example.invalid", "port": "5432", "ciphertext": MASK},
        "schemaName": "profiles",
    }
    assert expected == made
    assert [made, await make(api, space_id, enabled=False)] == await listed(api, space_id)


async def test_an_update_merges_settings_and_switches_on_unless_told_otherwise(
    box: Sandbox, api: Api, space_id: str
) -> None:
    made = await make(api, space_id, enabled=False)
    path = f"/spaces/{space_id}/profiles-warehouses/{made['id']}"
    body = {"enabled": False, "settings": {"port": "5433"}, "schemaName": "people", "name": "Main"}
    changed = (await send(api, "PATCH", path, body)).data["profilesWarehouse"]
    settings = {"hostname": "db.example.invalid", "port": "5433"}
    assert {**made, "settings": settings, "schemaName": "people"} == changed
    stored = box.workspace.profiles_warehouses.find(space_id, str(made["id"]))
    assert ("Main", "open sesame") == (stored["name"], stored["settings"]["password"])
    switched = (await send(api, "PATCH", path, {"settings": {}})).data["profilesWarehouse"]
    assert {**changed, "enabled": True} == switched
    assert [switched] == await listed(api, space_id)
    assert 422 == (await send(api, "PATCH", path, {"enabled": True})).status


async def test_a_removed_profiles_warehouse_is_gone(api: Api, space_id: str) -> None:
    made, other = await make(api, space_id), await make(api, space_id)
    path = f"/spaces/{space_id}/profiles-warehouses/{made['id']}"
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert [other] == await listed(api, space_id)
    answers = [
        await api.delete(path),
        await api.get(f"{path}/selective-syncs"),
        await send(api, "PATCH", path, {"settings": {}}),
    ]
    assert [404] * 3 == [answer.status for answer in answers]


async def test_a_space_has_its_own(box: Sandbox, api: Api, space_id: str) -> None:
    made = await make(api, space_id)
    other = box.workspace.spaces.add(slug="other", name="Other")["id"]
    assert [] == await listed(api, other)
    assert 404 == (await api.delete(f"/spaces/{other}/profiles-warehouses/{made['id']}")).status
    body = {"metadataId": "kind-db", "settings": CONNECTION}
    assert 404 == (await send(api, "POST", "/spaces/nope/profiles-warehouses", body)).status
    unknown = {**body, "metadataId": "nope"}
    assert 404 == (await send(api, "POST", f"/spaces/{space_id}/profiles-warehouses", unknown)).status


async def test_collections_properties_and_event_tables_are_switched(api: Api, space_id: str) -> None:
    path = f"/spaces/{space_id}/profiles-warehouses/{(await make(api, space_id))['id']}/selective-syncs"
    before = (await api.get(path)).data
    assert (True, {True}) == (before["enableEventTables"], {item["enabled"] for item in before["items"]})
    body = {
        "enableEventTables": False,
        "syncOverrides": [
            {"collection": "user_traits", "enabled": False},
            {"collection": "user_identifiers", "property": "value", "enabled": False},
        ],
    }
    statuses = [(await send(api, "PATCH", path, body)).data["status"] for _ in range(2)]
    assert ["UPDATED", "UNCHANGED"] == statuses
    after = (await api.get(path)).data
    items = {item["collection"]: item for item in after["items"]}
    assert not after["enableEventTables"]
    assert ["user_traits"] == [name for name, item in items.items() if not item["enabled"]]
    assert not items["user_identifiers"]["properties"]["value"]["enabled"]
    assert "UNCHANGED" == (await send(api, "PATCH", path, {})).data["status"]


async def test_too_many_overrides_are_refused(api: Api, space_id: str) -> None:
    path = f"/spaces/{space_id}/profiles-warehouses/{(await make(api, space_id))['id']}/selective-syncs"
    body = {"syncOverrides": [{"collection": "user_traits", "enabled": False}] * 201}
    assert 422 == (await send(api, "PATCH", path, body)).status
    assert 6 == len(await api.every(path, "items", count=4))
