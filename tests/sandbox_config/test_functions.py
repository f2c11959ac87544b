"""Functions, seen through both APIs."""

import json
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import Api
from tests.sandbox_config.support import Config

pytestmark = pytest.mark.anyio

CODE = "async function onRequest(request, settings) {}"


@pytest.fixture
def functions(box: Sandbox) -> str:
    return f"/workspaces/{box.workspace.record['id']}/functions"


async def make(config: Config, functions: str, kind: str = "SOURCE", **fields: object) -> Any:
    given = {"display_name": "Tea", "code": CODE, **fields}
    return await config.post(f"{functions}?type={kind}", {"function": given})


async def test_a_function_made_here_is_seen_there(config: Config, public: Api, functions: str) -> None:
    asked = [{"name": "key", "label": "Key", "description": "", "type": "text-map", "required": True}]
    made = await make(config, functions, settings=asked, description="pours", logo_url="https://example.com/a.svg")
    assert asked == made["settings"]
    seen = (await public.get(f"/functions/{made['id']}")).data["function"]
    pairs = {
        "display_name": "displayName",
        "type": "resourceType",
        "code": "code",
        "description": "description",
        "logo_url": "logoUrl",
        "created_at": "createdAt",
        "created_by": "createdBy",
        "catalog_id": "catalogId",
    }
    assert {here: seen[there] for here, there in pairs.items()} == {here: made[here] for here in pairs}
    flags = {"required": True, "sensitive": False}
    assert [{"name": "key", "label": "Key", "description": "", "type": "TEXT_MAP", **flags}] == seen["settings"]


async def test_a_function_made_there_is_seen_here(config: Config, public: Api, functions: str) -> None:
    body = {"resourceType": "DESTINATION", "displayName": "Tea", "code": "one", "settings": []}
    made = (await public.post("/functions", body)).data["function"]
    (listed,) = (await config.get(f"{functions}?type=DESTINATION"))["functions"]
    assert "code" not in listed
    assert {**listed, "code": "one"} == await config.get(f"{functions}/{made['id']}")
    assert (functions.split("/")[2], made["displayName"]) == (listed["workspace_id"], listed["display_name"])
    assert {} == await config.delete(f"{functions}/{made['id']}")
    assert 404 == (await public.get(f"/functions/{made['id']}")).status


async def test_the_slug_of_the_workspace_is_not_found(config: Config) -> None:
    answer = await config.send("GET", "/workspaces/sandbox/functions?type=SOURCE")
    assert (404, 5) == answer.refusal


@pytest.mark.parametrize(
    ("query", "body", "expected"),
    [
        ("?type=DESTINATION", {}, "DESTINATION"),
        ("", {"type": "DESTINATION"}, "DESTINATION"),
        ("", {"function": {"type": "DESTINATION"}}, "DESTINATION"),
        ("?type=SOURCE", {"type": "DESTINATION"}, "SOURCE"),
    ],
)
async def test_the_type_may_stand_in_the_query_or_in_the_body(
    config: Config, functions: str, query: str, body: dict[str, Any], expected: str
) -> None:
    given = {"display_name": "Tea", "code": CODE, **body.get("function", {})}
    assert expected == (await config.post(functions + query, {**body, "function": given}))["type"]


async def test_without_a_type_nothing_is_made_or_listed(config: Config, functions: str) -> None:
    body = {"function": {"display_name": "Tea", "code": CODE}}
    assert (400, 3) == (await config.send("POST", functions, body)).refusal
    assert (400, 3) == (await config.send("GET", functions)).refusal


async def test_functions_that_are_inserted_are_unknown_here(config: Config, box: Sandbox, functions: str) -> None:
    made = box.workspace.functions.add(type="INSERT_SOURCE", name="Tea", code="")
    assert (404, 5) == (await config.send("GET", f"{functions}/{made['id']}")).refusal


async def test_a_source_runs_new_code_once_it_is_deployed(config: Config, functions: str, public: Api) -> None:
    made = await make(config, functions)
    kind = f"catalog/sources/function-{made['catalog_id'].lower()}"
    source = await config.make_source(catalog_name=kind)
    runs = f"{functions}/sfn_{source['id']}"
    assert {"is_latest": False} == await config.get(f"{runs}/is-latest-version")
    assert {} == await config.post(f"{runs}/deploy")
    assert {"is_latest": True} == await config.get(f"{runs}/is-latest-version")
    assert (await public.get(f"/functions/{made['id']}")).data["function"]["isLatestVersion"]
    body = {"function": {"code": "two"}, "update_mask": {"paths": ["function.code"]}}
    await config.patch(f"{functions}/{made['id']}", body)
    assert {"is_latest": False} == await config.get(f"{runs}/is-latest-version")


async def test_a_source_without_a_function_and_a_slug_are_not_found(config: Config, functions: str) -> None:
    source = await config.make_source()
    for source_id in (source["id"], "web", ""):
        assert (404, 5) == (await config.send("POST", f"{functions}/sfn_{source_id}/deploy", {})).refusal


@pytest.mark.parametrize(
    ("kind", "payload", "missing"),
    [
        ("SOURCE", {"payload": {"body": {}}}, None),
        ("DESTINATION", {"type": "identify"}, "onIdentify is not defined"),
        ("DESTINATION", {"type": "track"}, None),
        ("DESTINATION", {}, None),
    ],
)
async def test_a_preview_tells_whether_the_code_takes_the_payload(
    config: Config, functions: str, kind: str, payload: object, missing: str | None
) -> None:
    given = {"code": f"{CODE}\nasync function onTrack(event) {{}}", "settings": []}
    body = {"function": given, "type": kind, "payload": json.dumps(payload), "session_id": "mine"}
    shown = await config.post(f"{functions}/preview", body)
    invoke = shown["invoke"]
    assert (missing is None, missing, "mine") == (invoke["success"], invoke.get("error_reason"), shown["session_id"])


async def test_a_preview_of_what_is_no_payload_is_an_invalid_argument(config: Config, functions: str) -> None:
    body = {"function": {"code": CODE}, "type": "SOURCE", "payload": "nope"}
    assert (400, 3) == (await config.send("POST", f"{functions}/preview", body)).refusal
