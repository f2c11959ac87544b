"""How far back an audit looks."""

from typing import Final

VOLUME_DAYS: Final = 30
"""Days of a span of event volume."""

VOLUME_SPANS: Final = 4
"""Spans of event volume that a snapshot holds: what is recent, and the 90 days before, to compare it with."""

DELIVERY_DAYS: Final = 13
"""Days of delivery metrics that a snapshot holds, the present one included.

Segment refuses a start that lies more than 14 days back, and reading a large workspace takes hours.
"""
