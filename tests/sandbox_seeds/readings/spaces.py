"""Checks of audiences and computed traits."""

from collections.abc import Iterator, Mapping
from typing import Final

from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.computing import traits_in

from .reading import Reading, enabled, ids


def audiences(space: Workspace) -> Iterator[Record]:
    for space_id in space.spaces:
        yield from enabled(space.audiences.of_space(space_id))


def taken(space: Workspace, audience: Record) -> bool:
    """Tell whether an enabled destination or warehouse takes an audience."""
    places = {**space.destinations, **space.warehouses}
    connections = space.activations.connections(audience["id"]).values()
    return any(places[connection["destinationId"]]["enabled"] for connection in connections)


def audience_without_destination(space: Workspace) -> list[str]:
    return ids(
        audience
        for audience in audiences(space)
        if not taken(space, audience)
        and not any(consumer["enabled"] for consumer in space.audiences.consumers(audience))
    )


def trait_without_destination(space: Workspace) -> list[str]:
    asked = {
        (audience["spaceId"], key)
        for audience in audiences(space)
        for key in traits_in(audience["definition"]["query"])
    }
    return ids(
        trait
        for space_id in space.spaces
        for trait in enabled(space.computed_traits.of_space(space_id))
        if not trait["sent"] and (space_id, trait["key"]) not in asked
    )


READINGS: Final[Mapping[str, Reading]] = {
    "audience-without-destination": audience_without_destination,
    "computed-trait-without-destination": trait_without_destination,
}
