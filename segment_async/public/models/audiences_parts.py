"""Models of the *Audiences* tag of the Segment Public API: what others are made of.

Generated from ``openapi/public/audiences.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import frozen

from segment_async.public.models.activations import Profile

__all__ = [
    "AudienceComputeCadence",
    "AudienceComputeCadenceType",
    "AudienceDefinition",
    "AudienceOptions",
    "AudienceOptionsWithLookback",
    "AudiencePreviewAccountResult",
    "AudiencePreviewAudienceType",
    "AudiencePreviewEntitiesResult",
    "AudiencePreviewProfileResult",
    "AudiencePreviewResult",
    "AudiencePreviewStatus",
    "AudienceSize",
    "AudienceSizeType",
    "AudiencesCreateAudienceType",
    "AudiencesInclude",
    "AudiencesStrategy",
    "EntityDetails",
    "ListAudienceConsumersSortInputDirection",
    "ListAudienceConsumersSortInputField",
    "ListAudienceSearchInputType",
    "PeriodicConfig",
    "ReadAudiencePreviewOptions",
    "SpecificDaysConfig",
]

AudienceComputeCadenceType: TypeAlias = Literal["BATCH", "REALTIME"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceComputeCadence:
    """How often membership of an audience is worked out."""

    type: AudienceComputeCadenceType
    """Whether membership is kept up as data arrives or worked out in batches."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceDefinition:
    """The query behind an audience, and what it selects."""

    target_entity: str | None = None
    """What the query selects: a linked entity by its relationship slug, or profiles if left out."""

    query: str
    """Condition that members meet, in Segment's query language."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceOptions:
    """Which profiles and how much past data an audience takes into account."""

    include_historical_data: bool | None = None
    """Whether data from before creation counts; the server turns it on if the query needs it."""

    filter_by_external_ids: tuple[str, ...] | None = None
    """External id types that qualify; a profile needs one of them to be considered."""

    backfill_event_data_days: float | None = None
    """Days of events before creation to count; send it only with includeHistoricalData on."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceOptionsWithLookback:
    """Which profiles and how much past data an audience takes into account."""

    filter_by_external_ids: tuple[str, ...]
    """External id types that qualify; a profile needs one of them to be considered."""

    include_historical_data: bool | None = None
    """Whether data from before creation counts; the server turns it on if the query needs it."""

    backfill_event_data_days: float | None = None
    """Days of events before creation to count; absent leaves it to includeHistoricalData."""


@frozen(kw_only=True, weakref_slot=False)
class AudiencePreviewAccountResult:
    """An account that a preview found."""

    id: str
    """Id of the account."""


@frozen(kw_only=True, weakref_slot=False)
class AudiencePreviewEntitiesResult:
    """An entity that a preview found, with the profiles it is related to."""

    id: str
    """Value of the entity's primary key."""

    id_property: str
    """Name of the primary key column."""

    relationship_slug: str
    """Slug of the relationship that the entity belongs to."""

    properties: Mapping[str, Any] | None = None
    """Columns of the entity, by name."""

    entities: Mapping[str, Any] | None = None
    """Entities one level further on; only those that the definition mentions."""

    profiles: tuple[Profile, ...] | None = None
    """Profiles related to the entity; perhaps not all of them."""

    profiles_truncated: bool
    """True when only some of the related profiles are shown."""


@frozen(kw_only=True, weakref_slot=False)
class EntityDetails:
    """An entity, such as a household or a subscription, that a profile is related to."""

    id: str
    """Value of the entity's primary key."""

    id_property: str
    """Name of the primary key column."""

    relationship_slug: str
    """Slug of the relationship that the entity belongs to."""

    properties: Mapping[str, Any] | None = None
    """Columns of the entity, by name."""

    entities: Mapping[str, Any] | None = None
    """Entities one level further on; only those that the definition mentions."""


@frozen(kw_only=True, weakref_slot=False)
class AudiencePreviewProfileResult:
    """A profile that a preview found."""

    id: str
    """Id of the profile."""

    entities: Mapping[str, tuple[EntityDetails, ...]] | None = None
    """Entities related to the profile, grouped by name; absent if there are none to show."""


AudiencePreviewResult: TypeAlias = (
    AudiencePreviewProfileResult | AudiencePreviewAccountResult | AudiencePreviewEntitiesResult
)
"""One member that a preview found: a profile, an account or an entity, depending on the audience."""

AudienceSizeType: TypeAlias = Literal["ACCOUNTS", "ENTITIES", "USERS"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceSize:
    """How many members an audience has, and what is being counted."""

    count: float | None = None
    """Number of members, in the unit that the type names; absent when not known."""

    type: AudienceSizeType
    """What is being counted."""

    unique_count: float | None = None
    """Number of distinct members; absent when not given."""


@frozen(kw_only=True, weakref_slot=False)
class ReadAudiencePreviewOptions:
    """Which profiles and how much past data a preview takes into account."""

    filter_by_external_ids: tuple[str, ...] | None = None
    """External id types that qualify; a profile needs one of them to be considered."""

    include_historical_data: bool | None = None
    """Whether past data counts."""

    backfill_event_data_days: float | None = None
    """Days of past events that count; absent leaves it to includeHistoricalData."""


AudiencePreviewAudienceType: TypeAlias = Literal["ACCOUNTS", "LINKED", "USERS"] | str
"""Known values of ``audienceType``; others pass through."""

AudiencePreviewStatus: TypeAlias = Literal["COMPLETED", "FAILED", "RUNNING"] | str
"""Known values of ``status``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class PeriodicConfig:
    """A steady interval between runs."""

    interval: str
    """Time between two runs, written like 15m, 2h or 1d."""


@frozen(kw_only=True, weakref_slot=False)
class SpecificDaysConfig:
    """Days of the week and hours of the day to run on."""

    days: tuple[float, ...]
    """Days to run on, from 0 (Sunday) to 6 (Saturday)."""

    hours: tuple[float, ...]
    """Hours of those days to run at, from 0 to 23, in the given time zone."""

    timezone: str
    """Time zone by its tz database name, such as Europe/Berlin."""


AudiencesStrategy: TypeAlias = Literal["PERIODIC", "SPECIFIC_DAYS"] | str
"""Known values of ``strategy``; others pass through."""

ListAudienceConsumersSortInputField: TypeAlias = Literal["CREATED_AT", "NAME", "UPDATED_AT"] | str
"""Known values of ``field``; others pass through."""

ListAudienceConsumersSortInputDirection: TypeAlias = Literal["ASC", "DESC"] | str
"""Known values of ``direction``; others pass through."""

ListAudienceSearchInputType: TypeAlias = Literal["DEFINITION", "KEY", "NAME"] | str
"""Known values of ``type``; others pass through."""

AudiencesInclude: TypeAlias = Literal["schedules"] | str
"""Known values of ``include``; others pass through."""

AudiencesCreateAudienceType: TypeAlias = Literal["ACCOUNTS", "USERS"] | str
"""Known values of ``audienceType``; others pass through."""
