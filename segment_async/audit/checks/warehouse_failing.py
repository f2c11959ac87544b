"""Databases that data does not reach."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list
from segment_async.audit.checks.base import Case, Check, Limits, kind_name
from segment_async.audit.facts.runs import Failure, failure
from segment_async.audit.facts.words import first_of, listed
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled

STATE: Final = "getConnectionStateFromWarehouse"
SYNCS: Final = "listSyncsFromWarehouse"
SOURCES: Final = "listConnectedSourcesFromWarehouse"
LONGEST: Final = 200
"""Characters of a notice that are told."""


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled warehouses that cannot be reached, or into which the latest sync of a source failed."""
    for warehouse in filter(is_enabled, snapshot.resources("warehouse")):
        states = (state.data for state in snapshot.resources("warehouse-connection-state", warehouse.id))
        state = next((state for state in states if isinstance(state, str)), None)
        failing = [] if snapshot.lacks(SYNCS, warehouse.id) else list(_failing(snapshot, warehouse))
        unreachable = state not in (None, "CONNECTED")
        if unreachable or failing:
            message = f"Segment cannot connect to the warehouse {warehouse.name}."
            if not unreachable:
                names = listed([source.name for source, _ in failing])
                message = f"The latest sync of {names} into the warehouse {warehouse.name} failed."
            evidence = {
                "kind": kind_name(warehouse),
                "state": state,
                "failingSources": len(failing),
                "failures": [_told(source, failed) for source, failed in first_of(failing)],
            }
            yield Case(warehouse, message, evidence)


def _failing(snapshot: Facts, warehouse: Resource) -> Iterator[tuple[Resource, Failure]]:
    """Yield the sources whose latest run failed; not those that are switched off, or no longer connected."""
    if snapshot.lacks(SOURCES, warehouse.id):
        return
    runs: dict[str, list[Resource]] = defaultdict(list)
    for run in snapshot.resources("warehouse-sync", warehouse.id):
        runs[str(get(run.data, "sourceId"))].append(run)
    for source in filter(is_enabled, snapshot.resources("warehouse-connected-source", warehouse.id)):
        failed = failure(runs[source.id], state="status", start="start")
        if failed:
            yield source, failed


def _told(source: Resource, failed: Failure) -> Mapping[str, Json]:
    run = failed.run.data
    return {
        "sourceId": source.id,
        "source": source.name,
        "status": run.get("status"),
        "start": run.get("start"),
        "since": failed.since.isoformat(),
        "inARow": failed.times,
        "notice": _notice(run),
    }


def _notice(run: Mapping[str, Json]) -> str | None:
    """Return what a run says of its failure: the first remark on an error, or the first of all."""
    notices = run.get("notices")
    said = [notice for notice in notices if isinstance(get(notice, "message"), str)] if is_list(notices) else []
    said.sort(key=lambda notice: not str(get(notice, "level")).lower().startswith("err"))
    return said[0]["message"][:LONGEST] if said else None


CHECK: Final = Check(
    id="warehouse-failing",
    severity="error",
    question="Which warehouses can Segment not connect to, or not load the sources into?",
    remedy="Mend what the notices name: a revoked credential, a missing right, a closed network. Then sync again.",
    needs=("listWarehouses", STATE, SYNCS, SOURCES),
    find=find,
)
