"""Models of the *Workspaces* tag of the Segment Public API.

Generated from ``openapi/public/workspaces.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = ["Workspace"]


@frozen(kw_only=True, weakref_slot=False)
class Workspace:
    """The home of the sources, destinations and everything else that a token can reach."""

    id: str
    """Identifies the workspace; stays the same for its whole life."""

    slug: str
    """Short name for use in addresses."""

    name: str
    """Name shown to people."""
