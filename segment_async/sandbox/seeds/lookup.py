"""Things of the demo by the names that its data files call them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, TypeAlias

from segment_async.sandbox.store import Record, Workspace

Named: TypeAlias = Iterator[tuple[str, Record]]
"""Names, each with the thing that it stands for."""


def named(workspace: Workspace, kind: str, name: str) -> Record:
    """Return a thing that has been planted.

    Args:
        workspace: Where to look.
        kind: What it is, such as ``source``.
        name: Its name; the slug of a source; of a destination the slug of its source and its name, with a slash between
            them, and of what is in a space likewise; of a user the part of the address before the ``@``; of a
            regulation the first whom it concerns.

    Raises:
        KeyError: There is none.
    """
    for known, record in _KINDS[kind](workspace):
        if known == name:
            return record
    raise KeyError(f"{kind} {name}")


def _by(field: str, records: Iterable[Record]) -> Named:
    return ((record[field], record) for record in records)


def _destinations(workspace: Workspace) -> Named:
    for record in workspace.destinations.values():
        yield f"{workspace.sources[record['sourceId']]['slug']}/{record['name']}", record


def _functions(workspace: Workspace) -> Named:
    return ((record["displayName"].partition(" (")[0], record) for record in workspace.functions.values())


def _in_spaces(workspace: Workspace, of_space: Callable[[str], Iterable[Record]]) -> Named:
    for space_id, space in workspace.spaces.items():
        for record in of_space(space_id):
            yield f"{space['slug']}/{record['name']}", record


def _regulations(workspace: Workspace) -> Named:
    return ((record["subjects"][0], record) for record in workspace.regulations.values())


_KINDS: Final[Mapping[str, Callable[[Workspace], Named]]] = {
    "credential": lambda space: _by("name", space.credentials.values()),
    "destination": _destinations,
    "destination_filter": lambda space: _by(
        "title", chain.from_iterable(table.values() for table in space.destinations.filters.values())
    ),
    "function": _functions,
    "regulation": _regulations,
    "reverse_etl_model": lambda space: _by("name", space.reverse_etl_models.values()),
    "source": lambda space: _by("slug", space.sources.values()),
    "source_regulation": _regulations,
    "space_audience": lambda space: _in_spaces(space, lambda key: space.audiences.of_space(key).values()),
    "space_computed_trait": lambda space: _in_spaces(space, lambda key: space.computed_traits.of_space(key).values()),
    "space_filter": lambda space: _in_spaces(space, space.space_filters.of_integration),
    "tracking_plan": lambda space: _by("name", space.tracking_plans.values()),
    "user": lambda space: ((record["email"].partition("@")[0], record) for record in space.users.values()),
    "user_group": lambda space: _by("name", space.user_groups.values()),
    "warehouse": lambda space: _by("name", space.warehouses.values()),
}
"""What there is of each kind."""
