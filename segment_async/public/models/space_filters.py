"""Models of the *Space Filters* tag of the Segment Public API.

Generated from ``openapi/public/space_filters.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = ["Filter"]


@frozen(kw_only=True, weakref_slot=False)
class Filter:
    """A condition on events, kept for a space, that can have matching events dropped."""

    id: str
    """Names the filter when you read, change or delete it."""

    workspace_id: str
    """Id of the workspace it belongs to."""

    integration_id: str
    """Id of the integration the filter belongs to."""

    enabled: bool | None = None
    """Whether the filter is applied to live events."""

    name: str | None = None
    """Human-readable name."""

    description: str | None = None
    """What the filter is for; absent if nobody wrote it down."""

    if_: str | None = None
    """Condition in FQL that picks the events to act on."""

    drop: bool | None = None
    """Whether events that meet the condition are dropped."""

    created_at: str
    """When the filter was created, RFC 3339."""

    updated_at: str
    """When the filter was last changed, RFC 3339."""
