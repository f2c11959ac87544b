"""Calls of the *Spaces* tag of the Segment Public API.

Generated from ``openapi/public/spaces.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.public.models.spaces import (
    BatchQueryMessagingSubscriptionsForSpaceOutput,
    GetSubscriptionRequest,
    MessagesSubscriptionRequest,
    ReplaceMessagingSubscriptionsInSpacesOutput,
    Space,
)

LIST = Operation("listSpaces", "GET", "/spaces", Page[Space], tag="Spaces", paging=Paging("spaces"), levels=("alpha",))
GET: Operation[Space | None] = Operation(
    "getSpace", "GET", "/spaces/{spaceId}", Space | None, tag="Spaces", key="space", levels=("alpha",),
)  # fmt: skip
REPLACE_MESSAGING_SUBSCRIPTIONS = Operation(
    "replaceMessagingSubscriptionsInSpaces", "PUT", "/spaces/{spaceId}/messaging-subscriptions",
    ReplaceMessagingSubscriptionsInSpacesOutput, tag="Spaces", limit=per_minute(60), replay="convergent",
    levels=("alpha",),
)  # fmt: skip
BATCH_QUERY_MESSAGING_SUBSCRIPTIONS = Operation(
    "batchQueryMessagingSubscriptionsForSpace", "POST", "/spaces/{spaceId}/messaging-subscriptions/batch",
    BatchQueryMessagingSubscriptionsForSpaceOutput, tag="Spaces", levels=("alpha",),
)  # fmt: skip


class Spaces(Resource):
    """Spaces that profiles live in, and message subscriptions."""

    def list(self, *, page_size: int = 200) -> Paginator[Space]:
        """Walk through every space of the workspace.

        Spaces that were deleted have been seen in the list; they turn out to be empty. Segment offers it at its
        alpha level only. Needs the *Spaces* feature.
        """
        return self._list(LIST, page_size=page_size)

    async def get(self, space_id: str) -> Space | None:
        """Fetch one space.

        A 404 can also mean that the workspace lacks the feature, not only that the id is unknown. Segment offers it
        at its alpha level only. Needs the *Spaces* feature.

        Args:
            space_id: Id of the space to fetch.
        """
        return await self._caller.call(GET, path={"spaceId": space_id})

    async def replace_messaging_subscriptions(
        self, space_id: str, *, subscriptions: Sequence[MessagesSubscriptionRequest]
    ) -> ReplaceMessagingSubscriptionsInSpacesOutput:
        """Set what people are subscribed to, by email address or phone number.

        Segment announced that this call would be switched off after 2025-12-15. Entries succeed or fail one by one:
        look at the failures even when the call went well. Segment takes at most 60 of these a minute. Segment
        offers it at its alpha level only. Needs the *Spaces* feature.

        Args:
            space_id: Id of the space whose subscriptions change.
            subscriptions: One entry for each contact and channel.
        """
        return await self._caller.call(
            REPLACE_MESSAGING_SUBSCRIPTIONS, path={"spaceId": space_id}, body={"subscriptions": subscriptions}
        )

    async def batch_query_messaging_subscriptions(
        self, space_id: str, *, subscriptions: Sequence[GetSubscriptionRequest]
    ) -> BatchQueryMessagingSubscriptionsForSpaceOutput:
        """Look up what people are subscribed to, many at once.

        Segment announced that this call would be switched off after 2025-12-15. Entries succeed or fail one by one:
        look at the failures even when the call went well. Segment offers it at its alpha level only. Needs the
        *Spaces* feature.

        Args:
            space_id: Id of the space to look in.
            subscriptions: One entry for each contact and channel.
        """
        return await self._caller.call(
            BATCH_QUERY_MESSAGING_SUBSCRIPTIONS, path={"spaceId": space_id}, body={"subscriptions": subscriptions}
        )
