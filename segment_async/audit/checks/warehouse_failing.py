"""Databases that data does not reach."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list
from segment_async.audit.checks.base import Case, Check, Limits, Threshold, kind_name
from segment_async.audit.facts.measures import days_before
from segment_async.audit.facts.runs import Failure, ended_of, failure, latest
from segment_async.audit.facts.words import first_of, listed
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled

STATE: Final = "getConnectionStateFromWarehouse"
SYNCS: Final = "listSyncsFromWarehouse"
SOURCES: Final = "listConnectedSourcesFromWarehouse"
LONGEST: Final = 200
"""Characters of a notice that are told."""


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the enabled warehouses that cannot be reached, or into which a source, or all of them, is not loaded.

    The latest sync of a source failed, or does not end; or there was none of any source for too long.
    """
    overdue = days_before(snapshot, limits["days"] or 0)
    for warehouse in filter(is_enabled, snapshot.resources("warehouse")):
        states = (state.data for state in snapshot.resources("warehouse-connection-state", warehouse.id))
        state = next((state for state in states if isinstance(state, str)), None)
        loads = _loads(snapshot, warehouse)
        failures = ((source, failure(runs, state="status", start="start", overdue=overdue)) for source, runs in loads)
        failing = [(source, failed) for source, failed in failures if failed]
        last = latest(chain.from_iterable(runs for _, runs in loads), start="start")
        unreachable = state not in (None, "CONNECTED")
        if unreachable or failing or (last is not None and last < overdue):
            message = f"Segment cannot connect to the warehouse {warehouse.name}."
            if not unreachable and failing:
                names = listed([source.name for source, _ in failing])
                ended = ended_of([failed for _, failed in failing])
                message = f"The latest sync of {names} into the warehouse {warehouse.name} {ended}."
            elif not unreachable and last is not None:
                message = (
                    f"Nothing has been loaded into the warehouse {warehouse.name} since {last.date().isoformat()}."
                )
            evidence = {
                "kind": kind_name(warehouse),
                "state": state,
                "lastSync": last.isoformat() if last else None,
                "failingSources": len(failing),
                "failures": [_told(source, failed) for source, failed in first_of(failing)],
            }
            yield Case(warehouse, message, evidence)


def _loads(snapshot: Facts, warehouse: Resource) -> Sequence[tuple[Resource, Sequence[Resource]]]:
    """Return the runs of each source; not of those that are switched off, or no longer connected."""
    if snapshot.lacks(SYNCS, warehouse.id) or snapshot.lacks(SOURCES, warehouse.id):
        return ()
    runs: dict[str, list[Resource]] = defaultdict(list)
    for run in snapshot.resources("warehouse-sync", warehouse.id):
        runs[str(get(run.data, "sourceId"))].append(run)
    sources = snapshot.resources("warehouse-connected-source", warehouse.id)
    return [(source, runs[source.id]) for source in sources if is_enabled(source)]


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
    thresholds={
        "days": Threshold(14, "days without any sync, or that a sync goes on, after which a warehouse is found")
    },
)
