"""Models of the *Warehouses* tag of the Segment Public API.

Generated from ``openapi/public/warehouses.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async.public.models.catalog import WarehouseMetadata

__all__ = [
    "Warehouse",
    "WarehousesAddSourceConnectionStatus",
    "WarehousesConnectionState",
    "WarehousesCreateValidationStatus",
]


@frozen(kw_only=True, weakref_slot=False)
class Warehouse:
    """A database that Segment loads the data of sources into."""

    id: str
    """Names the warehouse in every other call."""

    metadata: WarehouseMetadata
    """Catalog entry saying which kind of warehouse this is."""

    workspace_id: str
    """Id of the workspace it belongs to."""

    enabled: bool
    """Whether the warehouse is switched on to receive data."""

    settings: Mapping[str, Any] = attrs_field(repr=False)
    """Connection details; the password is missing and other secrets are masked."""


WarehousesCreateValidationStatus: TypeAlias = Literal["CONNECTED", "FAILED"] | str
"""Known values of ``status``; others pass through."""

WarehousesAddSourceConnectionStatus: TypeAlias = Literal["CONNECTED", "NOT_CONNECTED"] | str
"""Known values of ``status``; others pass through."""

WarehousesConnectionState: TypeAlias = Literal["CONNECTED", "FAILED"] | str
"""Known values of ``connectionState``; others pass through."""
