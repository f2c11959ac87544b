"""Who sends an event, which plan governs it, where it goes, and what names it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import evolve

from segment_async._core.paging import get
from segment_async.audit.answers.mentions import mentions
from segment_async.audit.answers.network import Network, Seen, network
from segment_async.audit.answers.routes import BY_CODE, PAIR, THROUGH, pair
from segment_async.audit.answers.similar import similar, squashed
from segment_async.audit.answers.table import Answer, Cell, Column, Table
from segment_async.audit.facts.conditions import NAMELESS
from segment_async.audit.facts.measures import VIEWED
from segment_async.audit.facts.routing import Destination, Passage, Sent, Source, passage
from segment_async.audit.facts.words import listed, number_of
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.snapshot.views import query_of
from segment_async.audit.spans import VOLUME_DAYS

SENDERS: Final = (
    Column("source", "name of the source"),
    Column("source_id", "id of the source", aside=True),
    Column("type", "type of the call"),
    Column("events", f"how many of them it sent in {VOLUME_DAYS} days", "count"),
    Column("last_day", "the last day with one, UTC"),
    Column("tracking_plan", "name of the plan that the source follows"),
    Column("planned", "whether that plan has a rule for it; nothing where no plan is known", "flag"),
)

PLANS: Final = (
    Column("tracking_plan", "name of the plan"),
    Column("tracking_plan_id", "id of the plan", aside=True),
    Column("version", "version of the rule"),
    Column("newest", "whether no version is newer", "flag"),
    Column("in_force", "whether it is not deprecated", "flag"),
    Column("sources", "how many sources follow the plan", "count"),
    Column("updated_at", "when the rule last changed, RFC 3339"),
)

ROUTES: Final = (
    *PAIR,
    Column("gets", "whether the destination or warehouse gets it", "truth"),
    Column("how", "what decides"),
    THROUGH,
)

MENTIONS: Final = (
    Column("what", "what it is, such as an audience"),
    Column("name", "what people call it"),
    Column("id", "its id", aside=True),
    Column("enabled", "whether it is switched on", "flag"),
    Column("where", "name of the space, source or destination that it belongs to"),
    Column("how", "the text that names the event, or where it stands"),
)

SIMILAR: Final = (
    Column("event", "name that is written much like it"),
    Column("events", f"how many of them were sent in {VOLUME_DAYS} days", "count"),
    Column("sources", "how many sources sent them", "count"),
)

UNTOLD: Final = "Not seen: journeys, and which sources feed which space; the API tells of neither."

_COLLECTIONS: Final = {
    "alias": "aliases",
    "group": "groups",
    "identify": "identifies",
    "page": "pages",
    "screen": "screens",
}
"""Collections of a warehouse that the calls without a name fill."""

_Sender: TypeAlias = tuple[str, Seen]
"""The id of a source, and what it sent."""


def trace(snapshot: Snapshot, event: str) -> Answer:
    """Follow an event from those who send it to all that it reaches.

    Args:
        snapshot: What is known of the workspace.
        event: Its name; or a type of calls that have none, such as ``identify``.
    """
    known = network(snapshot)
    call = _call(known, event)
    kinds = [kind for kind, name in VIEWED.items() if name == call.event]
    senders = [
        (source, one)
        for source, seen in known.seen.items()
        for one in seen
        if (one.call == call or one.call.type in kinds) and one.events is not None
    ]
    plans = tuple(_plans(snapshot, call))
    tables = (
        Table("senders", "Sent by", SENDERS, tuple(_senders(snapshot, known, senders, call))),
        Table("plans", "Governed by", PLANS, plans),
        Table("routes", "Goes to", ROUTES, tuple(_routes(snapshot, known, _sent(known, senders, call)))),
        Table("mentions", "Named by", MENTIONS, tuple(_mentions(snapshot, call))),
        Table("similar", "Written much like it", SIMILAR, tuple(_similar(known, call, widely=not senders))),
    )
    named = (f'Tracking plans call {kind} calls "{event}".' for kind in kinds)
    title = _title(known, event, senders, is_planned=bool(plans))
    return Answer(title, tables, (*known.notes, BY_CODE, UNTOLD, *named))


def _call(known: Network, event: str) -> Sent:
    """Return the call that is meant: of type track, unless nobody has an event of this name and it names a type."""
    is_name = any(one.call.event == event for seen in known.seen.values() for one in seen)
    return Sent(event.lower()) if event.lower() in NAMELESS and not is_name else Sent("track", event)


def _names(source: Source, call: Sent) -> bool:
    """Tell whether the plan of a source names a call."""
    return call.event is not None and source.planned is not None and call.event in source.planned


def _title(known: Network, event: str, senders: Sequence[_Sender], *, is_planned: bool) -> str:
    if senders:
        total = sum(one.events or 0 for _, one in senders)
        last = max(one.last_day or "" for _, one in senders)
        count = len({source for source, _ in senders})
        return f"{event}: {number_of(count, 'source')} sent {total:,} in {VOLUME_DAYS} days, the last on {last}"
    if not known.counted:
        return f"{event}: it is not told who sends it"
    return f"{event}: no source sent it in {VOLUME_DAYS} days, and {'a' if is_planned else 'no'} plan names it"


def _senders(snapshot: Snapshot, known: Network, senders: Iterable[_Sender], call: Sent) -> Iterator[tuple[Cell, ...]]:
    plans = {row["id"]: row["tracking_plan"] for row in snapshot.query("SELECT id, tracking_plan FROM sources")}
    for source_id, one in sorted(senders, key=lambda item: -(item[1].events or 0)):
        source = known.sources[source_id]
        planned = None if source.planned is None or call.event is None else _names(source, call)
        yield source.name, source.id, one.call.type, one.events, one.last_day, plans[source_id], planned


def _plans(snapshot: Snapshot, call: Sent) -> Iterator[tuple[Cell, ...]]:
    query = """
        SELECT r.tracking_plan, r.tracking_plan_id, r.version, r.newest, r.deprecated, p.sources, r.updated_at
        FROM rules AS r LEFT JOIN tracking_plans AS p ON p.id = r.tracking_plan_id
        WHERE r.type = upper(?) AND COALESCE(r.key, '') = ?
        ORDER BY r.tracking_plan, r.tracking_plan_id, r.version
    """
    for plan, plan_id, version, newest, deprecated, sources, updated_at in snapshot.query(
        query, (call.type, call.event or "")
    ):
        yield plan, plan_id, str(version), bool(newest), not deprecated, sources, updated_at


def _sent(known: Network, senders: Iterable[_Sender], call: Sent) -> Sequence[tuple[Source, Sent]]:
    """Return who sends it, or may by a plan where it is not known what was sent; where nobody does, all who may."""
    sent: dict[str, list[Sent]] = defaultdict(list)
    for source, one in senders:
        sent[source].append(one.call)
    planned = [one.id for one in known.sources.values() if one.enabled and _names(one, call)]
    for source in [one for one in planned if one not in known.counted] or ([] if sent else planned):
        sent[source].append(call)
    return [(source, one) for source in known.sources.values() for one in sent.get(source.id, ())]


def _routes(snapshot: Snapshot, known: Network, sent: Iterable[tuple[Source, Sent]]) -> Iterator[tuple[Cell, ...]]:
    loads = _loads(snapshot)
    for source, call in sent:
        for destination in known.fed.get(source.id, ()):
            found = passage(source, destination, call)
            yield *pair(source, destination), *_told(found)
        for warehouse in loads[source.id]:
            found = passage(source, warehouse, call)
            found = found if found.reaches == "no" else _loaded(snapshot, source, warehouse, call, found)
            yield *pair(source, warehouse), *_told(found)


def _told(found: Passage) -> tuple[Cell, ...]:
    return found.reaches, found.how, listed(found.through) if found.through else None


def _loads(snapshot: Snapshot) -> Mapping[str, Sequence[Destination]]:
    """Return the warehouses that each source is loaded into, by its id."""
    loads: dict[str, list[Destination]] = defaultdict(list)
    if query_of("warehouse_loads", snapshot.api) is None:
        return loads
    query = (
        "SELECT l.source_id, w.* FROM warehouse_loads AS l JOIN warehouses AS w ON w.id = l.warehouse_id ORDER BY name"
    )
    for row in snapshot.query(query):
        warehouse = Destination(
            id=row["id"],
            name=row["name"],
            kind=row["kind"] or "",
            metadata_id=row["metadata_id"] or "",
            enabled=row["enabled"] != 0,
        )
        loads[row["source_id"]].append(warehouse)
    return loads


def _loaded(snapshot: Snapshot, source: Source, warehouse: Destination, call: Sent, found: Passage) -> Passage:
    """Return what a warehouse makes of a call that comes there."""
    found_there = snapshot.resources("warehouse-connected-source-selective-sync", f"{warehouse.id}/{source.id}")
    collections = {one.id: get(one.data, "enabled") for one in found_there}
    wanted = _COLLECTIONS.get(call.type) or squashed(call.event or "")
    name = next((one for one in collections if squashed(one) == wanted), None)
    if name is None:
        how = "it has no table of this name yet" if collections else "its tables were not read"
        return evolve(found, reaches="maybe", how=how)
    if collections[name] is False:
        return Passage("no", f"its table {name} is left out")
    return evolve(found, how=f"as the table {name}") if found.reaches == "yes" else found


def _mentions(snapshot: Snapshot, call: Sent) -> Iterator[tuple[Cell, ...]]:
    for one in mentions(snapshot, call.event or ""):
        yield one.what, one.name, one.id, one.enabled, one.where, one.how


def _similar(known: Network, call: Sent, *, widely: bool) -> Iterator[tuple[Cell, ...]]:
    """Yield events whose names are nearly the same; where nobody sent this one, also what is merely close."""
    if call.event is None:
        return
    events, sources = Counter[str](), Counter[str]()
    for seen in known.seen.values():
        for one in seen:
            if one.call.event:
                events[one.call.event] += one.events or 0
                sources[one.call.event] += one.events is not None
    names = set(events).union(*(source.planned or () for source in known.sources.values()))
    for name in similar(call.event, names, widely=widely):
        yield name, events[name], sources[name]
