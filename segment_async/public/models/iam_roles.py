"""Models of the *IAM Roles* tag of the Segment Public API.

Generated from ``openapi/public/iam_roles.yaml`` by ``python -m codegen``; do not edit.
"""

from attrs import frozen

__all__ = ["Role"]


@frozen(kw_only=True, weakref_slot=False)
class Role:
    """A named set of rights that users and groups can be given."""

    id: str
    """Names the role in permissions and invites."""

    name: str
    """Display name."""

    description: str
    """Explains what the role allows."""
