"""Events that are collected and reach no destination and no warehouse."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, kind_name
from segment_async.audit.snapshot.view import Facts, is_enabled

DESTINATIONS: Final = "listConnectedDestinationsFromSource"
WAREHOUSES: Final = "listConnectedWarehousesFromSource"
SPACES: Final = "listSpaces"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources with neither a destination, disabled or not, nor a warehouse."""
    spaces = None if snapshot.lacks(SPACES) else snapshot.count("space", "")
    doubt = "" if spaces == 0 else " Whether it feeds a space cannot be told."
    for source in filter(is_enabled, snapshot.resources("source")):
        if snapshot.lacks(DESTINATIONS, source.id) or snapshot.lacks(WAREHOUSES, source.id):
            continue
        destinations = snapshot.count("source-connected-destination", source.id)
        warehouses = snapshot.count("source-connected-warehouse", source.id)
        if not destinations and not warehouses:
            about = {"slug": source.data.get("slug"), "kind": kind_name(source)}
            message = f"{source.name} sends to no destination and is loaded into no warehouse.{doubt}"
            yield Case(source, message, {**about, "destinations": 0, "warehouses": 0, "spaces": spaces})


CHECK: Final = Check(
    id="source-without-destination",
    severity="warning",
    question="Which sources collect data that goes to no destination and no warehouse?",
    remedy=(
        "Connect the source to a destination or a warehouse, or switch it off if it feeds no space either: "
        "which sources feed which space cannot be seen from here."
    ),
    needs=("listSources", DESTINATIONS, WAREHOUSES),
    find=find,
)
