"""Models of the *Tracking Plans* tag of the Segment Config API.

Generated from ``openapi/config/tracking_plans.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "RuleSchema",
    "SourceConnection",
    "SourceConnectionsResponse",
    "TrackingPlan",
    "TrackingPlanEvent",
    "TrackingPlanEventInput",
    "TrackingPlanInput",
    "TrackingPlanRules",
    "TrackingPlanRulesInput",
]

WIRE_NAMES = "snake"

RuleSchema: TypeAlias = Mapping[str, Any]
"""A JSON Schema that calls must meet. It is kept as it is, whatever its keywords: of draft 4 or 7, with context,
traits and properties as its properties.
"""


@frozen(kw_only=True, weakref_slot=False)
class SourceConnection:
    """A source that is held to a tracking plan."""

    source_name: str
    """Resource name of the source."""

    tracking_plan_id: str | None = None
    """Id of the plan; it starts with rs_."""


@frozen(kw_only=True, weakref_slot=False)
class SourceConnectionsResponse:
    """Sources that are held to a tracking plan."""

    connections: tuple[SourceConnection, ...] | None = None
    """The connections."""

    next_page_token: str | None = None
    """Where the next page starts; empty or absent on the last. Confidence: low."""


@frozen(kw_only=True, weakref_slot=False)
class TrackingPlanEvent:
    """An event that a tracking plan knows."""

    name: str
    """Name of the event, as track calls give it."""

    description: str | None = None
    """What the event means."""

    version: int | None = None
    """Version of the rule; one event may have several."""

    rules: RuleSchema | None = None
    """What its properties must be like."""


@frozen(kw_only=True, weakref_slot=False)
class TrackingPlanRules:
    """What events must be like."""

    global_: RuleSchema | None = None
    """What holds for every event: it constrains the context."""

    events: tuple[TrackingPlanEvent, ...] | None = None
    """The events that the plan knows."""

    identify: RuleSchema | None = None
    """What the traits of people must be like."""

    group: RuleSchema | None = None
    """What the traits of groups must be like."""

    identify_traits: tuple[Any, ...] | None = None
    """An older form of identify; empty where it was seen."""

    group_traits: tuple[Any, ...] | None = None
    """An older form of group; empty where it was seen."""


@frozen(kw_only=True, weakref_slot=False)
class TrackingPlan:
    """Agreed events and properties."""

    name: str
    """Resource name; its last part is the id."""

    display_name: str | None = None
    """Human-readable name."""

    rules: TrackingPlanRules | None = None
    """What events must be like; in lists its events may be empty."""

    create_time: str | None = None
    """When the plan was created, RFC 3339."""

    update_time: str | None = None
    """When the plan was last changed, RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class TrackingPlanEventInput:
    """An event that a tracking plan knows."""

    name: str
    """Name of the event, as track calls give it."""

    description: str | Unset = UNSET
    """What the event means."""

    version: int | Unset = UNSET
    """Version of the rule; one event may have several."""

    rules: RuleSchema | Unset = UNSET
    """What its properties must be like."""


@frozen(kw_only=True, weakref_slot=False)
class TrackingPlanRulesInput:
    """What events must be like."""

    global_: RuleSchema | Unset = UNSET
    """What holds for every event: it constrains the context."""

    events: Sequence[TrackingPlanEventInput] | Unset = UNSET
    """The events that the plan knows."""

    identify: RuleSchema | Unset = UNSET
    """What the traits of people must be like."""

    group: RuleSchema | Unset = UNSET
    """What the traits of groups must be like."""

    identify_traits: Sequence[object] | Unset = UNSET
    """An older form of identify; empty where it was seen."""

    group_traits: Sequence[object] | Unset = UNSET
    """An older form of group; empty where it was seen."""


@frozen(kw_only=True, weakref_slot=False)
class TrackingPlanInput:
    """A tracking plan to be, or new values of one."""

    display_name: str | Unset = UNSET
    """Human-readable name."""

    rules: TrackingPlanRulesInput | Unset = UNSET
    """What events must be like."""
