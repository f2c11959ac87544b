"""Models of the *Deletion and Suppression* tag of the Segment Config API.

Generated from ``openapi/config/deletion_and_suppression.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

__all__ = [
    "CreateRegulationResponse",
    "DeletionAndSuppressionRegulationType",
    "Regulation",
    "RegulationAttributes",
    "RegulationAttributesName",
]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class CreateRegulationResponse:
    """The regulation that was made."""

    regulate_id: str | None = None
    """Its id."""


Regulation: TypeAlias = Mapping[str, Any]
"""A regulation, or a list; its form is on no record, so it is the answer as it came. Confidence: low."""

RegulationAttributesName: TypeAlias = Literal["userId", "objectId"] | str
"""Known values of ``name``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class RegulationAttributes:
    """Whom or what a regulation concerns."""

    name: RegulationAttributesName
    """What kind of ids follow."""

    values: Sequence[str] = attrs_field(repr=False)
    """The ids."""


DeletionAndSuppressionRegulationType: TypeAlias = (
    Literal["Suppress", "Unsuppress", "Suppress_With_Delete", "Delete"] | str
)
"""Known values of ``regulation_type``; others pass through."""
