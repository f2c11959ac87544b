"""Figures about people that nothing reads."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.snapshot.view import Facts, is_enabled

TRAITS: Final = "listComputedTraits"
AUDIENCES: Final = "listAudiences"
WAITS: Final = "awaiting destinations"
"""State of a trait without one. The API has no list of the destinations of a trait."""

_NAMES = re.compile(r"'([^']*)'|\"([^\"]*)\"|([\w-]+)")


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled computed traits that wait for a destination and that no enabled query of their space names."""
    spaces = {space.id: space.name for space in snapshot.resources("space")}
    named: Mapping[str, set[str]] | None = None
    for trait in filter(is_enabled, snapshot.resources("space-computed-trait")):
        space_id, key = trait.parent_id, trait.data.get("key")
        waits = str(trait.data.get("status")).lower() == WAITS
        if not waits or not key or any(snapshot.lacks(operation, space_id) for operation in (TRAITS, AUDIENCES)):
            continue
        named = _named(snapshot) if named is None else named
        if str(key) not in named.get(space_id, ()):
            message = f"The computed trait {trait.name} waits for a destination, and no audience asks for it."
            evidence = {
                "space": spaces.get(space_id),
                "spaceId": space_id,
                "key": key,
                "status": trait.data.get("status"),
            }
            yield Case(trait, message, evidence)


def _named(snapshot: Facts) -> Mapping[str, set[str]]:
    """Return, by space, the names that stand in the queries of its enabled audiences and computed traits."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in ("space-audience", "space-computed-trait"):
        for thing in filter(is_enabled, snapshot.resources(kind)):
            query = str(get(thing.data, "definition.query") or "")
            found[thing.parent_id].update(name for names in _NAMES.findall(query) for name in names if name)
    return found


CHECK: Final = Check(
    id="computed-trait-without-destination",
    severity="info",
    question="Which computed traits go to no destination?",
    remedy=(
        "Connect a destination, or disable the trait if no journey and no call of the Profile API reads it: "
        "neither of these can be seen from here."
    ),
    needs=(TRAITS, AUDIENCES),
    find=find,
)
