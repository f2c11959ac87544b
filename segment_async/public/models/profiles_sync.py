"""Models of the *Profiles Sync* tag of the Segment Public API.

Generated from ``openapi/public/profiles_sync.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.catalog import WarehouseMetadata

__all__ = ["ProfilesSyncStatus", "ProfilesWarehouse", "SpaceWarehouseSchemaOverride", "SpaceWarehouseSelectiveSyncItem"]


@frozen(kw_only=True, weakref_slot=False)
class ProfilesWarehouse:
    """A database that the profiles of a space are synced into."""

    id: str
    """Names the profiles warehouse in calls on its space."""

    space_id: str
    """Id of the space whose profiles are synced."""

    metadata: WarehouseMetadata
    """Catalog entry saying which kind of warehouse this is."""

    workspace_id: str
    """Id of the workspace it belongs to."""

    enabled: bool
    """Whether it is switched on to receive profiles."""

    settings: Mapping[str, Any] = attrs_field(repr=False)
    """Connection details; the password is missing and other secrets are masked."""

    schema_name: str | None = None
    """Database schema that the profiles go to; absent if none was chosen."""


@frozen(kw_only=True, weakref_slot=False)
class SpaceWarehouseSelectiveSyncItem:
    """A collection of a space, and whether a profiles warehouse takes it."""

    collection: str
    """Name of the collection."""

    warehouse_id: str
    """Id of the profiles warehouse that the collection goes to."""

    enabled: bool
    """Whether the collection is synced."""

    properties: Mapping[str, Any]
    """What applies to single properties of the collection, keyed by property name."""


@frozen(kw_only=True, weakref_slot=False)
class SpaceWarehouseSchemaOverride:
    """Switches a collection or a single property of a space on or off for a profiles warehouse."""

    collection: str
    """Collection to switch, or the one that the property belongs to."""

    enabled: bool
    """True to sync it, false to leave it out."""

    property: str | Unset = UNSET
    """Property to switch; leave it out to mean the whole collection."""


ProfilesSyncStatus: TypeAlias = Literal["UNCHANGED", "UPDATED"] | str
"""Known values of ``status``; others pass through."""
