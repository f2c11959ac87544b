"""Databases that wait for data."""

from collections.abc import Iterator
from typing import Final

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits, kind_name
from segment_async.audit.snapshot.view import Facts, is_enabled

SOURCES: Final = "listConnectedSourcesFromWarehouse"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled warehouses that no source is loaded into, nor the profiles of a space."""
    profiles = {one.id for one in snapshot.resources("space-profiles-warehouse") if is_enabled(one)}
    for warehouse in filter(is_enabled, snapshot.resources("warehouse")):
        if snapshot.lacks(SOURCES, warehouse.id) or warehouse.id in profiles:
            continue
        if not snapshot.count("warehouse-connected-source", warehouse.id):
            evidence = {
                "kind": kind_name(warehouse),
                "database": get(warehouse.data, "settings.database"),
                "sources": 0,
            }
            yield Case(warehouse, f"No source is loaded into the warehouse {warehouse.name}.", evidence)


CHECK: Final = Check(
    id="warehouse-without-source",
    severity="warning",
    question="Which warehouses are loaded from no source?",
    remedy="Connect the sources that belong there, or delete the warehouse and revoke its credentials.",
    needs=("listWarehouses", SOURCES),
    find=find,
)
