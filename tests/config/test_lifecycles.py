"""What a strict client makes in the sandbox it can read, change field by field, clear, list and delete."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from attrs import field, frozen

from segment_async import BadRequest, ConfigClient, Conflict, NotFound, unstructure
from segment_async.config import OPERATIONS
from tests.config.both import Both, gone
from tests.config.faces import last
from tests.contract.specification import CONFIG_ENDPOINTS

pytestmark = pytest.mark.anyio

TOOL: Final = "workspaces/sandbox/sources/till/destinations/webhooks"
SCHEMA: Final = {"type": "object"}
EVENTS: Final = [{"name": "Baked", "description": "", "version": 1, "rules": SCHEMA}]
NOTHING: Final = {"events": [], "identify_traits": [], "group_traits": []}
ASKED: Final = {"name": "heat", "label": "Heat", "type": "string", "description": "", "required": True}
SETTINGS: Final = [
    {"name": f"{TOOL}/config/hooks", "display_name": "Webhooks (max 5)", "value": [{"hook": "x"}], "type": "mixed"},
    {"name": f"{TOOL}/config/globalHook", "display_name": "Webhook URL", "value": "", "type": "string"},
    {"name": f"{TOOL}/config/sharedSecret", "display_name": "Shared Secret", "value": "", "type": "password"},
]


@frozen
class Life:
    """How a thing is made, changed and cleared."""

    tag: str
    update: str
    """Id of the operation that changes it."""

    below: tuple[str, ...]
    """What it lies below, as arguments."""

    made: Mapping[str, Any]
    """Arguments of its creation."""

    changes: Mapping[str, tuple[Any, Any]]
    """For each field of the mask a new value and what it reads as then."""

    emptied: Mapping[str, Any]
    """For each field that can be cleared what it reads as then; dots lead into a field."""

    listed: Mapping[str, Any] = field(factory=dict)
    """Arguments of the list."""

    key: Callable[[Any], str] = lambda thing: last(thing.name)
    """What names it in other calls."""


def alike(value: Any) -> tuple[Any, Any]:
    """Return a new value that reads as it was written."""
    return value, value


LIVES: Final = (
    Life(
        "destinations",
        "updateDestination",
        below=("till",),
        made={"name": "webhooks"},
        changes={
            "enabled": (True, True),
            "config": ([{"name": "hooks", "value": [{"hook": "x"}]}], SETTINGS),
            "connection_mode": alike("CLOUD"),
            "display_name": alike("Ovens"),
        },
        emptied={
            "enabled": False,
            "config": [{**SETTINGS[0], "value": []}, *SETTINGS[1:]],
            "connection_mode": "UNSPECIFIED",
            "display_name": "Webhooks",
        },
    ),
    Life(
        "destination_filters",
        "updateDestinationFilter",
        below=("till", "webhooks"),
        made={"if_": "all", "actions": [{"type": "drop_event"}]},
        changes={
            "if": alike('type = "track"'),
            "actions": alike([{"type": "sample_event", "percent": 0.5, "path": "userId"}]),
            "title": alike("Half"),
            "description": alike("Of all."),
            "enabled": (True, True),
        },
        emptied={"actions": [], "title": "", "description": "", "enabled": False},
    ),
    Life(
        "tracking_plans",
        "updateTrackingPlan",
        below=(),
        made={"display_name": "Bread"},
        changes={
            "display_name": alike("Rye"),
            "rules": (
                {"global": SCHEMA, "identify": SCHEMA, "group": SCHEMA, "events": EVENTS},
                {**NOTHING, "global": SCHEMA, "identify": SCHEMA, "group": SCHEMA, "events": EVENTS},
            ),
        },
        emptied={
            "rules.global": None,
            "rules.events": [],
            "rules.identify": None,
            "rules.group": None,
            "rules": NOTHING,
            "display_name": "",
        },
    ),
    Life(
        "functions",
        "updateFunction",
        below=(),
        made={"type": "SOURCE", "display_name": "Oven", "code": "async function onRequest(request) {}"},
        changes={
            "code": alike("async function onRequest(request, settings) {}"),
            "settings": alike(
                [{"name": "heat", "label": "Heat", "type": "string", "description": "", "required": True}]
            ),
            "buildpack": alike("austral"),
            "display_name": alike("Stove"),
            "description": alike("Bakes."),
            "logo_url": alike("https://example.com/stove.svg"),
        },
        emptied={"code": "", "settings": [], "buildpack": "", "display_name": "", "description": "", "logo_url": ""},
        listed={"type": "SOURCE"},
        key=lambda function: str(function.id),
    ),
)

every_life: Final = pytest.mark.parametrize("life", LIVES, ids=lambda life: life.tag)


@pytest.fixture
async def config(both: Both) -> ConfigClient:
    """Return a client of a workspace with a source and a destination."""
    await both.new_source()
    return both.config


async def begun(config: ConfigClient, life: Life) -> tuple[Any, Any]:
    """Make a thing; return the methods about it, and what was answered."""
    if life.tag == "destination_filters":
        await config.destinations.create("till", name="webhooks")
    service = getattr(config, life.tag)
    return service, await service.create(*life.below, **life.made)


def but_for_times(thing: Any) -> dict[str, Any]:
    """Return a thing as JSON, without the time of its last change."""
    return {name: value for name, value in unstructure(thing).items() if name != "update_time"}


def with_value(thing: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a thing with another value at a dotted path; ``None`` for none at all."""
    name, _, rest = path.partition(".")
    new = with_value(thing[name], rest, value) if rest else value
    return {**{key: each for key, each in thing.items() if key != name}, **({} if new is None else {name: new})}


@every_life
def test_every_field_of_a_mask_is_tried(life: Life) -> None:
    mask = OPERATIONS[life.update].mask
    assert mask is not None
    assert {name for name in mask.fields if "." not in name} == set(life.changes)
    cannot_be_cleared = {"if"} if life.tag == "destination_filters" else set()
    assert set(mask.fields) - cannot_be_cleared == set(life.emptied)


@every_life
async def test_what_is_made_is_read_changed_cleared_listed_and_deleted(config: ConfigClient, life: Life) -> None:
    """Each field by itself, and every other one stays as it is."""
    service, made = await begun(config, life)
    names = *life.below, life.key(made)
    assert made == await service.get(*names)
    expected = but_for_times(made)
    for name, (value, shown) in life.changes.items():
        assert expected[name] != shown if name in expected else shown is not None
        expected = with_value(expected, name, shown)
        changed = await service.update(*names, **{"if_" if name == "if" else name: value})
        assert expected == but_for_times(changed) == but_for_times(await service.get(*names))
    for name, shown in life.emptied.items():
        expected = with_value(expected, name, shown)
        cleared = await service.update(*names, clear=[name])
        assert expected == but_for_times(cleared) == but_for_times(await service.get(*names))
    assert [life.key(made)] == [life.key(each) async for each in service.list(*life.below, **life.listed)]
    assert await service.delete(*names) is None
    assert [] == [each async for each in service.list(*life.below, **life.listed)]
    if life.tag == "tracking_plans":
        await service.get(*names)  # a deleted plan may still be read
    else:
        await gone(service.get(*names))


@every_life
async def test_all_fields_are_changed_at_once(config: ConfigClient, life: Life) -> None:
    service, made = await begun(config, life)
    names = *life.below, life.key(made)
    values = {"if_" if name == "if" else name: value for name, (value, _) in life.changes.items()}
    changed = but_for_times(await service.update(*names, **values))
    assert {name: shown for name, (_, shown) in life.changes.items()} == {name: changed[name] for name in life.changes}


@every_life
async def test_a_value_without_its_path_is_passed_over(config: ConfigClient, life: Life) -> None:
    """And so an update without a mask changes nothing, which is why methods always send one."""
    _, made = await begun(config, life)
    endpoint, mask = CONFIG_ENDPOINTS[life.update], OPERATIONS[life.update].mask
    assert mask is not None
    path = dict(zip(endpoint.path_arguments, (*life.below, life.key(made)), strict=True))
    values = {name: value for name, (value, _) in life.changes.items()}
    for body in ({mask.key: values}, {mask.key: values, "update_mask": {"paths": []}}):
        assert but_for_times(made) == but_for_times(await config.call(life.update, path=path, body=body))


async def test_a_filter_cannot_lose_its_condition(config: ConfigClient) -> None:
    service, made = await begun(config, LIVES[1])
    with pytest.raises(BadRequest):
        await service.update(made.name, clear=["if"])


async def test_schema_settings_are_cleared_one_by_one(config: ConfigClient) -> None:
    mask = OPERATIONS["updateSchemaConfig"].mask
    assert mask is not None
    await config.sources.update_schema_config(
        "till",
        **{name: {"a": True, "c": "BLOCK", "f": "till"}[name[0]] for name in mask.fields},
    )
    expected = unstructure(await config.sources.get_schema_config("till"))
    for name in mask.fields:
        expected |= {name: {"a": False, "c": "ALLOW", "f": ""}[name[0]]}
        assert expected == unstructure(await config.sources.update_schema_config("till", clear=[name]))
        assert expected == unstructure(await config.sources.get_schema_config("till"))


async def test_a_source_is_made_read_listed_and_deleted(both: Both) -> None:
    made = await both.config.sources.create(name="till", catalog_name="http-api", labels={"oven": "large"})
    assert made == await both.config.sources.get(made.name)
    assert [made] == [each async for each in both.config.sources.list()]
    with pytest.raises(Conflict):
        await both.config.sources.create(name="till", catalog_name="http-api")
    assert await both.config.sources.delete("till") is None
    await gone(both.config.sources.get("till"))


async def test_a_policy_and_an_invite_are_made_listed_and_deleted(both: Both) -> None:
    iam = both.config.with_options(workspace="sandbox").iam
    role = next(each.name for each in [each async for each in iam.list_roles()] if each.display_name == "Source Admin")
    group = await both.public.iam_groups.create(name="Bakers")
    subject = f"workspaces/sandbox/groups/{group.id}"
    before = [each async for each in iam.list_policies()]
    policy = await iam.create_policy(last(role or ""), subject=subject, resource="workspaces/sandbox")
    assert [*before, policy] == [each async for each in iam.list_policies()]
    assert await iam.delete_policy(str(policy.name)) is None
    assert before == [each async for each in iam.list_policies()]

    invite = await iam.create_invite(
        name="ann@example.com", policies=[{"role": role, "resource": "workspaces/sandbox"}]
    )
    assert [invite] == [each async for each in iam.list_invites()]
    assert await iam.delete_invite("ann@example.com") is None
    assert [] == [each async for each in iam.list_invites()]


async def test_a_role_may_be_given_by_its_slug_without_naming_the_workspace(both: Both) -> None:
    """The token opens one workspace only."""
    role = (await both.config.iam.list_roles()).items[0]
    group = await both.public.iam_groups.create(name="Bakers")
    policy = await both.config.iam.create_policy(
        last(role.name or ""), subject=f"workspaces/sandbox/groups/{group.id}", resource="workspaces/sandbox"
    )
    assert str(policy.name).startswith(f"{role.name}/policies/")


async def test_a_regulation_is_filed_read_listed_and_withdrawn(both: Both) -> None:
    service = both.config.deletion_and_suppression
    made = await service.create_workspace_regulation(
        regulation_type="Delete", attributes={"name": "userId", "values": ["ann"]}
    )
    shown = await service.get_regulation(str(made.regulate_id))
    assert [shown] == (await service.list_workspace_regulations(status="INITIALIZED"))["regulations"]
    assert [] == (await service.list_workspace_regulations(regulation_types="Suppress"))["regulations"]
    assert await service.delete_regulation(str(made.regulate_id)) is None
    await gone(service.get_regulation(str(made.regulate_id)))


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (lambda config: config.destination_filters.get("till", "webhooks", "df_none"), 400),
        (lambda config: config.destination_filters.get("till", "slack", "df_none"), 500),
        (lambda config: config.sources.get_schema_config("none"), 500),
        (lambda config: config.sources.get("none"), 404),
        (lambda config: config.tracking_plans.get("tp_none"), 404),
    ],
)
async def test_what_is_missing_is_not_found_whatever_the_status(
    config: ConfigClient, call: Callable[[ConfigClient], Any], status: int
) -> None:
    await config.destinations.create("till", name="webhooks")
    with pytest.raises(NotFound) as caught:
        await call(config)
    assert status == caught.value.status
    assert 1 == caught.value.attempts


async def test_a_second_destination_of_a_kind_is_a_conflict(config: ConfigClient) -> None:
    await config.destinations.create("till", name="webhooks")
    with pytest.raises(Conflict) as caught:
        await config.destinations.create("till", name="webhooks")
    assert 6 == caught.value.errors[0].code
