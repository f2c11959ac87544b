"""Functions, their versions, what is made of them, and what they are inserted into."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api, plant_catalog

pytestmark = pytest.mark.anyio

MASK = "\u2022" * 8
CODE = "async function onTrack(event) {}"


def setting(name: str, *, sensitive: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "label": name.title(),
        "description": "",
        "type": "STRING",
        "required": False,
        "sensitive": sensitive,
    }


async def make(api: Api, type: str = "SOURCE", **body: object) -> dict[str, Any]:
    answer = await api.post("/functions", {"code": CODE, "displayName": "Mine", "resourceType": type, **body})
    assert 200 == answer.status
    made: dict[str, Any] = answer.data["function"]
    return made


async def read(api: Api, function: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = (await api.get(f"/functions/{function['id']}")).data["function"]
    return shown


async def versions(api: Api, function: dict[str, Any]) -> list[tuple[str, bool]]:
    listed = await api.every(f"/functions/{function['id']}/versions", "versions", count=1)
    return [(version["code"], version["isDeployed"]) for version in listed]


async def test_a_function_is_made_with_its_first_version_and_read_back(api: Api) -> None:
    about = {
        "settings": [setting("apiKey", sensitive=True)],
        "description": "Ours",
        "logoUrl": "https://example.invalid",
    }
    made = await make(api, **about)
    assert about.items() <= made.items()
    assert (CODE, "Mine", "SOURCE", None) == tuple(
        made[name] for name in ("code", "displayName", "resourceType", "deployedAt")
    )
    assert made == await read(api, made)
    assert [(CODE, False)] == await versions(api, made)
    assert 404 == (await api.get("/functions/nope")).status


async def test_a_list_holds_one_type_without_code_and_settings(api: Api) -> None:
    made = await make(api)
    await make(api, "DESTINATION")
    (listed,) = await functions(api, "SOURCE")
    assert {"id", "resourceType", "createdAt", "createdBy", "displayName", "catalogId"} == set(listed)
    assert listed.items() <= made.items()
    assert [] == await functions(api, "INSERT_SOURCE")
    assert ["resourceType"] * 2 == [
        (await api.get(path)).errors[0]["field"] for path in ("/functions", "/functions?resourceType=ALL")
    ]


async def functions(api: Api, type: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await api.get(f"/functions?resourceType={type}")).data["functions"]
    return listed


@pytest.mark.parametrize(
    ("type", "name"),
    [
        ("SOURCE", "Mine"),
        ("DESTINATION", "Mine (Sandbox)"),
        ("INSERT_DESTINATION", "Mine (Sandbox)"),
        ("INSERT_SOURCE", "Mine (Sandbox)"),
        ("INSERT_TRANSFORMATION", "Mine (Sandbox)"),
    ],
)
async def test_the_workspace_is_named_behind_all_but_source_functions_and_only_once(
    api: Api, type: str, name: str
) -> None:
    made = await make(api, type)
    assert name == made["displayName"]
    assert name == (await api.patch(f"/functions/{made['id']}", {"displayName": name})).data["function"]["displayName"]
    renamed = (await api.patch(f"/functions/{made['id']}", {"displayName": "Ours"})).data["function"]
    assert name.replace("Mine", "Ours") == renamed["displayName"]


async def test_new_code_is_a_new_version_and_nothing_else_is(api: Api) -> None:
    made = await make(api)
    path = f"/functions/{made['id']}"
    changed = (await api.patch(path, {"code": "two"})).data["function"]
    assert {**made, "code": "two"} == changed
    described = (await api.patch(path, {"description": "Ours", "settings": [setting("a")]})).data["function"]
    assert {**changed, "description": "Ours", "settings": [setting("a")]} == described == await read(api, made)
    assert [("two", False), (CODE, False)] == await versions(api, made)


async def test_a_source_function_runs_new_code_once_it_is_deployed(api: Api) -> None:
    made = await make(api)
    path = f"/functions/{made['id']}"
    assert not made["isLatestVersion"]
    assert {"functionDeployment": {"status": "SUCCESS"}} == (await api.post(f"{path}/deploy")).data
    deployed = await read(api, made)
    assert deployed["isLatestVersion"]
    assert deployed["deployedAt"] is not None
    await api.patch(path, {"code": "two"})
    assert not (await read(api, made))["isLatestVersion"]
    assert [("two", False), (CODE, True)] == await versions(api, made)
    await api.post(f"{path}/deploy")
    assert [("two", True), (CODE, False)] == await versions(api, made)


async def test_other_functions_are_live_once_they_are_saved_and_never_deployed(api: Api) -> None:
    made = await make(api, "DESTINATION")
    assert made["isLatestVersion"]
    changed = (await api.patch(f"/functions/{made['id']}", {"code": "two"})).data["function"]
    assert changed["isLatestVersion"]
    assert [("two", True), (CODE, False)] == await versions(api, made)
    answer = await api.post(f"/functions/{made['id']}/deploy")
    assert (422, "functionId") == (answer.status, answer.errors[0]["field"])


async def test_a_restored_version_is_a_new_one_with_the_old_code(api: Api) -> None:
    made = await make(api)
    path = f"/functions/{made['id']}/versions"
    first = (await api.get(path)).data["versions"][0]
    await api.patch(f"/functions/{made['id']}", {"code": "two"})
    restored = (await api.post(path, {"versionId": first["id"]}, Accept="")).data["version"]
    assert first["id"] != restored["id"]
    assert [(CODE, False), ("two", False), (CODE, False)] == await versions(api, made)
    assert {"version": restored} == (await api.get(f"{path}/{restored['id']}")).data
    assert CODE == (await read(api, made))["code"]
    assert [404] * 2 == [
        (await api.get(f"{path}/nope")).status,
        (await api.post(path, {"versionId": "nope"})).status,
    ]


async def test_a_source_is_made_of_a_source_function_and_deploys_it_by_its_own_id(api: Api) -> None:
    made = await make(api, settings=[setting("apiKey", sensitive=True)])
    body = {"slug": "mine", "enabled": True, "metadataId": made["catalogId"], "settings": {"apiKey": "hunter2"}}
    source = (await api.post("/sources", body)).data["source"]
    assert ("Mine", {"apiKey": MASK}) == (source["metadata"]["name"], source["settings"])
    assert 200 == (await api.post(f"/functions/sfn_{source['id']}/deploy")).status
    assert (await read(api, made))["isLatestVersion"]
    assert 404 == (await api.post("/functions/sfn_nope/deploy")).status
    assert 404 == (await api.post(f"/functions/{source['id']}/nope")).status


async def test_a_destination_is_made_of_a_destination_function_and_follows_its_name(api: Api) -> None:
    made = await make(api, "DESTINATION")
    source = (await api.post("/sources", {"slug": "web", "enabled": True, "metadataId": "kind-web"})).data["source"]
    body = {"sourceId": source["id"], "metadataId": made["catalogId"], "settings": {}}
    destination = (await api.post("/destinations", body)).data["destination"]
    assert "Mine (Sandbox)" == destination["metadata"]["name"]
    await api.patch(f"/functions/{made['id']}", {"displayName": "Ours"})
    path = f"/destinations/{destination['id']}"
    assert "Ours (Sandbox)" == (await api.get(path)).data["destination"]["metadata"]["name"]
    await api.delete(f"/functions/{made['id']}")
    assert 200 == (await api.get(path)).status


async def test_the_catalog_shows_a_function_to_those_who_know_its_id(api: Api) -> None:
    made = await make(api, "DESTINATION")
    path = f"/catalog/destinations/{made['catalogId']}"
    assert made["displayName"] == (await api.get(path)).data["destinationMetadata"]["name"]
    assert 1 == len(await api.every("/catalog/destinations", "destinationsCatalog", count=5))
    await api.delete(f"/functions/{made['id']}")
    assert 404 == (await api.get(path)).status


async def test_a_deleted_function_is_gone_with_its_versions_and_instances(box: Sandbox, api: Api) -> None:
    made, source_id = await make(api, "INSERT_SOURCE"), a_source(box)
    instance = await attach(api, made["id"], source_id)
    assert {"status": "SUCCESS"} == (await api.delete(f"/functions/{made['id']}")).data
    paths = ["", "/versions", "/versions/nope"]
    assert [404] * 3 == [(await api.get(f"/functions/{made['id']}{path}")).status for path in paths]
    assert 404 == (await api.get(f"/insert-function-instances/{instance['id']}")).status
    assert 0 == len(box.workspace.insert_function_instances)
    assert 404 == (await api.delete(f"/functions/{made['id']}")).status


def a_source(box: Sandbox, slug: str = "web") -> str:
    return str(box.workspace.sources.add(slug=slug, metadata_id="kind-web")["id"])


async def attach(api: Api, function_id: str, integration_id: str, **body: object) -> dict[str, Any]:
    whole = {"functionId": function_id, "integrationId": integration_id, "name": "Here", "settings": {}, **body}
    answer = await api.post("/insert-function-instances", whole)
    assert 200 == answer.status
    made: dict[str, Any] = answer.data["insertFunctionInstance"]
    return made


async def test_an_insert_function_is_attached_with_or_without_the_prefix_of_its_id(box: Sandbox, api: Api) -> None:
    made, source_id = await make(api, "INSERT_SOURCE"), a_source(box)
    class_id = made["id"].removeprefix("ifnd_")
    assert class_id != made["id"]
    instances = [await attach(api, function_id, source_id) for function_id in (made["id"], class_id)]
    assert [class_id] * 2 == [instance["classId"] for instance in instances]
    for function_id in (made["id"], class_id):
        path = f"/insert-function-instances?functionId={function_id}"
        assert instances == (await api.get(path)).data["instances"]
        assert made == (await api.get(f"/functions/{function_id}")).data["function"]


async def test_secrets_of_an_instance_stand_apart_and_masked(box: Sandbox, api: Api) -> None:
    made = await make(api, "INSERT_DESTINATION", settings=[setting("salt", sensitive=True), setting("field")])
    source_id = a_source(box)
    destination = box.workspace.destinations.add(source_id=source_id, metadata_id="kind-tool")
    shown = await attach(api, made["id"], destination["id"], settings={"salt": "hunter2", "field": "email"})
    assert ({"field": "email"}, {"salt": MASK}, True) == (
        shown["settings"],
        shown["encryptedSettings"],
        shown["enabled"],
    )
    path = f"/insert-function-instances/{shown['id']}"
    changes = {"enabled": False, "name": "There", "settings": {"field": "phone"}}
    changed = (await api.patch(path, changes)).data["insertFunctionInstance"]
    assert {**shown, **changes} == changed == (await api.get(path)).data["insertFunctionInstance"]
    assert "hunter2" == box.workspace.insert_function_instances[shown["id"]]["settings"]["salt"]
    assert 422 == (await api.patch(path, {"enabled": True})).status


async def test_an_instance_goes_alone_or_with_what_it_is_attached_to(box: Sandbox, api: Api) -> None:
    made, source_id = await make(api, "INSERT_SOURCE"), a_source(box)
    destination = box.workspace.destinations.add(source_id=source_id, metadata_id="kind-tool")
    instances = [await attach(api, made["id"], where) for where in (source_id, source_id, destination["id"])]
    assert {"status": "SUCCESS"} == (await api.delete(f"/insert-function-instances/{instances[0]['id']}")).data
    assert 404 == (await api.delete(f"/insert-function-instances/{instances[0]['id']}")).status
    await api.delete(f"/sources/{source_id}")
    assert [] == (await api.get(f"/insert-function-instances?functionId={made['id']}")).data["instances"]


async def test_what_cannot_be_inserted_or_attached_to_is_refused(box: Sandbox, api: Api) -> None:
    source_id, plain, insert = a_source(box), await make(api), await make(api, "INSERT_SOURCE")
    pairs = [(plain["id"], source_id), ("nope", source_id), (insert["id"], "nope")]
    answers = [
        await api.post(
            "/insert-function-instances",
            {"functionId": function_id, "integrationId": integration_id, "name": "", "settings": {}},
        )
        for function_id, integration_id in pairs
    ]
    assert [422, 404, 404] == [answer.status for answer in answers]


async def test_a_workspace_without_functions_has_none_of_this() -> None:
    async with Sandbox(seed=plant_catalog, clock=lambda: NOW, without_features=["Functions"]) as box:
        api = Api(box.url, box.token)
        answers = [await api.get("/functions?resourceType=SOURCE"), await api.get("/functions/nope")]
    assert [404] * 2 == [answer.status for answer in answers]
    assert "Functions" in answers[0].errors[0]["message"]
