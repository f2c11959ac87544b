"""Models of the *Monthly Tracked Users* tag of the Segment Public API.

Generated from ``openapi/public/monthly_tracked_users.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = ["MtuSnapshot", "UsersPerSourceSnapshot"]


@frozen(kw_only=True, weakref_slot=False)
class MtuSnapshot:
    """How many users the workspace had tracked in a month by a certain day."""

    period_start: float
    """Start of the period that the counts cover, as a numeric timestamp."""

    period_end: float
    """End of the period that the counts cover, as a numeric timestamp."""

    anonymous: str
    """Number of anonymous users, written as a string."""

    anonymous_identified: str
    """Number of users counted as both anonymous and identified, written as a string."""

    identified: str
    """Number of identified users, written as a string."""

    never_identified: str
    """Number of users never identified, written as a string."""

    timestamp: str
    """The day that the counts stand for, RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class UsersPerSourceSnapshot:
    """How many users one source had tracked in a month by a certain day."""

    source_id: str
    """Id of the source that the counts belong to."""

    period_start: float
    """Start of the period that the counts cover, as a numeric timestamp."""

    period_end: float
    """End of the period that the counts cover, as a numeric timestamp."""

    anonymous: str
    """Number of anonymous users, written as a string."""

    anonymous_identified: str
    """Number of users counted as both anonymous and identified, written as a string."""

    identified: str
    """Number of identified users, written as a string."""

    never_identified: str
    """Number of users never identified, written as a string."""

    timestamp: str
    """The day that the counts stand for, RFC 3339."""
