"""One workspace has two faces: whatever the demo holds, both APIs tell the same of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from segment_async import unstructure
from tests.config import faces
from tests.config.both import Both, both_of, pairwise
from tests.config.faces import differences, last

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Let the tests share a sandbox, which they only read."""
    return "asyncio"


@pytest.fixture(scope="module")
async def demo() -> AsyncIterator[Both]:
    async with both_of("demo") as both:
        yield both


async def items(paginator: Any) -> list[Any]:
    return [unstructure(each) async for each in paginator]


async def test_the_workspace(demo: Both) -> None:
    ours, theirs = unstructure(await demo.config.workspaces.get()), unstructure(await demo.public.workspaces.get())
    assert {} == differences(faces.WORKSPACE, ours, theirs)
    assert [ours] == await items(demo.config.workspaces.list())


async def test_every_kind_of_source(demo: Both) -> None:
    ours, theirs = await items(demo.config.source_catalog.list()), await items(demo.public.catalog.list_sources())
    assert {} == pairwise(faces.CATALOG_SOURCE, ours, theirs, key=lambda kind: kind["name"])
    for kind in ours[::10]:
        assert kind == unstructure(await demo.config.source_catalog.get(last(kind["name"])))


async def test_every_kind_of_destination(demo: Both) -> None:
    ours = await items(demo.config.destination_catalog.list())
    theirs = [faces.options_as_settings(each) for each in await items(demo.public.catalog.list_destinations())]
    assert {} == pairwise(faces.CATALOG_DESTINATION, ours, theirs, key=lambda kind: kind["name"])
    for kind in ours[::10]:
        assert kind == unstructure(await demo.config.destination_catalog.get(last(kind["name"])))


async def test_every_source_and_its_schema_settings(demo: Both) -> None:
    ours = await items(demo.config.sources.list())
    assert [last(each["name"]) for each in ours] == [each["slug"] for each in await items(demo.public.sources.list())]
    kinds = [faces.FUNCTION_SOURCE for each in ours if "function_config" in each]
    assert kinds, "no source of the demo runs a function"
    for each in ours:
        slug = last(each["name"])
        assert each == unstructure(await demo.config.sources.get(slug))
        assert {} == await demo.source(slug), slug
        assert {} == await demo.schema(slug), slug


async def test_every_destination_and_its_filters(demo: Both) -> None:
    """A source has one destination of each kind here; of several the first."""
    theirs = await items(demo.public.destinations.list())
    guarded = 0
    for source in await items(demo.config.sources.list()):
        ours = await items(demo.config.destinations.list(source["name"]))
        kinds = [each["metadata"]["slug"] for each in theirs if each["sourceId"] == source["id"]]
        assert list(dict.fromkeys(kinds)) == [last(each["name"]) for each in ours]
        for each in ours:
            place = last(source["name"]), last(each["name"])
            assert {} == await demo.destination(*place), place
            assert {} == await demo.filters(*place), place
            guarded += len((await demo.config.destination_filters.list(*place)).items)
    assert guarded


async def test_every_tracking_plan_with_its_rules_and_its_sources(demo: Both) -> None:
    plans = await items(demo.config.tracking_plans.list())
    theirs = await items(demo.public.tracking_plans.list(type="LIVE"))
    assert [each["name"] for each in theirs] == [each["display_name"] for each in plans]
    raw = (await demo.public.call_raw("listTrackingPlans", query={"type": "LIVE"})).json["data"]["trackingPlans"]
    assert [each["resourceSchemaId"] for each in raw] == [last(each["name"]) for each in plans]  # in no specification
    for plan in plans:
        assert {} == await demo.plan(plan["name"]), plan["name"]


@pytest.mark.parametrize("kind", ["SOURCE", "DESTINATION"])
async def test_every_function(demo: Both, kind: str) -> None:
    ours = await items(demo.config.functions.list(type=kind))
    theirs = await items(demo.public.functions.list(resource_type=kind))
    assert [each["id"] for each in theirs] == [each["id"] for each in ours] != []
    workspace = unstructure(await demo.public.workspaces.get())
    for each in ours:
        assert "code" not in each
        assert workspace["id"] == each["workspace_id"]
        assert {} == await demo.function(each["id"]), each["id"]


async def test_every_role(demo: Both) -> None:
    ours, theirs = await items(demo.config.iam.list_roles()), await items(demo.public.iam_roles.list())
    assert {} == pairwise(faces.ROLE, ours, theirs, key=lambda role: role["name"])


async def test_every_policy_is_a_permission(demo: Both) -> None:
    """For each thing that a user or a group holds a role for there is one policy."""
    slugs = {each["id"]: each["slug"] for each in await items(demo.public.sources.list())}
    slug = (await demo.public.workspaces.get()).slug
    workspace = f"workspaces/{slug}"
    held = []
    for holders, records in (
        ("users", await items(demo.public.iam_users.list())),
        ("groups", await items(demo.public.iam_groups.list())),
    ):
        held += [
            (
                f"{workspace}/{holders}/{record['id']}",
                f"{workspace}/roles/{permission['roleId']}",
                resource_name(workspace, resource, slugs),
            )
            for record in records
            for permission in record["permissions"]
            for resource in permission["resources"]
        ]
    policies = await items(demo.config.iam.list_policies())
    assert held == [(each["subject"], each["name"].partition("/policies/")[0], each["resource"]) for each in policies]
    assert len(policies) == len({each["name"] for each in policies})


def resource_name(workspace: str, resource: dict[str, Any], slugs: dict[str, str]) -> str:
    """Return the resource name of what a permission holds for."""
    if resource["type"] == "WORKSPACE":
        return workspace
    kind = f"{resource['type'].lower()}s"
    return f"{workspace}/{kind}/{slugs.get(resource['id'], resource['id'])}"


async def test_every_invite(demo: Both) -> None:
    ours = [last(each["name"]) for each in await items(demo.config.iam.list_invites())]
    assert await items(demo.public.iam_users.list_invites()) == ours != []


async def test_every_regulation(demo: Both) -> None:
    service = demo.config.deletion_and_suppression
    ours = (await service.list_workspace_regulations())["regulations"]
    theirs = await items(demo.public.deletion_and_suppression.list_workspace_regulations())
    assert {} == pairwise(faces.REGULATION, ours, theirs, key=lambda regulation: regulation["regulate_id"])
    for each in ours:
        assert each == await service.get_regulation(each["regulate_id"])


async def test_everybody_who_is_suppressed(demo: Both) -> None:
    ours = (await demo.config.deletion_and_suppression.list_suppressed_users())["suppressed_users"]
    theirs = await items(demo.public.deletion_and_suppression.list_suppressions())
    assert {} == pairwise(faces.SUPPRESSION, ours, theirs, key=lambda each: each["attributes"]["values"][0])


async def test_the_sums_of_every_destination_of_a_source(demo: Both) -> None:
    """Over the same days."""
    span = {"start_time": "2026-01-28T00:00:00Z", "end_time": "2026-01-31T00:00:00Z", "granularity": "DAY"}
    found = 0
    for each in await items(demo.config.destinations.list("web-shop")):
        shown = await demo.config.event_delivery_metrics.get_summary(each["name"], **span)
        public = await demo.public_destination("web-shop", last(each["name"]))
        theirs = await demo.public.destinations.list_delivery_metrics_summary(
            public["id"], source_id=public["sourceId"], **span
        )
        assert {} == differences(faces.METRICS, shown, {**unstructure(theirs), "destination": public})
        assert {"summaries": [shown]} == await demo.config.event_delivery_metrics.batch_get_summary(
            names=[each["name"]], **span
        )
        found += sum(metric["total"] for metric in shown["metrics"])
    assert found
