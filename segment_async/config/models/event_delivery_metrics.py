"""Models of the *Event Delivery Metrics* tag of the Segment Config API.

Generated from ``openapi/config/event_delivery_metrics.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

__all__ = ["EventDeliveryMetricsGranularity", "MetricTimeseries", "MetricsSummary"]

WIRE_NAMES = "snake"

MetricTimeseries: TypeAlias = Mapping[str, Any]
"""Metrics over time; their form is on no record, so it is the answer as it came. Confidence: low."""

MetricsSummary: TypeAlias = Mapping[str, Any]
"""Totals of metrics; their form is on no record, so it is the answer as it came. Confidence: low."""

EventDeliveryMetricsGranularity: TypeAlias = Literal["MINUTE", "HOUR", "DAY"] | str
"""Known values of ``granularity``; others pass through."""
