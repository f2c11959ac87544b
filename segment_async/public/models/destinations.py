"""Models of the *Destinations* tag of the Segment Public API.

Generated from ``openapi/public/destinations.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.catalog import DestinationMetadata

__all__ = [
    "Breakdown",
    "DeliveryMetricsSummary",
    "Destination",
    "DestinationSubscription",
    "DestinationSubscriptionUpdateInput",
    "DestinationsGranularity",
    "Metric",
    "ReverseEtlCronScheduleConfig",
    "ReverseEtlDbtCloudScheduleConfig",
    "ReverseEtlPeriodicScheduleConfig",
    "ReverseEtlScheduleDefinition",
    "ReverseEtlScheduleDefinitionInput",
    "ReverseEtlScheduleDefinitionStrategy",
    "ReverseEtlSpecificTimeScheduleConfig",
    "ReverseEtlSubscriptionScheduleConfig",
]


@frozen(kw_only=True, weakref_slot=False)
class Breakdown:
    """One component of a delivery metric."""

    metric_name: str
    """Which component the value belongs to."""

    value: float
    """The component's value over the whole range."""


@frozen(kw_only=True, weakref_slot=False)
class Metric:
    """One delivery metric with its total."""

    metric_name: str
    """Which metric the total belongs to."""

    total: float
    """The metric's value over the whole range."""

    breakdown: tuple[Breakdown, ...] | None = None
    """Finer metrics that explain the total; absent where there are none."""


@frozen(kw_only=True, weakref_slot=False)
class DeliveryMetricsSummary:
    """How events from one source fared on the way to one kind of destination."""

    source_id: str
    """Id of the source the events came from."""

    destination_metadata_id: str
    """Catalog id of the destination's kind; instances of one kind share it."""

    metrics: tuple[Metric, ...]
    """The totals, one entry per metric."""


@frozen(kw_only=True, weakref_slot=False)
class Destination:
    """A tool that receives the events of one source."""

    id: str
    """Names the destination in every other call."""

    name: str | None = None
    """Human-readable name; absent if none was given."""

    enabled: bool
    """Whether the destination is switched on to receive events."""

    metadata: DestinationMetadata
    """Catalog entry saying which kind of destination this is."""

    source_id: str
    """Id of the source whose events it receives."""

    settings: Mapping[str, Any] = attrs_field(repr=False)
    """Configuration of this instance; secrets masked, server-side defaults included."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseEtlCronScheduleConfig:
    """A schedule written as a cron expression."""

    spec: str
    """The cron expression."""

    timezone: str
    """Time zone that the cron expression is read in."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseEtlDbtCloudScheduleConfig:
    """A schedule tied to a dbt Cloud job."""

    job_id: str
    """Id of the job in dbt Cloud."""

    account_id: str
    """Id of the dbt Cloud account that owns the job."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseEtlPeriodicScheduleConfig:
    """A schedule that repeats at a fixed interval."""

    interval: str
    """Time from one run to the next, in the notation the API uses."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseEtlSpecificTimeScheduleConfig:
    """A schedule of chosen hours on chosen days."""

    days: tuple[float, ...]
    """Days to run on, as numbers."""

    hours: tuple[float, ...]
    """Hours of the day to run at, by the clock of the time zone given here."""

    timezone: str
    """Time zone that the days and hours are read in."""


ReverseEtlSubscriptionScheduleConfig: TypeAlias = (
    ReverseEtlPeriodicScheduleConfig
    | ReverseEtlSpecificTimeScheduleConfig
    | ReverseEtlCronScheduleConfig
    | ReverseEtlDbtCloudScheduleConfig
)
"""Schedule details, in the shape that fits the strategy."""

ReverseEtlScheduleDefinitionStrategy: TypeAlias = (
    Literal["CRON", "DBT_CLOUD", "MANUAL", "PERIODIC", "SPECIFIC_DAYS"] | str
)
"""Known values of ``strategy``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseEtlScheduleDefinition:
    """When a reverse ETL sync runs."""

    strategy: ReverseEtlScheduleDefinitionStrategy
    """How run times are decided, and with it which shape of configuration applies."""

    config: ReverseEtlSubscriptionScheduleConfig | None = attrs_field(
        default=None,
        metadata={
            "follows": (
                "strategy",
                {
                    "PERIODIC": "ReverseEtlPeriodicScheduleConfig",
                    "SPECIFIC_DAYS": "ReverseEtlSpecificTimeScheduleConfig",
                    "CRON": "ReverseEtlCronScheduleConfig",
                    "DBT_CLOUD": "ReverseEtlDbtCloudScheduleConfig",
                },
            )
        },
    )
    """Details of the chosen strategy; null or absent where it needs none."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationSubscription:
    """A rule that runs one of a destination's actions for the events it selects."""

    id: str
    """Names the subscription in calls on its destination."""

    name: str
    """Human-readable name."""

    action_id: str
    """Id of the action to run, as listed in the destination's catalog entry."""

    action_slug: str
    """Short readable key of the same action."""

    destination_id: str
    """Id of the destination the subscription belongs to."""

    enabled: bool
    """Whether the action runs at all."""

    settings: Mapping[str, Any] = attrs_field(repr=False)
    """Values for the fields of the action, with any defaults the server added."""

    trigger: str
    """Selects the events that run the action, written in FQL: type = "track"."""

    model_id: str | None = None
    """Id of the reverse ETL model that feeds it; absent where none does."""

    reverse_etl_schedule: ReverseEtlScheduleDefinition | None = attrs_field(
        default=None, metadata={"wire": "reverseETLSchedule"}
    )
    """When the model is synced; absent where no schedule is set."""


@frozen(kw_only=True, weakref_slot=False)
class ReverseEtlScheduleDefinitionInput:
    """When a reverse ETL sync runs."""

    strategy: ReverseEtlScheduleDefinitionStrategy
    """How run times are decided, and with it which shape of configuration applies."""

    config: ReverseEtlSubscriptionScheduleConfig | Unset | None = attrs_field(
        default=UNSET,
        metadata={
            "follows": (
                "strategy",
                {
                    "PERIODIC": "ReverseEtlPeriodicScheduleConfig",
                    "SPECIFIC_DAYS": "ReverseEtlSpecificTimeScheduleConfig",
                    "CRON": "ReverseEtlCronScheduleConfig",
                    "DBT_CLOUD": "ReverseEtlDbtCloudScheduleConfig",
                },
            )
        },
    )
    """Details of the chosen strategy; null or absent where it needs none."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationSubscriptionUpdateInput:
    """What to change about a subscription; leave out what should stay."""

    name: str | Unset = UNSET
    """New human-readable name."""

    trigger: str | Unset = UNSET
    """New selection of events, written in FQL."""

    enabled: bool | Unset = UNSET
    """Whether the action runs at all."""

    settings: Mapping[str, object] | Unset = attrs_field(default=UNSET, repr=False)
    """Values to write for the fields of the action."""

    reverse_etl_model_id: str | Unset = attrs_field(default=UNSET, metadata={"wire": "reverseETLModelId"})
    """Id of the reverse ETL model to feed it; reads call the same thing modelId."""

    reverse_etl_schedule: ReverseEtlScheduleDefinitionInput | Unset = attrs_field(
        default=UNSET, metadata={"wire": "reverseETLSchedule"}
    )
    """New schedule for syncing the reverse ETL model."""


DestinationsGranularity: TypeAlias = Literal["DAY", "HOUR", "MINUTE"] | str
"""Known values of ``granularity``; others pass through."""
