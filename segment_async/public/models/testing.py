"""Models of the *Testing* tag of the Segment Public API.

Generated from ``openapi/public/testing.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

__all__ = ["EchoOutput", "EchoOutputMethod"]

EchoOutputMethod: TypeAlias = Literal["get", "post"] | str
"""Known values of ``method``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class EchoOutput:
    """What the service saw of the request."""

    method: EchoOutputMethod
    """HTTP method that the request came in with."""

    message: str
    """Text that was sent."""

    headers: Mapping[str, Any] = attrs_field(repr=False)
    """Headers that the service received, by name; check them for secrets before you log them."""
