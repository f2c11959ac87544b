"""Models of the *Audiences* tag of the Segment Public API.

Generated from ``openapi/public/audiences.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.audiences_parts import (
    AudienceComputeCadence,
    AudienceComputeCadenceType,
    AudienceDefinition,
    AudienceOptions,
    AudienceOptionsWithLookback,
    AudiencePreviewAccountResult,
    AudiencePreviewAudienceType,
    AudiencePreviewEntitiesResult,
    AudiencePreviewProfileResult,
    AudiencePreviewResult,
    AudiencePreviewStatus,
    AudiencesCreateAudienceType,
    AudiencesInclude,
    AudienceSize,
    AudienceSizeType,
    AudiencesStrategy,
    EntityDetails,
    ListAudienceConsumersSortInputDirection,
    ListAudienceConsumersSortInputField,
    ListAudienceSearchInputType,
    PeriodicConfig,
    ReadAudiencePreviewOptions,
    SpecificDaysConfig,
)

__all__ = [
    "AudienceComputeCadence",
    "AudienceComputeCadenceType",
    "AudienceDefinition",
    "AudienceDefinitionInput",
    "AudienceDefinitionWithoutTargetEntity",
    "AudienceOptions",
    "AudienceOptionsInput",
    "AudienceOptionsWithLookback",
    "AudiencePreview",
    "AudiencePreviewAccountResult",
    "AudiencePreviewAudienceType",
    "AudiencePreviewEntitiesResult",
    "AudiencePreviewIdentifier",
    "AudiencePreviewProfileResult",
    "AudiencePreviewResult",
    "AudiencePreviewStatus",
    "AudienceRunInfo",
    "AudienceSchedule",
    "AudienceScheduleConfig",
    "AudienceSize",
    "AudienceSizeType",
    "AudienceSummary",
    "AudienceSummaryWithAudienceTypeAndLookback",
    "AudiencesCreateAudienceType",
    "AudiencesInclude",
    "AudiencesStrategy",
    "CreateAudiencePreviewOptions",
    "EntityDetails",
    "ListAudienceConsumersSortInput",
    "ListAudienceConsumersSortInputDirection",
    "ListAudienceConsumersSortInputField",
    "ListAudienceSearchInput",
    "ListAudienceSearchInputType",
    "PeriodicConfig",
    "ReadAudiencePreviewOptions",
    "SpecificDaysConfig",
]


@frozen(kw_only=True, weakref_slot=False)
class AudiencePreview:
    """A trial run of an audience definition and what came out of it."""

    id: str
    """Id to fetch the preview by."""

    audience_type: AudiencePreviewAudienceType
    """Whether members are user profiles, accounts, or profiles linked to warehouse entities."""

    definition: AudienceDefinition
    """Query that is being tried out."""

    options: ReadAudiencePreviewOptions
    """Which profiles and how much past data it takes into account."""

    status: AudiencePreviewStatus
    """Whether the preview still runs, is done, or failed."""

    results: tuple[AudiencePreviewResult, ...] | None = None
    """A sample of the members; absent until the preview has completed."""

    size: AudienceSize | None = None
    """How many members the audience would have; absent when not known."""

    failure_reason: str | None = None
    """Why the preview failed; absent unless it did."""


@frozen(kw_only=True, weakref_slot=False)
class AudiencePreviewIdentifier:
    """A preview that was started, known so far only by its id."""

    id: str
    """Id to fetch the preview by."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceRunInfo:
    """A run of an audience that was started."""

    id: str
    """Id of the run."""


AudienceScheduleConfig: TypeAlias = PeriodicConfig | SpecificDaysConfig
"""Details of a schedule: an interval, or days and hours with a time zone, in line with its strategy."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceSchedule:
    """When a linked audience runs."""

    id: str
    """Names the schedule in every other call."""

    strategy: AudiencesStrategy
    """Whether it runs at a steady interval or on chosen days and hours."""

    config: AudienceScheduleConfig | None = attrs_field(
        metadata={"follows": ("strategy", {"PERIODIC": "PeriodicConfig", "SPECIFIC_DAYS": "SpecificDaysConfig"})}
    )
    """Details for the strategy; may be null."""

    next_execution: str | None = None
    """When it runs next, as an RFC 3339 time; absent if not known."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceSummary:
    """A group of profiles or accounts that a query picks out."""

    id: str
    """Names the audience in every other call."""

    space_id: str
    """Id of the space that holds it."""

    name: str
    """Display name."""

    description: str | None = None
    """Free text about the audience; absent if none was given."""

    key: str
    """Key that names the audience to machines, next to the name that people read."""

    enabled: bool
    """Whether the audience is switched on."""

    definition: AudienceDefinition | None
    """Query that decides who is a member; may be null."""

    status: str | None = None
    """How far computing has come, in words such as Live or Backfilling; expect values not known yet."""

    created_by: str
    """Id of the user who created it."""

    updated_by: str
    """Id of the user who changed it last."""

    created_at: str
    """When it was created, as an RFC 3339 time."""

    updated_at: str
    """When it last changed, as an RFC 3339 time."""

    audience_type: AudiencePreviewAudienceType
    """Whether members are user profiles, accounts, or profiles linked to warehouse entities."""

    options: AudienceOptions | None = None
    """Which profiles and how much past data are taken into account."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceSummaryWithAudienceTypeAndLookback:
    """A group of profiles or accounts that a query picks out, with its size and its schedules."""

    compute_cadence: AudienceComputeCadence
    """Whether membership is kept up as data arrives or worked out in batches."""

    size: AudienceSize | None = None
    """How many members it has; absent when not known."""

    options: AudienceOptionsWithLookback | None = None
    """Which profiles and how much past data are taken into account."""

    schedules: tuple[AudienceSchedule, ...] | None = None
    """When it runs; absent unless asked for."""

    id: str
    """Names the audience in every other call."""

    space_id: str
    """Id of the space that holds it."""

    name: str
    """Display name."""

    description: str | None = None
    """Free text about the audience; absent if none was given."""

    key: str
    """Key that names the audience to machines, next to the name that people read."""

    enabled: bool
    """Whether the audience is switched on."""

    definition: AudienceDefinition | None
    """Query that decides who is a member; may be null."""

    status: str | None = None
    """How far computing has come, in words such as Live or Backfilling; expect values not known yet."""

    created_by: str
    """Id of the user who created it."""

    updated_by: str
    """Id of the user who changed it last."""

    created_at: str
    """When it was created, as an RFC 3339 time."""

    updated_at: str
    """When it last changed, as an RFC 3339 time."""

    audience_type: AudiencePreviewAudienceType
    """Whether members are user profiles, accounts, or profiles linked to warehouse entities."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceDefinitionInput:
    """The query behind an audience, and what it selects."""

    target_entity: str | Unset | None = UNSET
    """What the query selects: a linked entity by its relationship slug, or profiles if left out."""

    query: str
    """Condition that members meet, in Segment's query language."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceDefinitionWithoutTargetEntity:
    """The query behind an audience whose target stays as it is."""

    query: str
    """Condition that members meet, in Segment's query language."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceOptionsInput:
    """Which profiles and how much past data an audience takes into account."""

    include_historical_data: bool | Unset = UNSET
    """Whether data from before creation counts; the server turns it on if the query needs it."""

    filter_by_external_ids: Sequence[str] | Unset = UNSET
    """External id types that qualify; a profile needs one of them to be considered."""

    backfill_event_data_days: float | Unset = UNSET
    """Days of events before creation to count; send it only with includeHistoricalData on."""


@frozen(kw_only=True, weakref_slot=False)
class CreateAudiencePreviewOptions:
    """Which profiles and how much past data a new preview takes into account."""

    filter_by_external_ids: Sequence[str] | Unset = UNSET
    """External id types that qualify; a profile needs one of them to be considered."""

    backfill_event_data_days: float | Unset = UNSET
    """Days of past events to count."""


@frozen(kw_only=True, weakref_slot=False)
class ListAudienceConsumersSortInput:
    """How to sort the audiences that refer to another one."""

    field: ListAudienceConsumersSortInputField
    """What to sort by."""

    direction: ListAudienceConsumersSortInputDirection
    """Whether values rise or fall."""


@frozen(kw_only=True, weakref_slot=False)
class ListAudienceSearchInput:
    """What to look for among the audiences."""

    type: ListAudienceSearchInputType
    """Which part of an audience the text is matched against."""

    query: str
    """Text to look for; 255 characters at most."""
