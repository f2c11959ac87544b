"""Models of the *Destinations* tag of the Segment Config API.

Generated from ``openapi/config/destinations.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "Destination",
    "DestinationConfigEntry",
    "DestinationConfigEntryInput",
    "DestinationConfigEntryType",
    "DestinationConnectionMode",
    "DestinationInput",
]

WIRE_NAMES = "snake"

DestinationConfigEntryType: TypeAlias = (
    Literal["string", "password", "color", "boolean", "number", "map", "list", "mixed", "select"] | str
)
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationConfigEntry:
    """A setting of a destination."""

    name: str
    """Resource name; its last part is the name that the catalog gives the setting."""

    display_name: str | None = None
    """Human-readable name; the server sets it."""

    value: Any | None = attrs_field(default=None, repr=False)
    """Its value: text, boolean, number, list, map or list of objects, as the type says."""

    type: DestinationConfigEntryType | None = None
    """What kind of value it has; requests need not say."""


DestinationConnectionMode: TypeAlias = Literal["UNSPECIFIED", "CLOUD", "DEVICE"] | str
"""Known values of ``connection_mode``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class Destination:
    """A tool that a source's events are sent to."""

    name: str
    """Resource name; its last part is the slug of its kind."""

    parent: str | None = None
    """Resource name of the source that feeds it."""

    display_name: str | None = None
    """Human-readable name."""

    enabled: bool | None = None
    """Whether events are sent to it."""

    connection_mode: DestinationConnectionMode | None = None
    """Whether events come from Segment's servers or from the device."""

    config: tuple[DestinationConfigEntry, ...] | None = None
    """Its settings, secrets included."""

    create_time: str | None = None
    """When the destination was created, RFC 3339."""

    update_time: str | None = None
    """When the destination was last changed, RFC 3339."""

    catalog_id: str | None = None
    """Id of its kind in the catalog. Confidence: low."""

    slug: str | None = None
    """Slug of its kind. Confidence: low."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationConfigEntryInput:
    """A setting of a destination."""

    name: str
    """Resource name; its last part is the name that the catalog gives the setting."""

    display_name: str | Unset = UNSET
    """Human-readable name; the server sets it."""

    value: object | Unset = attrs_field(default=UNSET, repr=False)
    """Its value: text, boolean, number, list, map or list of objects, as the type says."""

    type: DestinationConfigEntryType | Unset = UNSET
    """What kind of value it has; requests need not say."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationInput:
    """A destination to be, or new values of one."""

    name: str | Unset = UNSET
    """Resource name; its last part is the slug of its kind."""

    display_name: str | Unset = UNSET
    """Human-readable name, if the server takes one. Confidence: low."""

    enabled: bool | Unset = UNSET
    """Whether events are sent to it."""

    connection_mode: DestinationConnectionMode | Unset = UNSET
    """Whether events come from Segment's servers or from the device."""

    config: Sequence[DestinationConfigEntryInput] | Unset = UNSET
    """Settings, by name; an update keeps those that are not named."""
