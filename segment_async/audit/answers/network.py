"""Sources and destinations of a snapshot, with all that decides which events pass between them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from segment_async.audit.apis import ApiName
from segment_async.audit.facts.routing import Destination, Filter, Sent, Source, Subscription, Transformation
from segment_async.audit.facts.words import listed
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.snapshot.views import query_of

READ_BY: Final[Mapping[ApiName, Mapping[str, str]]] = {
    "public": {
        "filters": "listFiltersFromDestination",
        "subscriptions": "listSubscriptionsFromDestination",
        "rules": "listRulesFromTrackingPlan",
        "events": "getEventsVolumeFromWorkspace",
    },
    "config": {"filters": "listDestinationFilters", "rules": "getTrackingPlan"},
}
"""What is asked of each destination, plan or source, and the operation that tells it."""

LISTS: Final[Mapping[str, str]] = {
    "listTransformations": "what transformations drop or rename",
    "listFunctions": "what insert functions drop or change",
}
"""Lists of the Public API, and what is not seen without each."""

BY_EVENTS: Final = (
    "Not seen: what single events allow and forbid by themselves, and what reaches destinations in device mode, which "
    "filters do not hold back."
)

BY_CONFIG: Final = (
    "The Config API tells neither which events there were, nor of subscriptions, transformations and insert functions, "
    "nor whether sources are switched on. Events are those that plans name."
)


@frozen
class Seen:
    """Events of one type and name."""

    call: Sent

    events: int | None = None
    """How many a source sent; ``None`` where they are planned, and it is not known which it sent."""

    last_day: str | None = None
    """The last day with one."""


@frozen
class Network:
    """Which source feeds which destination, with what stands between them."""

    sources: Mapping[str, Source]
    """By id, in the order of their names."""

    fed: Mapping[str, Sequence[Destination]]
    """Destinations by the id of their source, in the order of their names."""

    seen: Mapping[str, Sequence[Seen]]
    """Events by the id of their source, in the order of their names."""

    counted: frozenset[str]
    """Ids of the sources whose events were read; those of the others are what their plans name."""

    notes: tuple[str, ...]
    """What is not seen, a sentence each."""


def network(snapshot: Snapshot) -> Network:
    """Return the sources and destinations of a snapshot, and the events between them."""
    reader = _Reader(snapshot)
    sources, seen = reader.sources()
    counted = frozenset(source for source in sources if reader.is_read("events", source))
    notes = (BY_CONFIG,) if snapshot.api == "config" else tuple(reader.unread(sources.values(), counted))
    return Network(sources, reader.destinations(), seen, counted, (*notes, BY_EVENTS))


class _Reader:
    """Reads the views of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._done = {
            (row["operation"], row["parent_id"])
            for row in snapshot.query(
                "SELECT operation, parent_id FROM call EXCEPT SELECT operation, parent_id FROM gap"
            )
        }

    def sources(self) -> tuple[Mapping[str, Source], Mapping[str, Sequence[Seen]]]:
        """Return the sources by id, and the events of each."""
        transformations = self._grouped("transformations", "source_id", "enabled IS NOT 0")
        functions = self._functions()
        rules = self._grouped("rules", "tracking_plan_id", "type = 'TRACK' AND key <> ''")
        events = self._grouped("events", "source_id", "events > 0", order="name, type")
        sources: dict[str, Source] = {}
        seen: dict[str, Sequence[Seen]] = {}
        for row in self._rows("sources", order="name, id"):
            source, plan = str(row["id"]), str(row["tracking_plan_id"] or "")
            sources[source] = Source(
                id=source,
                name=row["name"],
                enabled=row["enabled"] != 0,
                planned=frozenset(str(rule["key"]) for rule in rules[plan]) if self.is_read("rules", plan) else None,
                blocks_unplanned=row["lets_unplanned_events_pass"] == 0,
                transformations=tuple(map(_transformation, transformations[source])),
                functions=functions[source],
            )
            if self.is_read("events", source):
                seen[source] = [_seen(event) for event in events[source]]
            else:
                names = {str(rule["key"]) for rule in rules[plan] if rule["newest"] and not rule["deprecated"]}
                seen[source] = [Seen(Sent("track", name)) for name in sorted(names)]
        return sources, seen

    def destinations(self) -> Mapping[str, Sequence[Destination]]:
        """Return the destinations by the id of their source."""
        filters = self._grouped("filters", "destination_id", "destination_id IS NOT NULL AND enabled IS NOT 0")
        subscriptions = self._grouped("subscriptions", "destination_id", "model_id IS NULL AND enabled IS NOT 0")
        functions = self._functions()
        fed: dict[str, list[Destination]] = defaultdict(list)
        for row in self._rows("destinations", order="name, id"):
            destination, by_actions = str(row["id"]), bool(row["works_by_actions"])
            asked = ("filters", "subscriptions") if by_actions else ("filters",)
            fed[str(row["source_id"])].append(
                Destination(
                    id=destination,
                    name=row["name"],
                    kind=row["kind"] or "",
                    metadata_id=row["metadata_id"] or "",
                    enabled=row["enabled"] != 0,
                    methods=frozenset(row["methods"].split(", ")) if row["methods"] else None,
                    by_actions=by_actions,
                    filters=tuple(map(_filter, filters[destination])),
                    subscriptions=tuple(
                        Subscription(one["name"], one["condition"]) for one in subscriptions[destination]
                    ),
                    functions=functions[destination],
                    unread=tuple(what for what in asked if not self.is_read(what, destination)),
                )
            )
        return fed

    def unread(self, sources: Iterable[Source], counted: frozenset[str]) -> Iterator[str]:
        """Yield what is not seen because it was not read."""
        for operation, unseen in LISTS.items():
            if (operation, "") not in self._done:
                yield f"Not seen: {unseen}, since {operation} was not read."
        uncounted = [source.name for source in sources if source.enabled and source.id not in counted]
        if uncounted:
            yield f"The events of {listed(uncounted)} were not read; what their plans name stands for them."

    def is_read(self, what: str, of: str) -> bool:
        """Tell whether something of `READ_BY` was read to its end."""
        return (READ_BY[self._snapshot.api].get(what, ""), of) in self._done

    def _functions(self) -> Mapping[str, tuple[str, ...]]:
        found = self._grouped("function_instances", "attached_to_id", "enabled IS NOT 0")
        names = {place: tuple(str(row["function"] or row["name"]) for row in rows) for place, rows in found.items()}
        return defaultdict(tuple, names)

    def _grouped(
        self, view: str, column: str, where: str = "1", *, order: str = "1"
    ) -> Mapping[str, Sequence[sqlite3.Row]]:
        found: dict[str, list[sqlite3.Row]] = defaultdict(list)
        for row in self._rows(view, where, order=order):
            found[str(row[column])].append(row)
        return found

    def _rows(self, view: str, where: str = "1", *, order: str = "1") -> Iterator[sqlite3.Row]:
        """Iterate over the rows of a view; there are none where the API does not tell any of it."""
        if query_of(view, self._snapshot.api) is not None:
            yield from self._snapshot.query(f"SELECT * FROM {view} WHERE {where} ORDER BY {order}")  # noqa: S608 - ours


def _seen(row: sqlite3.Row) -> Seen:
    return Seen(Sent(row["type"] or "", row["name"]), row["events"], row["last_day"])


def _filter(row: sqlite3.Row) -> Filter:
    return Filter(row["name"], row["condition"], bool(row["drops"]), row["lets_through"])


def _transformation(row: sqlite3.Row) -> Transformation:
    return Transformation(
        row["name"], row["condition"], bool(row["drops"]), row["new_event_name"], row["destination_metadata_id"]
    )
