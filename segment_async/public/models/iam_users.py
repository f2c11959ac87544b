"""Models of the *IAM Users* tag of the Segment Public API.

Generated from ``openapi/public/iam_users.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.iam_groups import AllowedLabelInput, Permission

__all__ = ["Invite", "InvitePermission", "MinimalUserGroup", "Resource", "ResourceType", "User"]


@frozen(kw_only=True, weakref_slot=False)
class MinimalUserGroup:
    """A user group in short, without members and permissions."""

    id: str
    """Names the user group in every other call."""

    name: str
    """Display name."""


@frozen(kw_only=True, weakref_slot=False)
class User:
    """A person who has access to the workspace."""

    id: str
    """Names the user in every other call."""

    name: str
    """Name of the person."""

    email: str
    """Email address of the user."""

    permissions: tuple[Permission, ...] | None = None
    """What the user may do; may be absent."""


ResourceType: TypeAlias = Literal["FUNCTION", "SOURCE", "SPACE", "WAREHOUSE", "WORKSPACE"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class Resource:
    """Something that a role may be exercised on."""

    id: str
    """Id of the resource."""

    type: ResourceType
    """What kind of thing the id names."""


@frozen(kw_only=True, weakref_slot=False)
class InvitePermission:
    """A role that comes with an invite."""

    role_id: str
    """Id of the role to give; listing the roles shows the choice."""

    resources: Sequence[Resource] | Unset = UNSET
    """What the role may be exercised on."""

    labels: Sequence[AllowedLabelInput] | Unset = UNSET
    """Labels that narrow the permission to resources carrying them."""


@frozen(kw_only=True, weakref_slot=False)
class Invite:
    """A person to invite, and what they shall be allowed to do."""

    email: str
    """Email address that the invite is sent to."""

    permissions: Sequence[InvitePermission] | Unset = UNSET
    """Permissions the person gets upon accepting; leave out to give none directly."""
