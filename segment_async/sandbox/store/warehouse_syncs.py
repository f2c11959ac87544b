"""How sources are loaded into warehouses: when, what of them, and how it went."""

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import frozen

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.switches import Switches
from segment_async.sandbox.store.volume import Query, count, minute_of
from segment_async.sandbox.trees import dig, is_object

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

_TABLES: Final = {
    "alias": ("aliases",),
    "group": ("groups",),
    "identify": ("identifies", "users"),
    "page": ("pages",),
    "screen": ("screens",),
    "track": ("tracks",),
}
"""Collections that the calls of each type fill; those of ``track`` fill one more for each event."""

_COLUMNS: Final = {"id": "string", "received_at": "timestamp", "user_id": "string", "context_library_name": "string"}
"""Properties, with their types, that every collection has."""


@frozen
class Trouble:
    """Why syncs of a source to a warehouse went wrong."""

    status: str
    """How they ended."""

    message: str
    """What was remarked."""

    runs: int = 1
    """How many syncs it concerns."""

    since: int = 0
    """How many syncs have gone well since."""


class WarehouseSyncs:
    """What warehouses take of sources, and the syncs of the time before the workspace came up."""

    def __init__(self, workspace: "Workspace") -> None:
        """Start without syncs and without schedules."""
        self._workspace = workspace
        self.schedules: dict[str, Record] = {}
        """The schedule of each warehouse that has one: ``enabled`` and perhaps ``schedule``."""
        self.loaded: dict[str, list[str]] = {}
        """By warehouse id, the sources that were loaded into it before the workspace came up."""
        self.objects: dict[str, dict[str, int]] = {}
        """By id of a source that brings objects, its collections with the rows that a sync brings of each."""
        self.troubles: dict[tuple[str, str], Trouble] = {}
        """What went wrong, by id of the warehouse and the source."""
        self._switches: defaultdict[tuple[str, str], Switches] = defaultdict(Switches)

    def switches(self, warehouse_id: str, source_id: str) -> Switches:
        """Return what a warehouse takes of a source that is loaded into it."""
        warehouses = self._workspace.warehouses
        warehouses.find(warehouse_id)
        find(warehouses.sources[warehouse_id], source_id, "source connected to this warehouse")
        return self._switches[warehouse_id, source_id]

    def collections(self, source_id: str) -> dict[str, dict[str, str]]:
        """Return the collections that a source has filled, each with its properties and their types."""
        space = self._workspace
        query = Query(0, minute_of(space.started), ("eventType", "eventName"), (source_id,))
        found = {name: dict(_COLUMNS) for name in self.objects.get(source_id, ())}
        for group in space.volume.groups(query):
            for table in _TABLES[group.about["eventType"]]:
                found.setdefault(table, dict(_COLUMNS))
            if event := group.about["eventName"]:
                found.setdefault(event.lower().replace(" ", "_"), _COLUMNS | self._planned(source_id, event))
        return found

    def rows(self, source_id: str, start: int, end: int) -> int:
        """Count the rows that a source brought between two minutes, the later one left out."""
        if source_id in self.objects:
            return sum(self.objects[source_id].values())
        (group,) = self._workspace.volume.groups(Query(start, end, sources=(source_id,)))
        return sum(count(daily, start, end) for daily in group.streams)

    def replace_schedule(self, warehouse_id: str, schedule: Record) -> Record:
        """Make a schedule the only one of a warehouse; its hours are kept in their order."""
        self._workspace.warehouses.find(warehouse_id)
        if "schedule" in schedule:
            times = sorted(schedule["schedule"]["times"], key=lambda time: time["hourOfDay"])
            schedule = {**schedule, "schedule": {**schedule["schedule"], "times": times}}
        self.schedules[warehouse_id] = schedule
        return schedule

    def forget_warehouse(self, warehouse_id: str) -> None:
        """Forget what concerns a warehouse that goes away."""
        self.schedules.pop(warehouse_id, None)
        self.loaded.pop(warehouse_id, None)
        self._forget(0, warehouse_id)

    def forget_source(self, source_id: str) -> None:
        """Forget what concerns a source that goes away."""
        self.objects.pop(source_id, None)
        for sources in self.loaded.values():
            if source_id in sources:
                sources.remove(source_id)
        self._forget(1, source_id)

    def _forget(self, place: int, id: str) -> None:
        for key in [key for key in self._switches if key[place] == id]:
            del self._switches[key]

    def _planned(self, source_id: str, event: str) -> dict[str, str]:
        """Return the properties that the tracking plan of a source gives an event."""
        plans = self._workspace.tracking_plans
        plan_id = plans.plan_of_source.get(source_id)
        rules = plans.rules[plan_id].values() if plan_id is not None else ()
        schema = next((rule["jsonSchema"] for rule in rules if rule["type"] == "TRACK" and rule["key"] == event), None)
        planned = dig(schema, ("properties", "properties", "properties"))
        kinds = {name: dig(about, ("type",)) for name, about in planned.items()} if is_object(planned) else {}
        return {name: kind if isinstance(kind, str) else "string" for name, kind in kinds.items()}
