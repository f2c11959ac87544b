"""Models of the *Activations* tag of the Segment Public API.

Generated from ``openapi/public/activations.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.api import PaginationOutput

__all__ = [
    "ActivationOutput",
    "AddDestinationToAudienceOutput",
    "AudienceConnection",
    "AudienceDestination",
    "DestinationInput",
    "DestinationKind",
    "DestinationSubscriptionConfiguration",
    "DestinationSubscriptionConfigurationInput",
    "IDSyncConfigurationInput",
    "IDSyncConfigurationInputInput",
    "ListSupportedDestinationsFromAudienceOutput",
    "PersonalizationInput",
    "PersonalizationInputEntity",
    "PersonalizationOutput",
    "PersonalizationProfile",
    "Profile",
    "ProfileInput",
    "SimpleDestination",
    "UpdateDestinationForAudienceOutput",
]


@frozen(kw_only=True, weakref_slot=False)
class DestinationSubscriptionConfiguration:
    """The action that a destination runs, and how its fields are filled."""

    action_id: str
    """Id of the action; the supported destinations list what there is."""

    settings: Mapping[str, Any] | None = attrs_field(default=None, repr=False)
    """How each field of the action is filled, by name."""


@frozen(kw_only=True, weakref_slot=False)
class PersonalizationInputEntity:
    """Properties of one kind of entity that are sent along."""

    properties: tuple[str, ...]
    """Names of the entity properties."""

    relationship_slug: str
    """Slug of the relationship that leads to the entity."""


@frozen(kw_only=True, weakref_slot=False)
class PersonalizationProfile:
    """Profile traits that an activation sends along."""

    properties: tuple[str, ...]
    """Names of the profile traits."""

    mapping: Mapping[str, str] | None = None
    """Name to send a trait under, by its own name."""


@frozen(kw_only=True, weakref_slot=False)
class PersonalizationOutput:
    """Traits and entity properties that an activation sends along."""

    profile: PersonalizationProfile
    """Profile traits that are sent along."""

    entities: tuple[PersonalizationInputEntity, ...] | None = None
    """Entity properties that are sent along; empty or absent unless the audience is linked."""

    sync_entity_property_changes: bool | None = None
    """Whether a change of an entity property is synced too; for membership-changed activations only."""


@frozen(kw_only=True, weakref_slot=False)
class ActivationOutput:
    """A rule that sends an event to a destination when membership of an audience changes."""

    id: str
    """Names the activation in every other call."""

    enabled: bool
    """Whether the activation is switched on."""

    workspace_id: str
    """Id of the workspace it belongs to."""

    space_id: str
    """Id of the space that holds the audience."""

    audience_id: str
    """Id of the audience it belongs to."""

    connection_id: str
    """Id of the connection between the audience and the destination."""

    activation_type: str
    """Which change of membership makes it send."""

    activation_name: str
    """Name of the activation; for a warehouse, also the name of the table."""

    display_name: str | None = None
    """Label to show instead of the name; only warehouses have one."""

    personalization: PersonalizationOutput
    """Traits and entity properties that are sent along."""

    destination_mapping: DestinationSubscriptionConfiguration | None = None
    """Action to run and how its fields are filled; for destinations that offer actions."""

    perform_resync: bool | None = None
    """Whether the whole audience is sent again."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceConnection:
    """A connection, by its id."""

    id: str
    """Names the connection when an activation is added to it."""


@frozen(kw_only=True, weakref_slot=False)
class IDSyncConfigurationInput:
    """How one type of identifier is sent to a destination."""

    external_id: str
    """Type of identifier, such as user_id or email."""

    strategy: str
    """Which to send if a profile has several: the first, the last or all of them."""

    map_to: str | None = None
    """Name that the destination knows the identifier by; absent if it is not renamed."""


@frozen(kw_only=True, weakref_slot=False)
class AddDestinationToAudienceOutput:
    """A new connection between an audience and a destination."""

    connection: AudienceConnection
    """The connection, by its id."""

    id_sync_configuration: tuple[IDSyncConfigurationInput, ...]
    """Which identifiers are sent and how; five at most."""

    connection_settings: Any | None = attrs_field(default=None, repr=False)
    """Settings the destination needs to set up the audience on its side; their shape is up to it."""


@frozen(kw_only=True, weakref_slot=False)
class AudienceDestination:
    """A destination, by its id."""

    id: str
    """Id of the destination."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationKind:
    """The kind of a connected destination, in short."""

    id: str
    """Id of the catalog entry."""

    name: str
    """Display name of the kind."""

    slug: str
    """Short name of the kind."""


@frozen(kw_only=True, weakref_slot=False)
class ListSupportedDestinationsFromAudienceOutput:
    """The destinations that an audience can be sent to."""

    destinations: Mapping[str, Any]
    """What each destination supports, by the key under which the API lists it."""

    pagination: PaginationOutput | None = None
    """Where a page stands in its list."""


@frozen(kw_only=True, weakref_slot=False)
class Profile:
    """A choice of profile traits and the names they go by elsewhere."""

    properties: tuple[str, ...] | None = None
    """Names of the profile traits."""

    mapping: Mapping[str, str] | None = None
    """Name to send a trait under, by its own name."""


@frozen(kw_only=True, weakref_slot=False)
class SimpleDestination:
    """A destination that an audience is connected to."""

    id: str
    """Id of the connection."""

    name: str | None = None
    """Display name of the destination; absent if none was set."""

    source_id: str
    """Id of the source that feeds the destination."""

    enabled: bool
    """Whether the connection is switched on."""

    created_at: str
    """When the connection was created, as an RFC 3339 time."""

    updated_at: str
    """When the connection last changed, as an RFC 3339 time."""

    settings: Mapping[str, Any] = attrs_field(repr=False)
    """Settings of the destination, by name; secret values come back masked."""

    destination_id: str
    """Id of the destination itself."""

    metadata: DestinationKind | None = None
    """Catalog entry that says what kind of destination it is."""

    id_sync_configuration: tuple[IDSyncConfigurationInput, ...] | None = None
    """Which identifiers are sent and how; five at most."""

    connection_settings: Any | None = attrs_field(default=None, repr=False)
    """Settings the destination needs to set up the audience on its side; their shape is up to it."""


@frozen(kw_only=True, weakref_slot=False)
class UpdateDestinationForAudienceOutput:
    """A connection between an audience and a destination after a change."""

    destination: AudienceDestination
    """The connected destination, by its id."""

    id_sync_configuration: tuple[IDSyncConfigurationInput, ...] | None = None
    """Which identifiers are sent and how; five at most."""

    connection_settings: Any | None = attrs_field(default=None, repr=False)
    """Settings the destination needs to set up the audience on its side; their shape is up to it."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationInput:
    """A destination or warehouse to connect."""

    id: str
    """Id of the destination or warehouse."""

    type: str
    """Which of the two the id stands for."""


@frozen(kw_only=True, weakref_slot=False)
class DestinationSubscriptionConfigurationInput:
    """The action that a destination runs, and how its fields are filled."""

    action_id: str
    """Id of the action; the supported destinations list what there is."""

    settings: Mapping[str, object] | Unset = attrs_field(default=UNSET, repr=False)
    """How each field of the action is filled, by name."""


@frozen(kw_only=True, weakref_slot=False)
class IDSyncConfigurationInputInput:
    """How one type of identifier is sent to a destination."""

    external_id: str
    """Type of identifier, such as user_id or email."""

    strategy: str
    """Which to send if a profile has several: the first, the last or all of them."""

    map_to: str | Unset = UNSET
    """Name that the destination knows the identifier by; absent if it is not renamed."""


@frozen(kw_only=True, weakref_slot=False)
class ProfileInput:
    """A choice of profile traits and the names they go by elsewhere."""

    properties: Sequence[str] | Unset = UNSET
    """Names of the profile traits."""

    mapping: Mapping[str, str] | Unset = UNSET
    """Name to send a trait under, by its own name."""


@frozen(kw_only=True, weakref_slot=False)
class PersonalizationInput:
    """Traits and entity properties that an activation shall send along."""

    profile: ProfileInput | Unset = UNSET
    """Profile traits to send along."""

    entities: Sequence[PersonalizationInputEntity] | Unset = UNSET
    """Entity properties to send along; leave out unless the audience is linked."""

    sync_entity_property_changes: bool | Unset = UNSET
    """Whether a change of an entity property is synced too; for membership-changed activations only."""
