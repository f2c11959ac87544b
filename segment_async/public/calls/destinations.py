"""Calls of the *Destinations* tag of the Segment Public API.

Generated from ``openapi/public/destinations.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.destinations import (
    DeliveryMetricsSummary,
    Destination,
    DestinationsGranularity,
    DestinationSubscription,
    DestinationSubscriptionUpdateInput,
)

LIST = Operation(
    "listDestinations", "GET", "/destinations", Page[Destination], tag="Destinations", paging=Paging("destinations"),
)  # fmt: skip
CREATE = Operation(
    "createDestination", "POST", "/destinations", Destination, tag="Destinations", key="destination",
    replay="reconcile", natural_key=("sourceId", "metadataId", "name"),
)  # fmt: skip
DELETE = Operation(
    "deleteDestination", "DELETE", "/destinations/{destinationId}", str, tag="Destinations", key="status",
    replay="convergent",
)  # fmt: skip
GET = Operation(
    "getDestination", "GET", "/destinations/{destinationId}", Destination, tag="Destinations", key="destination",
)  # fmt: skip
UPDATE = Operation(
    "updateDestination", "PATCH", "/destinations/{destinationId}", Destination, tag="Destinations", key="destination",
    replay="convergent",
)  # fmt: skip
LIST_DELIVERY_METRICS_SUMMARY = Operation(
    "listDeliveryMetricsSummaryFromDestination", "GET", "/destinations/{destinationId}/delivery-metrics",
    DeliveryMetricsSummary, tag="Destinations", key="deliveryMetricsSummary", levels=("beta", "alpha"),
)  # fmt: skip
LIST_SUBSCRIPTIONS = Operation(
    "listSubscriptionsFromDestination", "GET", "/destinations/{destinationId}/subscriptions",
    Page[DestinationSubscription], tag="Destinations", paging=Paging("subscriptions", optional=True), levels=("alpha",),
)  # fmt: skip
CREATE_SUBSCRIPTION = Operation(
    "createDestinationSubscription", "POST", "/destinations/{destinationId}/subscriptions", DestinationSubscription,
    tag="Destinations", key="destinationSubscription", limit=per_minute(5), replay="reconcile",
    natural_key=("actionId", "name"), levels=("alpha",),
)  # fmt: skip
REMOVE_SUBSCRIPTION = Operation(
    "removeSubscriptionFromDestination", "DELETE", "/destinations/{destinationId}/subscriptions/{id}", str,
    tag="Destinations", key="status", limit=per_minute(5), replay="convergent", levels=("alpha",),
)  # fmt: skip
GET_SUBSCRIPTION = Operation(
    "getSubscriptionFromDestination", "GET", "/destinations/{destinationId}/subscriptions/{id}",
    DestinationSubscription, tag="Destinations", key="subscription", levels=("alpha",),
)  # fmt: skip
UPDATE_SUBSCRIPTION = Operation(
    "updateSubscriptionForDestination", "PATCH", "/destinations/{destinationId}/subscriptions/{id}",
    DestinationSubscription, tag="Destinations", key="subscription", limit=per_minute(5), replay="convergent",
    levels=("alpha",),
)  # fmt: skip


class Destinations(Resource):
    """Tools that a source's events are sent to, their subscriptions and delivery."""

    def list(self, *, page_size: int = 200) -> Paginator[Destination]:
        """Walk through every destination of the workspace.

        Destinations of all sources appear, told apart by their source id. Secret settings come back masked, and
        nothing says when a destination was created.
        """
        return self._list(LIST, page_size=page_size)

    async def create(
        self,
        *,
        source_id: str,
        metadata_id: str,
        settings: Mapping[str, object],
        enabled: bool | Unset = UNSET,
        name: str | Unset = UNSET,
    ) -> Destination:
        """Create a destination and connect it to a source.

        A source can hold several destinations of one kind, so sending this twice can leave two; look for the first
        before trying again. The server may add defaults to the settings you send. Leaves *Integration Created* in
        the audit trail.

        Args:
            source_id: Id of the source to connect the destination to.
            metadata_id: Catalog id of the kind of destination to create.
            settings: Configuration, keyed by the option names in the catalog entry.
            enabled: Whether it starts switched on; send it explicitly, as no default is documented.
            name: Human-readable name, unique among the destinations of the source.
        """
        return await self._caller.call(
            CREATE,
            body={
                "sourceId": source_id,
                "metadataId": metadata_id,
                "enabled": enabled,
                "name": name,
                "settings": settings,
            },
        )

    async def delete(self, destination_id: str) -> None:
        """Delete a destination.

        No call brings it back, and its secret settings cannot be read out beforehand. To pause delivery instead,
        update it to be disabled. Leaves *Integration Deleted* in the audit trail.

        Args:
            destination_id: Id of the destination to delete.
        """
        await self._caller.call(DELETE, path={"destinationId": destination_id})

    async def get(self, destination_id: str) -> Destination:
        """Read one destination.

        Secret settings come back masked with bullet characters; never write such a value back.

        Args:
            destination_id: Id of the destination to read.
        """
        return await self._caller.call(GET, path={"destinationId": destination_id})

    async def update(
        self,
        destination_id: str,
        *,
        name: str | Unset | None = UNSET,
        enabled: bool | Unset = UNSET,
        settings: Mapping[str, object] | Unset = UNSET,
    ) -> Destination:
        """Change the name, the settings or the on/off state of a destination.

        Read-only settings sent along with writable ones are dropped without a word; sent alone they are refused
        with status 400. Masked secrets from an earlier read must not be sent, as they would overwrite the real
        ones. Leaves *Integration Disabled* in the audit trail.

        Args:
            destination_id: Id of the destination to change.
            name: New name, unique among the destinations of the source; null is accepted too.
            enabled: Whether the destination is switched on to receive events.
            settings: Settings to write; leave out read-only ones and masked secrets.
        """
        return await self._caller.call(
            UPDATE,
            path={"destinationId": destination_id},
            body={"name": name, "enabled": enabled, "settings": settings},
        )

    async def list_delivery_metrics_summary(
        self,
        destination_id: str,
        *,
        source_id: str,
        start_time: str | Unset = UNSET,
        end_time: str | Unset = UNSET,
        granularity: DestinationsGranularity | Unset = UNSET,
    ) -> DeliveryMetricsSummary:
        """Sum up how events from one source were delivered to a destination.

        The answer names the kind of destination rather than the instance, and two instances of one kind share that
        id: match results by the destination id you asked with. The finer the granularity, the shorter and more
        recent the range has to be. Segment offers it at its beta and alpha levels only.

        Args:
            destination_id: Id of the destination to measure.
            source_id: Id of the source whose events are counted.
            start_time: Start of the range, as an RFC 3339 time.
            end_time: End of the range, as an RFC 3339 time.
            granularity: How finely to measure, which limits the range: MINUTE (used if left out), HOUR or DAY.
        """
        return await self._caller.call(
            LIST_DELIVERY_METRICS_SUMMARY,
            path={"destinationId": destination_id},
            query={"sourceId": source_id, "startTime": start_time, "endTime": end_time, "granularity": granularity},
        )

    def list_subscriptions(self, destination_id: str, *, page_size: int = 200) -> Paginator[DestinationSubscription]:
        """Walk through the subscriptions of a destination.

        Subscriptions belong to destinations whose catalog entry offers actions. A 404 can also mean that the
        workspace lacks the feature, not only that the id is unknown. Segment offers it at its alpha level only.
        Needs the *Destination Subscriptions* feature.

        Args:
            destination_id: Id of the destination the subscriptions belong to.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_SUBSCRIPTIONS, page_size=page_size, path={"destinationId": destination_id})

    async def create_subscription(
        self,
        destination_id: str,
        *,
        name: str,
        action_id: str,
        trigger: str,
        enabled: bool,
        settings: Mapping[str, object] | Unset = UNSET,
        model_id: str | Unset = UNSET,
    ) -> DestinationSubscription:
        """Create a subscription that runs an action of a destination.

        Take the action from the destination's catalog entry. The server may add defaults to the settings, so
        compare only the keys you sent. Segment takes at most 5 of these a minute. Segment offers it at its alpha
        level only. Needs the *Destination Subscriptions* feature.

        Args:
            destination_id: Id of the destination that offers the action.
            name: Human-readable name.
            action_id: Id of the action to run, from the destination's catalog entry.
            trigger: Selects the events that run the action, written in FQL: type = "track".
            enabled: Whether the subscription starts switched on.
            settings: Values for the fields of the action; the server may add defaults.
            model_id: Id of the reverse ETL model to feed it; leave out for any other source.
        """
        return await self._caller.call(
            CREATE_SUBSCRIPTION,
            path={"destinationId": destination_id},
            body={
                "name": name,
                "actionId": action_id,
                "trigger": trigger,
                "enabled": enabled,
                "settings": settings,
                "modelId": model_id,
            },
        )

    async def remove_subscription(self, destination_id: str, subscription_id: str) -> None:
        """Remove a subscription from a destination.

        No call brings it back. To stop it for a while, update it to be disabled. Segment takes at most 5 of these a
        minute. Segment offers it at its alpha level only. Needs the *Destination Subscriptions* feature.

        Args:
            destination_id: Id of the destination the subscription belongs to.
            subscription_id: Id of the subscription to remove.
        """
        await self._caller.call(REMOVE_SUBSCRIPTION, path={"destinationId": destination_id, "id": subscription_id})

    async def get_subscription(self, destination_id: str, subscription_id: str) -> DestinationSubscription:
        """Read one subscription of a destination.

        A 404 can also mean that the workspace lacks the feature, not only that an id is unknown. Segment offers it
        at its alpha level only. Needs the *Destination Subscriptions* feature.

        Args:
            destination_id: Id of the destination the subscription belongs to.
            subscription_id: Id of the subscription to read.
        """
        return await self._caller.call(GET_SUBSCRIPTION, path={"destinationId": destination_id, "id": subscription_id})

    async def update_subscription(
        self, destination_id: str, subscription_id: str, *, input: DestinationSubscriptionUpdateInput
    ) -> DestinationSubscription:
        """Change a subscription of a destination.

        The action itself cannot be exchanged: create another subscription for that. The model id goes by a
        different name here than when creating. Segment takes at most 5 of these a minute. Segment offers it at its
        alpha level only. Needs the *Destination Subscriptions* feature.

        Args:
            destination_id: Id of the destination the subscription belongs to.
            subscription_id: Id of the subscription to change.
            input: The changes themselves.
        """
        return await self._caller.call(
            UPDATE_SUBSCRIPTION, path={"destinationId": destination_id, "id": subscription_id}, body={"input": input}
        )
