"""Models of the *Delivery Overview* tag of the Segment Public API.

Generated from ``openapi/public/delivery_overview.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "DeliveryOverviewDestinationFilterBy",
    "DeliveryOverviewGranularity",
    "DeliveryOverviewMetricsDatapoint",
    "DeliveryOverviewMetricsDataset",
    "DeliveryOverviewSourceFilterBy",
    "DeliveryOverviewSuccessfullyReceivedFilterBy",
]


@frozen(kw_only=True, weakref_slot=False)
class DeliveryOverviewMetricsDatapoint:
    """How many events fell into one time slot."""

    time: str
    """When the slot begins; RFC 3339."""

    count: float
    """Events in the slot."""

    retry_count: float | None = None
    """Retries in the slot; absent where none are counted."""


@frozen(kw_only=True, weakref_slot=False)
class DeliveryOverviewMetricsDataset:
    """Event counts of one group over time."""

    event_name: str | None = None
    """Name of the events, when counts are grouped by event name."""

    app_version: str | None = None
    """Version of the sending app, when counts are grouped by it."""

    event_type: str | None = None
    """Type of the calls, when counts are grouped by event type."""

    discard_reason: str | None = None
    """Why events were dropped or how delivery went, when counts are grouped by it."""

    total: float
    """Events counted in this group over the whole range."""

    series: tuple[DeliveryOverviewMetricsDatapoint, ...]
    """Counts for the single time slots."""

    total_retry_count: float | None = None
    """Retries over the whole range; absent where none are counted."""


@frozen(kw_only=True, weakref_slot=False)
class DeliveryOverviewDestinationFilterBy:
    """Which events to count on their way to a destination."""

    discard_reason: Sequence[str] | Unset = UNSET
    """Outcomes to count, named as discard reasons; every one when left out."""

    event_name: Sequence[str] | Unset = UNSET
    """Names of the events to count; every name when left out."""

    event_type: Sequence[str] | Unset = UNSET
    """Types of calls to count, such as track or identify; every type when left out."""

    app_version: Sequence[str] | Unset = UNSET
    """Versions of the sending app to count; every version when left out."""

    subscription_id: Sequence[str] | Unset = UNSET
    """Ids of the destination subscriptions to count; every one when left out."""

    activation_id: Sequence[str] | Unset = UNSET
    """Ids of the activations to count; every one when left out."""

    audience_id: Sequence[str] | Unset = UNSET
    """Ids of the audiences to count; every one when left out."""

    space_id: Sequence[str] | Unset = UNSET
    """Ids of the spaces to count; every one when left out."""


@frozen(kw_only=True, weakref_slot=False)
class DeliveryOverviewSourceFilterBy:
    """Which events to count at a source."""

    discard_reason: Sequence[str] | Unset = UNSET
    """Discard reasons to count; every one when left out."""

    event_name: Sequence[str] | Unset = UNSET
    """Names of the events to count; every name when left out."""

    event_type: Sequence[str] | Unset = UNSET
    """Types of calls to count, such as track or identify; every type when left out."""

    app_version: Sequence[str] | Unset = UNSET
    """Versions of the sending app to count; every version when left out."""


@frozen(kw_only=True, weakref_slot=False)
class DeliveryOverviewSuccessfullyReceivedFilterBy:
    """Which received events to count."""

    event_name: Sequence[str] | Unset = UNSET
    """Names of the events to count; every name when left out."""

    event_type: Sequence[str] | Unset = UNSET
    """Types of calls to count, such as track or identify; every type when left out."""

    app_version: Sequence[str] | Unset = UNSET
    """Versions of the sending app to count; every version when left out."""


DeliveryOverviewGranularity: TypeAlias = Literal["DAY", "HOUR", "MINUTE"] | str
"""Known values of ``granularity``; others pass through."""
