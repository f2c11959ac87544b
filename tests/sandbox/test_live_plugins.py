"""Live plugins."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio


async def make_source(api: Api) -> str:
    answer = await api.post("/sources", {"slug": "web", "enabled": True, "metadataId": "kind-web"})
    return str(answer.data["source"]["id"])


async def write(api: Api, source_id: str, code: str) -> dict[str, Any]:
    plugin: dict[str, Any] = (await api.post(f"/sources/{source_id}/live-plugins/create", {"code": code})).data[
        "livePlugin"
    ]
    return plugin


async def test_the_plugin_of_a_source_gets_new_code_rather_than_a_sibling(api: Api) -> None:
    source_id = await make_source(api)
    first, second = [await write(api, source_id, code) for code in ("one", "two")]
    assert (source_id, 1, "one") == (first["sourceId"], first["version"], first["code"])
    assert (first["id"], 2, "two") == (second["id"], second["version"], second["code"])
    assert first["downloadURL"] != second["downloadURL"]
    assert {"livePlugin": second} == (await api.get(f"/sources/{source_id}/live-plugins/latest")).data


async def test_deleted_code_is_null_until_there_is_new_one(api: Api) -> None:
    source_id = await make_source(api)
    plugin = await write(api, source_id, "one")
    path = f"/sources/{source_id}/live-plugins"
    assert [{"status": "SUCCESS"}] * 2 == [(await api.delete(f"{path}/delete-code")).data for _ in range(2)]
    assert {"livePlugin": {**plugin, "code": None}} == (await api.get(f"{path}/latest")).data
    assert 2 == (await write(api, source_id, "two"))["version"]


async def test_a_source_without_a_plugin_has_nothing_to_read_or_delete(api: Api) -> None:
    for source_id in (await make_source(api), "nope"):
        path = f"/sources/{source_id}/live-plugins"
        answers = [await api.get(f"{path}/latest"), await api.delete(f"{path}/delete-code")]
        assert [404] * 2 == [answer.status for answer in answers]
    assert 404 == (await api.post("/sources/nope/live-plugins/create", {"code": ""})).status


async def test_a_plugin_goes_with_its_source(box: Sandbox, api: Api) -> None:
    source_id = await make_source(api)
    await write(api, source_id, "one")
    await api.delete(f"/sources/{source_id}")
    assert 0 == len(box.workspace.live_plugins)


async def test_a_workspace_without_live_plugins_has_none() -> None:
    async with Sandbox(seed=plant_catalog, clock=lambda: NOW, without_features=["Live Plugins"]) as box:
        api = Api(box.url, box.token)
        answer = await api.post(f"/sources/{await make_source(api)}/live-plugins/create", {"code": ""})
    assert 404 == answer.status
    assert "Live Plugins" in answer.errors[0]["message"]
