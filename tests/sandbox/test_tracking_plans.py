"""Tracking plans, their rules, and the sources held to them."""

import json
from urllib.parse import quote

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import Api

pytestmark = pytest.mark.anyio

ZERO_DATE = "0001-01-01T00:00:00.000Z"
CREATED = "2026-01-31T12:00:00.000Z"


def rule(key: str, *, version: int = 1, type: str = "TRACK", schema: object = None) -> dict[str, object]:
    return {"type": type, "key": key, "version": version, "jsonSchema": {} if schema is None else schema}


@pytest.fixture
def plan_id(box: Sandbox) -> str:
    """Create a tracking plan."""
    made: str = box.workspace.tracking_plans.add(name="Web")["id"]
    return made


async def rules_of(api: Api, plan_id: str) -> list[tuple[str, int, object]]:
    rules = await api.every(f"/tracking-plans/{plan_id}/rules", "rules", count=1000)
    return [(rule["key"], rule["version"], rule["jsonSchema"]) for rule in rules]


async def test_a_plan_lives_from_creation_to_deletion(api: Api) -> None:
    made = (await api.post("/tracking-plans", {"name": "Web", "type": "LIVE", "description": "Ours"})).data[
        "trackingPlan"
    ]
    assert made["id"].startswith("tp_")
    assert ("Web", "LIVE", "Ours", CREATED) == tuple(made[key] for key in ("name", "type", "description", "createdAt"))
    assert made["resourceSchemaId"].startswith("rs_")
    path = f"/tracking-plans/{made['id']}"
    assert {"trackingPlan": made} == (await api.get(path)).data
    assert [made] == await api.every("/tracking-plans", "trackingPlans", count=1)
    assert {"status": "SUCCESS"} == (await api.patch(path, {"name": "Shop"})).data
    assert {**made, "name": "Shop"} == (await api.get(path)).data["trackingPlan"]
    assert {"status": "SUCCESS"} == (await api.delete(path)).data
    assert [404] * 3 == [(await api.get(path + more)).status for more in ("", "/rules", "/sources")]


async def test_two_plans_may_have_one_name(api: Api) -> None:
    statuses = [(await api.post("/tracking-plans", {"name": "Web", "type": "LIVE"})).status for _ in range(2)]
    assert [200, 200] == statuses
    assert 2 == len(await api.every("/tracking-plans", "trackingPlans", count=5))


async def test_plans_are_listed_by_type(api: Api) -> None:
    for type_ in ("LIVE", "PROPERTY_LIBRARY", "LIVE"):
        await api.post("/tracking-plans", {"name": type_, "type": type_})
    listed = (await api.get("/tracking-plans?type=LIVE&pagination.count=1")).data
    assert (1, 2) == (len(listed["trackingPlans"]), listed["pagination"]["totalEntries"])
    assert 422 == (await api.get("/tracking-plans?type=DEAD")).status


async def test_put_replaces_every_rule(api: Api, plan_id: str) -> None:
    path = f"/tracking-plans/{plan_id}/rules"
    assert {"status": "SUCCESS"} == (await api.put(path, {"rules": [rule("A"), rule("B")]})).data
    await api.put(path, {"rules": [rule("C")]})
    assert [("C", 1, {})] == await rules_of(api, plan_id)
    await api.put(path, {"rules": []})
    assert [] == await rules_of(api, plan_id)


async def test_patch_inserts_and_writes_over_the_rule_of_the_same_type_key_and_version(api: Api, plan_id: str) -> None:
    path = f"/tracking-plans/{plan_id}/rules"
    await api.put(path, {"rules": [rule("A"), rule("B")]})
    changes = [rule("A", schema={"type": "object"}), rule("A", version=2), rule("A", type="PAGE")]
    assert {"status": "SUCCESS"} == (await api.patch(path, {"rules": changes})).data
    assert [("A", 1, {"type": "object"}), ("B", 1, {}), ("A", 2, {}), ("A", 1, {})] == await rules_of(api, plan_id)


async def test_patch_renames_with_a_new_key(api: Api, plan_id: str) -> None:
    path = f"/tracking-plans/{plan_id}/rules"
    await api.put(path, {"rules": [rule("A")]})
    await api.patch(path, {"rules": [{**rule("A", schema={"x": 1}), "newKey": "B"}]})
    assert [("B", 1, {"x": 1})] == await rules_of(api, plan_id)


async def test_a_rule_in_force_carries_the_zero_date(api: Api, plan_id: str) -> None:
    await api.put(f"/tracking-plans/{plan_id}/rules", {"rules": [{"type": "COMMON", "version": 1, "jsonSchema": {}}]})
    (made,) = await api.every(f"/tracking-plans/{plan_id}/rules", "rules", count=1)
    assert (CREATED, CREATED, ZERO_DATE) == (made["createdAt"], made["updatedAt"], made["deprecatedAt"])
    assert "key" not in made


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
async def test_a_write_takes_200_rules_and_a_plan_takes_more(api: Api, plan_id: str, method: str) -> None:
    path = f"/tracking-plans/{plan_id}/rules"
    answer = await api.send(method, path, body={"rules": [rule(f"E{n}") for n in range(201)]})
    assert (422, "rules") == (answer.status, answer.errors[0]["field"])
    assert "rules must contain less than or equal to 200 items" in answer.errors[0]["message"]
    for start in (0, 200):
        await api.patch(path, {"rules": [rule(f"E{start + n}") for n in range(200)]})
    assert 400 == len(await rules_of(api, plan_id))


GONE = [{"type": "TRACK", "key": "A", "version": 1}, {"type": "TRACK", "key": "B b", "version": 1}]


def spelled(template: str) -> str:
    """Write the rules to remove key by key."""
    pairs = [(n, key, value) for n, rule in enumerate(GONE) for key, value in rule.items()]
    return "&".join(f"{template.format(n=n, key=key)}={quote(str(value))}" for n, key, value in pairs)


@pytest.mark.parametrize(
    "query",
    [
        spelled("rules.{n}.{key}"),
        spelled("rules.{n}[{key}]"),
        spelled("rules[{n}].{key}"),
        spelled("rules[{n}][{key}]"),
        spelled("rules%5B{n}%5D%5B{key}%5D"),
        f"rules={quote(json.dumps(GONE))}",
        "&".join(f"rules={quote(json.dumps(rule))}" for rule in GONE),
        "&".join(f"rules[]={quote(json.dumps(rule))}" for rule in GONE),
    ],
)
async def test_rules_are_removed_in_every_spelling_of_the_query(api: Api, plan_id: str, query: str) -> None:
    path = f"/tracking-plans/{plan_id}/rules"
    await api.put(path, {"rules": [rule("A"), rule("A", version=2), rule("B b"), rule("C")]})
    assert {"status": "SUCCESS"} == (await api.delete(f"{path}?{query}")).data
    assert [("A", 2, {}), ("C", 1, {})] == await rules_of(api, plan_id)


async def test_rules_are_also_removed_by_a_body_which_has_room_for_more(api: Api, plan_id: str) -> None:
    path = f"/tracking-plans/{plan_id}/rules"
    await api.put(path, {"rules": [rule("A"), rule("B")]})
    gone = {"type": "TRACK", "key": "A", "version": 1}
    assert {"status": "SUCCESS"} == (await api.send("DELETE", path, body={"rules": [gone]})).data
    assert [("B", 1, {})] == await rules_of(api, plan_id)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "rules"),
        ("?rules=nope", "rules.0"),
        ("?rules.0.type=TRACK&rules.0.key=A", "rules.0.version"),
        ("?rules.0.type=TRACK&rules.0.key=A&rules.0.version=one", "rules.0.version"),
        ("?rules=" + quote("{'type': 'TRACK', 'key': 'A', 'version': 1}"), "rules.0"),
    ],
)
async def test_rules_that_are_not_fully_named_are_not_removed(api: Api, plan_id: str, query: str, field: str) -> None:
    answer = await api.delete(f"/tracking-plans/{plan_id}/rules{query}")
    assert (422, field) == (answer.status, answer.errors[0]["field"])


async def test_a_track_rule_needs_a_key(api: Api, plan_id: str) -> None:
    bare = {"type": "TRACK", "version": 1, "jsonSchema": {}}
    answer = await api.patch(f"/tracking-plans/{plan_id}/rules", {"rules": [rule("A"), bare]})
    assert (422, "rules.1.key") == (answer.status, answer.errors[0]["field"])


async def test_a_source_follows_one_plan_only(box: Sandbox, api: Api, plan_id: str) -> None:
    source_id = box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]
    other_id = box.workspace.tracking_plans.add(name="Other")["id"]
    first, other = f"/tracking-plans/{plan_id}/sources", f"/tracking-plans/{other_id}/sources"
    assert [200, 200] == [(await api.post(first, {"sourceId": source_id})).status for _ in range(2)]
    assert [source_id] == [source["id"] for source in await api.every(first, "sources", count=1)]
    assert plan_id == (await api.get(f"/sources/{source_id}")).data["trackingPlanId"]
    refused = await api.post(other, {"sourceId": source_id})
    assert (422, "sourceId") == (refused.status, refused.errors[0]["field"])
    assert 404 == (await api.delete(f"{other}?sourceId={source_id}")).status
    assert {"status": "SUCCESS"} == (await api.delete(f"{first}?sourceId={source_id}")).data
    assert 200 == (await api.post(other, {"sourceId": source_id})).status


async def test_the_sources_of_a_deleted_plan_are_free_again(box: Sandbox, api: Api, plan_id: str) -> None:
    source_id = box.workspace.sources.add(slug="web", metadata_id="kind-web")["id"]
    await api.post(f"/tracking-plans/{plan_id}/sources", {"sourceId": source_id})
    await api.delete(f"/tracking-plans/{plan_id}")
    assert None is (await api.get(f"/sources/{source_id}")).data["trackingPlanId"]


async def test_what_does_not_exist_cannot_be_connected(api: Api, plan_id: str) -> None:
    assert 404 == (await api.post(f"/tracking-plans/{plan_id}/sources", {"sourceId": "nope"})).status
    assert 404 == (await api.post("/tracking-plans/nope/sources", {"sourceId": "nope"})).status
    assert 422 == (await api.delete(f"/tracking-plans/{plan_id}/sources")).status
