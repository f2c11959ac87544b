"""A program that writes through one API and reads through the other agrees with itself: plans, functions, people."""

from typing import Any, Final

import pytest

from segment_async import unstructure
from tests.config import faces
from tests.config.both import Both, both_of, gone

pytestmark = pytest.mark.anyio

SCHEMA: Final = {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}


def rules_of_all_parts() -> dict[str, Any]:
    """Return rules for everything that the Config API has rules for."""
    event = {"rules": {**SCHEMA, "labels": {"oven": "large"}}, "description": "From the oven."}
    return {
        "global": {**SCHEMA, "properties": {"context": {"required": ["locale"]}}},
        "identify": {**SCHEMA, "properties": {"traits": {"type": "object"}}},
        "group": {**SCHEMA, "title": "Group"},
        "events": [
            {"name": "Loaf Baked", "version": 1, **event},
            {"name": "Loaf Baked", "version": 2, **event, "description": ""},
            {"name": "Loaf Sold", "version": 1, "rules": SCHEMA},
        ],
    }


async def public_rules(both: Both, name: str) -> list[tuple[str, str | None, int]]:
    """Return type, key and version of the rules that the Public API shows of a plan."""
    return [(rule["type"], rule["key"], rule["version"]) for rule in (await both.public_plan(name))["rules"]]


async def test_a_tracking_plan_that_the_config_api_makes(both: Both) -> None:
    made = await both.config.tracking_plans.create(display_name="Bread", rules=rules_of_all_parts())
    assert {} == await both.plan(made.name)
    assert [
        ("COMMON", None, 1),
        ("GROUP", None, 1),
        ("IDENTIFY", None, 1),
        ("TRACK", "Loaf Baked", 1),
        ("TRACK", "Loaf Baked", 2),
        ("TRACK", "Loaf Sold", 1),
    ] == await public_rules(both, "Bread")

    events = [{"name": "Loaf Eaten", "rules": SCHEMA}]
    await both.config.tracking_plans.update(made.name, display_name="Rye", rules={"events": events})
    assert {} == await both.plan(made.name)
    assert [("TRACK", "Loaf Eaten", 1)] == await public_rules(both, "Rye")

    plan = (await both.public_plan("Rye"))["id"]
    rule = {"type": "TRACK", "key": "Loaf Cut", "version": 3, "jsonSchema": {**SCHEMA, "description": "In slices."}}
    page = {"type": "PAGE", "version": 1, "jsonSchema": SCHEMA}
    await both.public.call("updateRulesInTrackingPlan", path={"trackingPlanId": plan}, body={"rules": [rule, page]})
    assert {} == await both.plan(made.name)
    shown = (await both.config.tracking_plans.get(made.name)).rules
    assert shown is not None
    assert [("Loaf Cut", "In slices.", 3)] == [
        (event.name, event.description, event.version) for event in shown.events or () if event.name == "Loaf Cut"
    ]

    await both.config.tracking_plans.delete(made.name)
    await gone(both.public.tracking_plans.get(plan))
    assert [] == [each async for each in both.public.tracking_plans.list()]


@pytest.mark.parametrize(
    ("part", "kinds"),
    [
        ("global", {"GROUP", "IDENTIFY", "TRACK"}),
        ("events", {"COMMON", "GROUP", "IDENTIFY"}),
        ("identify", {"COMMON", "GROUP", "TRACK"}),
        ("group", {"COMMON", "IDENTIFY", "TRACK"}),
    ],
)
async def test_a_part_of_rules_that_is_cleared_leaves_the_others(both: Both, part: str, kinds: set[str]) -> None:
    made = await both.config.tracking_plans.create(display_name="Bread", rules=rules_of_all_parts())
    await both.config.tracking_plans.update(made.name, clear=[f"rules.{part}"])
    assert {} == await both.plan(made.name)
    assert kinds == {kind for kind, _, _ in await public_rules(both, "Bread")}


async def test_a_tracking_plan_that_the_public_api_makes(both: Both) -> None:
    made = await both.public.tracking_plans.create(name="Bread", type="LIVE", description="All loaves.")
    path = {"trackingPlanId": made.id}
    rules = [
        {"type": "TRACK", "key": "Loaf Baked", "version": 1, "jsonSchema": SCHEMA},
        {"type": "COMMON", "version": 1, "jsonSchema": {**SCHEMA, "title": "Common"}},
        {"type": "IDENTIFY", "version": 1, "jsonSchema": SCHEMA},
        {"type": "GROUP", "version": 1, "jsonSchema": SCHEMA},
        {"type": "SCREEN", "version": 1, "jsonSchema": SCHEMA},
    ]
    await both.public.call("replaceRulesInTrackingPlan", path=path, body={"rules": rules})
    (listed,) = (await both.config.tracking_plans.list()).items
    assert {} == await both.plan(listed.name)
    shown = (await both.config.tracking_plans.get(listed.name)).rules
    assert shown is not None
    assert ("Common", "object", "object") == (
        (shown.global_ or {})["title"],
        (shown.identify or {})["type"],
        (shown.group or {})["type"],
    )

    taken = {"rules": [{"type": "COMMON", "version": 1}, {"type": "TRACK", "key": "Loaf Baked", "version": 1}]}
    await both.public.call("removeRulesFromTrackingPlan", path=path, query=taken)
    assert {} == await both.plan(listed.name)
    await both.public.tracking_plans.update(made.id, name="Rye")
    assert "Rye" == (await both.config.tracking_plans.get(listed.name)).display_name
    await both.public.tracking_plans.delete(made.id)
    assert () == (await both.config.tracking_plans.list()).items


async def test_sources_that_either_api_connects_to_a_plan(both: Both) -> None:
    plan = (await both.config.tracking_plans.create(display_name="Bread")).name
    ids = [await both.new_source(slug) for slug in ("till", "oven", "shop", "cellar")]
    theirs = (await both.public_plan("Bread"))["id"]
    await both.config.tracking_plans.create_source_connection(plan, source_name="till")
    await both.config.tracking_plans.batch_create_source_connections(plan, source_names=["oven", "shop"])
    await both.public.tracking_plans.add_source(theirs, source_id=ids[3])
    assert ["till", "oven", "shop", "cellar"] == (await both.public_plan("Bread"))["sources"]
    assert {} == await both.plan(plan)
    assert theirs == (await both.public.sources.get(ids[0])).tracking_plan_id

    await both.config.tracking_plans.delete_source_connection(plan, "till")
    await both.public.tracking_plans.remove_source(theirs, source_id=ids[1])
    assert ["shop", "cellar"] == (await both.public_plan("Bread"))["sources"]
    assert {} == await both.plan(plan)


FUNCTIONS: Final = {
    "SOURCE": "async function onRequest(request, settings) {}",
    "DESTINATION": "async function onTrack(event, settings) {}",
}
ASKED: Final = [
    {"name": "heat", "label": "Heat", "type": "string", "description": "In degrees.", "required": True},
    {"name": "key", "label": "Key", "type": "string", "description": "", "sensitive": True},
    {"name": "steam", "label": "Steam", "type": "boolean", "description": ""},
    {"name": "trays", "label": "Trays", "type": "array", "description": ""},
    {"name": "sorts", "label": "Sorts", "type": "text-map", "description": ""},
]


@pytest.mark.parametrize("kind", FUNCTIONS)
async def test_a_function_that_the_config_api_makes(both: Both, kind: str) -> None:
    made = await both.config.functions.create(
        type=kind,
        display_name="Oven",
        code=FUNCTIONS[kind],
        description="Bakes.",
        logo_url="https://example.com/oven.svg",
        settings=ASKED,
    )
    assert made.id is not None
    assert {} == await both.function(made.id)
    theirs = await both.public.functions.get(made.id)
    assert theirs is not None
    assert ["STRING", "STRING", "BOOLEAN", "ARRAY", "TEXT_MAP"] == [each.type for each in theirs.settings or ()]
    await both.config.functions.update(made.id, code=f"{FUNCTIONS[kind]} //", clear=["settings"])
    assert {} == await both.function(made.id)
    await both.public.functions.update(made.id, display_name="Stove", description="Cooks.")
    assert {} == await both.function(made.id)
    assert "Cooks." == (await both.config.functions.get(made.id)).description
    assert [made.id] == [each.id async for each in both.public.functions.list(resource_type=kind)]
    await both.config.functions.delete(made.id)
    await gone(both.public.functions.get(made.id))


@pytest.mark.parametrize("kind", FUNCTIONS)
async def test_a_function_that_the_public_api_makes(both: Both, kind: str) -> None:
    setting = {
        "name": "heat",
        "label": "Heat",
        "type": "TEXT_MAP",
        "description": "",
        "required": True,
        "sensitive": True,
    }
    made = await both.public.functions.create(
        code=FUNCTIONS[kind],
        display_name="Oven",
        resource_type=kind,
        settings=[{**setting, "sensitive": True}],
        description="Bakes.",
    )
    assert {} == await both.function(made.id)
    await both.config.functions.update(made.id, display_name="Stove", logo_url="https://example.com/stove.svg")
    assert {} == await both.function(made.id)
    await both.public.functions.delete(made.id)
    await gone(both.config.functions.get(made.id))
    assert [] == [each async for each in both.config.functions.list(type=kind)]


async def test_code_that_either_api_deploys_for_a_source() -> None:
    async with both_of("demo") as both:
        sources = [each async for each in both.config.sources.list()]
        source = next(each for each in sources if each.function_config is not None)
        functions = [each async for each in both.public.functions.list(resource_type="SOURCE")]
        function_id = next(each.id for each in functions if each.catalog_id == source.catalog_id)

        async def is_latest() -> tuple[bool | None, bool | None]:
            theirs = await both.public.functions.get(function_id)
            assert theirs is not None
            return (await both.config.functions.is_latest(str(source.id))).is_latest, theirs.is_latest_version

        assert (True, True) == await is_latest()
        await both.config.functions.update(function_id, code=f"{FUNCTIONS['SOURCE']} // 2")
        assert (False, False) == await is_latest()
        await both.public.functions.create_deployment(function_id)
        assert (True, True) == await is_latest()
        await both.public.functions.update(function_id, code=f"{FUNCTIONS['SOURCE']} // 3")
        await both.config.functions.deploy(str(source.id))
        assert (True, True) == await is_latest()


async def suppressed(both: Both) -> tuple[set[str], set[str]]:
    """Return who is suppressed in the Config API, and who in the Public API."""
    ours = (await both.config.deletion_and_suppression.list_suppressed_users())["suppressed_users"]
    theirs = [each async for each in both.public.deletion_and_suppression.list_suppressions()]
    return (
        {value for each in ours for value in each["attributes"]["values"]},
        {value for each in theirs for value in each.subject_ids},
    )


async def test_people_that_either_api_suppresses(both: Both) -> None:
    service = both.config.deletion_and_suppression
    made = await service.create_workspace_regulation(
        regulation_type="Suppress", attributes={"name": "userId", "values": ["ann", "bo"]}
    )
    assert ({"ann", "bo"}, {"ann", "bo"}) == await suppressed(both)
    theirs = await both.public.deletion_and_suppression.get_regulation(made.regulate_id)
    assert (made.regulate_id, "INITIALIZED") == (theirs.id, theirs.overall_status)

    regulation = {"regulationType": "SUPPRESS_WITH_DELETE", "subjectType": "USER_ID", "subjectIds": ["cy"]}
    other = await both.public.call("createWorkspaceRegulation", body=regulation)
    assert {"name": "userId", "values": ["cy"]} == (await service.get_regulation(other))["attributes"]
    await service.create_workspace_regulation(
        regulation_type="Unsuppress", attributes={"name": "userId", "values": ["bo"]}
    )
    assert ({"ann", "cy"}, {"ann", "cy"}) == await suppressed(both)
    listed = (await service.list_workspace_regulations())["regulations"]
    assert 3 == len(listed)
    assert {each["regulate_id"] for each in listed} == {
        each.id async for each in both.public.deletion_and_suppression.list_workspace_regulations()
    }


@pytest.mark.parametrize(("kind", "public_kind"), faces.REGULATION_TYPES.items())
async def test_a_regulation_of_each_type_that_either_api_files(both: Both, kind: str, public_kind: str) -> None:
    service = both.config.deletion_and_suppression
    made = await service.create_workspace_regulation(
        regulation_type=kind, attributes={"name": "userId", "values": ["ann"]}
    )
    regulation = {"regulationType": public_kind, "subjectType": "USER_ID", "subjectIds": ["bo"]}
    other = await both.public.call("createWorkspaceRegulation", body=regulation)
    theirs = [each async for each in both.public.deletion_and_suppression.list_workspace_regulations()]
    assert {(made.regulate_id, public_kind), (other, public_kind)} == {
        (each.id, each.regulation_type) for each in theirs
    }
    assert kind == (await service.get_regulation(other))["regulation_type"]


async def test_a_regulation_of_a_source_that_the_config_api_files(both: Both) -> None:
    source = await both.new_source()
    made = await both.config.deletion_and_suppression.create_source_regulation(
        "till", regulation_type="Delete", attributes={"name": "userId", "values": ["ann"]}
    )
    listed = await both.public.deletion_and_suppression.list_source_regulations(source)
    assert [made.regulate_id] == [each.id for each in listed]


async def test_objects_of_a_collection_that_the_config_api_deletes() -> None:
    async with both_of("demo") as both:
        cloud = next(
            each for each in [each async for each in both.public.sources.list()] if each.metadata.is_cloud_event_source
        )
        made = await both.config.deletion_and_suppression.create_source_regulation(
            cloud.slug,
            regulation_type="Delete",
            attributes={"name": "objectId", "values": ["loaf-1"]},
            collection="loaves",
        )
        shown = await both.config.deletion_and_suppression.get_regulation(str(made.regulate_id))
        listed = await both.public.deletion_and_suppression.list_source_regulations(cloud.id)
        assert f"workspaces/thistle-twine/sources/{cloud.slug}/loaves" == shown["collection"]
        assert [("OBJECT_ID", ("loaf-1",))] == [
            (each.subject_type, each.subjects) for each in listed if each.id == made.regulate_id
        ]


async def test_an_invite_that_either_api_sends(both: Both) -> None:
    role = (await both.config.iam.list_roles()).items[0]
    workspace = (await both.config.workspaces.get()).name
    policies = [{"role": role.name, "resource": workspace}]
    made = await both.config.iam.create_invite(name="ann@example.com", policies=policies)
    permission = {
        "roleId": faces.last(role.name or ""),
        "resources": [{"id": (await both.public.workspaces.get()).id, "type": "WORKSPACE"}],
    }
    await both.public.iam_users.create_invites(invites=[{"email": "bo@example.com", "permissions": [permission]}])
    assert ["ann@example.com", "bo@example.com"] == [each async for each in both.public.iam_users.list_invites()]
    shown = [each async for each in both.config.iam.list_invites()]
    assert [f"{workspace}/invites/ann@example.com", f"{workspace}/invites/bo@example.com"] == [
        each.name for each in shown
    ]
    assert policies == unstructure(shown[0])["policies"] == unstructure(shown[1])["policies"]
    await both.config.iam.delete_invite(faces.last(made.name or ""))
    await both.public.iam_users.delete_invites(emails=["bo@example.com"])
    assert () == (await both.config.iam.list_invites()).items
