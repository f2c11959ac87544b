"""Models of the Segment Public API that no tag owns.

Generated from ``openapi/public/openapi.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = ["PaginationInput", "PaginationOutput"]


@frozen(kw_only=True, weakref_slot=False)
class PaginationOutput:
    """Where a page stands in its list."""

    current: str
    """Cursor of this page."""

    next: str | None = None
    """Cursor of the next page; absent or null on the last."""

    previous: str | None = None
    """Cursor of the previous page; absent or null on the first."""

    total_entries: float | None = None
    """Items in the whole list, where the server knows."""


@frozen(kw_only=True, weakref_slot=False)
class PaginationInput:
    """Which page to send."""

    cursor: str | Unset = UNSET
    """Where the page starts, as an earlier page gave it; the first page where it is left out."""

    count: int
    """Items the page may hold."""
