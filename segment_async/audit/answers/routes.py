"""Which destinations get which events."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from segment_async.audit.answers.network import Network, network
from segment_async.audit.answers.table import Answer, Cell, Column, Table
from segment_async.audit.facts.routing import Destination, Source, passage
from segment_async.audit.facts.words import listed, number_of
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.spans import DELIVERY_DAYS, VOLUME_DAYS

PAIR: Final = (
    Column("source", "name of the source"),
    Column("source_id", "id of the source", aside=True),
    Column("destination", "name of the destination"),
    Column("destination_id", "id of the destination itself", aside=True),
    Column("kind", "short name of its kind in the catalog", aside=True),
    Column("destination_metadata_id", "id of its kind in the catalog, which others of the kind share", aside=True),
)

THROUGH: Final = Column("through", "insert functions on the way, whose code may drop or change it", aside=True)

BY_CODE: Final = "What the code of insert functions drops or changes is not judged; CSV and JSON name those on the way."

PAIRS: Final = (
    *PAIR,
    Column("on", "whether both ends are switched on", "flag"),
    Column("events", f"how many different events, by type and name, the source sent in {VOLUME_DAYS} days", "count"),
    Column("gets", "how many of them the destination gets", "count"),
    Column("may_get", "of how many of them more than type and name decides", "count"),
    Column("delivered", f"events that arrived in {DELIVERY_DAYS} days; nothing where it was not read", "count"),
    Column("failed", "events that did not arrive", "count"),
    Column("filtered", "events that filters and triggers kept away", "count"),
    Column("failure_rate", "share of failures among what was delivered or failed", "share"),
)

EVENTS: Final = (
    *PAIR,
    Column("type", "type of the call"),
    Column("event", "name of the event; nothing where calls of the type have none"),
    Column("events", f"how many of them the source sent in {VOLUME_DAYS} days; nothing where it is not known", "count"),
    Column("gets", "whether the destination gets them", "truth"),
    Column("how", "what decides"),
    THROUGH,
)


def routes(snapshot: Snapshot, *, events: bool = False) -> Answer:
    """Return a row for each source and destination that are connected, or for each event between them.

    Args:
        snapshot: What is known of the workspace.
        events: Whether each event has a row of its own.
    """
    known = network(snapshot)
    pairs = number_of(sum(map(len, known.fed.values())), "route")
    if events:
        title = f"{snapshot.workspace.name}: which events pass on {pairs}"
        return Answer(title, (Table("routes", title, EVENTS, tuple(_events(known))),), (*known.notes, BY_CODE))
    title = f"{snapshot.workspace.name}: {pairs} from {number_of(len(known.sources), 'source')} to their destinations"
    return Answer(title, (Table("routes", title, PAIRS, tuple(_pairs(known, snapshot))),), known.notes)


def _pairs(known: Network, snapshot: Snapshot) -> Iterator[tuple[Cell, ...]]:
    query = "SELECT destination_id, delivered, failed, filtered, failure_rate FROM routes"
    figures = {row["destination_id"]: tuple(row)[1:] for row in snapshot.query(query)}
    for source, destination in _routes(known):
        truths = Counter(passage(source, destination, one.call).reaches for one in known.seen[source.id])
        yield (
            *pair(source, destination),
            source.enabled and destination.enabled,
            truths.total(),
            truths["yes"],
            truths["maybe"],
            *figures[destination.id],
        )


def _events(known: Network) -> Iterator[tuple[Cell, ...]]:
    for source, destination in _routes(known):
        for one in known.seen[source.id]:
            found = passage(source, destination, one.call)
            yield (
                *pair(source, destination),
                one.call.type,
                one.call.event,
                one.events,
                found.reaches,
                found.how,
                listed(found.through) if found.through else None,
            )


def _routes(known: Network) -> Iterator[tuple[Source, Destination]]:
    for source in known.sources.values():
        for destination in known.fed.get(source.id, ()):
            yield source, destination


def pair(source: Source, destination: Destination) -> tuple[Cell, ...]:
    """Return the cells of `PAIR`."""
    return source.name, source.id, destination.name, destination.id, destination.kind, destination.metadata_id
