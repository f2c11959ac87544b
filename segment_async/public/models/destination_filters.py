"""Models of the *Destination Filters* tag of the Segment Public API.

Generated from ``openapi/public/destination_filters.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "DestinationFilter",
    "DestinationFilterAction",
    "DestinationFilterActionInput",
    "DestinationFilterActionType",
    "PreviewDestinationFilter",
    "PreviewDestinationFilterOutput",
]

DestinationFilterActionType: TypeAlias = Literal["ALLOW_PROPERTIES", "DROP", "DROP_PROPERTIES", "SAMPLE"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationFilterAction:
    """One thing a filter does to the events it matches."""

    type: DestinationFilterActionType
    """Drops events whole, lets a share of them through, or keeps or strips chosen fields."""

    fields: Mapping[str, Any] | None = None
    """Fields to keep or strip: {"traits": {"fields": ["email"]}}; the key "" is the top level."""

    percent: float | None = None
    """Share of events that sampling lets through: 0 is none, 1 is all."""

    path: str | None = None
    """Field to sample by, such as userId, to keep or lose whole users; random if absent."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationFilter:
    """A condition that keeps events, or parts of them, from reaching a destination."""

    id: str
    """Names the filter in calls on its destination."""

    source_id: str
    """Id of the source whose events are filtered."""

    destination_id: str
    """Id of the destination the filter guards."""

    if_: str
    """Condition in FQL that picks the events to act on."""

    actions: tuple[DestinationFilterAction, ...]
    """What happens to events that meet the condition."""

    title: str
    """Short human-readable name."""

    description: str | None = None
    """What the filter is for; absent if nobody wrote it down."""

    enabled: bool
    """Whether the filter is applied to live events."""

    created_at: str
    """When the filter was created, RFC 3339."""

    updated_at: str
    """When the filter was last changed, RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class PreviewDestinationFilterOutput:
    """What a filter would make of a sample event."""

    input_payload: Mapping[str, Any]
    """The sample event as it was sent."""

    result: Mapping[str, Any] | None
    """The event the destination would get; null if it would get none."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationFilterActionInput:
    """One thing a filter does to the events it matches."""

    type: DestinationFilterActionType
    """Drops events whole, lets a share of them through, or keeps or strips chosen fields."""

    fields: Mapping[str, object] | Unset = UNSET
    """Fields to keep or strip: {"traits": {"fields": ["email"]}}; the key "" is the top level."""

    percent: float | Unset = UNSET
    """Share of events that sampling lets through: 0 is none, 1 is all."""

    path: str | Unset = UNSET
    """Field to sample by, such as userId, to keep or lose whole users; random if absent."""


@frozen(kw_only=True, weakref_slot=False)
class PreviewDestinationFilter:
    """The working part of a filter: a condition and what to do when it holds."""

    if_: str
    """Condition in FQL that picks the events to act on: type = "track"."""

    actions: Sequence[DestinationFilterActionInput]
    """What happens to events that meet the condition."""
