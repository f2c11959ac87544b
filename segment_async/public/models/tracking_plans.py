"""Models of the *Tracking Plans* tag of the Segment Public API.

Generated from ``openapi/public/tracking_plans.yaml`` by ``python -m codegen``; do not edit.
"""

from typing import Any, Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "RemoveRule",
    "Rule",
    "RuleInput",
    "RuleType",
    "TrackingPlan",
    "TrackingPlanType",
    "TrackingPlansStatus",
    "UpsertRule",
]

RuleType: TypeAlias = Literal["COMMON", "GROUP", "IDENTIFY", "PAGE", "SCREEN", "TRACK"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class Rule:
    """What one kind of call, or one event, should look like."""

    type: RuleType
    """Kind of call the rule checks, or COMMON for what applies across kinds."""

    key: str | None = None
    """Event name for a TRACK rule; absent where the type needs none."""

    json_schema: Any
    """JSON Schema that calls are checked against, in the form the server saved it."""

    version: float
    """Tells versions of one rule apart; 1 for the first."""

    created_at: str | None = None
    """When the rule was created, RFC 3339."""

    updated_at: str | None = None
    """When the rule was last changed, RFC 3339."""

    deprecated_at: str | None = None
    """When the rule was deprecated, RFC 3339; a date in the year 0001 means it was not."""


TrackingPlanType: TypeAlias = Literal["ENGAGE", "LIVE", "PROPERTY_LIBRARY", "RULE_LIBRARY", "TEMPLATE"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class TrackingPlan:
    """The agreed shape of the events that its sources should send."""

    id: str
    """Names the plan in every other call; starts with tp_."""

    name: str | None = None
    """Human-readable name."""

    slug: str | None = None
    """Short readable key; calls take the id instead."""

    description: str | None = None
    """What the plan is for; absent if not given."""

    type: TrackingPlanType
    """Whether it is an ordinary plan, a library or a template."""

    updated_at: str | None = None
    """When the plan was last changed, RFC 3339."""

    created_at: str | None = None
    """When the plan was created, RFC 3339."""


@frozen(kw_only=True, weakref_slot=False)
class RemoveRule:
    """Names one rule to remove."""

    type: RuleType
    """Kind of the rule to remove."""

    key: str | Unset = UNSET
    """Event name for a TRACK rule; leave out for a rule that has no key."""

    version: float
    """Which version of the rule to remove."""


@frozen(kw_only=True, weakref_slot=False)
class RuleInput:
    """A rule as part of a complete new set."""

    type: RuleType
    """Kind of call the rule checks, or COMMON for what applies across kinds."""

    key: str | Unset = UNSET
    """Event name for a TRACK rule; leave out where the type needs none."""

    json_schema: object
    """JSON Schema that calls are checked against; the server may rewrite it on saving."""

    version: float
    """Which version of the rule this is; 1 for the first."""


@frozen(kw_only=True, weakref_slot=False)
class UpsertRule:
    """A rule to add, or to change where it exists."""

    new_key: str | Unset = UNSET
    """Renames the rule to this key; leave out to keep the key."""

    type: RuleType
    """Kind of call the rule checks, or COMMON for what applies across kinds."""

    key: str | Unset = UNSET
    """Event name for a TRACK rule, as it is now; leave out where the type needs none."""

    json_schema: object
    """JSON Schema that calls are checked against; the server may rewrite it on saving."""

    version: float
    """Which version to write; 1 for the first."""


TrackingPlansStatus: TypeAlias = Literal["SUCCESS"] | str
"""Known values of ``status``; others pass through."""
