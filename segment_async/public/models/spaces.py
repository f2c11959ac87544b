"""Models of the *Spaces* tag of the Segment Public API.

Generated from ``openapi/public/spaces.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.api import PaginationOutput

__all__ = [
    "BatchQueryMessagingSubscriptionsForSpaceOutput",
    "GetMessagingSubscriptionFailureResponse",
    "GetMessagingSubscriptionSuccessResponse",
    "GetSubscriptionRequest",
    "GetSubscriptionRequestType",
    "GroupSubscriptionStatus",
    "GroupSubscriptionStatusResponse",
    "GroupSubscriptionStatusStatus",
    "MessageSubscriptionResponse",
    "MessageSubscriptionResponseError",
    "MessagesSubscriptionRequest",
    "ReplaceMessagingSubscriptionsInSpacesOutput",
    "Space",
    "UpdateGroupSubscriptionStatusResponse",
]


@frozen(kw_only=True, weakref_slot=False)
class MessageSubscriptionResponseError:
    """Something that went wrong with an entry."""

    code: str
    """Short code for the kind of error."""

    message: str
    """Explanation for people to read."""


@frozen(kw_only=True, weakref_slot=False)
class GetMessagingSubscriptionFailureResponse:
    """A contact that could not be looked up."""

    key: str
    """Contact as it was sent."""

    type: str
    """Channel as it was sent."""

    errors: tuple[MessageSubscriptionResponseError, ...]
    """What went wrong."""


GroupSubscriptionStatusStatus: TypeAlias = Literal["DID_NOT_SUBSCRIBE", "SUBSCRIBED", "UNSUBSCRIBED"] | str
"""Known values of ``status``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class GroupSubscriptionStatusResponse:
    """Where a contact stands with one subscription group."""

    name: str
    """Name of the subscription group."""

    status: GroupSubscriptionStatusStatus
    """Where the contact stands with the group."""

    id: str
    """Id of the subscription group."""

    updated_at: str | None = None
    """When the state last changed, as an RFC 3339 time; absent if not known."""


GetSubscriptionRequestType: TypeAlias = Literal["ANDROID_PUSH", "EMAIL", "IOS_PUSH", "SMS", "WHATSAPP"] | str
"""Known values of ``type``; others pass through."""


@frozen(kw_only=True, weakref_slot=False)
class GetMessagingSubscriptionSuccessResponse:
    """What one contact is subscribed to on one channel."""

    key: str
    """Email address, phone number or other contact, in line with the type."""

    type: GetSubscriptionRequestType
    """Channel the contact belongs to."""

    status: GroupSubscriptionStatusStatus | None = None
    """Where the contact stands with the channel as a whole."""

    groups: tuple[GroupSubscriptionStatusResponse, ...] | None = None
    """Where the contact stands with single subscription groups."""

    updated_at: str | None = None
    """When the subscription last changed, as an RFC 3339 time; absent if not known."""


@frozen(kw_only=True, weakref_slot=False)
class BatchQueryMessagingSubscriptionsForSpaceOutput:
    """What was found for the contacts that were looked up."""

    successes: tuple[GetMessagingSubscriptionSuccessResponse, ...]
    """Contacts that were found, with what they are subscribed to."""

    failures: tuple[GetMessagingSubscriptionFailureResponse, ...]
    """Contacts that could not be looked up, each with its errors."""

    errors: tuple[MessageSubscriptionResponseError, ...]
    """Errors of the lookup as a whole."""

    pagination: PaginationOutput | None = None
    """Where a page stands in its list."""


@frozen(kw_only=True, weakref_slot=False)
class UpdateGroupSubscriptionStatusResponse:
    """Where a contact stands with one subscription group after a change."""

    name: str
    """Name of the subscription group."""

    status: GroupSubscriptionStatusStatus
    """Where the contact stands with the group."""

    id: str
    """Id of the subscription group."""


@frozen(kw_only=True, weakref_slot=False)
class MessageSubscriptionResponse:
    """What became of one entry that was sent."""

    key: str
    """Email address, phone number or other contact, in line with the type."""

    type: GetSubscriptionRequestType
    """Channel the contact belongs to."""

    status: GroupSubscriptionStatusStatus | None = None
    """Where the contact stands with the channel as a whole."""

    errors: tuple[MessageSubscriptionResponseError, ...] | None = None
    """What went wrong with the entry; absent if nothing did."""

    groups: tuple[UpdateGroupSubscriptionStatusResponse, ...] | None = None
    """Subscription groups of the entry and their state."""


@frozen(kw_only=True, weakref_slot=False)
class ReplaceMessagingSubscriptionsInSpacesOutput:
    """What became of the subscriptions that were sent."""

    successes: tuple[MessageSubscriptionResponse, ...]
    """Entries that were written."""

    failures: tuple[MessageSubscriptionResponse, ...]
    """Entries that were not written, each with its errors."""

    pagination: PaginationOutput | None = None
    """Where a page stands in its list."""


@frozen(kw_only=True, weakref_slot=False)
class Space:
    """A place inside the workspace that holds profiles, audiences and computed traits."""

    id: str
    """Names the space in every other call."""

    slug: str
    """Short name for use in addresses and scripts."""

    name: str
    """Display name."""


@frozen(kw_only=True, weakref_slot=False)
class GetSubscriptionRequest:
    """One contact to look up on one channel."""

    key: str
    """Email address, phone number or other contact, in line with the type."""

    type: GetSubscriptionRequestType
    """Channel the contact belongs to."""


@frozen(kw_only=True, weakref_slot=False)
class GroupSubscriptionStatus:
    """Where a contact shall stand with one subscription group."""

    name: str
    """Name of the subscription group."""

    status: GroupSubscriptionStatusStatus
    """Where the contact stands with the group."""


@frozen(kw_only=True, weakref_slot=False)
class MessagesSubscriptionRequest:
    """What one contact shall be subscribed to on one channel."""

    key: str
    """Email address, phone number or other contact, in line with the type."""

    type: GetSubscriptionRequestType
    """Channel the contact belongs to."""

    status: GroupSubscriptionStatusStatus | Unset = UNSET
    """Where the contact stands with the channel as a whole."""

    groups: Sequence[GroupSubscriptionStatus] | Unset = UNSET
    """Where the contact stands with single subscription groups."""
