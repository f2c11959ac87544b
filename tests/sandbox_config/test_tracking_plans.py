"""Tracking plans, their rules and their sources, seen through both APIs."""

from typing import Any

import pytest

from tests.sandbox.support import Api
from tests.sandbox_config.support import Config

pytestmark = pytest.mark.anyio

PLANS = "/workspaces/sandbox/tracking-plans"

POURED = {
    "name": "Tea Poured",
    "description": "a cup was filled",
    "version": 1,
    "rules": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "labels": {"area": "kitchen"},
        "type": "object",
        "properties": {"context": {}, "traits": {}, "properties": {"type": "object", "required": ["cup"]}},
    },
}
TRAITS = {"type": "object", "properties": {"traits": {"type": "object", "required": ["name"]}}}
RULES = {"events": [POURED], "global": {"type": "object"}, "identify": TRAITS, "group": TRAITS}
LEGACY = {"identify_traits": [], "group_traits": []}


async def make(config: Config, rules: object = RULES) -> Any:
    return await config.post(PLANS, {"tracking_plan": {"display_name": "Tea", "rules": rules}})


async def in_public(public: Api, plan: int = 0) -> str:
    return str((await public.get("/tracking-plans")).data["trackingPlans"][plan]["id"])


async def rules_in_public(public: Api) -> list[Any]:
    path = f"/tracking-plans/{await in_public(public)}/rules?pagination.count=100"
    rules: list[Any] = (await public.get(path)).data["rules"]
    return rules


async def test_a_plan_made_here_is_seen_there_with_its_rules_as_a_list(config: Config, public: Api) -> None:
    made = await make(config)
    assert {**RULES, **LEGACY} == made["rules"]
    assert made == await config.get(f"/{made['name']}")
    assert made["name"].startswith("workspaces/sandbox/tracking-plans/rs_")
    plan = (await public.get(f"/tracking-plans/{await in_public(public)}")).data["trackingPlan"]
    assert ("Tea", "LIVE", made["create_time"]) == (plan["name"], plan["type"], plan["createdAt"])
    assert plan["id"].startswith("tp_")
    schema = {**POURED["rules"], "description": "a cup was filled"}
    expected = [
        ("TRACK", "Tea Poured", 1, schema),
        ("COMMON", None, 1, {"type": "object"}),
        ("IDENTIFY", None, 1, TRAITS),
        ("GROUP", None, 1, TRAITS),
    ]
    found = await rules_in_public(public)
    assert expected == [(rule["type"], rule.get("key"), rule["version"], rule["jsonSchema"]) for rule in found]


async def test_a_plan_made_there_is_seen_here_with_its_rules_in_parts(config: Config, public: Api) -> None:
    await public.post("/tracking-plans", {"name": "Tea", "type": "LIVE"})
    path = f"/tracking-plans/{await in_public(public)}"
    rules = [
        {"type": "TRACK", "key": "Tea Poured", "version": 2, "jsonSchema": {"description": "d", "type": "object"}},
        {"type": "TRACK", "key": "Odd", "version": 1, "jsonSchema": "no schema"},
        {"type": "IDENTIFY", "version": 1, "jsonSchema": {"old": True}},
        {"type": "IDENTIFY", "version": 2, "jsonSchema": {"old": False}},
        {"type": "PAGE", "version": 1, "jsonSchema": {"type": "object"}},
    ]
    await public.patch(f"{path}/rules", {"rules": rules})
    (listed,) = (await config.get(PLANS))["tracking_plans"]
    assert {**LEGACY, "events": []} == listed["rules"]
    event = {"name": "Tea Poured", "description": "d", "version": 2, "rules": {"type": "object"}}
    expected = {**LEGACY, "events": [event], "identify": {"old": False}}
    assert expected == (await config.get(f"/{listed['name']}"))["rules"]


async def test_libraries_and_templates_are_no_plans_here(config: Config, public: Api) -> None:
    for kind in ("RULE_LIBRARY", "TEMPLATE", "LIVE"):
        await public.post("/tracking-plans", {"name": kind, "type": kind})
    assert ["LIVE"] == [plan["display_name"] for plan in (await config.get(PLANS))["tracking_plans"]]


async def test_rules_are_replaced_part_by_part_or_all_at_once(config: Config, public: Api) -> None:
    made = await make(config)
    page = {"type": "PAGE", "version": 1, "jsonSchema": {"type": "object"}}
    await public.patch(f"/tracking-plans/{await in_public(public)}/rules", {"rules": [page]})
    path, other = f"/{made['name']}", {"name": "Tea Spilt", "description": "", "version": 1, "rules": {}}
    body = {"tracking_plan": {"display_name": "x", "rules": {"events": [other], "identify": {"a": 1}}}}
    changed = await config.put(path, {**body, "update_mask": {"paths": ["tracking_plan.rules.events"]}})
    assert {**RULES, **LEGACY, "events": [other]} == changed["rules"]
    assert "Tea" == changed["display_name"]
    changed = await config.put(path, {**body, "update_mask": {"paths": ["tracking_plan.rules"]}})
    assert {**LEGACY, "events": [other], "identify": {"a": 1}} == changed["rules"]
    changed = await config.put(path, {"tracking_plan": {}, "update_mask": {"paths": ["tracking_plan.rules.identify"]}})
    assert {**LEGACY, "events": [other]} == changed["rules"]
    assert ["PAGE", "TRACK"] == sorted(rule["type"] for rule in await rules_in_public(public))
    renamed = await config.put(path, {**body, "update_mask": {"paths": ["tracking_plan.display_name"]}})
    assert {**changed, "display_name": "x"} == renamed == await config.get(path)


async def test_a_plan_without_a_mask_stays_as_it_is(config: Config) -> None:
    made = await make(config)
    assert made == await config.put(f"/{made['name']}", {"tracking_plan": {"display_name": "x", "rules": {}}})


async def test_an_event_may_have_several_versions_but_none_twice(config: Config) -> None:
    events = [{"name": "Tea Poured"}, {"name": "Tea Poured", "version": 2}]
    made = await make(config, {"events": events})
    assert [1, 2] == [event["version"] for event in made["rules"]["events"]]
    body = {"tracking_plan": {"display_name": "x", "rules": {"events": [*events, {"name": "Tea Poured"}]}}}
    answer = await config.send("POST", PLANS, body)
    assert (400, 3) == answer.refusal
    assert "tracking_plan.rules.events.2" in answer.json["error"]
    assert 1 == len((await config.get(PLANS))["tracking_plans"])


async def test_a_plan_that_was_deleted_may_still_be_read_and_no_more(config: Config, public: Api) -> None:
    made = await make(config)
    there, path = await in_public(public), f"/{made['name']}"
    assert {} == await config.delete(path)
    assert [] == (await config.get(PLANS))["tracking_plans"]
    assert 404 == (await public.get(f"/tracking-plans/{there}")).status
    assert made == await config.get(path)
    for method, target in (("DELETE", path), ("GET", f"{path}/source-connections")):
        assert (404, 5) == (await config.send(method, target)).refusal


async def test_the_id_of_the_other_api_is_unknown(config: Config, public: Api) -> None:
    await make(config)
    assert (404, 5) == (await config.send("GET", f"{PLANS}/{await in_public(public)}")).refusal


async def test_sources_are_connected_by_name_and_parted_by_slug(config: Config, public: Api) -> None:
    plan = await make(config)
    name = plan["name"]
    sources = [(await config.make_source(slug))["name"] for slug in ("one", "two", "three")]
    schema_id = name.rpartition("/")[2]
    connection = {"source_name": sources[0], "tracking_plan_id": schema_id}
    assert connection == await config.post(f"/{name}/source-connections", {"source_name": sources[0]})
    batch = await config.post(f"/{name}/source-connections:batchCreateConnections", {"source_names": sources[1:]})
    assert sources[1:] == [each["source_name"] for each in batch["connections"]]
    assert sources == [each["source_name"] for each in (await config.get(f"/{name}/source-connections"))["connections"]]
    path = f"/tracking-plans/{await in_public(public)}/sources?pagination.count=9"
    assert ["one", "two", "three"] == [each["slug"] for each in (await public.get(path)).data["sources"]]
    assert {} == await config.delete(f"/{name}/source-connections/one")
    assert ["two", "three"] == [each["slug"] for each in (await public.get(path)).data["sources"]]
    assert (404, 5) == (await config.send("DELETE", f"/{name}/source-connections/one")).refusal


async def test_a_batch_connects_all_or_none(config: Config) -> None:
    first, second = (await make(config))["name"], (await make(config))["name"]
    sources = [(await config.make_source(slug))["name"] for slug in ("one", "two")]
    await config.post(f"/{first}/source-connections", {"source_name": sources[1]})
    for names, refusal in ((sources, (400, 3)), ([sources[0], f"{sources[0]}x"], (404, 5)), (["one"], (400, 3))):
        target = f"/{second}/source-connections:batchCreateConnections"
        assert refusal == (await config.send("POST", target, {"source_names": names})).refusal
    assert [] == (await config.get(f"/{second}/source-connections"))["connections"]
