"""One sandbox and a client of each of its APIs, and what each shows of a thing, as JSON."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from attrs import frozen

from segment_async import ConfigClient, NotFound, PublicClient, unstructure
from segment_async.sandbox import Sandbox
from tests.config import faces
from tests.config.faces import differences
from tests.contract.demo import NOW
from tests.contract.wire import Unlimited


@frozen
class Both:
    """A workspace, and the two ways into it. Both clients are strict."""

    config: ConfigClient
    public: PublicClient

    async def kind_of_source(self, slug: str) -> str:
        """Return the id of a kind of source."""
        return next(
            each.id for each in [each async for each in self.public.catalog.list_sources()] if each.slug == slug
        )

    async def kind_of_destination(self, slug: str) -> str:
        """Return the id of a kind of destination."""
        kinds = [each async for each in self.public.catalog.list_destinations()]
        return next(each.id for each in kinds if each.slug == slug)

    async def new_source(self, slug: str = "till") -> str:
        """Create a source, and return its id."""
        made = await self.config.sources.create(name=slug, catalog_name="http-api")
        assert made.id is not None
        return made.id

    async def new_destination(self) -> str:
        """Create a destination of a new source ``till``, and return its id in the Public API."""
        await self.new_source()
        await self.config.destinations.create("till", name="webhooks")
        return str((await self.public_destination("till", "webhooks"))["id"])

    async def public_source(self, slug: str) -> dict[str, Any]:
        """Return the Public API's face of a source."""
        (found,) = [unstructure(each) async for each in self.public.sources.list() if each.slug == slug]
        workspace = unstructure(await self.public.workspaces.get())
        assert workspace["id"] == found["workspaceId"]
        return faces.without_descriptions({**found, "workspace": workspace})

    async def source(self, slug: str) -> dict[str, Any]:
        """Return the differences between the faces of a source."""
        shown = unstructure(await self.config.sources.get(slug))
        fields = faces.FUNCTION_SOURCE if "function_config" in shown else faces.SOURCE
        return differences(fields, shown, await self.public_source(slug))

    async def public_destination(self, source: str, slug: str) -> dict[str, Any]:
        """Return the Public API's face of a destination; of several of one kind the first."""
        (owner,) = [unstructure(each) async for each in self.public.sources.list() if each.slug == source]
        found = [each async for each in self.public.sources.list_connected_destinations(owner["id"])]
        first = next(unstructure(each) for each in found if each.metadata.slug == slug)
        assert owner["id"] == first["sourceId"]
        return faces.named({**first, "source": owner})

    async def destination(self, source: str, slug: str) -> dict[str, Any]:
        """Return the differences between the faces of a destination."""
        shown = unstructure(await self.config.destinations.get(source, slug))
        return differences(faces.DESTINATION, shown, await self.public_destination(source, slug))

    async def schema(self, slug: str) -> dict[str, Any]:
        """Return the differences between the faces of the schema settings of a source."""
        shown = unstructure(await self.config.sources.get_schema_config(slug))
        assert f"sources/{slug}" == shown["parent"]
        slugs = {each.id: each.slug async for each in self.public.sources.list()}
        (source_id,) = [each for each, name in slugs.items() if name == slug]
        settings = unstructure((await self.public.sources.list_schema_settings(source_id)).settings)
        told = {key: slugs[settings[key]] for key in settings if key.startswith("forwarding")}
        return differences(faces.SCHEMA, shown, {**settings, **told})

    async def filters(self, source: str, slug: str) -> dict[str, Any]:
        """Return the differences between the faces of the filters of a destination."""
        owner = await self.public_destination(source, slug)
        theirs = [unstructure(each) async for each in self.public.destination_filters.list(owner["id"])]
        ours = [unstructure(each) async for each in self.config.destination_filters.list(source, slug)]
        return pairwise(faces.FILTER, ours, theirs, key=lambda each: faces.last(each["name"]))

    async def public_plan(self, name: str) -> dict[str, Any]:
        """Return the Public API's face of a tracking plan, its rules and its sources with it."""
        (found,) = [each async for each in self.public.tracking_plans.list(type="LIVE") if each.name == name]
        rules = [unstructure(each) async for each in self.public.tracking_plans.list_rules(found.id)]
        sources = [each.slug async for each in self.public.tracking_plans.list_sources(found.id)]
        return {**unstructure(found), "rules": faces.rules_of(rules), "sources": sources}

    async def plan(self, plan_id: str) -> dict[str, Any]:
        """Return the differences between the faces of a tracking plan and of the sources that follow it."""
        shown = unstructure(await self.config.tracking_plans.get(plan_id))
        theirs = await self.public_plan(shown["display_name"])
        connected = [each async for each in self.config.tracking_plans.list_source_connections(plan_id)]
        assert all(faces.last(plan_id) == each.tracking_plan_id for each in connected)
        assert theirs["sources"] == [faces.last(each.source_name) for each in connected]
        return differences(faces.TRACKING_PLAN, shown, theirs)

    async def function(self, function_id: str) -> dict[str, Any]:
        """Return the differences between the faces of a function."""
        shown = unstructure(await self.config.functions.get(function_id))
        return differences(faces.FUNCTION, shown, unstructure(await self.public.functions.get(function_id)))


async def gone(read: Awaitable[Any]) -> None:
    """Make sure that something is not found."""
    with pytest.raises(NotFound):
        await read


def pairwise(fields: Any, ours: list[Any], theirs: list[Any], *, key: Any) -> dict[str, Any]:
    """Return the differences between the faces of the things of a list, which stand in the same order."""
    found = {key(one): differences(fields, one, other) for one, other in zip(ours, theirs, strict=True)}
    return {name: each for name, each in found.items() if each}


@asynccontextmanager
async def both_of(seed: str) -> AsyncIterator[Both]:
    """Start a sandbox, and open a client of each API."""
    async with (
        Sandbox(seed=seed, clock=lambda: NOW) as box,
        ConfigClient(box.config_token, base_url=box.url, retries=0, limiter=Unlimited(), strict=True) as config,
        PublicClient(box.token, base_url=box.url, retries=0, limiter=Unlimited(), strict=True) as public,
    ):
        yield Both(config, public)
