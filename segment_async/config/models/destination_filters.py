"""Models of the *Destination Filters* tag of the Segment Config API.

Generated from ``openapi/config/destination_filters.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "DestinationFilter",
    "DestinationFilterInput",
    "FilterAction",
    "FilterActionInput",
    "FilterActionType",
    "FilterFieldSelection",
    "FilterFields",
    "FilterFieldsInput",
    "PreviewDestinationFilter",
    "PreviewDestinationFilterResponse",
]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class FilterFieldSelection:
    """Fields of one section of an event."""

    fields: tuple[str, ...]
    """Their names, which are no dotted paths."""


@frozen(kw_only=True, weakref_slot=False)
class FilterFields:
    """Fields of an event, by section; there are no other sections."""

    context: FilterFieldSelection | None = None
    """Fields of the context."""

    properties: FilterFieldSelection | None = None
    """Properties of track calls."""

    traits: FilterFieldSelection | None = None
    """Traits of identify and group calls."""


FilterActionType: TypeAlias = Literal["drop_event", "sample_event", "whitelist_fields", "blacklist_fields"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class FilterAction:
    """One thing that a filter does to the events it picks.

    Samples are said to be taken first, then events dropped, then fields.
    """

    type: FilterActionType
    """Drops events whole, lets a share of them through, or keeps or strips chosen fields."""

    percent: float | None = None
    """Share of events that sampling lets through: 0 is none, 1 is all."""

    path: str | None = None
    """Field to sample by, such as userId, to keep or lose whole users; random if empty."""

    fields: FilterFields | None = None
    """Fields to keep or to strip."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationFilter:
    """A condition that keeps events, or parts of them, from reaching a destination."""

    name: str
    """Resource name, with or without the config part; its last part is the id."""

    if_: str | None = None
    """Condition in FQL that picks the events to act on, or all."""

    actions: tuple[FilterAction, ...] | None = None
    """What happens to events that meet the condition."""

    title: str | None = None
    """Short human-readable name. Confidence: medium."""

    description: str | None = None
    """What the filter is for."""

    enabled: bool | None = None
    """Whether the filter acts on live events."""


@frozen(kw_only=True, weakref_slot=False)
class PreviewDestinationFilterResponse:
    """What a filter would make of a sample event."""

    input: str | None = None
    """The sample event, as it was sent."""

    output: str | None = None
    """The event that the destination would get, as JSON text."""

    diff: str | None = None
    """What differs between the two, for people."""


@frozen(kw_only=True, weakref_slot=False)
class FilterFieldsInput:
    """Fields of an event, by section; there are no other sections."""

    context: FilterFieldSelection | Unset = UNSET
    """Fields of the context."""

    properties: FilterFieldSelection | Unset = UNSET
    """Properties of track calls."""

    traits: FilterFieldSelection | Unset = UNSET
    """Traits of identify and group calls."""


@frozen(kw_only=True, weakref_slot=False)
class FilterActionInput:
    """One thing that a filter does to the events it picks.

    Samples are said to be taken first, then events dropped, then fields.
    """

    type: FilterActionType
    """Drops events whole, lets a share of them through, or keeps or strips chosen fields."""

    percent: float | Unset = UNSET
    """Share of events that sampling lets through: 0 is none, 1 is all."""

    path: str | Unset = UNSET
    """Field to sample by, such as userId, to keep or lose whole users; random if empty."""

    fields: FilterFieldsInput | Unset = UNSET
    """Fields to keep or to strip."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationFilterInput:
    """A filter to be, or new values of one."""

    if_: str | Unset = UNSET
    """Condition in FQL that picks the events to act on, or all."""

    actions: Sequence[FilterActionInput] | Unset = UNSET
    """What to do with events that meet the condition; an update takes the full list."""

    title: str | Unset = UNSET
    """Short human-readable name. Confidence: medium."""

    description: str | Unset = UNSET
    """What the filter is for."""

    enabled: bool | Unset = UNSET
    """Whether the filter acts on live events."""


@frozen(kw_only=True, weakref_slot=False)
class PreviewDestinationFilter:
    """A filter to try."""

    if_: str
    """Condition in FQL that picks the events to act on, or all."""

    actions: Sequence[FilterActionInput]
    """What happens to events that meet the condition."""

    title: str | Unset = UNSET
    """Short human-readable name. Confidence: medium."""

    description: str | Unset = UNSET
    """What the filter is for."""

    enabled: bool | Unset = UNSET
    """Whether the filter acts on live events."""
