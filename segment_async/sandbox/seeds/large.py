"""The large seed: a workspace of any size, to try the pace and the memory of a program on."""

import gc
from array import array
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle, islice
from typing import Final

from segment_async.sandbox.seeds.catalog import destination_kinds, source_kinds, warehouse_kinds
from segment_async.sandbox.seeds.plans import rules
from segment_async.sandbox.seeds.secrets import conceal, fill
from segment_async.sandbox.store import Stream, Workspace

SOURCES_A_PLAN: Final = 100
DESTINATIONS_A_SOURCE: Final = 3

_SOURCES: Final = ("javascript", "ios", "android", "node.js", "python")
_DESTINATIONS: Final = ("amplitude", "mixpanel", "webhooks", "hubspot", "appboy", "intercom", "iterable")
_WAREHOUSES: Final = ("snowflake", "bigquery", "redshift")
_LABEL: Final = ("environment", "production")
_STREAM: Final = Stream("track", "Order Completed")
_DAYS: Final = 31
_COUNTS: Final = array("Q", [240] * _DAYS)


def plant_large(workspace: Workspace, scale: int) -> None:
    """Grow a workspace that has the catalog and nothing else.

    Args:
        workspace: Where to plant.
        scale: How many sources to make.
    """
    workspace.record.update(slug="large", name="Large")
    workspace.labels.add(*_LABEL)
    with _no_garbage_collection():
        warehouses = [_add_warehouse(workspace, slug) for slug in _WAREHOUSES]
        plans = _add_plans(workspace, max(1, scale // SOURCES_A_PLAN))
        for number, source_id in enumerate(_add_sources(workspace, scale)):
            workspace.warehouses.connect(warehouses[number % len(warehouses)], source_id)
            workspace.tracking_plans.connect(plans[number % len(plans)], source_id)


@contextmanager
def _no_garbage_collection() -> Generator[None]:
    """Keep the collector from walking, again and again, through what only grows: a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _add_warehouse(workspace: Workspace, slug: str) -> str:
    kind = warehouse_kinds()[slug]
    settings = fill(kind["options"], {}, place=slug)
    record = workspace.warehouses.add(metadata_id=kind["id"], name=kind["name"], settings=settings)
    return str(record["id"])


def _add_plans(workspace: Workspace, amount: int) -> list[str]:
    shared = rules(["Order", "Cart"], ["IDENTIFY"])
    plans = [workspace.tracking_plans.add(name=f"Plan {number}", slug=f"plan-{number}") for number in range(amount)]
    for plan in plans:
        workspace.tracking_plans.upsert_rules(plan["id"], shared)
    return [plan["id"] for plan in plans]


def _add_sources(workspace: Workspace, amount: int) -> Iterator[str]:
    """Make sources with their destinations and events; settings, names and counts are one object for all."""
    kinds = cycle(source_kinds()[slug]["id"] for slug in _SOURCES)
    tools = cycle(
        (kind["id"], kind["name"], fill(kind["options"], {}, place=kind["slug"]))
        for kind in (destination_kinds()[slug] for slug in _DESTINATIONS)
    )
    first_day = workspace.started.date() - timedelta(days=_DAYS - 1)
    for number, kind_id in enumerate(islice(kinds, amount)):
        source_id = workspace.sources.add(
            slug=f"source-{number:06d}",
            metadata_id=kind_id,
            name=f"Source {number}",
            labels=(_LABEL,),
            write_keys=(conceal(str(number)),),
            connect_warehouses=False,
        )["id"]
        workspace.volume.add(source_id, _STREAM, first_day, _COUNTS)
        for tool_id, name, settings in islice(tools, DESTINATIONS_A_SOURCE):
            workspace.destinations.add(source_id=source_id, metadata_id=tool_id, name=name, settings=settings)
        yield source_id
