"""Models of the *Source Catalog* tag of the Segment Config API.

Generated from ``openapi/config/source_catalog.yaml`` by ``python -m codegen``; do not edit.
"""

from typing import Literal, TypeAlias

from attrs import frozen

__all__ = ["CatalogLogos", "CatalogSource", "CatalogSourceType"]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class CatalogLogos:
    """Where the logos of a kind are found."""

    logo: str | None = None
    """Address of the whole logo."""

    mark: str | None = None
    """Address of the small mark; may be empty."""


CatalogSourceType: TypeAlias = Literal["event", "object"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class CatalogSource:
    """A kind of source that Segment offers."""

    name: str
    """Resource name; sources name it as their kind."""

    display_name: str | None = None
    """Human-readable name; do not derive the slug from it."""

    description: str | None = None
    """What it is for."""

    categories: tuple[str, ...] | None = None
    """Headings that the catalog shows it under."""

    type: CatalogSourceType | None = None
    """Whether it sends events, or loads objects."""

    logos: CatalogLogos | None = None
    """Its logos."""

    id: str | None = None
    """Id of the kind in the catalog. Confidence: low."""
