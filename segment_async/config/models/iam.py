"""Models of the *IAM* tag of the Segment Config API.

Generated from ``openapi/config/iam.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = ["Invite", "InviteInput", "InvitePolicy", "InvitePolicyInput", "Policy", "PolicyInput", "Role"]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class InvitePolicy:
    """A role that comes with an invitation. Confidence: low."""

    role: str | None = None
    """The role."""

    resource: str | None = None
    """What it is held on."""


@frozen(kw_only=True, weakref_slot=False)
class Invite:
    """An invitation to the workspace. Confidence: low."""

    name: str | None = None
    """Resource name; its last part may be the e-mail address."""

    create_time: str | None = None
    """When it was sent, RFC 3339."""

    expire_time: str | None = None
    """When it ends, RFC 3339."""

    policies: tuple[InvitePolicy, ...] | None = None
    """Roles that the invited one gets."""


@frozen(kw_only=True, weakref_slot=False)
class Policy:
    """Who holds a role, and on what. Confidence: low."""

    name: str | None = None
    """Resource name; it starts with the role's. Confidence: medium."""

    subject: str | None = None
    """Who holds the role."""

    resource: str | None = None
    """What the role is held on, by its resource name."""


@frozen(kw_only=True, weakref_slot=False)
class Role:
    """A set of things that its holders may do. Confidence: low."""

    name: str | None = None
    """Resource name; policies live below it. Confidence: medium."""

    display_name: str | None = None
    """Human-readable name."""

    description: str | None = None
    """What it is for."""

    actions: tuple[str, ...] | None = None
    """What its holders may do."""


@frozen(kw_only=True, weakref_slot=False)
class InvitePolicyInput:
    """A role that comes with an invitation. Confidence: low."""

    role: str | Unset = UNSET
    """The role."""

    resource: str | Unset = UNSET
    """What it is held on."""


@frozen(kw_only=True, weakref_slot=False)
class InviteInput:
    """An invitation to be. Confidence: low."""

    name: str | Unset = UNSET
    """Whom to invite; most likely an e-mail address, as it stands or at the end of a resource name."""

    policies: Sequence[InvitePolicyInput] | Unset = UNSET
    """Roles that the invited one gets."""


@frozen(kw_only=True, weakref_slot=False)
class PolicyInput:
    """A policy to be. Confidence: low."""

    name: str | Unset = UNSET
    """Resource name; it starts with the role's. Confidence: medium."""

    subject: str | Unset = UNSET
    """Who holds the role."""

    resource: str | Unset = UNSET
    """What the role is held on, by its resource name."""
