"""Credentials, their secrets, and what uses them."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio

MASK = "\u2022" * 8
KEY_PAIR = {"type": "key-pair", "username": "loader", "privateKey": "hunter2", "nested": {"token": "t", "port": 22}}


async def make(api: Api, **body: object) -> dict[str, Any]:
    answer = await api.post("/credentials", {"name": "Loader", "settings": KEY_PAIR, **body})
    assert 201 == answer.status
    made: dict[str, Any] = answer.data["credential"]
    return made


async def test_a_credential_is_made_and_seen_without_its_secrets(box: Sandbox, api: Api) -> None:
    made = await make(api)
    assert {**KEY_PAIR, "privateKey": MASK, "nested": {"token": MASK, "port": 22}} == made["settings"]
    assert ("Loader", box.workspace.record["id"]) == (made["name"], made["workspaceId"])
    assert {"credential": made} == (await api.get(f"/credentials/{made['id']}")).data
    assert [made] == await api.every("/credentials", "credentials", count=1)
    assert 404 == (await api.get("/credentials/nope")).status


@pytest.mark.parametrize(
    "name",
    ["password", "clientSecret", "passphrase", "private_key", "accessKey", "apiKey", "refreshToken", "credentials"],
)
async def test_a_setting_with_a_secret_name_is_masked(api: Api, name: str) -> None:
    assert {name: MASK} == (await make(api, settings={name: "hunter2"}))["settings"]


@pytest.mark.parametrize("settings", [{}, {"accessKeyId": "a"}, {"password": ""}, {"list": [{"port": 1}, "a"]}])
async def test_settings_without_secrets_are_shown_as_they_are(api: Api, settings: dict[str, object]) -> None:
    assert settings == (await make(api, settings=settings))["settings"]


async def test_an_update_keeps_the_settings_that_it_does_not_name(box: Sandbox, api: Api) -> None:
    made = await make(api)
    path = f"/credentials/{made['id']}"
    changed = (await api.patch(path, {"name": "Other", "settings": {"username": "segment"}})).data["credential"]
    assert {**made, "name": "Other", "settings": {**made["settings"], "username": "segment"}} == changed
    assert {**KEY_PAIR, "username": "segment"} == box.workspace.credentials[made["id"]]["settings"]
    assert changed == (await api.patch(path, {})).data["credential"]


async def test_a_mask_that_is_written_back_replaces_the_secret(box: Sandbox, api: Api) -> None:
    made = await make(api)
    await api.patch(f"/credentials/{made['id']}", {"settings": made["settings"]})
    assert MASK == box.workspace.credentials[made["id"]]["settings"]["privateKey"]


async def test_a_credential_in_use_cannot_be_deleted(box: Sandbox, api: Api) -> None:
    made = await make(api)
    path = f"/credentials/{made['id']}"
    warehouse = box.workspace.warehouses.add(metadata_id="kind-db", settings={"credentialId": made["id"]})
    answer = await api.delete(path)
    assert (409, "conflict") == (answer.status, answer.errors[0]["type"])
    assert warehouse["id"] in answer.errors[0]["message"]
    await api.patch(f"/warehouses/{warehouse['id']}", {"settings": {"credentialId": ""}})
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert 404 == (await api.delete(path)).status


async def test_warehouses_and_sources_that_use_it_have_pages_of_their_own(box: Sandbox, api: Api) -> None:
    made = await make(api)
    uses = {"credentialId": made["id"]}
    warehouses = [box.workspace.warehouses.add(metadata_id="kind-db", settings=uses)["id"] for _ in range(5)]
    sources = [
        box.workspace.sources.add(slug=slug, metadata_id="kind-web", settings=uses, connect_warehouses=False)["id"]
        for slug in "abc"
    ]
    box.workspace.sources.add(slug="other", metadata_id="kind-web")
    path = f"/credentials/{made['id']}/consumers"
    first = (await api.get(f"{path}?warehousesPagination.count=2&sourcesPagination[count]=2")).data
    assert (warehouses[:2], sources[:2]) == (ids(first["warehouses"]), ids(first["sources"]))
    assert (5, 3) == (first["warehousesPagination"]["totalEntries"], first["sourcesPagination"]["totalEntries"])
    cursors = "&".join(
        f"{name}.count=2&{name}.cursor={first[name]['next']}" for name in ("warehousesPagination", "sourcesPagination")
    )
    second = (await api.get(f"{path}?{cursors}")).data
    assert (warehouses[2:4], sources[2:]) == (ids(second["warehouses"]), ids(second["sources"]))
    assert ("next" in second["warehousesPagination"], "next" in second["sourcesPagination"]) == (True, False)
    whole = (await api.get(path)).data
    assert (warehouses, sources) == (ids(whole["warehouses"]), ids(whole["sources"]))
    assert 404 == (await api.get("/credentials/nope/consumers")).status


async def test_a_cursor_of_neither_list_is_invalid(api: Api) -> None:
    made = await make(api)
    answer = await api.get(f"/credentials/{made['id']}/consumers?sourcesPagination.count=1&sourcesPagination.cursor=!")
    assert (422, "sourcesPagination.cursor") == (answer.status, answer.errors[0]["field"])


def ids(records: list[dict[str, Any]]) -> list[str]:
    return [record["id"] for record in records]
