"""Destinations and their settings, seen through both APIs."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.masking import MASK
from tests.sandbox.support import Api
from tests.sandbox_config.support import TOOL, WEB, Config, setting

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
async def source(config: Config) -> Any:
    """Create a source to connect."""
    return await config.make_source()


def values(destination: Any) -> dict[str, Any]:
    return {entry["name"].rpartition("/")[2]: entry["value"] for entry in destination["config"]}


async def in_public(public: Api) -> Any:
    (destination,) = (await public.get("/destinations")).data["destinations"]
    return destination


async def test_a_destination_made_here_is_seen_there_with_its_secrets_masked(config: Config, public: Api) -> None:
    secret = [setting("sharedSecret", "open sesame"), setting("globalHook", "https://example.com")]
    made = await config.make_destination(config=secret, connection_mode="CLOUD")
    seen = await in_public(public)
    assert ("webhooks", False) == (seen["metadata"]["slug"], seen["enabled"])
    assert {"hooks": [], "globalHook": "https://example.com", "sharedSecret": MASK} == seen["settings"]
    assert "connectionMode" not in seen
    assert {"hooks": [], "globalHook": "https://example.com", "sharedSecret": "open sesame"} == values(made)
    assert ("CLOUD", "Webhooks", False) == tuple(made[name] for name in ("connection_mode", "display_name", "enabled"))
    assert made == await config.get(TOOL)


async def test_a_setting_tells_its_full_name_its_label_and_its_type_in_small_letters(config: Config) -> None:
    made = await config.make_destination(config=[setting("sharedSecret", "x"), setting("further", {"a": 1})])
    secret = next(entry for entry in made["config"] if entry["name"].endswith("sharedSecret"))
    name = "workspaces/sandbox/sources/web/destinations/webhooks/config/sharedSecret"
    assert {"name": name, "display_name": "Shared Secret", "value": "x", "type": "password"} == secret
    assert {"string", "mixed", "password", "map"} == {entry["type"] for entry in made["config"]}


async def test_a_destination_made_there_is_seen_here_with_its_secrets(
    config: Config, public: Api, box: Sandbox, source: Any
) -> None:
    kind = box.workspace.catalog.destinations.by_slug("webhooks", "kind")["id"]
    body = {"sourceId": source["id"], "metadataId": kind, "name": "Hooks", "settings": {"sharedSecret": "s"}}
    made = (await public.post("/destinations", body)).data["destination"]
    seen = await config.get(TOOL)
    assert ("Hooks", True, "s") == (seen["display_name"], seen["enabled"], values(seen)["sharedSecret"])
    assert "UNSPECIFIED" == seen["connection_mode"]
    assert [seen] == (await config.get(f"{WEB}/destinations"))["destinations"]
    await config.delete(TOOL)
    assert 404 == (await public.get(f"/destinations/{made['id']}")).status


async def test_a_second_destination_of_one_kind_is_refused_here(config: Config) -> None:
    await config.make_destination()
    body = {"destination": {"name": TOOL.lstrip("/")}}
    assert (409, 6) == (await config.send("POST", f"{WEB}/destinations", body)).refusal


async def test_of_several_destinations_of_one_kind_the_first_is_shown(
    config: Config, public: Api, box: Sandbox, source: Any
) -> None:
    kind = box.workspace.catalog.destinations.by_slug("webhooks", "kind")["id"]
    for name in ("First", "Second"):
        body = {"sourceId": source["id"], "metadataId": kind, "name": name, "settings": {}}
        await public.post("/destinations", body)
    assert ["First"] == [each["display_name"] for each in (await config.get(f"{WEB}/destinations"))["destinations"]]
    await config.delete(TOOL)
    assert "Second" == (await config.get(TOOL))["display_name"]


async def test_settings_merge_by_name(config: Config, public: Api) -> None:
    await config.make_destination(config=[setting("sharedSecret", "s"), setting("globalHook", "one")])
    mask = {"paths": ["destination.enabled", "destination.config"]}
    body = {"destination": {"enabled": True, "config": [setting("globalHook", "two")]}, "update_mask": mask}
    changed = await config.patch(TOOL, body)
    assert {"sharedSecret": "s", "globalHook": "two", "hooks": []} == values(changed)
    assert (True, "two") == ((seen := await in_public(public))["enabled"], seen["settings"]["globalHook"])


@pytest.mark.parametrize(
    "name",
    [
        "globalHook",
        "workspaces/sandbox/sources/web/destinations/webhooks/config/",
        "workspaces/sandbox/sources/other/destinations/webhooks/config/globalHook",
        "workspaces/sandbox/sources/web/destinations/hotjar/config/globalHook",
        "workspaces/other/sources/web/destinations/webhooks/config/globalHook",
    ],
)
async def test_a_setting_of_something_else_is_refused_by_name(config: Config, name: str) -> None:
    body = {"destination": {"name": TOOL.lstrip("/"), "config": [{"name": name, "value": "x"}]}}
    answer = await config.send("POST", f"{WEB}/destinations", body)
    assert (400, 3) == answer.refusal
    assert "destination.config.0.name" in answer.json["error"]
    assert [] == (await config.get(f"{WEB}/destinations"))["destinations"]


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("webhooks", (400, 3)),
        ("workspaces/sandbox/sources/other/destinations/webhooks", (400, 3)),
        ("workspaces/sandbox/sources/web/destinations/nope", (404, 5)),
    ],
)
async def test_a_destination_that_cannot_be_is_refused(config: Config, name: str, refusal: tuple[int, int]) -> None:
    answer = await config.send("POST", f"{WEB}/destinations", {"destination": {"name": name}})
    assert refusal == answer.refusal


async def test_a_slug_may_have_dots(config: Config) -> None:
    name = "workspaces/sandbox/sources/web/destinations/customer.io"
    await config.post(f"{WEB}/destinations", {"destination": {"name": name}})
    assert name == (await config.get(f"/{name}"))["name"]
    assert "catalog/destinations/customer.io" == (await config.get("/catalog/destinations/customer.io"))["name"]


async def test_the_catalog_is_the_same_in_other_words(config: Config, public: Api) -> None:
    shown = await config.get("/catalog/destinations/google-analytics")
    kinds = {kind["slug"]: kind for kind in (await public.get("/catalog/destinations")).data["destinationsCatalog"]}
    there = kinds["google-analytics"]
    assert (there["id"], there["name"], there["status"]) == (shown["id"], shown["display_name"], shown["status"])
    assert {"primary": "Analytics", "secondary": "", "additional": []} == shown["categories"]
    assert ["WEB", "IOS", "ANDROID", "CLOUD"] == [component["type"] for component in shown["components"]]
    assert {"track": True, "page_view": True, "identify": True, "alias": False, "group": False} == shown["methods"]
    assert {"browser": True, "server": True, "mobile": True} == shown["platforms"]
    types = {option["name"]: option["type"] for option in shown["settings"]}
    assert {"trackingId": "STRING", "ignoredReferrers": "LIST", "anonymizeIp": "BOOLEAN"}.items() <= types.items()
    assert set(kinds) == {kind["slug"] for kind in (await config.get("/catalog/destinations"))["destinations"]}


async def test_sources_that_are_read_out_bring_objects(config: Config) -> None:
    kinds = {kind["name"]: kind for kind in (await config.get("/catalog/sources"))["sources"]}
    assert ("event", ["Website"]) == tuple(kinds["catalog/sources/javascript"][name] for name in ("type", "categories"))
    assert "object" == (await config.get("/catalog/sources/stripe"))["type"]
