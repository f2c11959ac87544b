"""Models of the *Space Schema API* tag of the Segment Public API.

Generated from ``openapi/public/space_schema_api.yaml`` by ``python -m codegen``; do not edit.
"""

from typing import Literal, TypeAlias

from attrs import frozen

__all__ = [
    "EntityPath",
    "EntityProperty",
    "Event",
    "EventProperty",
    "EventPropertyType",
    "EventType",
    "SpaceSchemaAPICollection",
    "SpaceSchemaAPIListEventsSortBy",
    "SpaceSchemaAPIListTraitsSortBy",
    "SpaceSchemaAPISortDir",
    "Trait",
    "TraitType",
]


@frozen(kw_only=True, weakref_slot=False)
class EntityPath:
    """A way to reach an entity of a space through its relationships."""

    id: str
    """Identifies the path."""

    entity_name: str
    """Human-readable name of the entity that the path leads to."""

    path_name: str
    """Human-readable name of the path."""

    entity_slug: str
    """Slug of the entity, which the calls on entity properties ask for."""

    relationship_slugs: tuple[str, ...]
    """Slugs of the relationships that make up the path."""

    child_relationship_slugs: tuple[str, ...]
    """Slugs of the relationships that continue from here."""

    parent_relationship_slug_path: str
    """Slugs of the relationships above this one, joined to a path."""


@frozen(kw_only=True, weakref_slot=False)
class EntityProperty:
    """A property that the records of an entity have."""

    name: str
    """Name of the property."""

    primary_key: bool
    """Whether the property is the primary key of the entity, or part of it."""

    data_type: str
    """Type of its values, as the server names it."""

    samples: tuple[str, ...] | None = None
    """Some values it was seen with; absent unless asked for."""


EventType: TypeAlias = Literal["ALIAS", "GROUP", "IDENTIFY", "PAGE", "SCREEN", "TRACK"] | str
"""Which of the tracking calls an event is sent with."""


@frozen(kw_only=True, weakref_slot=False)
class Event:
    """A kind of event that a space has seen."""

    name: str
    """Name of the event."""

    type: EventType
    """Which of the tracking calls it is sent with."""

    last_seen_at: str
    """When it was last seen, RFC 3339."""


EventPropertyType: TypeAlias = Literal["CONTEXT", "PROPERTY"] | str
"""Whether a property is one of the event's own or belongs to its context."""


@frozen(kw_only=True, weakref_slot=False)
class EventProperty:
    """A property that an event has been seen with."""

    name: str
    """Name of the property."""

    type: EventPropertyType
    """Whether it is one of the event's own or belongs to its context."""

    event_name: str
    """Name of the event it was seen on."""

    last_seen_at: str
    """When it was last seen, RFC 3339."""

    samples: tuple[str, ...] | None = None
    """Some values it was seen with; absent unless asked for."""


TraitType: TypeAlias = Literal["AUDIENCE", "COMPUTED", "CUSTOM", "SQL"] | str
"""How a trait comes about: set by the customer, computed, read by SQL, or as membership of an audience."""


@frozen(kw_only=True, weakref_slot=False)
class Trait:
    """A trait that a space has seen on users or accounts."""

    trait: str
    """Name of the trait, its key in other calls."""

    type: TraitType
    """How the trait comes about."""

    last_seen_at: str
    """When it was last seen, RFC 3339."""

    samples: tuple[str, ...] | None = None
    """Some values it was seen with; absent unless asked for."""


SpaceSchemaAPIListEventsSortBy: TypeAlias = Literal["lastSeenAt", "name"] | str
"""Known values of ``sortBy``; others pass through."""

SpaceSchemaAPISortDir: TypeAlias = Literal["asc", "desc"] | str
"""Known values of ``sortDir``; others pass through."""

SpaceSchemaAPIListTraitsSortBy: TypeAlias = Literal["lastSeenAt", "trait"] | str
"""Known values of ``sortBy``; others pass through."""

SpaceSchemaAPICollection: TypeAlias = Literal["accounts", "users"] | str
"""Known values of ``collection``; others pass through."""
