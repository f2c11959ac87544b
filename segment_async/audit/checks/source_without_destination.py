"""Events that are collected and go nowhere."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, kind_name
from segment_async.audit.snapshot.view import Facts, is_enabled

DESTINATIONS: Final = "listConnectedDestinationsFromSource"
WAREHOUSES: Final = "listConnectedWarehousesFromSource"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources with neither a destination, disabled or not, nor a warehouse."""
    for source in filter(is_enabled, snapshot.resources("source")):
        if snapshot.lacks(DESTINATIONS, source.id) or snapshot.lacks(WAREHOUSES, source.id):
            continue
        destinations = snapshot.count("source-connected-destination", source.id)
        warehouses = snapshot.count("source-connected-warehouse", source.id)
        if not destinations and not warehouses:
            evidence = {"slug": source.data.get("slug"), "kind": kind_name(source), "destinations": 0, "warehouses": 0}
            yield Case(source, f"{source.name} sends to no destination and is loaded into no warehouse.", evidence)


CHECK: Final = Check(
    id="source-without-destination",
    severity="error",
    question="Which sources collect data that goes nowhere?",
    remedy="Connect the source to a destination or a warehouse, or switch it off and delete it.",
    needs=("listSources", DESTINATIONS, WAREHOUSES),
    find=find,
)
