"""Compare two snapshots: first which thing is which, then what is different, kind by kind."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from graphlib import TopologicalSorter
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.apis import TITLES, ApiName
from segment_async.audit.diff.fields import Terms, Translation, differences
from segment_async.audit.diff.gaps import not_compared
from segment_async.audit.diff.identity import Candidate, paired
from segment_async.audit.diff.kind import Kind, permitted
from segment_async.audit.diff.kinds import COMPARED, STAMPS
from segment_async.audit.diff.reading import Reading, Row, side_by_side
from segment_async.audit.diff.secrecy import new_key, parser, secrecy, veiled
from segment_async.audit.diff.things import Draft, Things
from segment_async.audit.diff.values import Change, Diff, Field, What
from segment_async.audit.reading.plan import plan_of
from segment_async.audit.snapshot.view import Snapshot
from segment_async.errors import ConfigurationError

REPEATS: Final[Mapping[str, str]] = {"deployedCode": "code"}
"""Fields that are left out where another field changed in the same way."""


def compare(a: Snapshot, b: Snapshot) -> Diff:
    """Return what changed from one snapshot to another.

    Args:
        a: What things are compared with, such as yesterday's snapshot or that of another workspace.
        b: The other.

    Raises:
        ConfigurationError: They were read through different APIs, or a file is damaged.
    """
    if a.api != b.api:
        raise ConfigurationError(
            f"One snapshot was read through the {TITLES[a.api]}, the other through the {TITLES[b.api]}, which say "
            "different things; compare two that were read through the same API."
        )
    return _Comparison(Reading(a), Reading(b), a.api).diff()


class _Comparison:
    """Two snapshots on their way to a diff."""

    def __init__(self, a: Reading, b: Reading, api: ApiName) -> None:
        self._api: ApiName = api
        self._kinds = COMPARED[api]
        self._reads = {read.kind: read for read in plan_of(api)}
        self._read = (a, b)
        self._same_workspace = a.workspace.id == b.workspace.id
        self._secrecy = secrecy(a, b, self._kinds)
        self._veil = a.secrets
        key = new_key()
        self._a, self._b = (Things(one, api, parser(one, api, key)) for one in (a, b))
        self._unseen = frozenset(
            place
            for name, kind in self._kinds.items()
            for place in kind.hidden
            if a.has(name) and b.has(name) and a.shows(name, place) != b.shows(name, place)
        )
        self._terms = Terms(
            translation=Translation({} if self._same_workspace else {a.workspace.id: b.workspace.id}, _swaps(a, b)),
            noise=STAMPS[api],
            same_workspace=self._same_workspace,
            secrets=self._secrecy.comparable,
            unseen=self._unseen,
            gone=self._a.is_gone,
        )
        self._back = Translation({} if self._same_workspace else {b.workspace.id: a.workspace.id}, _swaps(b, a))
        self._pairs: dict[str, list[tuple[Candidate, Candidate]]] = {}
        self._drafts: dict[tuple[str, ...], Draft] = {}
        self._alone: list[Draft] = []

    def diff(self) -> Diff:
        """Compare them."""
        for name in _in_order(self._kinds, self._api):
            self._match(name, self._kinds[name])
        for name, kind in self._kinds.items():
            if not kind.identity and self._is_compared(kind):
                self._compare(name, kind)
        drafts = [*self._alone, *(draft for draft in self._drafts.values() if draft.fields)]
        places = {name: place for place, name in enumerate(self._kinds)}

        def order(change: Change) -> tuple[int, tuple[str, ...], str, str]:
            thing = change.thing
            return places[thing.kind], thing.way, thing.id, change.change

        return Diff(
            self._read[0].side,
            self._read[1].side,
            changes=tuple(sorted((self._done(draft) for draft in drafts), key=order)),
            not_compared=not_compared(
                *self._read,
                kinds={name: kind for name, kind in self._kinds.items() if name in self._reads},
                reads=self._reads,
                same_workspace=self._same_workspace,
                unseen=self._unseen,
                secrets=self._secrecy.reason,
            ),
        )

    def _is_compared(self, kind: Kind) -> bool:
        return self._same_workspace or kind.local is None

    def _match(self, name: str, kind: Kind) -> None:
        """Find out which things are the same, and what becomes of the others."""
        if not self._is_compared(kind):
            return
        ours: list[Candidate] = []
        theirs: list[Candidate] = []
        for one, other in side_by_side(*(reading.keys(name, kind) for reading in self._read)):
            if other is None and one is not None:
                ours.append(self._candidate(self._a, name, one))
            elif one is None and other is not None:
                theirs.append(self._candidate(self._b, name, other))
        pairs = paired(kind, ours, theirs, self._terms) if ours and theirs else []
        self._pairs[name] = pairs
        for before, after in pairs:
            self._translate(kind, before, after)
        taken = {id(candidate) for pair in pairs for candidate in pair}
        for candidate in ours:
            if id(candidate) not in taken:
                self._settle(name, kind, candidate.row, "removed")
        for candidate in theirs:
            if id(candidate) not in taken:
                self._settle(name, kind, candidate.row, "added")

    def _translate(self, kind: Kind, one: Candidate, other: Candidate) -> None:
        """Know a thing by both of its ids from here on."""
        ids, back = self._terms.translation.ids, self._back.ids
        if kind.counts and not kind.link and self._terms.translation.text(one.row.id) != other.row.id:
            ids[one.row.id], back[other.row.id] = other.row.id, one.row.id
        if kind.aliases:
            before, after = one.load(), other.load()
            for place in kind.aliases:
                alias = get(before, place)
                if isinstance(alias, str) and alias:
                    ids[alias] = str(get(after, place))

    def _settle(self, name: str, kind: Kind, row: Row, change: What) -> None:
        """Find out what becomes of a thing that has no counterpart."""
        things, rest, translation = self._a, self._b, self._terms.translation
        if change == "added":
            things, rest, translation = self._b, self._a, self._back
        there = translation.way(row.parent_id)
        decided, fate = things.fate(name, row)
        if decided:
            things.settle(name, row, fate)
            if fate is not None and kind.counts:
                fate.below += 1
        elif rest.reading.lacks(self._reads[name].operation, there):
            things.settle(name, row, None)
        elif kind.together:
            one, other = (row, Row(there, "", "")) if change == "removed" else (Row(there, "", ""), row)
            self._pairs[name].append((self._candidate(self._a, name, one), self._candidate(self._b, name, other)))
        elif not kind.into:
            draft = Draft(change, things.thing(name, row))
            self._alone.append(draft)
            things.settle(name, row, draft)

    @staticmethod
    def _candidate(things: Things, name: str, row: Row) -> Candidate:
        return Candidate(row, partial(things.load, name, row.key))

    def _compare(self, name: str, kind: Kind) -> None:
        """Find out what is different in things that both have."""
        for one, other in side_by_side(*(reading.rows(name, kind) for reading in self._read)):
            if one is not None and other is not None and one.texts != other.texts:
                self._differ(name, kind, (one, self._a.parsed(name, one)), (other, self._b.parsed(name, other)))
        for before, after in self._pairs[name]:
            self._differ(name, kind, (before.row, before.load()), (after.row, after.load()))

    def _differ(self, name: str, kind: Kind, one: tuple[Row, Json], other: tuple[Row, Json]) -> None:
        """Note in what a thing differs."""
        before, after = one[1], other[1]
        if kind.together and self._is_partial(name, one[0], other[0]):
            return
        found = differences(kind, before, after, self._terms)
        if self._is_made_anew(name, one[0], other[0]):
            found.insert(0, Field("id", one[0].id, other[0].id))
        if found:
            thing = self._b.thing(name, other[0])
            draft = self._drafts.setdefault((thing.kind, *thing.ids), Draft("changed", thing))
            draft.fields.update({field.path: self._named(kind, field) for field in found})
        for place, part in kind.parts.items():
            self._parts(part, (one[0], get(before, place)), (other[0], get(after, place)), name)

    def _is_partial(self, name: str, one: Row, other: Row) -> bool:
        operation = self._reads[name].operation
        return any(
            reading.lacks(operation, row.parent_id) for reading, row in zip(self._read, (one, other), strict=True)
        )

    def _is_made_anew(self, name: str, one: Row, other: Row) -> bool:
        """Tell whether a thing took the place of one that is gone, though all that it hangs on is what it was."""
        ids = self._terms.translation.ids
        if ids.get(one.id) != other.id or not self._same_workspace or self._reads[name].identity:
            return False
        above = {one.parent_id, *one.parent_id.split("/"), *(at for _, at in self._a.owners(name, one))}
        return not above & ids.keys()

    def _named(self, kind: Kind, field: Field) -> Field:
        """Return a field as it is shown."""
        field = veiled(field) if self._veil else field
        if kind.shape is not permitted or not field.path.startswith("permissions"):
            return field
        return Field(field.path, self._a.held(field.before), self._b.held(field.after))

    def _parts(self, part: str, one: tuple[Row, Json], other: tuple[Row, Json], of: str) -> None:
        """Find out which parts of a thing came, went or changed."""
        kind = self._kinds[part]
        before, after = _by_identity(kind, one[1]), _by_identity(kind, other[1])
        for part_id in sorted({*before, *after}):
            row, things = (other[0], self._b) if part_id in after else (one[0], self._a)
            thing = things.part(part, part_id, of, row)
            if part_id in before and part_id in after:
                found = differences(kind, before[part_id], after[part_id], self._terms)
                fields = {field.path: self._named(kind, field) for field in found}
                if fields:
                    self._alone.append(Draft("changed", thing, fields))
                continue
            fate = things.fate_of(kind, part_id)
            if fate is None:
                self._alone.append(Draft("added" if part_id in after else "removed", thing))
            else:
                fate.below += 1

    @staticmethod
    def _done(draft: Draft) -> Change:
        """Return a change, without the fields that repeat another one."""
        for name, other in REPEATS.items():
            said, same = draft.fields.get(name), draft.fields.get(other)
            if said and same and (said.before, said.after) == (same.before, same.after):
                del draft.fields[name]
        return draft.done()


def _by_identity(kind: Kind, parts: Json) -> Mapping[str, Json]:
    """Return parts of a thing by what tells them apart."""
    entries = [part for part in parts if is_object(part)] if is_list(parts) else []
    return {json.dumps([part.get(name) for name in kind.identity], ensure_ascii=False): part for part in entries}


def _swaps(a: Reading, b: Reading) -> list[tuple[re.Pattern[str], str]]:
    """Return where texts of another workspace name it: resource names, and names that Segment adds to."""
    one, other = a.workspace, b.workspace
    found: list[tuple[re.Pattern[str], str]] = []
    if one.slug != other.slug:
        found.append((re.compile(rf"^workspaces/{re.escape(one.slug)}(?=/|$)"), f"workspaces/{other.slug}"))
    if one.name != other.name:
        found.append((re.compile(rf" \({re.escape(one.name)}\)(?=\s|$)"), f" ({other.name})"))
    return found


def _in_order(kinds: Mapping[str, Kind], api: ApiName) -> Iterator[str]:
    """Yield kinds that are read by themselves, those that others hang on first."""
    parents: Mapping[str, Iterable[str]] = {
        read.kind: [*([read.parent] if read.parent else []), *(owner.kind for owner in kinds[read.kind].owners)]
        for read in plan_of(api)
        if read.kind in kinds
    }
    yield from (name for name in TopologicalSorter(parents).static_order() if name in parents)
