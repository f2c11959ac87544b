"""The Segment Config API: its tags, each loaded when it is first touched, and its operations.

Generated from ``openapi/config/`` by ``python -m codegen``; do not edit.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from segment_async._core.resource import Caller
from segment_async.config.operations import OPERATIONS

if TYPE_CHECKING:
    from segment_async.config.calls.access_tokens import AccessTokens
    from segment_async.config.calls.apps import Apps
    from segment_async.config.calls.deletion_and_suppression import DeletionAndSuppression
    from segment_async.config.calls.destination_catalog import DestinationCatalog
    from segment_async.config.calls.destination_filters import DestinationFilters
    from segment_async.config.calls.destinations import Destinations
    from segment_async.config.calls.event_delivery_metrics import EventDeliveryMetrics
    from segment_async.config.calls.functions import Functions
    from segment_async.config.calls.iam import IAM
    from segment_async.config.calls.source_catalog import SourceCatalog
    from segment_async.config.calls.sources import Sources
    from segment_async.config.calls.tracking_plans import TrackingPlans
    from segment_async.config.calls.workspaces import Workspaces

__all__ = ["OPERATIONS", "Tags"]


class Tags(Caller):
    """What a client of the Segment Config API can do, by tag."""

    @cached_property
    def access_tokens(self) -> "AccessTokens":
        """Tokens of the older kind, which an account's e-mail address and password can make."""
        from segment_async.config.calls.access_tokens import AccessTokens

        return AccessTokens(self)

    @cached_property
    def source_catalog(self) -> "SourceCatalog":
        """The kinds of sources that Segment offers."""
        from segment_async.config.calls.source_catalog import SourceCatalog

        return SourceCatalog(self)

    @cached_property
    def destination_catalog(self) -> "DestinationCatalog":
        """The kinds of destinations that Segment offers, and their settings."""
        from segment_async.config.calls.destination_catalog import DestinationCatalog

        return DestinationCatalog(self)

    @cached_property
    def workspaces(self) -> "Workspaces":
        """The workspaces that a token opens."""
        from segment_async.config.calls.workspaces import Workspaces

        return Workspaces(self)

    @cached_property
    def sources(self) -> "Sources":
        """Places that events come from, and how strictly their events are checked."""
        from segment_async.config.calls.sources import Sources

        return Sources(self)

    @cached_property
    def destinations(self) -> "Destinations":
        """Tools that a source's events are sent to."""
        from segment_async.config.calls.destinations import Destinations

        return Destinations(self)

    @cached_property
    def tracking_plans(self) -> "TrackingPlans":
        """Agreed events and properties, and the sources held to them."""
        from segment_async.config.calls.tracking_plans import TrackingPlans

        return TrackingPlans(self)

    @cached_property
    def event_delivery_metrics(self) -> "EventDeliveryMetrics":
        """How many events reached a destination, and how fast."""
        from segment_async.config.calls.event_delivery_metrics import EventDeliveryMetrics

        return EventDeliveryMetrics(self)

    @cached_property
    def destination_filters(self) -> "DestinationFilters":
        """Rules that drop, sample or trim events before a destination sees them."""
        from segment_async.config.calls.destination_filters import DestinationFilters

        return DestinationFilters(self)

    @cached_property
    def iam(self) -> "IAM":
        """Roles, who holds them, and invitations."""
        from segment_async.config.calls.iam import IAM

        return IAM(self)

    @cached_property
    def functions(self) -> "Functions":
        """Code that runs as a source or a destination."""
        from segment_async.config.calls.functions import Functions

        return Functions(self)

    @cached_property
    def deletion_and_suppression(self) -> "DeletionAndSuppression":
        """Requests to delete or to stop collecting the data of people."""
        from segment_async.config.calls.deletion_and_suppression import DeletionAndSuppression

        return DeletionAndSuppression(self)

    @cached_property
    def apps(self) -> "Apps":
        """Apps that workspaces install by OAuth, and the tokens of installations."""
        from segment_async.config.calls.apps import Apps

        return Apps(self)
