"""Models of the *Audit Trail* tag of the Segment Public API.

Generated from ``openapi/public/audit_trail.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = ["AuditEvent"]


@frozen(kw_only=True, weakref_slot=False)
class AuditEvent:
    """Something that happened in the workspace: what it was, who acted, and on what."""

    id: str
    """Tells this event from all others."""

    timestamp: str
    """When it happened; RFC 3339."""

    type: str
    """What happened, as a phrase such as "User Group Created"."""

    actor: str
    """Id of the user or the token that acted."""

    actor_email: str | None = None
    """Email address of whoever acted; may be absent, as for a token."""

    resource_id: str
    """Id of the resource that was acted on."""

    resource_type: str
    """What kind of resource that is."""

    resource_name: str
    """Name of that resource."""
