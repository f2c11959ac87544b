"""Calls of the *Activations* tag of the Segment Public API.

Generated from ``openapi/public/activations.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.activations import (
    ActivationOutput,
    AddDestinationToAudienceOutput,
    DestinationInput,
    DestinationSubscriptionConfigurationInput,
    IDSyncConfigurationInputInput,
    ListSupportedDestinationsFromAudienceOutput,
    PersonalizationInput,
    SimpleDestination,
    UpdateDestinationForAudienceOutput,
)

LIST_SUPPORTED_DESTINATIONS = Operation(
    "listSupportedDestinationsFromAudience", "GET",
    "/spaces/{spaceId}/audienceType/{audienceType}/supported-destinations", ListSupportedDestinationsFromAudienceOutput,
    tag="Activations", limit=per_minute(60), levels=("alpha",),
)  # fmt: skip
LIST = Operation(
    "listActivationsFromAudience", "GET", "/spaces/{spaceId}/audiences/{audienceId}/activations",
    Page[ActivationOutput], tag="Activations", paging=Paging("activations", optional=True), limit=per_minute(60),
    levels=("alpha",),
)  # fmt: skip
REMOVE = Operation(
    "removeActivationFromAudience", "DELETE", "/spaces/{spaceId}/audiences/{audienceId}/activations/{id}", str,
    tag="Activations", key="status", limit=per_minute(50), replay="convergent", levels=("alpha",),
)  # fmt: skip
GET = Operation(
    "getActivationFromAudience", "GET", "/spaces/{spaceId}/audiences/{audienceId}/activations/{id}", ActivationOutput,
    tag="Activations", key="activation", limit=per_minute(60), levels=("alpha",),
)  # fmt: skip
UPDATE = Operation(
    "updateActivationForAudience", "PATCH", "/spaces/{spaceId}/audiences/{audienceId}/activations/{id}",
    ActivationOutput, tag="Activations", key="activation", limit=per_minute(50), replay="never", levels=("alpha",),
)  # fmt: skip
LIST_DESTINATIONS = Operation(
    "listDestinationsFromAudience", "GET", "/spaces/{spaceId}/audiences/{audienceId}/destination-connections",
    Page[SimpleDestination], tag="Activations", paging=Paging("connections", optional=True), limit=per_minute(50),
    levels=("alpha",),
)  # fmt: skip
ADD_DESTINATION = Operation(
    "addDestinationToAudience", "POST", "/spaces/{spaceId}/audiences/{audienceId}/destination-connections",
    AddDestinationToAudienceOutput, tag="Activations", limit=per_minute(50), replay="reconcile",
    natural_key=("destination",), levels=("alpha",),
)  # fmt: skip
ADD = Operation(
    "addActivationToAudience", "POST",
    "/spaces/{spaceId}/audiences/{audienceId}/destination-connections/{connectionId}/activations", ActivationOutput,
    tag="Activations", key="activation", limit=per_minute(50), replay="reconcile",
    natural_key=("activationType", "activationName"), levels=("alpha",),
)  # fmt: skip
REMOVE_DESTINATION = Operation(
    "removeDestinationFromAudience", "DELETE",
    "/spaces/{spaceId}/audiences/{audienceId}/destination-connections/{destinationId}", str, tag="Activations",
    key="status", replay="convergent", levels=("alpha",),
)  # fmt: skip
UPDATE_DESTINATION = Operation(
    "updateDestinationForAudience", "PATCH",
    "/spaces/{spaceId}/audiences/{audienceId}/destination-connections/{destinationId}",
    UpdateDestinationForAudienceOutput, tag="Activations", replay="convergent", levels=("alpha",),
)  # fmt: skip


class Activations(Resource):
    """What an audience sends to its destinations, and how."""

    async def list_supported_destinations(
        self, space_id: str, audience_type: str, *, slug: str | Unset = UNSET, action_id: str | Unset = UNSET
    ) -> ListSupportedDestinationsFromAudienceOutput:
        """List the destinations that a type of audience can be sent to.

        The answer is a free-form map, and no further pages can be asked for. Look here for action ids and for the
        fields to fill before you add an activation. Segment takes at most 60 of these a minute. Segment offers it
        at its alpha level only. Needs the *Audience* feature.

        Args:
            space_id: Id of the space the audiences live in.
            audience_type: Type of audience: USERS, ACCOUNTS or LINKED.
            slug: Keeps only the destination with this slug.
            action_id: Keeps only the action with this id.
        """
        return await self._caller.call(
            LIST_SUPPORTED_DESTINATIONS,
            path={"spaceId": space_id, "audienceType": audience_type},
            query={"slug": slug, "actionId": action_id},
        )

    def list(self, space_id: str, audience_id: str, *, page_size: int = 200) -> Paginator[ActivationOutput]:
        """Walk through the activations of an audience.

        Activations of all its destinations appear, told apart by their connection id. Segment takes at most 60 of
        these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience whose activations are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST, page_size=page_size, path={"spaceId": space_id, "audienceId": audience_id})

    async def remove(self, space_id: str, audience_id: str, activation_id: str) -> str:
        """Remove an activation from an audience.

        It no longer sends events to its destination, and no call brings it back. To pause it, update it to be
        disabled. Segment takes at most 50 of these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience the activation belongs to.
            activation_id: Id of the activation to remove.
        """
        return await self._caller.call(
            REMOVE, path={"spaceId": space_id, "audienceId": audience_id, "id": activation_id}
        )

    async def get(self, space_id: str, audience_id: str, activation_id: str) -> ActivationOutput:
        """Fetch one activation of an audience.

        Segment takes at most 60 of these a minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience the activation belongs to.
            activation_id: Id of the activation to fetch.
        """
        return await self._caller.call(GET, path={"spaceId": space_id, "audienceId": audience_id, "id": activation_id})

    async def update(
        self,
        space_id: str,
        audience_id: str,
        activation_id: str,
        *,
        enabled: bool | Unset = UNSET,
        activation_name: str | Unset = UNSET,
        display_name: str | Unset | None = UNSET,
        personalization: PersonalizationInput | Unset = UNSET,
        destination_mapping: DestinationSubscriptionConfigurationInput | Unset = UNSET,
        perform_resync: bool | Unset = UNSET,
    ) -> ActivationOutput:
        """Change an activation of an audience.

        What triggers it cannot be changed: add another activation for that. Leave out the entities for an audience
        that is not linked; even an empty list is refused with status 400. Segment takes at most 50 of these a
        minute. Segment offers it at its alpha level only.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience the activation belongs to.
            activation_id: Id of the activation to change.
            enabled: True switches the activation on, false switches it off.
            activation_name: New name; for a warehouse, it is used as the table name.
            display_name: New label to show instead of the name; only warehouses have one.
            personalization: New choice of what is sent along.
            destination_mapping: Action to run and how its fields are filled; for destinations that offer
                actions.
            perform_resync: True sends the whole audience again.
        """
        return await self._caller.call(
            UPDATE,
            path={"spaceId": space_id, "audienceId": audience_id, "id": activation_id},
            body={
                "enabled": enabled,
                "activationName": activation_name,
                "displayName": display_name,
                "personalization": personalization,
                "destinationMapping": destination_mapping,
                "performResync": perform_resync,
            },
        )

    def list_destinations(
        self, space_id: str, audience_id: str, *, page_size: int = 200
    ) -> Paginator[SimpleDestination]:
        """Walk through the destinations connected to an audience.

        A token that may not read a destination has been seen to get a list without it rather than an error: compare
        the length with the total. Secret settings come back masked, and nothing says whether an entry is a
        destination or a warehouse. Segment takes at most 50 of these a minute. Segment offers it at its alpha level
        only. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience whose destinations are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_DESTINATIONS, page_size=page_size, path={"spaceId": space_id, "audienceId": audience_id})

    async def add_destination(
        self,
        space_id: str,
        audience_id: str,
        *,
        destination: DestinationInput,
        id_sync_configuration: Sequence[IDSyncConfigurationInputInput] | Unset = UNSET,
        connection_settings: object | Unset = UNSET,
    ) -> AddDestinationToAudienceOutput:
        """Connect a destination to an audience.

        Nothing is sent yet: add an activation to the connection next. Segment takes at most 50 of these a minute.
        Segment offers it at its alpha level only. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience to connect.
            destination: The destination or warehouse to connect.
            id_sync_configuration: Which identifiers are sent and how; five at most.
            connection_settings: Settings the destination needs to set up the audience on its side; their shape
                is up to it.
        """
        return await self._caller.call(
            ADD_DESTINATION,
            path={"spaceId": space_id, "audienceId": audience_id},
            body={
                "destination": destination,
                "idSyncConfiguration": id_sync_configuration,
                "connectionSettings": connection_settings,
            },
        )

    async def add(
        self,
        space_id: str,
        audience_id: str,
        connection_id: str,
        *,
        perform_resync: bool,
        activation_type: str,
        activation_name: str,
        enabled: bool | Unset = UNSET,
        display_name: str | Unset = UNSET,
        personalization: PersonalizationInput | Unset = UNSET,
        destination_mapping: DestinationSubscriptionConfigurationInput | Unset = UNSET,
    ) -> ActivationOutput:
        """Add an activation to a destination that an audience is connected to.

        With performResync on, the whole audience is sent at once; otherwise only later changes are. Leave out the
        entities for an audience that is not linked, or the call is refused with status 400. Sending this twice can
        leave two activations that both send. Segment takes at most 50 of these a minute. Segment offers it at its
        alpha level only. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience that gets the activation.
            connection_id: Id of the connection, as returned when the destination was connected.
            perform_resync: True sends the whole audience at once; false sends only later changes.
            activation_type: Which change of membership makes it send.
            activation_name: Name for the activation; for a warehouse, it is used as the table name.
            enabled: Whether the activation starts out switched on.
            display_name: Label to show instead of the name; only warehouses have one.
            personalization: Traits and entity properties to send along.
            destination_mapping: Action to run and how its fields are filled; for destinations that offer
                actions.
        """
        return await self._caller.call(
            ADD,
            path={"spaceId": space_id, "audienceId": audience_id, "connectionId": connection_id},
            body={
                "enabled": enabled,
                "performResync": perform_resync,
                "activationType": activation_type,
                "activationName": activation_name,
                "displayName": display_name,
                "personalization": personalization,
                "destinationMapping": destination_mapping,
            },
        )

    async def remove_destination(self, space_id: str, audience_id: str, destination_id: str) -> None:
        """Disconnect a destination from an audience.

        Remove its activations first: while there are any, the call is refused with status 409. The destination
        itself stays. Segment offers it at its alpha level only. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience to disconnect.
            destination_id: Id of the destination to disconnect.
        """
        await self._caller.call(
            REMOVE_DESTINATION, path={"spaceId": space_id, "audienceId": audience_id, "destinationId": destination_id}
        )

    async def update_destination(
        self,
        space_id: str,
        audience_id: str,
        destination_id: str,
        *,
        id_sync_configuration: Sequence[IDSyncConfigurationInputInput] | Unset = UNSET,
        connection_settings: object | Unset = UNSET,
    ) -> UpdateDestinationForAudienceOutput:
        """Change how identifiers and settings reach a connected destination.

        The destination's own settings are not touched here. A refused change may answer with status 400. Segment
        offers it at its alpha level only. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience the destination is connected to.
            destination_id: Id of the connected destination.
            id_sync_configuration: Which identifiers are sent and how; five at most.
            connection_settings: Settings the destination needs to set up the audience on its side; their shape
                is up to it.
        """
        return await self._caller.call(
            UPDATE_DESTINATION,
            path={"spaceId": space_id, "audienceId": audience_id, "destinationId": destination_id},
            body={"idSyncConfiguration": id_sync_configuration, "connectionSettings": connection_settings},
        )
