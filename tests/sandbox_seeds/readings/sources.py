"""Checks of sources."""

from collections.abc import Mapping
from typing import Final

from segment_async.sandbox.store import Record, Workspace

from .reading import Reading, brings_events, enabled, events, ids


def senders(space: Workspace) -> list[Record]:
    """Return the enabled sources that bring events."""
    return [source for source in enabled(space.sources) if brings_events(space, source)]


def without_destination(space: Workspace) -> list[str]:
    return ids(
        source
        for source in enabled(space.sources)
        if not space.destinations.of_source(source["id"]) and not space.warehouses.of_source(source["id"])
    )


def fell_silent(space: Workspace) -> list[str]:
    return ids(
        source
        for source in senders(space)
        if not events(space, source["id"], days=30) and events(space, source["id"], days=120)
    )


def without_events(space: Workspace) -> list[str]:
    return ids(source for source in senders(space) if not events(space, source["id"], days=120))


def several_write_keys(space: Workspace) -> list[str]:
    return ids(source for source in space.sources.values() if len(source["writeKeys"]) > 1)


READINGS: Final[Mapping[str, Reading]] = {
    "source-without-destination": without_destination,
    "source-fell-silent": fell_silent,
    "source-without-events": without_events,
    "source-several-write-keys": several_write_keys,
}
