"""What becomes of things, and where they stand: what a comparison knows of one of the two snapshots."""

import json
from collections.abc import Mapping
from typing import Final

from attrs import define, field

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.apis import ApiName
from segment_async.audit.diff.kind import ID, Kind, Owner
from segment_async.audit.diff.kinds import COMPARED
from segment_async.audit.diff.reading import Key, Parse, Reading, Row, Said, whole
from segment_async.audit.diff.values import Change, Field, Thing, What
from segment_async.audit.reading.plan import plan_of
from segment_async.audit.reading.reads import Read

RESOURCES: Final[Mapping[str, str]] = {
    "FUNCTION": "function",
    "SOURCE": "source",
    "SPACE": "space",
    "WAREHOUSE": "warehouse",
}
"""Kinds of things that a role can be held on, by what permissions call them."""


@define(eq=False)
class Draft:
    """A change that is being found."""

    change: What
    thing: Thing
    fields: dict[str, Field] = field(factory=dict[str, Field])
    below: int = 0

    def done(self) -> Change:
        """Return it as it is."""
        return Change(self.change, self.thing, tuple(self.fields.values()), self.below)


class Things:
    """The things of one snapshot."""

    def __init__(self, reading: Reading, api: ApiName, parse: Parse) -> None:
        """Hold a snapshot.

        Args:
            reading: The snapshot.
            api: What it was read through.
            parse: Makes JSON of its texts.
        """
        self.reading = reading
        self.reads: Mapping[str, Read] = {read.kind: read for read in plan_of(api)}
        self._kinds = COMPARED[api]
        self._parse = parse
        self._fates: dict[str, dict[str, Draft | None]] = {}
        self._gone: set[str] = set()
        self._known: dict[tuple[str, str, str], Thing] = {}

    def load(self, name: str, key: Key) -> Json:
        """Return what the snapshot says of a thing."""
        kind = self._kinds[name]
        return whole(kind, self.reading.said(name, kind, key), name, self._parse)

    def parsed(self, name: str, said: Said) -> Json:
        """Return what the snapshot says of a thing that was read from it."""
        return whole(self._kinds[name], said, name, self._parse)

    def settle(self, name: str, row: Row, fate: Draft | None) -> None:
        """Note what becomes of a thing, so that it becomes of what hangs on it as well.

        Args:
            name: Its kind.
            row: The thing.
            fate: The change that it belongs to; ``None`` where it is not known.
        """
        fates = self._fates.setdefault(name, {})
        fates[row.id] = fate
        if row.parent_id:
            fates[f"{row.parent_id}/{row.id}"] = fate
        if fate is not None and self._kinds[name].counts and not self._kinds[name].link:
            self._gone.add(row.id)

    def is_gone(self, thing_id: str) -> bool:
        """Tell whether the other snapshot lacks the thing with an id."""
        return thing_id in self._gone

    def fate(self, name: str, row: Row) -> tuple[bool, Draft | None]:
        """Tell whether what a thing hangs on decides what becomes of it, and to which change it belongs then.

        Args:
            name: Its kind.
            row: The thing.
        """
        known: list[Draft | None] = []
        parent = self.reads[name].parent
        if parent is not None and row.parent_id in self._fates.get(parent, {}):
            known.append(self._fates[parent][row.parent_id])
        known.extend(
            self._fates[owner.kind][at] for owner, at in self.owners(name, row) if at in self._fates.get(owner.kind, {})
        )
        return bool(known), next((fate for fate in known if fate is not None), None)

    def fate_of(self, kind: Kind, part_id: str) -> Draft | None:
        """Return the change that a part of a thing belongs to, as what it stands for came or went."""
        fates = (self._fates.get(owner.kind, {}).get(part_id) for owner in kind.owners)
        return next((fate for fate in fates if fate is not None), None)

    def owners(self, name: str, row: Row) -> list[tuple[Owner, str]]:
        """Return what a thing hangs on besides what it was read from, with the ids."""
        owners = self._kinds[name].owners
        data: Json = self.load(name, row.key) if any(owner.at != ID for owner in owners) else None
        found = ((owner, row.id if owner.at == ID else get(data, owner.at)) for owner in owners)
        return [(owner, at) for owner, at in found if isinstance(at, str) and at]

    def thing(self, name: str, row: Row) -> Thing:
        """Return a thing with the names on the way to it."""
        known = (name, *row.key)
        if known not in self._known:
            self._known[known] = self._made(name, row)
        return self._known[known]

    def _made(self, name: str, row: Row) -> Thing:
        kind = self._kinds[name]
        above = self._above(name, row)
        if kind.counts:
            return Thing(name, row.id, called(kind, row.id) or row.name, above)
        if above is None:
            return Thing(name, row.id or row.parent_id, row.name or row.parent_id)
        return Thing(kind.into or name, above.id, above.name, above.parent)

    def part(self, name: str, part_id: str, of: str, row: Row) -> Thing:
        """Return a part of a thing.

        Args:
            name: Kind of the part.
            part_id: What tells it from others.
            of: Kind of the thing.
            row: The thing.
        """
        return Thing(name, part_id, called(self._kinds[name], part_id) or part_id, self.thing(of, row))

    def _above(self, name: str, row: Row) -> Thing | None:
        """Return what a thing hangs on; ``None`` where that is the workspace, or not in the snapshot."""
        read = self.reads[name]
        if read.parent is not None:
            head, _, tail = row.parent_id.rpartition("/")
            found = self.reading.row(read.parent, (head, tail)) or self.reading.named(read.parent, row.parent_id)
            return None if found is None else self.thing(read.parent, found)
        for owner, at in self.owners(name, row):
            found = self.reading.named(owner.kind, at)
            if found is not None:
                return self.thing(owner.kind, found)
        return None

    def held(self, value: Json) -> Json:
        """Return what a role is held on, with names in the place of ids."""
        if not is_list(value):
            return value
        return [self._resource(one) if is_object(one) else one for one in value]

    def _resource(self, on: Mapping[str, Json]) -> str:
        what = str(on.get("type", "WORKSPACE"))
        thing_id = str(on.get("id", ""))
        row = self.reading.named(RESOURCES[what], thing_id) if what in RESOURCES else None
        text = what.lower() if what == "WORKSPACE" else f"{what.lower()} {row.name if row else thing_id}"
        labels = ", ".join(on.get("labels", ()))
        return f"{text} ({labels})" if labels else text


def called(kind: Kind, thing_id: str) -> str | None:
    """Return what people call a thing whose id is made of several texts; ``None`` where it is not."""
    return None if kind.called is None else kind.called(json.loads(thing_id))
