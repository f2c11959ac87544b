"""A program that writes through one API and reads through the other agrees with itself: what belongs to sources."""

import json
from typing import Any, Final

import pytest

from segment_async import unstructure
from segment_async.config.models import PreviewDestinationFilter
from tests.config import faces
from tests.config.both import Both, gone
from tests.config.faces import last

pytestmark = pytest.mark.anyio


async def test_a_source_that_the_config_api_makes(both: Both) -> None:
    labels = {"oven": "large", "counter": "front"}
    made = await both.config.sources.create(
        name="till", catalog_name="javascript", display_name="The Till", labels=labels
    )
    assert {} == await both.source("till")
    theirs = await both.public_source("till")
    assert ("The Till", True, made.id) == (theirs["name"], theirs["enabled"], theirs["id"])
    assert labels == {each.key: each.value for each in await both.public.labels.list()}

    await both.public.sources.update(theirs["id"], name="The Other Till", settings={"apiHost": "api.example.com"})
    await both.public.sources.create_write_key(theirs["id"])
    await both.public.labels.create(label={"key": "oven", "value": "small", "description": "Six loaves."})
    await both.public.sources.replace_labels(theirs["id"], labels=[{"key": "oven", "value": "small"}])
    assert {} == await both.source("till")
    changed = await both.config.sources.get("till")
    assert changed.library_config is not None
    assert ("The Other Till", {"oven": "small"}, "api.example.com") == (
        changed.display_name,
        changed.labels,
        changed.library_config.api_host,
    )
    assert len(made.write_keys or ()) + 1 == len(changed.write_keys or ())

    await both.config.sources.delete("till")
    await gone(both.public.sources.get(theirs["id"]))
    assert [] == [each async for each in both.public.sources.list()]


async def test_a_source_that_the_public_api_makes(both: Both) -> None:
    made = await both.public.sources.create(
        slug="till", enabled=True, metadata_id=await both.kind_of_source("javascript")
    )
    assert {} == await both.source("till")
    assert made.id == (await both.config.sources.get("till")).id
    await both.public.sources.update(made.id, slug="counter")
    await gone(both.config.sources.get("till"))
    assert {} == await both.source("counter")
    await both.public.sources.delete(made.id)
    await gone(both.config.sources.get("counter"))
    assert () == (await both.config.sources.list()).items


CHANGES: Final[dict[str, Any]] = {
    **{field.config: False for field in faces.SCHEMA if field.config.startswith("allow_")},
    "common_track_event_on_violations": "OMIT_PROPERTIES",
    "common_identify_event_on_violations": "OMIT_TRAITS",
    "common_group_event_on_violations": "BLOCK",
    "forwarding_blocked_events_to": "bin",
    "forwarding_violations_to": "bin",
}
"""A new value for each schema setting."""


async def test_schema_settings_that_the_config_api_changes_one_by_one(both: Both) -> None:
    await both.new_source()
    await both.new_source("bin")
    for name, value in CHANGES.items():
        before = unstructure(await both.config.sources.get_schema_config("till"))
        changed = await both.config.sources.update_schema_config("till", **{name: value})
        assert {**before, name: value} == unstructure(changed) != before
        assert {} == await both.schema("till")
    for name in ("forwarding_blocked_events_to", "forwarding_violations_to"):
        changed = await both.config.sources.update_schema_config("till", clear=[name])
        assert "" == getattr(changed, name)
        assert {} == await both.schema("till")


async def test_schema_settings_that_the_public_api_changes(both: Both) -> None:
    source, other = await both.new_source(), await both.new_source("bin")
    for body in (
        {"track": {"allowUnplannedEvents": False, "commonEventOnViolations": "BLOCK"}},
        {"identify": {"allowTraitsOnViolations": False, "commonEventOnViolations": "OMIT_TRAITS"}},
        {"group": {"allowUnplannedTraits": False}, "forwardingViolationsTo": other},
        {"forwardingBlockedEventsTo": other},
    ):
        before = await both.config.sources.get_schema_config("till")
        await both.public.call("updateSchemaSettingsInSource", path={"sourceId": source}, body=body)
        assert before != await both.config.sources.get_schema_config("till")
        assert {} == await both.schema("till")


def entry(name: str, value: Any) -> dict[str, Any]:
    """Return an entry of the settings of a destination, named in short."""
    return {"name": name, "value": value}


async def test_a_destination_that_the_config_api_makes(both: Both) -> None:
    """A secret is shown here and masked there; an entry that an update leaves out stays."""
    source = await both.new_source()
    hooks = [{"hook": "https://example.com/oven", "headers": {"warm": "yes"}}]
    await both.config.destinations.create(
        "till", name="webhooks", enabled=True, config=[entry("hooks", hooks), entry("sharedSecret", "crumbs")]
    )
    assert {} == await both.destination("till", "webhooks")
    theirs = await both.public_destination("till", "webhooks")
    assert (source, True, faces.MASK) == (theirs["sourceId"], theirs["enabled"], theirs["settings"]["sharedSecret"])
    assert hooks == theirs["settings"]["hooks"]

    await both.config.destinations.update("till", "webhooks", config=[entry("globalHook", "https://example.com/")])
    assert {} == await both.destination("till", "webhooks")
    changed = await both.public.destinations.get(theirs["id"])
    assert {**theirs["settings"], "globalHook": "https://example.com/"} == changed.settings

    await both.public.destinations.update(theirs["id"], name="Ovens", enabled=False, settings={"hooks": []})
    assert {} == await both.destination("till", "webhooks")
    shown = await both.config.destinations.get("till", "webhooks")
    values = {last(each.name): each.value for each in shown.config or ()}
    assert ("Ovens", False, "crumbs", []) == (
        shown.display_name,
        shown.enabled,
        values["sharedSecret"],
        values["hooks"],
    )

    await both.config.destinations.delete("till", "webhooks")
    await gone(both.public.destinations.get(theirs["id"]))


async def test_a_destination_that_the_public_api_makes(both: Both) -> None:
    source = await both.new_source()
    made = await both.public.destinations.create(
        source_id=source,
        metadata_id=await both.kind_of_destination("webhooks"),
        settings={"sharedSecret": "crumbs"},
        name="Ovens",
        enabled=True,
    )
    assert {} == await both.destination("till", "webhooks")
    shown = await both.config.destinations.get("till", "webhooks")
    assert "crumbs" in [each.value for each in shown.config or ()]
    await both.config.destinations.update("till", "webhooks", enabled=False, display_name="More Ovens")
    changed = await both.public.destinations.get(made.id)
    assert (False, "More Ovens") == (changed.enabled, changed.name)
    await both.public.destinations.delete(made.id)
    await gone(both.config.destinations.get("till", "webhooks"))


ACTIONS: Final = [
    {"type": "sample_event", "percent": 0.25, "path": "userId"},
    {"type": "blacklist_fields", "fields": {"context": {"fields": ["ip"]}, "properties": {"fields": ["sort"]}}},
    {"type": "whitelist_fields", "fields": {"traits": {"fields": ["name", "town"]}}},
    {"type": "drop_event"},
]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action["type"])
async def test_a_filter_that_the_config_api_makes(both: Both, action: dict[str, Any]) -> None:
    destination = await both.new_destination()
    made = await both.config.destination_filters.create(
        "till", "webhooks", if_='type = "track"', actions=[action], title="Crusts", description="Hard.", enabled=True
    )
    assert {} == await both.filters("till", "webhooks")
    filter_id = last(made.name)
    theirs = await both.public.destination_filters.get(destination, filter_id)
    assert ("Crusts", "Hard.", True) == (theirs.title, theirs.description, theirs.enabled)

    await both.config.destination_filters.update(made.name, if_='event = "Baked"', clear=["description"])
    assert {} == await both.filters("till", "webhooks")
    assert 'event = "Baked"' == (await both.public.destination_filters.get(destination, filter_id)).if_
    await both.public.destination_filters.update(destination, filter_id, title="Crumbs", enabled=False)
    assert {} == await both.filters("till", "webhooks")
    changed = await both.config.destination_filters.get(made.name)
    assert ("Crumbs", False, "", 'event = "Baked"') == (
        changed.title,
        changed.enabled,
        changed.description,
        changed.if_,
    )
    await both.config.destination_filters.delete(made.name)
    await gone(both.public.destination_filters.get(destination, filter_id))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action["type"])
async def test_a_filter_that_either_api_tries_out(both: Both, action: dict[str, Any]) -> None:
    event = {"type": "track", "userId": "ann", "properties": {"sort": "rye", "price": 2}, "traits": {"age": 3}}
    named = {"type": faces.ACTION(action["type"])}
    ours = await both.config.destination_filters.preview(
        filter=PreviewDestinationFilter(if_="all", actions=[action]), input=json.dumps(event)
    )
    theirs = await both.public.call(
        "previewDestinationFilter",
        body={"filter": {"if": 'type = "track"', "actions": [{**action, **named}]}, "payload": event},
    )
    assert event == json.loads(str(ours.input)) == theirs.input_payload
    assert json.loads(str(ours.output)) == theirs.result


async def test_a_filter_that_the_public_api_makes(both: Both) -> None:
    destination = await both.new_destination()
    made = await both.public.destination_filters.create(
        destination,
        source_id=(await both.public_source("till"))["id"],
        if_='type = "identify"',
        actions=[
            {"type": "SAMPLE", "percent": 0.5, "path": "anonymousId"},
            {"type": "DROP_PROPERTIES", "fields": {"traits": {"fields": ["town"]}}},
        ],
        title="Half",
        enabled=True,
    )
    assert {} == await both.filters("till", "webhooks")
    shown = await both.config.destination_filters.get("till", "webhooks", made.id)
    assert ["sample_event", "blacklist_fields"] == [action.type for action in shown.actions or ()]
    await both.config.destination_filters.update(shown.name, actions=[{"type": "drop_event"}])
    assert {} == await both.filters("till", "webhooks")
    changed = await both.public.destination_filters.get(destination, made.id)
    assert ["DROP"] == [action.type for action in changed.actions]
    await both.public.destination_filters.remove(destination, made.id)
    await gone(both.config.destination_filters.get(shown.name))


async def test_a_label_that_the_public_api_takes_from_a_source(both: Both) -> None:
    made = await both.config.sources.create(name="till", catalog_name="http-api", labels={"oven": "large"})
    await both.public.sources.replace_labels(made.id, labels=[])
    assert {} == (await both.config.sources.get("till")).labels
    await both.public.labels.delete("oven", "large")
    assert {} == await both.source("till")


async def test_a_warehouse_that_either_api_connects_to_a_source(both: Both) -> None:
    kinds = {each.slug: each.id async for each in both.public.catalog.list_warehouses()}
    warehouse = (await both.public.warehouses.create(metadata_id=kinds["postgres"], settings={}, name="Cellar")).id
    source = await both.new_source()

    async def connected() -> list[str]:
        return [each.slug async for each in both.public.warehouses.list_connected_sources(warehouse)]

    async def enable(*, enabled: bool) -> None:
        await both.config.sources.update_connected_warehouses("till", warehouse_id=warehouse, enabled=enabled)

    assert ["till"] == await connected()  # as every new source is
    await enable(enabled=False)
    assert [] == await connected()
    await both.public.warehouses.add_source_connection(warehouse, source)
    await enable(enabled=True)
    assert ["till"] == await connected()
    await both.public.warehouses.remove_source_connection(warehouse, source)
    await enable(enabled=False)
    await enable(enabled=True)
    assert ["till"] == await connected()
