"""Models of the *Live Plugins* tag of the Segment Public API.

Generated from ``openapi/public/live_plugins.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import field as attrs_field
from attrs import frozen

__all__ = ["LivePlugin"]


@frozen(kw_only=True, weakref_slot=False)
class LivePlugin:
    """A version of the plugin code that goes with a source."""

    id: str
    """Identifies the live plugin."""

    source_id: str
    """Id of the source the plugin belongs to."""

    created_at: str
    """When it was created, RFC 3339."""

    created_by: str
    """Who created it."""

    download_url: str = attrs_field(repr=False, metadata={"wire": "downloadURL"})
    """Address to download the code from."""

    version: float
    """Number of the version."""

    code: str | None = None
    """Source code of the plugin; null or absent where there is none to show."""
