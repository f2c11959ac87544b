"""Models of the *Access Tokens* tag of the Segment Config API.

Generated from ``openapi/config/access_tokens.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = ["AccessToken", "AccessTokenInput"]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class AccessToken:
    """A key to the Config API."""

    name: str | None = None
    """Resource name."""

    description: str | None = None
    """What the token is for."""

    scopes: str | None = None
    """What the token may do, as one text."""

    workspace_names: tuple[str, ...] | None = None
    """Workspaces that it opens, by their resource names."""

    create_time: str | None = None
    """When the token was made, RFC 3339."""

    token: str | None = attrs_field(default=None, repr=False)
    """The token itself; only in the answer that made it."""


@frozen(kw_only=True, weakref_slot=False)
class AccessTokenInput:
    """A token to be."""

    description: str | Unset = UNSET
    """What the token is for."""

    scopes: str | Unset = UNSET
    """What the token may do, as one text."""

    workspace_names: Sequence[str] | Unset = UNSET
    """Workspaces that it opens, by their resource names."""
