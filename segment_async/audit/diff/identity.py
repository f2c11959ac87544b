"""Which thing of one snapshot is which of the other, where their ids do not say it."""

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from operator import itemgetter
from typing import Final, TypeAlias

from attrs import frozen

from segment_async._core.paging import get
from segment_async._core.values import Json
from segment_async.audit.diff.fields import Terms, Translation, canonical, differences
from segment_async.audit.diff.kind import ID, NAME, NOTHING, Kind
from segment_async.audit.diff.reading import Row

FEW: Final = 400
"""Pairs of things of one identity up to which each is looked at, to find those that differ least."""

Identity: TypeAlias = tuple[str, ...]


@frozen
class Candidate:
    """A thing that has no counterpart of the same id."""

    row: Row
    load: Callable[[], Json]
    """Reads what its snapshot says of it: many at once would be much to hold."""


def identity(
    candidate: Candidate, places: Sequence[str], translation: Translation, *, whole: bool = False
) -> Identity | None:
    """Return what tells a thing from others of its kind, in any workspace; ``None`` where it does not say that.

    Args:
        candidate: The thing.
        places: Where it says so.
        whole: Whether it must say all of that, and not just a part.
        translation: Into the words of the other snapshot; an empty one for that itself.
    """
    row = candidate.row
    told = {NAME: row.name, ID: row.id}
    data: Json = NOTHING if told.keys() >= set(places) else candidate.load()
    parts = [told[place] if place in told else get(data, place) for place in places]
    said = sum(part is not None for part in parts)
    if parts and (not said or (whole and said < len(parts))):
        return None
    return (translation.way(row.parent_id), *(json.dumps(translation.value(part or None)) for part in parts))


def paired(
    kind: Kind, ours: Iterable[Candidate], theirs: Iterable[Candidate], terms: Terms
) -> list[tuple[Candidate, Candidate]]:
    """Return which of the things without a counterpart are the same after all.

    Args:
        kind: How their kind is compared.
        ours: Those of the first snapshot.
        theirs: Those of the second.
        terms: On what terms the two are compared.
    """
    pairs: list[tuple[Candidate, Candidate]] = []
    left, right = list(ours), list(theirs)
    lasting = [kind.lasting] if kind.lasting and terms.same_workspace else []
    for places in ((ID,), *kind.natural, *lasting):
        groups: dict[Identity, tuple[list[Candidate], list[Candidate]]] = {}
        for candidates, place, translation in ((left, 0, terms.translation), (right, 1, Translation())):
            for candidate in candidates:
                named = identity(candidate, places, translation, whole=places in lasting)
                if named is not None:
                    groups.setdefault(named, ([], []))[place].append(candidate)
        found = [pair for group in groups.values() for pair in _among(kind, *group, terms)]
        pairs.extend(found)
        taken = {id(one) for pair in found for one in pair}
        left, right = ([one for one in side if id(one) not in taken] for side in (left, right))
    return pairs


def _among(
    kind: Kind, ours: list[Candidate], theirs: list[Candidate], terms: Terms
) -> list[tuple[Candidate, Candidate]]:
    """Pair things of one identity: those that say the same first, then those that differ least."""
    if len(ours) == len(theirs) == 1:
        return [(ours[0], theirs[0])]
    if not (ours and theirs):
        return []
    said: dict[str, list[Candidate]] = {}
    for one in theirs:
        said.setdefault(canonical(kind, one.load(), terms, first=False), []).append(one)
    pairs: list[tuple[Candidate, Candidate]] = []
    left: list[tuple[str, Candidate]] = []
    for text, one in sorted(((canonical(kind, one.load(), terms, first=True), one) for one in ours), key=itemgetter(0)):
        if said.get(text):
            pairs.append((one, said[text].pop(0)))
        else:
            left.append((text, one))
    rest = [one for _, same in sorted(said.items()) for one in same]
    return [*pairs, *_closest(kind, [one for _, one in left], rest, terms)]


def _closest(
    kind: Kind, ours: list[Candidate], theirs: list[Candidate], terms: Terms
) -> Iterable[tuple[Candidate, Candidate]]:
    if len(ours) * len(theirs) > FEW:
        return list(zip(ours, theirs, strict=False))
    before, after = ([one.load() for one in side] for side in (ours, theirs))
    costs = sorted(
        (len(differences(kind, before[one], after[other], terms)), one, other)
        for one, other in product(range(len(before)), range(len(after)))
    )
    pairs: list[tuple[Candidate, Candidate]] = []
    used: tuple[set[int], set[int]] = set(), set()
    for _, one, other in costs:
        if one not in used[0] and other not in used[1]:
            used[0].add(one)
            used[1].add(other)
            pairs.append((ours[one], theirs[other]))
    return pairs
