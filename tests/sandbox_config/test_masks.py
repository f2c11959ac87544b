"""Update masks: a path with a value writes, a path without one resets, a value without a path is nothing."""

from typing import Any

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox_config.support import TOOL, WEB, Config, setting

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
async def destination(config: Config) -> Any:
    """Create a source, and a destination that is on."""
    await config.make_source()
    return await config.make_destination(
        enabled=True, connection_mode="DEVICE", display_name="Hooks", config=[setting("globalHook", "one")]
    )


def mask(*paths: str, key: str = "destination.") -> dict[str, object]:
    return {"paths": [key + path for path in paths]}


def told(destination: Any) -> tuple[bool, str, str, str]:
    hook = next(entry["value"] for entry in destination["config"] if entry["name"].endswith("globalHook"))
    return destination["enabled"], destination["connection_mode"], destination["display_name"], hook


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"destination": {"enabled": False}}, (True, "DEVICE", "Hooks", "one")),
        ({"destination": {"enabled": False}, "update_mask": mask()}, (True, "DEVICE", "Hooks", "one")),
        (
            {"destination": {"enabled": False, "connection_mode": "CLOUD"}, "update_mask": mask("connection_mode")},
            (True, "CLOUD", "Hooks", "one"),
        ),
        (
            {"destination": {"enabled": False, "update_mask": mask("enabled")}},
            (False, "DEVICE", "Hooks", "one"),
        ),
        ({"destination": {}, "update_mask": mask("enabled")}, (False, "DEVICE", "Hooks", "one")),
        ({"destination": {}, "update_mask": mask("connection_mode")}, (True, "UNSPECIFIED", "Hooks", "one")),
        ({"destination": {}, "update_mask": mask("display_name")}, (True, "DEVICE", "Webhooks", "one")),
        ({"destination": {}, "update_mask": mask("config")}, (True, "DEVICE", "Hooks", "")),
        ({"destination": {"config": []}, "update_mask": mask("config")}, (True, "DEVICE", "Hooks", "")),
    ],
)
async def test_a_destination_changes_as_its_mask_says(
    config: Config, body: dict[str, object], expected: tuple[bool, str, str, str]
) -> None:
    changed = await config.patch(TOOL, body)
    assert expected == told(changed) == told(await config.get(TOOL))


@pytest.mark.parametrize("path", ["enabled", "destination.name", "destination.colour", "filter.enabled", ""])
async def test_a_mask_that_names_what_cannot_be_changed_is_refused(config: Config, path: str) -> None:
    body = {"destination": {"enabled": False}, "update_mask": {"paths": ["destination.enabled", path]}}
    answer = await config.send("PATCH", TOOL, body)
    assert (400, 3) == answer.refusal
    assert "update_mask.paths.1" in answer.json["error"]
    assert (await config.get(TOOL))["enabled"]


async def test_the_paths_of_a_filter_have_no_prefix(config: Config) -> None:
    made = await config.post(f"{TOOL}/filters", {"filter": {"if": "all", "actions": [], "title": "t", "enabled": True}})
    path = f"/{made['name']}"
    body = {"filter": {"title": "other", "description": "why"}, "update_mask": mask("title", "enabled", key="")}
    expected = {**made, "title": "other", "enabled": False}
    assert expected == await config.patch(path, body) == await config.get(path)
    body = {"filter": {"title": "x"}, "update_mask": mask("title", key="filter.")}
    assert (400, 3) == (await config.send("PATCH", path, body)).refusal
    nested = {"filter": {"title": "nested", "update_mask": mask("title", key="")}}
    assert "nested" == (await config.patch(path, nested))["title"]
    assert "nested" == (await config.patch(path, {"filter": {"title": "x"}}))["title"]


async def test_a_filter_cannot_lose_its_condition(config: Config) -> None:
    made = await config.post(f"{TOOL}/filters", {"filter": {"if": "all", "actions": []}})
    answer = await config.send("PATCH", f"/{made['name']}", {"filter": {}, "update_mask": mask("if", key="")})
    assert (400, 3) == answer.refusal


async def test_schema_settings_without_a_value_are_off(config: Config) -> None:
    key = "schema_config."
    names = ["allow_unplanned_track_events", "common_group_event_on_violations", "forwarding_blocked_events_to"]
    path = f"{WEB}/schema-config"
    wanted = {"common_group_event_on_violations": "BLOCK", "forwarding_blocked_events_to": "web"}
    changed = await config.patch(path, {"schema_config": wanted, "update_mask": mask(*names, key=key)})
    assert [False, "BLOCK", "web"] == [changed[name] for name in names]
    changed = await config.patch(path, {"schema_config": {}, "update_mask": mask(*names, key=key)})
    assert [False, "ALLOW", ""] == [changed[name] for name in names]
    assert changed == await config.patch(path, {"schema_config": {"allow_unplanned_track_events": True}})


async def test_a_function_changes_as_its_mask_says(config: Config, box: Sandbox) -> None:
    path = f"/workspaces/{box.workspace.record['id']}/functions"
    given = {"display_name": "Tea", "code": "one", "description": "d", "settings": [{"name": "key"}]}
    made = await config.post(path, {"function": given, "type": "SOURCE"})
    assert "boreal" == made["buildpack"]
    path = f"{path}/{made['id']}"
    unasked = {"function": {"code": "two", "display_name": "x"}, "update_mask": mask("code", key="function.")}
    assert {**made, "code": "two"} == await config.patch(path, unasked)
    reset = {"function": {}, "update_mask": mask("description", "settings", "buildpack", key="function.")}
    changed = await config.patch(path, reset)
    assert ("", [], "", "Tea", "two") == tuple(
        changed[name] for name in ("description", "settings", "buildpack", "display_name", "code")
    )
    assert changed == await config.patch(path, {"function": {"code": "three"}}) == await config.get(path)
