"""Models of the *Depots* tag of the Sample Public API.

Generated from ``openapi/public/depots.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "Address",
    "AddressInput",
    "CronSchedule",
    "DailySchedule",
    "Depot",
    "DepotCode",
    "DepotKind",
    "DepotOpening",
    "DepotRank",
    "DepotsAtHour",
    "DepotsState",
    "DepotsStatus",
    "GetDepotOutput",
    "Level",
    "Position",
    "Schedule",
    "Zone",
]


@frozen(kw_only=True, weakref_slot=False)
class Position:
    """A point on the map."""

    latitude: float
    """Degrees north."""

    longitude: float
    """Degrees east."""

    path: tuple[float, ...]
    """How to get there."""


DepotKind: TypeAlias = Literal["HUB", "LOCKER"] | str
"""Known values of ``kind``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class Address:
    """Where something stands."""

    street: str
    """Street and number."""

    lines: tuple[str, ...] | None = None
    """More lines."""

    kind: DepotKind | None = None
    """What stands there."""

    position: Position | None = None
    """The same in degrees."""

    more: Mapping[str, Any] | None = None
    """Anything else."""


Level: TypeAlias = Literal["LOW", "HIGH"] | str
"""How secure a depot is."""


@frozen(kw_only=True, weakref_slot=False)
class DailySchedule:
    """Every day at the same time."""

    at: str
    """The time."""


@frozen(kw_only=True, weakref_slot=False)
class CronSchedule:
    """As an expression says."""

    expression: str
    """The expression."""


Schedule: TypeAlias = DailySchedule | CronSchedule
"""When parcels leave, in one of two ways."""

DepotOpening: TypeAlias = Literal["MORNING", "EVENING"] | str
"""Known values of ``opening``; others pass through."""

DepotCode: TypeAlias = Literal["D"] | str
"""Known values of ``code``; others pass through."""

DepotRank: TypeAlias = Literal[1, 2] | int
"""Known values of ``rank``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class Depot:
    """A place where parcels wait."""

    id: str
    """Names the depot in every other call."""

    kind: DepotKind
    """What it is built for."""

    address: Address
    """Where it stands."""

    position: Position
    """A point on the map."""

    opening: tuple[DepotOpening, ...]
    """When it is open."""

    parent_id: str | None
    """The depot it belongs to."""

    size: float
    """Square metres."""

    is_open: bool
    """Whether it is open now."""

    raw: Any
    """Whatever the depot's own system says."""

    code: DepotCode
    """Always the same."""

    name: str | None = None
    """What people call it."""

    closed_at: str | None = None
    """When it was closed."""

    door_code: str | None = attrs_field(default=None, repr=False)
    """Opens the door."""

    reverse_etl_id: str | None = attrs_field(default=None, metadata={"wire": "reverseETLId"})
    """Its number in the warehouse."""

    schedule: Schedule | None = None
    """When parcels leave."""

    labels: Mapping[str, Any] | None = None
    """Anything."""

    shelves: Mapping[str, Position] | None = None
    """By number."""

    level: Level | None = None
    """How secure a depot is."""

    rank: DepotRank | None = None
    """How important it is."""


@frozen(kw_only=True, weakref_slot=False)
class Zone:
    """A part of a depot, and the zones inside it."""

    field: str
    """The field it lies on."""

    str_: str = attrs_field(repr=False)
    """The street inside."""

    self_: str
    """Who owns it."""

    inside: "tuple[Zone, ...] | None" = None
    """Smaller zones."""


@frozen(kw_only=True, weakref_slot=False)
class GetDepotOutput:
    """A depot and what it is part of."""

    depot: Depot
    """The depot."""

    network_id: str | None
    """The network."""


@frozen(kw_only=True, weakref_slot=False)
class AddressInput:
    """Where something stands."""

    street: str
    """Street and number."""

    lines: Sequence[str] | Unset = UNSET
    """More lines."""

    kind: DepotKind | Unset = UNSET
    """What stands there."""

    position: Position | Unset = UNSET
    """The same in degrees."""

    more: Mapping[str, object] | Unset | None = UNSET
    """Anything else."""


DepotsAtHour: TypeAlias = Literal[0, 12] | int
"""Known values of ``atHour``; others pass through."""

DepotsState: TypeAlias = Literal["OPEN", "CLOSED"] | str
"""Known values of ``state``; others pass through."""

DepotsStatus: TypeAlias = Literal["SUCCESS"] | str
"""Known values of ``status``; others pass through."""
