"""Models of the *API Calls* tag of the Segment Public API.

Generated from ``openapi/public/api_calls.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = ["APICallSnapshot", "SourceAPICallSnapshot"]


@frozen(kw_only=True, weakref_slot=False)
class APICallSnapshot:
    """API calls of the workspace up to one day of a month."""

    api_calls: str
    """Calls from the start of the month to this day, as a number in a string."""

    timestamp: str
    """Day that the count belongs to; RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class SourceAPICallSnapshot:
    """API calls of one source up to one day of a month."""

    source_id: str
    """Id of the source the calls came from."""

    api_calls: str
    """Calls from the start of the month to this day, as a number in a string."""

    timestamp: str
    """Day that the count belongs to; RFC 3339."""
