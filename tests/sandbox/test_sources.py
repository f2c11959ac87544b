"""Sources, their labels, write keys and schema settings; labels themselves; the catalog and the workspace."""

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import ALPHA, CONNECTION, DATABASE_KIND, TOOL_KIND, WEB_KIND, Api

pytestmark = pytest.mark.anyio


async def make_source(api: Api, slug: str = "web", **body: object) -> dict[str, object]:
    answer = await api.post("/sources", {"slug": slug, "enabled": True, "metadataId": "kind-web", **body})
    assert 201 == answer.status
    made: dict[str, object] = answer.data["source"]
    return made


async def make_label(api: Api, key: str, value: str) -> None:
    assert 201 == (await api.post("/labels", {"label": {"key": key, "value": value}})).status


async def test_the_workspace_is_the_one_behind_the_token(box: Sandbox, api: Api) -> None:
    assert {"workspace": box.workspace.record} == (await api.get("/")).data


@pytest.mark.parametrize(
    ("kind", "entry"), [("sources", WEB_KIND), ("destinations", TOOL_KIND), ("warehouses", DATABASE_KIND)]
)
async def test_the_catalog_shows_what_can_be_made(api: Api, kind: str, entry: dict[str, object]) -> None:
    assert [entry] == await api.every(f"/catalog/{kind}", f"{kind}Catalog", count=1)
    shown = (await api.get(f"/catalog/{kind}/{entry['id']}")).data
    assert [entry] == list(shown.values())
    assert 404 == (await api.get(f"/catalog/{kind}/{entry['slug']}")).status


async def test_a_source_is_made_with_a_write_key_and_seen_by_all_who_look(api: Api) -> None:
    made = await make_source(api, settings={"domain": "example.invalid"})
    assert WEB_KIND == made["metadata"]
    assert (1, {"domain": "example.invalid"}, []) == (len(made["writeKeys"]), made["settings"], made["labels"])
    assert [made] == await api.every("/sources", "sources", count=1)
    assert {"source": made, "trackingPlanId": None} == (await api.get(f"/sources/{made['id']}")).data


async def test_a_slug_is_taken_once(api: Api) -> None:
    await make_source(api)
    other = await make_source(api, "other")
    refusals = [
        await api.post("/sources", {"slug": "web", "enabled": True, "metadataId": "kind-web"}),
        await api.patch(f"/sources/{other['id']}", {"slug": "web"}),
    ]
    assert [(422, "slug")] * 2 == [(answer.status, answer.errors[0]["field"]) for answer in refusals]
    assert 200 == (await api.patch(f"/sources/{other['id']}", {"slug": "other"})).status


async def test_a_slug_is_free_again_after_a_rename_or_a_delete(api: Api) -> None:
    made = await make_source(api)
    assert "new" == (await api.patch(f"/sources/{made['id']}", {"slug": "new"})).data["source"]["slug"]
    again = await make_source(api)
    await api.delete(f"/sources/{again['id']}")
    await make_source(api)


async def test_an_unknown_kind_of_source_is_not_found(api: Api) -> None:
    assert 404 == (await api.post("/sources", {"slug": "a", "enabled": True, "metadataId": "nope"})).status


async def test_an_update_changes_what_it_names_and_nothing_else(api: Api) -> None:
    made = await make_source(api, settings={"a": 1, "b": 2})
    changed = (await api.patch(f"/sources/{made['id']}", {"name": "Website", "settings": {"b": 3}})).data["source"]
    assert {**made, "name": "Website", "settings": {"a": 1, "b": 3}} == changed
    off = (await api.patch(f"/sources/{made['id']}", {"enabled": False})).data["source"]
    assert {**changed, "enabled": False} == off == (await api.get(f"/sources/{made['id']}")).data["source"]


async def test_a_secret_setting_is_masked_and_a_mask_that_is_written_back_replaces_it(box: Sandbox, api: Api) -> None:
    made = await make_source(api, settings={"apiSecret": "hunter2"})
    assert {"apiSecret": "\u2022" * 8} == made["settings"]
    await api.patch(f"/sources/{made['id']}", {"settings": made["settings"]})
    assert made["settings"] == box.workspace.sources[str(made["id"])]["settings"]
    await api.patch(f"/sources/{made['id']}", {"settings": {"apiSecret": "new"}})
    assert {"apiSecret": "new"} == box.workspace.sources[str(made["id"])]["settings"]


async def test_a_deleted_source_takes_its_destinations_and_connections_along(api: Api) -> None:
    warehouse = (await api.post("/warehouses", {"metadataId": "kind-db", "settings": CONNECTION})).data["warehouse"]
    plan = (await api.post("/tracking-plans", {"name": "Plan", "type": "LIVE"})).data["trackingPlan"]
    made = await make_source(api)
    await api.post("/destinations", {"sourceId": made["id"], "metadataId": "kind-tool", "settings": {}})
    await api.post(f"/tracking-plans/{plan['id']}/sources", {"sourceId": made["id"]})
    assert {"status": "SUCCESS"} == (await api.delete(f"/sources/{made['id']}")).data
    assert 404 == (await api.delete(f"/sources/{made['id']}")).status
    assert [] == await api.every("/destinations", "destinations", count=5)
    assert [] == await api.every(f"/tracking-plans/{plan['id']}/sources", "sources", count=5)
    assert [] == await api.every(f"/warehouses/{warehouse['id']}/connected-sources", "sources", count=5)


async def test_a_new_source_is_loaded_into_every_warehouse_unless_none_is_wanted(api: Api) -> None:
    warehouse = (await api.post("/warehouses", {"metadataId": "kind-db", "settings": CONNECTION})).data["warehouse"]
    loaded = await make_source(api, "loaded")
    alone = await make_source(api, "alone", disconnectAllWarehouses=True)
    assert [warehouse] == await api.every(f"/sources/{loaded['id']}/connected-warehouses", "warehouses", count=2)
    assert [] == await api.every(f"/sources/{alone['id']}/connected-warehouses", "warehouses", count=2)


@pytest.mark.parametrize(
    "path", ["", "/connected-destinations", "/connected-warehouses", "/settings", "/connected-destinations?nope"]
)
async def test_an_unknown_source_is_not_found_wherever_it_is_asked_for(api: Api, path: str) -> None:
    assert 404 == (await api.get(f"/sources/nope{path}")).status


async def test_labels_are_made_listed_and_deleted(api: Api) -> None:
    label = {"key": "team", "value": "web-2", "description": "Ours"}
    assert {"label": label} == (await api.post("/labels", {"label": label})).data
    assert {"labels": [label]} == (await api.get("/labels")).data
    assert 422 == (await api.post("/labels", {"label": label})).status
    assert {"status": "SUCCESS"} == (await api.delete("/labels/team/web-2")).data
    assert {"labels": []} == (await api.get("/labels")).data
    assert 404 == (await api.delete("/labels/team/web-2")).status


@pytest.mark.parametrize(("key", "value"), [("1team", "a"), ("team", "a b"), ("", "a"), ("team", "-a"), ("te_am", "a")])
async def test_a_label_of_other_characters_is_invalid(api: Api, key: str, value: str) -> None:
    answer = await api.post("/labels", {"label": {"key": key, "value": value}})
    assert 422 == answer.status
    assert answer.errors[0]["field"] in ("label.key", "label.value")


async def test_labels_are_added_to_a_source_or_replace_those_it_has(api: Api) -> None:
    source = await make_source(api)
    for key, value in (("team", "web"), ("stage", "live"), ("team", "app")):
        await make_label(api, key, value)
    team, stage, app = (
        {"key": "team", "value": "web"},
        {"key": "stage", "value": "live"},
        {"key": "team", "value": "app"},
    )
    path = f"/sources/{source['id']}/labels"
    assert {"labels": [team]} == (await api.post(path, {"labels": [team]})).data
    assert {"labels": [team, stage]} == (await api.post(path, {"labels": [stage, team]})).data
    assert 422 == (await api.post(path, {"labels": [app]})).status
    assert {"labels": [app]} == (await api.put(path, {"labels": [app]})).data
    assert [app] == (await api.get(f"/sources/{source['id']}")).data["source"]["labels"]
    assert {"labels": []} == (await api.put(path, {"labels": []})).data


async def test_a_label_that_does_not_exist_cannot_be_put_on_a_source(api: Api) -> None:
    source = await make_source(api)
    answer = await api.post(f"/sources/{source['id']}/labels", {"labels": [{"key": "team", "value": "web"}]})
    assert (422, "labels") == (answer.status, answer.errors[0]["field"])


async def test_a_label_in_use_cannot_be_deleted(api: Api) -> None:
    source = await make_source(api)
    await make_label(api, "team", "web")
    await api.put(f"/sources/{source['id']}/labels", {"labels": [{"key": "team", "value": "web"}]})
    assert 422 == (await api.delete("/labels/team/web")).status
    await api.delete(f"/sources/{source['id']}")
    assert 200 == (await api.delete("/labels/team/web")).status


async def test_write_keys_are_added_and_taken_away(api: Api) -> None:
    source = await make_source(api)
    path = f"/sources/{source['id']}/writekey"
    first, second = (await api.send("POST", path, Accept=ALPHA)).data["source"]["writeKeys"]
    assert [first] == source["writeKeys"]
    assert {"status": "SUCCESS"} == (await api.delete(f"{path}/{first}")).data
    assert [second] == (await api.get(f"/sources/{source['id']}")).data["source"]["writeKeys"]
    assert 404 == (await api.delete(f"{path}/{first}")).status


async def test_schema_settings_change_where_they_are_named_and_a_forwarding_left_out_is_off(api: Api) -> None:
    source, sink = await make_source(api), await make_source(api, "sink")
    path = f"/sources/{source['id']}/settings"
    before = (await api.get(path)).data
    assert source["id"] == before["sourceId"]
    assert "forwardingViolationsTo" not in before["settings"]
    body = {"track": {"allowUnplannedEvents": False}, "forwardingViolationsTo": sink["id"]}
    after = (await api.patch(path, body)).data
    expected = {
        **before["settings"],
        "track": {**before["settings"]["track"], "allowUnplannedEvents": False},
        "forwardingViolationsTo": sink["id"],
    }
    assert expected == after["settings"] == (await api.get(path)).data["settings"]
    later = (await api.patch(path, {"group": {"commonEventOnViolations": "BLOCK"}})).data["settings"]
    assert (False, "BLOCK") == (
        later["track"]["allowUnplannedEvents"],
        later["group"]["commonEventOnViolations"],
    )
    assert "forwardingViolationsTo" not in later


@pytest.mark.parametrize("target", [None, "", "nope"])
async def test_events_are_forwarded_to_a_source_that_exists_or_not_at_all(api: Api, target: object) -> None:
    source = await make_source(api)
    answer = await api.patch(f"/sources/{source['id']}/settings", {"forwardingBlockedEventsTo": target})
    assert (422, "forwardingBlockedEventsTo") == (answer.status, answer.errors[0]["field"])
