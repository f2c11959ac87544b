"""Models of the *Selective Sync* tag of the Segment Public API.

Generated from ``openapi/public/selective_sync.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "AdvancedWarehouseSyncScheduleInput",
    "AdvancedWarehouseSyncScheduleOutput",
    "GetAdvancedSyncScheduleFromWarehouseOutput",
    "ReplaceAdvancedSyncScheduleForWarehouseOutput",
    "Sync",
    "SyncNotice",
    "UpdateSelectiveSyncForWarehouseOutput",
    "UpdateSelectiveSyncForWarehouseOutputStatus",
    "WarehouseAdvancedSync",
    "WarehouseSelectiveSyncItem",
    "WarehouseSyncOverride",
]


@frozen(kw_only=True, weakref_slot=False)
class WarehouseAdvancedSync:
    """One hour of a sync schedule."""

    hour_of_day: float
    """Hour of the day, 0 to 23, in the time zone of the schedule."""

    enabled: bool
    """Whether a sync is due at this hour."""


@frozen(kw_only=True, weakref_slot=False)
class AdvancedWarehouseSyncScheduleOutput:
    """Hours of the day at which a warehouse syncs."""

    times: tuple[WarehouseAdvancedSync, ...] | None = None
    """Hours, each with its own on/off state."""

    timezone: str | None = None
    """Time zone that the hours are meant in."""


@frozen(kw_only=True, weakref_slot=False)
class GetAdvancedSyncScheduleFromWarehouseOutput:
    """The sync schedule of a warehouse and whether it is in use."""

    enabled: bool
    """Whether the warehouse syncs by this schedule."""

    schedule: AdvancedWarehouseSyncScheduleOutput | None = None
    """Hours of the day to sync at; absent where none were set."""


@frozen(kw_only=True, weakref_slot=False)
class ReplaceAdvancedSyncScheduleForWarehouseOutput:
    """The sync schedule of a warehouse after it was replaced."""

    enabled: bool
    """Whether the warehouse syncs by this schedule."""

    schedule: AdvancedWarehouseSyncScheduleOutput | None = None
    """Hours of the day to sync at; absent where none were set."""


@frozen(kw_only=True, weakref_slot=False)
class SyncNotice:
    """A remark made during a sync."""

    level: str
    """How serious the remark is, as the server words it."""

    message: str
    """The remark, for people."""

    created_at: str
    """When the remark was made, RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class Sync:
    """A report on one run that loaded data of a source into a warehouse."""

    source_id: str
    """Id of the source that was synced from."""

    start: str
    """When the run began."""

    end: str | None
    """When the run ended; null where no end is recorded."""

    status: str
    """How the run went, as the server words it."""

    duration: float
    """Length of the run as a bare number; use the worded form where the unit matters."""

    human_duration: str
    """Length of the run, worded for people."""

    count: float
    """How much was synced, as the server counts it."""

    notices: tuple[SyncNotice, ...]
    """Remarks made during the run, problems among them."""


UpdateSelectiveSyncForWarehouseOutputStatus: TypeAlias = Literal["UNCHANGED", "UPDATED"] | str
"""Known values of ``status``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class UpdateSelectiveSyncForWarehouseOutput:
    """What came of a change to what a warehouse takes."""

    status: UpdateSelectiveSyncForWarehouseOutputStatus
    """Whether the call made a difference or everything was so already."""

    warnings: tuple[str, ...]
    """Things to look into though the call succeeded; empty where there are none."""


@frozen(kw_only=True, weakref_slot=False)
class WarehouseSelectiveSyncItem:
    """A collection of a source, and whether a warehouse takes it."""

    source_id: str
    """Id of the source that the collection comes from."""

    collection: str
    """Name of the collection."""

    warehouse_id: str
    """Id of the warehouse that the collection goes to."""

    enabled: bool
    """Whether the collection is synced."""

    properties: Mapping[str, Any]
    """What applies to single properties of the collection, keyed by property name."""


@frozen(kw_only=True, weakref_slot=False)
class AdvancedWarehouseSyncScheduleInput:
    """Hours of the day at which a warehouse shall sync."""

    times: Sequence[WarehouseAdvancedSync]
    """Hours, each with its own on/off state."""

    timezone: str
    """Time zone that the hours are meant in, such as America/New_York."""


@frozen(kw_only=True, weakref_slot=False)
class WarehouseSyncOverride:
    """Switches a source, a collection or a single property on or off for a warehouse."""

    source_id: str
    """Id of the source that the data comes from."""

    collection: str | Unset = UNSET
    """Collection to switch; leave it out to mean the whole source."""

    enabled: bool
    """True to sync it, false to leave it out."""

    property: str | Unset = UNSET
    """Property to switch; leave it out to mean the whole collection."""
