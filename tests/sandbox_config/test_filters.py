"""Destination filters, seen through both APIs."""

import json
from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.config import names
from tests.sandbox.support import Api
from tests.sandbox_config.support import TOOL, WEB, Config

pytestmark = pytest.mark.anyio

DROP = {"if": 'type = "track"', "actions": [{"type": "drop_event"}]}


@pytest.fixture(autouse=True)
async def destination(config: Config) -> Any:
    """Create a source, and a destination to guard."""
    await config.make_source()
    return await config.make_destination()


async def make(config: Config, **fields: object) -> Any:
    return await config.post(f"{TOOL}/filters", {"filter": {**DROP, "title": "No calls", **fields}})


async def destination_id(public: Api) -> str:
    return str((await public.get("/destinations")).data["destinations"][0]["id"])


async def in_public(public: Api) -> Any:
    (guard,) = (await public.get(f"/destination/{await destination_id(public)}/filters")).data["filters"]
    return guard


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({"type": "drop_event"}, {"type": "DROP"}),
        (
            {"type": "sample_event", "percent": 0.5, "path": "userId"},
            {"type": "SAMPLE", "percent": 0.5, "path": "userId"},
        ),
        (
            {"type": "whitelist_fields", "fields": {"properties": {"fields": ["a"]}}},
            {"type": "ALLOW_PROPERTIES", "fields": {"properties": {"fields": ["a"]}}},
        ),
        (
            {"type": "blacklist_fields", "fields": {"traits": {"fields": ["b"]}}},
            {"type": "DROP_PROPERTIES", "fields": {"traits": {"fields": ["b"]}}},
        ),
    ],
)
async def test_a_filter_acts_under_another_name_there(
    config: Config, public: Api, here: dict[str, object], there: dict[str, object]
) -> None:
    made = await make(config, actions=[here], enabled=True, description="why")
    seen = await in_public(public)
    assert ([here], [there]) == (made["actions"], seen["actions"])
    told = ("if", "title", "description", "enabled")
    assert ['type = "track"', "No calls", "why", True] == [made[name] for name in told] == [seen[name] for name in told]
    assert made["name"].endswith(f"/filters/{seen['id']}")
    assert seen["id"].startswith("df_")


async def test_a_filter_made_there_is_seen_here(config: Config, public: Api) -> None:
    path = f"/destination/{await destination_id(public)}/filters"
    source = (await public.get("/sources")).data["sources"][0]["id"]
    body = {"sourceId": source, "if": "all", "title": "t", "enabled": True}
    actions = [{"type": "DROP_PROPERTIES", "fields": {"context": ["ip"]}}]
    made = (await public.post(path, {**body, "actions": actions})).data["filter"]
    (seen,) = (await config.get(f"{TOOL}/filters"))["filters"]
    assert [{"type": "blacklist_fields", "fields": {"context": {"fields": ["ip"]}}}] == seen["actions"]
    await config.delete(f"{TOOL}/filters/{made['id']}")
    assert [] == (await public.get(path)).data["filters"]


async def test_a_filter_answers_to_its_name_with_and_without_its_instance(config: Config) -> None:
    made = await make(config)
    name = made["name"]
    assert f"{TOOL.lstrip('/')}/config/" in name
    short = f"{TOOL}/filters/{name.rpartition('/')[2]}"
    assert made == await config.get(f"/{name}") == await config.get(short)
    body = {"filter": {"title": "other"}, "update_mask": {"paths": ["title"]}}
    assert "other" == (await config.patch(f"/{name}", body))["title"]
    other_instance = name.replace("/config/", "/config/0")
    assert (500, 13) == (await config.send("GET", f"/{other_instance}")).refusal
    assert {} == await config.delete(f"/{name}")


async def test_the_name_of_a_filter_finds_it_on_a_second_destination_of_the_kind(
    config: Config, public: Api, box: Sandbox
) -> None:
    kind = box.workspace.catalog.destinations.by_slug("webhooks", "kind")["id"]
    source = (await public.get("/sources")).data["sources"][0]["id"]
    body = {"sourceId": source, "metadataId": kind, "name": "Second", "settings": {}}
    second = (await public.post("/destinations", body)).data["destination"]["id"]
    box.workspace.destinations.add_filter(second, title="there", if_="all", actions=[])
    assert [] == (await config.get(f"{TOOL}/filters"))["filters"]
    (guard,) = box.workspace.destinations.filters[second].values()
    assert "there" == (await config.get(f"/{names.of_filter(box.workspace, guard)}"))["title"]


async def test_a_filter_that_is_not_there_is_a_bad_request_to_read_and_not_found_to_change(config: Config) -> None:
    answer = await config.send("GET", f"{TOOL}/filters/df_nope")
    assert (400, {"error": "filter does not exist", "code": 3}) == (answer.status, answer.json)
    assert (404, 5) == (await config.send("DELETE", f"{TOOL}/filters/df_nope")).refusal


async def test_a_filter_of_a_destination_that_is_not_there_makes_the_service_stumble(config: Config) -> None:
    for parent in (f"{WEB}/destinations/hotjar", "/workspaces/sandbox/sources/nope/destinations/webhooks"):
        answer = await config.send("GET", f"{parent}/filters/df_nope")
        assert (500, 13) == answer.refusal
        assert "failed to validate permissions" in answer.json["error"]
        assert (404, 5) == (await config.send("GET", f"{parent}/filters")).refusal


@pytest.mark.parametrize(
    "change",
    [
        {"if": "type ="},
        {"actions": [{"type": "sample_event"}]},
        {"actions": [{"type": "whitelist_fields"}]},
        {"actions": [{"type": "DROP"}]},
        {"title": "x" * 65},
    ],
)
async def test_a_filter_that_could_not_act_is_an_invalid_argument(config: Config, change: dict[str, object]) -> None:
    answer = await config.send("POST", f"{TOOL}/filters", {"filter": {**DROP, **change}})
    assert (400, 3) == answer.refusal


async def test_a_filter_needs_no_title_and_is_off_until_it_is_enabled(config: Config) -> None:
    made = await config.post(f"{TOOL}/filters", {"filter": DROP, "update_mask": {"paths": ["if", "actions"]}})
    assert ("", "", False) == tuple(made[name] for name in ("title", "description", "enabled"))


async def test_a_preview_shows_what_is_left_and_what_was_lost(config: Config) -> None:
    event = '{"userId": "6592", "properties": {"name": "Bob", "age": "40", "order": "129"}}'
    actions = [{"type": "blacklist_fields", "fields": {"properties": {"fields": ["name", "age"]}}}]
    shown = await config.post("/filters/preview", {"filter": {"if": "all", "actions": actions}, "input": event})
    assert (event, {"userId": "6592", "properties": {"order": "129"}}) == (shown["input"], json.loads(shown["output"]))
    lost = ['-\t\t"age": "40",', '-\t\t"name": "Bob",']
    assert lost == [line for line in shown["diff"].splitlines() if not line.startswith(" ")]
    assert shown["diff"].startswith(' {\n \t"properties": {\n')


@pytest.mark.parametrize("names", [["userId"], {"fields": ["userId"]}])
async def test_the_other_api_reads_the_fields_of_an_action_in_both_forms(public: Api, names: object) -> None:
    actions = [{"type": "DROP_PROPERTIES", "fields": {"": names, "traits": names}}]
    event = {"userId": "1", "traits": {"userId": "1", "kept": 1}}
    body = {"filter": {"if": "all", "actions": actions}, "payload": event}
    assert {"traits": {"kept": 1}} == (await public.post("/destination/filters/preview", body)).data["result"]


async def test_a_preview_of_an_event_that_is_dropped_or_let_through(config: Config) -> None:
    dropped = await config.post("/filters/preview", {"filter": DROP, "input": '{"type": "track"}'})
    assert ("null", '-{\n-\t"type": "track"\n-}') == (dropped["output"], dropped["diff"])
    kept = await config.post("/filters/preview", {"filter": DROP, "input": '{"type": "page"}'})
    assert ('{"type": "page"}', ' {\n \t"type": "page"\n }') == (kept["output"], kept["diff"])


@pytest.mark.parametrize("text", ["", "nope", "[]", "3"])
async def test_a_preview_of_what_is_no_event_is_an_invalid_argument(config: Config, text: str) -> None:
    assert (400, 3) == (await config.send("POST", "/filters/preview", {"filter": DROP, "input": text})).refusal
