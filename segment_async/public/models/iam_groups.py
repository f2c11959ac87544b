"""Models of the *IAM Groups* tag of the Segment Public API.

Generated from ``openapi/public/iam_groups.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "AccessPermission",
    "AllowedLabel",
    "AllowedLabelInput",
    "MinimalUser",
    "Permission",
    "PermissionInput",
    "PermissionResource",
    "PermissionResourceInput",
    "PermissionResourceType",
    "UserGroup",
]


@frozen(kw_only=True, weakref_slot=False)
class AllowedLabel:
    """A label that narrows a permission to the resources carrying it."""

    key: str
    """What the label tells about, the part before the colon."""

    value: str
    """What holds for the key, the part after the colon."""

    description: str | None = None
    """Explains what the label is for; may be absent."""


PermissionResourceType: TypeAlias = Literal["FUNCTION", "SOURCE", "SPACE", "WAREHOUSE", "WORKSPACE"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class PermissionResource:
    """Something that a role may be exercised on."""

    id: str
    """Id of the resource."""

    type: PermissionResourceType
    """What kind of thing the id names."""

    labels: tuple[AllowedLabel, ...] | None = None
    """Labels that narrow it further; meant for permissions on a whole workspace, else absent."""


@frozen(kw_only=True, weakref_slot=False)
class AccessPermission:
    """A role that was given, and the resources it holds for."""

    role_id: str
    """Id of the role."""

    role_name: str
    """Display name of the role."""

    resources: tuple[PermissionResource, ...]
    """What the role may be exercised on."""


@frozen(kw_only=True, weakref_slot=False)
class MinimalUser:
    """A user in short, without permissions."""

    id: str
    """Names the user in every other call."""

    name: str
    """Name of the person."""

    email: str
    """Email address of the user."""


@frozen(kw_only=True, weakref_slot=False)
class Permission:
    """A role, and the resources it holds for."""

    role_name: str
    """Display name of the role."""

    role_id: str
    """Id of the role."""

    resources: tuple[PermissionResource, ...]
    """What the role may be exercised on."""

    labels: tuple[AllowedLabel, ...] | None = None
    """Labels that narrow the permission to resources carrying them; may be absent."""


@frozen(kw_only=True, weakref_slot=False)
class UserGroup:
    """A set of users who share permissions."""

    member_count: float
    """How many members the group has."""

    permissions: tuple[Permission, ...] | None = None
    """What the members may do through the group; may be absent."""

    id: str
    """Names the user group in every other call."""

    name: str
    """Display name."""


@frozen(kw_only=True, weakref_slot=False)
class AllowedLabelInput:
    """A label that narrows a permission to the resources carrying it."""

    key: str
    """What the label tells about, the part before the colon."""

    value: str
    """What holds for the key, the part after the colon."""

    description: str | Unset = UNSET
    """Explains what the label is for; may be absent."""


@frozen(kw_only=True, weakref_slot=False)
class PermissionResourceInput:
    """Something that a role may be exercised on."""

    id: str
    """Id of the resource."""

    type: PermissionResourceType
    """What kind of thing the id names."""

    labels: Sequence[AllowedLabelInput] | Unset = UNSET
    """Labels that narrow it further; meant for permissions on a whole workspace, else absent."""


@frozen(kw_only=True, weakref_slot=False)
class PermissionInput:
    """A role to give, and the resources it shall hold for."""

    role_id: str
    """Id of the role to give; listing the roles shows the choice."""

    resources: Sequence[PermissionResourceInput]
    """What the role may be exercised on."""
