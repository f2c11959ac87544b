"""Models of the Segment Config API that no tag owns.

Generated from ``openapi/config/openapi.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from attrs import frozen

__all__ = ["Empty", "UpdateMask"]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class Empty:
    """Nothing but that it was done."""


@frozen(kw_only=True, weakref_slot=False)
class UpdateMask:
    """Which fields an update writes."""

    paths: Sequence[str]
    """Dotted paths of the fields; one that is named without a value is reset, one that is not named stays."""
