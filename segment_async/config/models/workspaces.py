"""Models of the *Workspaces* tag of the Segment Config API.

Generated from ``openapi/config/workspaces.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = ["Workspace"]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class Workspace:
    """A workspace: what sources, tracking plans and functions belong to."""

    name: str
    """Resource name; its last part is the slug. Older answers hold the bare slug."""

    display_name: str | None = None
    """Human-readable name."""

    id: str | None = None
    """Opaque id; calls on functions ask for it."""

    create_time: str | None = None
    """When the workspace was created, RFC 3339."""
