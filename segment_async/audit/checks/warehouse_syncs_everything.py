"""Databases that take whatever there is."""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from segment_async._core.paging import get
from segment_async._core.values import is_object
from segment_async.audit.checks.base import Case, Check, Limits, Threshold, kind_name
from segment_async.audit.facts.words import number_of
from segment_async.audit.snapshot.view import Facts, is_enabled

SOURCES: Final = "listConnectedSourcesFromWarehouse"
CHOICES: Final = "listSelectiveSyncsFromWarehouseAndSource"


@frozen
class _Taken:
    collections: int
    properties: int


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the enabled warehouses of several sources that leave out no collection and no property."""
    for warehouse in filter(is_enabled, snapshot.resources("warehouse")):
        sources = [source.id for source in snapshot.resources("warehouse-connected-source", warehouse.id)]
        scopes = [f"{warehouse.id}/{source}" for source in sources]
        if snapshot.lacks(SOURCES, warehouse.id) or len(sources) < (limits["sources"] or 0):
            continue
        taken = None if any(snapshot.lacks(CHOICES, scope) for scope in scopes) else _taken(snapshot, scopes)
        if taken and taken.collections:
            message = (
                f"The warehouse {warehouse.name} takes every property of all "
                f"{number_of(taken.collections, 'collection')} of {number_of(len(sources), 'source')}."
            )
            counts = {"sources": len(sources), "collections": taken.collections, "properties": taken.properties}
            yield Case(warehouse, message, {"kind": kind_name(warehouse), **counts, "leftOut": 0})


def _taken(snapshot: Facts, scopes: Iterable[str]) -> _Taken | None:
    """Count what a warehouse takes of its sources; ``None`` where it leaves out something."""
    collections = properties = 0
    for scope in scopes:
        for collection in snapshot.resources("warehouse-connected-source-selective-sync", scope):
            choices = get(collection.data, "properties")
            values = choices.values() if is_object(choices) else ()
            if get(collection.data, "enabled") is False or any(get(one, "enabled") is False for one in values):
                return None
            collections += 1
            properties += len(values)
    return _Taken(collections, properties)


CHECK: Final = Check(
    id="warehouse-syncs-everything",
    severity="info",
    question="Which warehouses take everything that their sources have?",
    remedy="Leave out the collections and properties that nobody queries, above all those that say much of people.",
    needs=("listWarehouses", SOURCES, CHOICES),
    find=find,
    thresholds={"sources": Threshold(3, "connected sources from which on a warehouse is looked at")},
)
