"""Models of the *Computed Traits* tag of the Segment Public API.

Generated from ``openapi/public/computed_traits.yaml`` by ``python -m codegen``; do not edit.
"""

from typing import Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = [
    "ComputedTraitSummary",
    "ComputedTraitsDefinition",
    "TraitDefinition",
    "TraitDefinitionType",
    "TraitOptions",
    "TraitOptionsInput",
]

TraitDefinitionType: TypeAlias = Literal["ACCOUNTS", "USERS"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class ComputedTraitsDefinition:
    """The query behind an existing computed trait."""

    query: str
    """Expression for the value, in Segment's query language."""

    type: TraitDefinitionType
    """Whether the value belongs to user profiles or to accounts."""


@frozen(kw_only=True, weakref_slot=False)
class TraitOptions:
    """Which profiles and how much past data a computed trait takes into account."""

    include_historical_data: bool | None = None
    """Whether data from before creation counts; the server turns it on if the query needs it."""

    include_anonymous_users: bool | None = None
    """Whether anonymous users get a value too."""

    backfill_duration_days: float | None = None
    """Days of past data to count."""


@frozen(kw_only=True, weakref_slot=False)
class ComputedTraitSummary:
    """A trait whose value Segment works out for each profile or account by a query."""

    id: str
    """Names the computed trait in every other call."""

    space_id: str
    """Id of the space that holds it."""

    name: str
    """Display name."""

    description: str | None = None
    """Free text about the trait; absent if none was given."""

    key: str
    """Key that names the trait to machines, next to the name that people read."""

    enabled: bool
    """Whether the trait is switched on."""

    definition: ComputedTraitsDefinition | None
    """Query that works out the value; may be null."""

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

    options: TraitOptions | None = None
    """Which profiles and how much past data are taken into account."""


@frozen(kw_only=True, weakref_slot=False)
class TraitDefinition:
    """The query behind a computed trait that is written."""

    type: TraitDefinitionType
    """Whether the value belongs to user profiles or to accounts."""

    query: str
    """Expression for the value, in Segment's query language."""


@frozen(kw_only=True, weakref_slot=False)
class TraitOptionsInput:
    """Which profiles and how much past data a computed trait takes into account."""

    include_historical_data: bool | Unset = UNSET
    """Whether data from before creation counts; the server turns it on if the query needs it."""

    include_anonymous_users: bool | Unset = UNSET
    """Whether anonymous users get a value too."""

    backfill_duration_days: float | Unset = UNSET
    """Days of past data to count."""
