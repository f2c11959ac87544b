"""The picture of where data goes: sources on the left, destinations and warehouses on the right, curves between them.

Where there are more sources or destinations than anybody wants to see at once, those of one kind are drawn as one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from segment_async.audit.facts.measures import share
from segment_async.audit.report.tables import LOADS, ROUTES, is_told
from segment_async.audit.report.wording import short
from segment_async.audit.snapshot.view import Snapshot

Side: TypeAlias = Literal["source", "destination", "warehouse"]

Mood: TypeAlias = Literal["fine", "failing", "off"]
"""How a connection does: some of it is on and delivers, more of it fails than should, or all of it is off."""

MOST: Final = 36
"""Nodes on a side; kinds beyond are drawn as one."""

FAILING: Final = 0.1
"""Share of failures from which on a connection is drawn as failing."""

WIDTH: Final = 1000.0
LEFT: Final = 250.0
"""Where the nodes on the left end."""
RIGHT: Final = 730.0
"""Where those on the right begin."""
STEP: Final = 24.0
"""Height that a node's name needs."""
PAD: Final = 8.0
"""Height between two nodes, at least."""
TALL: Final = 560.0
"""Height that all curves together have at most, unless they are so many that each would vanish."""
THICK: Final = 10.0
"""Height of one connection, at most."""
GAP: Final = 34.0
"""Height of the heading between destinations and warehouses."""


@frozen
class Line:
    """One source that feeds one destination, or is loaded into one warehouse."""

    source: tuple[str, str]
    """Its name and its kind."""

    target: tuple[str, str]
    """The same of what it feeds."""

    side: Side
    enabled: bool
    delivered: int = 0
    failed: int = 0


@frozen
class Node:
    """A source, destination or warehouse, or all of a kind."""

    id: str
    name: str
    side: Side
    count: int
    """How many it stands for."""
    height: float
    y: float = 0.0
    table: Literal["routes", "loads", "sources"] = "routes"
    """Anchor of the table that has a row for it."""


@frozen
class Curve:
    """What goes from one node to another."""

    source: Node
    target: Node
    count: int
    """Connections."""
    mood: Mood
    says: str
    width: float = 0.0
    path: str = ""


@frozen
class Picture:
    """What is drawn."""

    nodes: Sequence[Node]
    curves: Sequence[Curve]
    height: float
    grouped: tuple[Side, ...] = ()
    """The sides whose nodes stand for all of a kind."""
    headings: Mapping[Side, float] = field(factory=dict[Side, float])
    """Where the names of the sides stand."""

    @property
    def says(self) -> str:
        """How it is to be read."""
        said = [
            "Thick curves are many connections.",
            f"Red ones fail: {self._failing}.",
            "Faint ones are switched off.",
        ]
        if self.grouped:
            sides = " and ".join(f"{side}s" for side in self.grouped).capitalize()
            said.insert(0, f"{sides} of one kind are drawn as one, except for functions.")
        return " ".join([*said, "The tables below say the same."])

    @property
    def _failing(self) -> str:
        reds = {"destination": f"more than {FAILING:.0%} of the events", "warehouse": "the latest sync of a warehouse"}
        return ", or ".join(red for side, red in reds.items() if side in self.headings)


def picture(snapshot: Snapshot) -> Picture | None:
    """Return the picture of a snapshot; ``None`` where no source feeds anything that is known."""
    lines = list(_lines(snapshot))
    if not lines:
        return None
    sources = {line.source for line in lines}
    fed = {line.target for line in lines if line.side == "destination"}
    sides: Mapping[Side, int] = {"source": len(sources), "destination": len(fed)}
    return laid_out(lines, grouped=tuple(side for side, count in sides.items() if count > MOST))


def _lines(snapshot: Snapshot) -> Iterator[Line]:
    kinds: dict[str, str] = dict(snapshot.query("SELECT id, kind FROM sources"))  # type: ignore[arg-type]  # two columns
    if is_told(ROUTES, snapshot.api):
        select = "SELECT source_id, source, destination, destination_kind, enabled, delivered, failed FROM routes"
        for source_id, source, name, kind, enabled, delivered, failed in snapshot.query(select):
            line = Line((source or source_id, kinds.get(source_id, "")), (name, kind), "destination", bool(enabled))
            yield evolve(line, delivered=delivered or 0, failed=failed or 0)
    if is_told(LOADS, snapshot.api):
        select = (
            "SELECT source_id, source, warehouse, warehouse_id, source_enabled AND warehouse_enabled,"
            " last_status LIKE 'FAIL%' FROM warehouse_loads"
        )
        for source_id, source, name, warehouse_id, enabled, failed in snapshot.query(select):
            target = (name, warehouse_id)
            line = Line((source or source_id, kinds.get(source_id, "")), target, "warehouse", bool(enabled))
            yield evolve(line, delivered=0 if failed else 1, failed=1 if failed else 0)


def laid_out(lines: Sequence[Line], *, grouped: tuple[Side, ...] = ()) -> Picture:
    """Return where everything stands: the busiest sources on top, and what they feed near to them.

    Args:
        lines: What feeds what; one at least.
        grouped: The sides on which those of one kind are drawn as one.
    """
    bundles: dict[tuple[str, Side, str], list[Line]] = {}
    things: dict[tuple[Side, str], set[tuple[str, str]]] = {}
    for line in lines:
        source = _name(line.source, grouped="source" in grouped)
        target = _name(line.target, grouped=line.side in grouped)
        bundles.setdefault((source, line.side, target), []).append(line)
        things.setdefault(("source", source), set()).add(line.source)
        things.setdefault((line.side, target), set()).add(line.target)
    unit = max(1.5, min(THICK, TALL / len(lines)))
    weights = Counter[tuple[Side, str]]()
    for (source, side, target), bundle in bundles.items():
        weights["source", source] += len(bundle)
        weights[side, target] += len(bundle)
    blocks = [
        Node("", name, side, len(own), weights[side, name] * unit, table=_table(side, name, own, bundles))
        for (side, name), own in things.items()
    ]
    left = sorted((one for one in blocks if one.side == "source"), key=lambda one: (-one.height, one.name))
    middles = _middles(bundles, {block.name: place for place, block in enumerate(left)})
    right = sorted(
        (one for one in blocks if one.side != "source"),
        key=lambda one: (one.side, middles[one.side, one.name], one.name),
    )
    height = max(_needed(left), _needed(right))
    nodes = [
        evolve(node, id=f"node-{place}")
        for place, node in enumerate((*_stacked(left, height), *_stacked(right, height)))
    ]
    tops = {left[0].side, right[0].side}
    headings: dict[Side, float] = {}
    for node in nodes:
        headings.setdefault(node.side, GAP / 2 if node.side in tops else node.y - GAP / 2)
    return Picture(nodes, list(_curves(bundles, nodes, unit)), height, grouped, headings)


def _needed(column: Sequence[Node]) -> float:
    """Return the height that a column takes up at least."""
    return sum(map(_room, column)) + GAP * len({node.side for node in column})


def _room(node: Node) -> float:
    return max(STEP, node.height + PAD)


def _stacked(column: Sequence[Node], height: float) -> Iterator[Node]:
    """Yield the nodes of a column where they stand, spread over its height, with room for the heading of each side."""
    spread = (height - _needed(column)) / len(column)
    y, side = 0.0, ""
    for node in column:
        if node.side != side:
            y, side = y + GAP, node.side
        room = _room(node) + spread
        yield evolve(node, y=y + (room - node.height) / 2)
        y += room


def _name(thing: tuple[str, str], *, grouped: bool) -> str:
    name, kind = thing
    return kind if grouped and kind and not kind.startswith("function-") else name


def _table(
    side: Side, name: str, own: Collection[tuple[str, str]], bundles: Iterable[tuple[str, Side, str]]
) -> Literal["routes", "loads", "sources"]:
    """Return the table that has rows for a node: of several sources, only that of the sources tells the kind."""
    if side != "source":
        return "routes" if side == "destination" else "loads"
    if name not in {each for each, _ in own}:
        return "sources"
    return "routes" if any((source, fed) == (name, "destination") for source, fed, _ in bundles) else "loads"


def _middles(
    bundles: Mapping[tuple[str, Side, str], Sequence[Line]], place: Mapping[str, int]
) -> Mapping[tuple[Side, str], float]:
    """Return the mean place of the sources that feed a node."""
    sums = defaultdict[tuple[Side, str], list[float]](lambda: [0.0, 0.0])
    for (source, side, target), bundle in bundles.items():
        sums[side, target][0] += place[source] * len(bundle)
        sums[side, target][1] += len(bundle)
    return {node: total / count for node, (total, count) in sums.items()}


def _curves(
    bundles: Mapping[tuple[str, Side, str], Sequence[Line]], nodes: Sequence[Node], unit: float
) -> Iterator[Curve]:
    """Yield the curves, each beside its neighbours where it leaves a node and where it comes in."""
    by_name = {(node.side, node.name): (place, node) for place, node in enumerate(nodes)}
    used: dict[str, float] = defaultdict(float)
    ends = [(by_name["source", source], by_name[side, target], own) for (source, side, target), own in bundles.items()]
    for (_, begin), (_, end), bundle in sorted(ends, key=lambda each: (each[0][0], each[1][0])):
        width = len(bundle) * unit
        y1, y2 = (node.y + used[node.id] + width / 2 for node in (begin, end))
        used[begin.id] += width
        used[end.id] += width
        bend = (LEFT + RIGHT) / 2
        path = f"M{LEFT:.0f} {y1:.1f}C{bend:.0f} {y1:.1f} {bend:.0f} {y2:.1f} {RIGHT:.0f} {y2:.1f}"
        yield Curve(begin, end, len(bundle), _mood(bundle), _told(begin, end, bundle), width, path)


def _mood(bundle: Sequence[Line]) -> Mood:
    on = [line for line in bundle if line.enabled]
    if not on:
        return "off"
    return "failing" if any(share(line.failed, line.delivered) > FAILING for line in on) else "fine"


def _told(begin: Node, end: Node, bundle: Sequence[Line]) -> str:
    """Return what a curve stands for, in words."""
    off = sum(not line.enabled for line in bundle)
    said = [f"{begin.name} → {end.name}"]
    if len(bundle) > 1:
        said.append(f"{len(bundle):,} connections")
    if off:
        said.append(f"{off:,} of them off" if len(bundle) > 1 else "switched off")
    delivered, failed = sum(line.delivered for line in bundle), sum(line.failed for line in bundle)
    if end.side == "destination" and delivered + failed:
        said.append(f"{short(delivered)} events delivered")
    if failed and end.side == "destination":
        said.append(f"{share(failed, delivered):.1%} failed")
    elif failed:
        said.append("the latest sync failed")
    return ", ".join(said)
