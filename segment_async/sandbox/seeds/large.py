"""The large seed: a workspace of any size, to try the pace and the memory of a program on.

Nearly all of it is in order; what an audit finds is one thing in a hundred or fewer.
"""

import gc
from array import array
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle, islice
from typing import Any, Final

from segment_async.sandbox.seeds.catalog import destination_kinds, source_kinds, warehouse_kinds
from segment_async.sandbox.seeds.plans import rules, strict
from segment_async.sandbox.seeds.secrets import conceal, fill
from segment_async.sandbox.store import Record, Stream, Workspace

SOURCES_A_PLAN: Final = 100
DESTINATIONS_A_SOURCE: Final = 3

_SOURCES: Final = ("javascript", "ios", "android", "node.js", "python")
_DESTINATIONS: Final = ("amplitude", "mixpanel", "webhooks", "hubspot", "appboy", "intercom", "iterable")
_WAREHOUSES: Final = ("snowflake", "bigquery", "redshift")
_LABEL: Final = ("environment", "production")
_SUBJECTS: Final = ("Order", "Cart")
_DAYS: Final = 31
_COUNTS: Final = array("Q", [240] * _DAYS)

_SILENT, _PERMISSIVE, _ROUND = 7, 13, 100
"""Of so many sources, the one that sends nothing, and the one that lets unplanned events pass."""

_SWITCHED_OFF: Final = 200
"""One in so many destinations is."""


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
        planned = rules(_SUBJECTS, ["IDENTIFY"])
        plans = _add_plans(workspace, max(1, scale // SOURCES_A_PLAN), planned)
        streams = [Stream("track", rule["key"]) for rule in planned if rule["type"] == "TRACK" for _ in plans]
        for number, source_id in enumerate(_add_sources(workspace, scale, streams)):
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
    asked = [option["name"] for option in kind["options"] if option["required"] and option["type"] == "string"]
    settings = fill(kind["options"], {name: "5439" if name == "port" else "large" for name in asked}, place=slug)
    record = workspace.warehouses.add(metadata_id=kind["id"], name=kind["name"], settings=settings)
    return str(record["id"])


def _add_plans(workspace: Workspace, amount: int, shared: Sequence[Record]) -> list[str]:
    plans = [workspace.tracking_plans.add(name=f"Plan {number}", slug=f"plan-{number}") for number in range(amount)]
    for plan in plans:
        workspace.tracking_plans.upsert_rules(plan["id"], shared)
    return [plan["id"] for plan in plans]


def _add_sources(workspace: Workspace, amount: int, streams: Sequence[Stream]) -> Iterator[str]:
    """Make sources with their destinations and events; settings, names and counts are one object for all.

    Args:
        workspace: Where to make them.
        amount: How many.
        streams: What each in turn sends, so that together the sources of a plan send all that it names.
    """
    kinds = cycle(source_kinds()[slug]["id"] for slug in _SOURCES)
    tools = cycle(
        (kind["id"], kind["name"], fill(kind["options"], {}, place=kind["slug"]))
        for kind in (destination_kinds()[slug] for slug in _DESTINATIONS)
    )
    switches = cycle(place > 0 for place in range(_SWITCHED_OFF))
    first_day = workspace.started.date() - timedelta(days=_DAYS - 1)
    held, free = strict(), dict[str, Any]()
    for number, kind_id in enumerate(islice(kinds, amount)):
        source_id = workspace.sources.add(
            slug=f"source-{number:06d}",
            metadata_id=kind_id,
            name=f"Source {number}",
            labels=(_LABEL,),
            write_keys=(conceal(str(number)),),
            schema_settings=free if number % _ROUND == _PERMISSIVE else held,
            connect_warehouses=False,
        )["id"]
        if number % _ROUND != _SILENT:
            workspace.volume.add(source_id, streams[number % len(streams)], first_day, _COUNTS)
        for tool_id, name, settings in islice(tools, DESTINATIONS_A_SOURCE):
            workspace.destinations.add(
                source_id=source_id, metadata_id=tool_id, name=name, enabled=next(switches), settings=settings
            )
        yield source_id
