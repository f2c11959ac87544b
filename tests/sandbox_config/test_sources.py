"""Sources, their schema settings and their warehouses, seen through both APIs."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import Api
from tests.sandbox_config.support import WEB, Config

pytestmark = pytest.mark.anyio


async def source_in_public(public: Api, slug: str = "web") -> Any:
    return next(source for source in (await public.get("/sources")).data["sources"] if source["slug"] == slug)


async def test_a_source_made_here_is_seen_there(config: Config, public: Api) -> None:
    made = await config.make_source(display_name="Website")
    seen = await source_in_public(public)
    assert (made["id"], made["display_name"], made["write_keys"]) == (seen["id"], seen["name"], seen["writeKeys"])
    assert ("javascript", made["catalog_id"], True) == (
        seen["metadata"]["slug"],
        seen["metadata"]["id"],
        seen["enabled"],
    )


async def test_a_source_made_there_is_seen_here_by_its_slug(config: Config, public: Api, box: Sandbox) -> None:
    kind = box.workspace.catalog.sources.by_slug("ios", "kind")["id"]
    made = (await public.post("/sources", {"slug": "app", "enabled": True, "metadataId": kind})).data["source"]
    seen = await config.get("/workspaces/sandbox/sources/app")
    expected = ("workspaces/sandbox/sources/app", "workspaces/sandbox", "catalog/sources/ios", made["id"])
    assert expected == tuple(seen[name] for name in ("name", "parent", "catalog_name", "id"))
    assert {"metrics_enabled": False, "retry_queue": False, "cross_domain_id_enabled": False, "api_host": ""} == seen[
        "library_config"
    ]
    assert "2026-01-31T12:00:00.000Z" == seen["create_time"]
    await public.delete(f"/sources/{made['id']}")
    assert (404, 5) == (await config.send("GET", "/workspaces/sandbox/sources/app")).refusal


async def test_a_source_deleted_here_is_gone_there(config: Config, public: Api) -> None:
    made = await config.make_source()
    assert {} == await config.delete(WEB)
    assert 404 == (await public.get(f"/sources/{made['id']}")).status
    assert (404, 5) == (await config.send("DELETE", WEB)).refusal


async def test_a_slug_is_taken_once(config: Config) -> None:
    await config.make_source()
    source = {"name": WEB.lstrip("/"), "catalog_name": "catalog/sources/ios"}
    assert (409, 6) == (await config.send("POST", "/workspaces/sandbox/sources", {"source": source})).refusal


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ({"name": "web", "catalog_name": "catalog/sources/ios"}, (400, 3)),
        ({"name": "workspaces/other/sources/web", "catalog_name": "catalog/sources/ios"}, (400, 3)),
        ({"name": "workspaces/sandbox/sources/", "catalog_name": "catalog/sources/ios"}, (400, 3)),
        ({"name": "workspaces/sandbox/sources/Web", "catalog_name": "catalog/sources/ios"}, (400, 3)),
        ({"name": "workspaces/sandbox/sources/web", "catalog_name": "ios"}, (400, 3)),
        ({"name": "workspaces/sandbox/sources/web", "catalog_name": "catalog/sources/nope"}, (404, 5)),
        (
            {
                "name": "workspaces/sandbox/sources/web",
                "catalog_name": "catalog/sources/ios",
                "labels": {"1 2": "x"},
            },
            (400, 3),
        ),
    ],
)
async def test_a_source_that_cannot_be_is_refused_and_not_made(
    config: Config, source: dict[str, str], refusal: tuple[int, int]
) -> None:
    assert refusal == (await config.send("POST", "/workspaces/sandbox/sources", {"source": source})).refusal
    assert [] == (await config.get("/workspaces/sandbox/sources"))["sources"]


async def test_labels_are_a_map_here_and_a_list_there(config: Config, public: Api) -> None:
    await public.post("/labels", {"label": {"key": "team", "value": "growth", "description": "they sell"}})
    labels = {"team": "growth", "environment": "dev"}
    assert labels == (await config.make_source(labels=labels))["labels"]
    expected = [
        {"key": "team", "value": "growth", "description": "they sell"},
        {"key": "environment", "value": "dev"},
    ]
    seen = await source_in_public(public)
    assert expected == seen["labels"]
    assert expected == (await public.get("/labels")).data["labels"]
    await public.put(f"/sources/{seen['id']}/labels", {"labels": [{"key": "environment", "value": "dev"}]})
    assert {"environment": "dev"} == (await config.get(WEB))["labels"]


async def test_a_source_of_a_function_shows_its_settings(config: Config, box: Sandbox) -> None:
    setting = {"name": "key", "label": "Key", "description": "", "type": "STRING", "required": True, "sensitive": True}
    function = box.workspace.functions.add(type="SOURCE", name="Tea", code="", settings=[setting])
    slug = box.workspace.catalog.sources[function["catalogId"]]["slug"]
    entry = {"name": "key", "value": "secret", "type": "password"}
    made = await config.make_source(catalog_name=f"catalog/sources/{slug}", function_config=[entry])
    assert [entry] == made["function_config"]


async def test_schema_settings_are_flat_here_and_nested_there(config: Config, public: Api) -> None:
    made, _ = await config.make_source(), await config.make_source("errors")
    settings = f"/sources/{made['id']}/settings"
    changed = await config.patch(
        f"{WEB}/schema-config",
        {
            "schema_config": {
                "allow_unplanned_track_events": False,
                "common_identify_event_on_violations": "OMIT_TRAITS",
                "forwarding_violations_to": "errors",
            },
            "update_mask": {
                "paths": [
                    "schema_config.allow_unplanned_track_events",
                    "schema_config.common_identify_event_on_violations",
                    "schema_config.forwarding_violations_to",
                ]
            },
        },
    )
    seen = (await public.get(settings)).data["settings"]
    assert (False, "OMIT_TRAITS", True) == (
        seen["track"]["allowUnplannedEvents"],
        seen["identify"]["commonEventOnViolations"],
        seen["group"]["allowUnplannedTraits"],
    )
    assert (await source_in_public(public, "errors"))["id"] == seen["forwardingViolationsTo"]
    await public.patch(settings, {"group": {"allowTraitsOnViolations": False}})
    expected = {**changed, "allow_group_traits_on_violations": False, "forwarding_violations_to": ""}
    assert expected == await config.get(f"{WEB}/schema-config")


async def test_schema_settings_that_nobody_changed_let_everything_through(config: Config) -> None:
    await config.make_source()
    expected = {
        "name": "workspaces/sandbox/sources/web/schema-config",
        "parent": "sources/web",
        "allow_unplanned_track_events": True,
        "allow_unplanned_identify_traits": True,
        "allow_unplanned_group_traits": True,
        "forwarding_blocked_events_to": "",
        "allow_unplanned_track_event_properties": True,
        "allow_track_event_on_violations": True,
        "allow_identify_traits_on_violations": True,
        "allow_group_traits_on_violations": True,
        "forwarding_violations_to": "",
        "allow_track_properties_on_violations": True,
        "common_track_event_on_violations": "ALLOW",
        "common_identify_event_on_violations": "ALLOW",
        "common_group_event_on_violations": "ALLOW",
    }
    assert expected == await config.get(f"{WEB}/schema-config")


async def test_the_schema_settings_of_a_source_that_is_not_there_make_the_service_stumble(config: Config) -> None:
    answer = await config.send("GET", f"{WEB}/schema-config")
    assert (500, 13) == answer.refusal
    assert "nil pointer dereference" in answer.json["error"]


async def test_a_source_forwards_nothing_to_a_source_that_is_gone(config: Config) -> None:
    await config.make_source()
    await config.make_source("errors")
    mask = {"paths": ["schema_config.forwarding_violations_to"]}
    body = {"schema_config": {"forwarding_violations_to": "errors"}, "update_mask": mask}
    assert "errors" == (await config.patch(f"{WEB}/schema-config", body))["forwarding_violations_to"]
    await config.delete("/workspaces/sandbox/sources/errors")
    assert "" == (await config.get(f"{WEB}/schema-config"))["forwarding_violations_to"]
    assert (404, 5) == (await config.send("PATCH", f"{WEB}/schema-config", body)).refusal


async def test_a_warehouse_is_connected_and_parted(config: Config, public: Api, box: Sandbox) -> None:
    made = await config.make_source()
    kind = next(iter(box.workspace.catalog.warehouses))
    warehouse = box.workspace.warehouses.add(metadata_id=kind, connect_sources=False)["id"]
    for enabled in (True, True, False, False):
        await config.patch(f"{WEB}/connected-warehouses", {"warehouse_id": warehouse, "enabled": enabled})
        seen = (await public.get(f"/sources/{made['id']}/connected-warehouses")).data["warehouses"]
        assert enabled == (warehouse in [each["id"] for each in seen])
    body = {"warehouse_id": "nope", "enabled": True}
    assert (404, 5) == (await config.send("PATCH", f"{WEB}/connected-warehouses", body)).refusal
