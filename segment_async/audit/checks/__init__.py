"""Every check, one module each."""

from typing import Final

from segment_async.audit.checks import (
    destination_disabled,
    source_without_destination,
    source_without_events,
    source_without_tracking_plan,
    tracking_plan_without_source,
    warehouse_without_source,
)
from segment_async.audit.checks.base import Check

__all__ = ["CHECKS", "Check"]

CHECKS: Final[tuple[Check, ...]] = (
    source_without_destination.CHECK,
    source_without_tracking_plan.CHECK,
    source_without_events.CHECK,
    warehouse_without_source.CHECK,
    tracking_plan_without_source.CHECK,
    destination_disabled.CHECK,
)
"""In the order of the report."""
