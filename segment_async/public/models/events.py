"""Models of the *Events* tag of the Segment Public API.

Generated from ``openapi/public/events.yaml`` by ``python -m codegen``; do not edit.
"""

from typing import Literal, TypeAlias

from attrs import frozen

__all__ = ["EventSource", "EventsGranularity", "SourceEventVolume", "SourceEventVolumeDatapoint"]


@frozen(kw_only=True, weakref_slot=False)
class EventSource:
    """A source that counted events came from."""

    id: str
    """Id of the source, for use in other calls."""

    name: str | None = None
    """Display name; may be absent."""

    slug: str | None = None
    """Short name; may be absent."""


@frozen(kw_only=True, weakref_slot=False)
class SourceEventVolumeDatapoint:
    """How many events fell into one time slot."""

    time: str
    """When the slot begins; RFC 3339."""

    count: float
    """Events in the slot."""


@frozen(kw_only=True, weakref_slot=False)
class SourceEventVolume:
    """Event counts of one group over time."""

    source: EventSource | None = None
    """Source of the events, when counts are grouped by source."""

    event_name: str | None = None
    """Name of the events, when counts are grouped by event name."""

    event_type: str | None = None
    """Type of the calls, when counts are grouped by event type."""

    total: float
    """Events counted over the whole time span."""

    series: tuple[SourceEventVolumeDatapoint, ...]
    """Counts for the single time slots."""


EventsGranularity: TypeAlias = Literal["DAY", "HOUR", "MINUTE"] | str
"""Known values of ``granularity``; others pass through."""
