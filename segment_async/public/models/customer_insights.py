"""Models of the *Customer Insights* tag of the Segment Public API.

Generated from ``openapi/public/customer_insights.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import field as attrs_field
from attrs import frozen

__all__ = ["Download"]


@frozen(kw_only=True, weakref_slot=False)
class Download:
    """Links to the files of a download."""

    urls: tuple[str, ...] = attrs_field(repr=False)
    """Addresses to fetch the files from; more than one where the data is split."""
