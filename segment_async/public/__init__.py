"""The Segment Public API: its tags, each loaded when it is first touched, and its operations.

Generated from ``openapi/public/`` by ``python -m codegen``; do not edit.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from segment_async._core.resource import Caller
from segment_async.public.operations import OPERATIONS

if TYPE_CHECKING:
    from segment_async.public.calls.activations import Activations
    from segment_async.public.calls.api_calls import APICalls
    from segment_async.public.calls.audiences import Audiences
    from segment_async.public.calls.audit_trail import AuditTrail
    from segment_async.public.calls.catalog import Catalog
    from segment_async.public.calls.computed_traits import ComputedTraits
    from segment_async.public.calls.credentials import Credentials
    from segment_async.public.calls.customer_insights import CustomerInsights
    from segment_async.public.calls.dbt import Dbt
    from segment_async.public.calls.deletion_and_suppression import DeletionAndSuppression
    from segment_async.public.calls.delivery_overview import DeliveryOverview
    from segment_async.public.calls.destination_filters import DestinationFilters
    from segment_async.public.calls.destinations import Destinations
    from segment_async.public.calls.events import Events
    from segment_async.public.calls.functions import Functions
    from segment_async.public.calls.iam_groups import IAMGroups
    from segment_async.public.calls.iam_roles import IAMRoles
    from segment_async.public.calls.iam_users import IAMUsers
    from segment_async.public.calls.labels import Labels
    from segment_async.public.calls.live_plugins import LivePlugins
    from segment_async.public.calls.monthly_tracked_users import MonthlyTrackedUsers
    from segment_async.public.calls.profiles_sync import ProfilesSync
    from segment_async.public.calls.reverse_etl import ReverseETL
    from segment_async.public.calls.selective_sync import SelectiveSync
    from segment_async.public.calls.sources import Sources
    from segment_async.public.calls.space_filters import SpaceFilters
    from segment_async.public.calls.space_schema_api import SpaceSchemaAPI
    from segment_async.public.calls.spaces import Spaces
    from segment_async.public.calls.testing import Testing
    from segment_async.public.calls.tracking_plans import TrackingPlans
    from segment_async.public.calls.transformations import Transformations
    from segment_async.public.calls.warehouses import Warehouses
    from segment_async.public.calls.workspaces import Workspaces

__all__ = ["OPERATIONS", "Tags"]


class Tags(Caller):
    """What a client of the Segment Public API can do, by tag."""

    @cached_property
    def activations(self) -> "Activations":
        """What an audience sends to its destinations, and how."""
        from segment_async.public.calls.activations import Activations

        return Activations(self)

    @cached_property
    def api_calls(self) -> "APICalls":
        """How many calls bring data in, day by day."""
        from segment_async.public.calls.api_calls import APICalls

        return APICalls(self)

    @cached_property
    def audiences(self) -> "Audiences":
        """Groups of profiles that share a definition, their previews, runs and schedules."""
        from segment_async.public.calls.audiences import Audiences

        return Audiences(self)

    @cached_property
    def audit_trail(self) -> "AuditTrail":
        """Who did what in the workspace."""
        from segment_async.public.calls.audit_trail import AuditTrail

        return AuditTrail(self)

    @cached_property
    def catalog(self) -> "Catalog":
        """The kinds of sources, destinations and warehouses that Segment offers."""
        from segment_async.public.calls.catalog import Catalog

        return Catalog(self)

    @cached_property
    def computed_traits(self) -> "ComputedTraits":
        """Values that Segment computes for each profile."""
        from segment_async.public.calls.computed_traits import ComputedTraits

        return ComputedTraits(self)

    @cached_property
    def credentials(self) -> "Credentials":
        """Secrets for databases, stored once and used by several connections."""
        from segment_async.public.calls.credentials import Credentials

        return Credentials(self)

    @cached_property
    def customer_insights(self) -> "CustomerInsights":
        """Files of customer insights to download."""
        from segment_async.public.calls.customer_insights import CustomerInsights

        return CustomerInsights(self)

    @cached_property
    def dbt(self) -> "Dbt":
        """Runs of dbt models."""
        from segment_async.public.calls.dbt import Dbt

        return Dbt(self)

    @cached_property
    def deletion_and_suppression(self) -> "DeletionAndSuppression":
        """Requests to delete or to stop collecting the data of people."""
        from segment_async.public.calls.deletion_and_suppression import DeletionAndSuppression

        return DeletionAndSuppression(self)

    @cached_property
    def delivery_overview(self) -> "DeliveryOverview":
        """How many events came in, were filtered, delivered or lost, by source and destination."""
        from segment_async.public.calls.delivery_overview import DeliveryOverview

        return DeliveryOverview(self)

    @cached_property
    def destination_filters(self) -> "DestinationFilters":
        """Rules that drop, sample or trim events before a destination sees them."""
        from segment_async.public.calls.destination_filters import DestinationFilters

        return DestinationFilters(self)

    @cached_property
    def destinations(self) -> "Destinations":
        """Tools that a source's events are sent to, their subscriptions and delivery."""
        from segment_async.public.calls.destinations import Destinations

        return Destinations(self)

    @cached_property
    def events(self) -> "Events":
        """How many events came in."""
        from segment_async.public.calls.events import Events

        return Events(self)

    @cached_property
    def functions(self) -> "Functions":
        """Code that runs as a source or a destination or on the way to one, and its versions."""
        from segment_async.public.calls.functions import Functions

        return Functions(self)

    @cached_property
    def iam_groups(self) -> "IAMGroups":
        """Groups of users and what they may do."""
        from segment_async.public.calls.iam_groups import IAMGroups

        return IAMGroups(self)

    @cached_property
    def iam_roles(self) -> "IAMRoles":
        """Roles that permissions are made of."""
        from segment_async.public.calls.iam_roles import IAMRoles

        return IAMRoles(self)

    @cached_property
    def iam_users(self) -> "IAMUsers":
        """Users, invitations and what each of them may do."""
        from segment_async.public.calls.iam_users import IAMUsers

        return IAMUsers(self)

    @cached_property
    def labels(self) -> "Labels":
        """Key and value pairs that sort sources and limit permissions."""
        from segment_async.public.calls.labels import Labels

        return Labels(self)

    @cached_property
    def live_plugins(self) -> "LivePlugins":
        """Code that runs in the browser with a source."""
        from segment_async.public.calls.live_plugins import LivePlugins

        return LivePlugins(self)

    @cached_property
    def monthly_tracked_users(self) -> "MonthlyTrackedUsers":
        """How many people were tracked, day by day."""
        from segment_async.public.calls.monthly_tracked_users import MonthlyTrackedUsers

        return MonthlyTrackedUsers(self)

    @cached_property
    def profiles_sync(self) -> "ProfilesSync":
        """Warehouses that profiles are loaded into."""
        from segment_async.public.calls.profiles_sync import ProfilesSync

        return ProfilesSync(self)

    @cached_property
    def reverse_etl(self) -> "ReverseETL":
        """Models that bring rows of a warehouse to destinations, and their syncs."""
        from segment_async.public.calls.reverse_etl import ReverseETL

        return ReverseETL(self)

    @cached_property
    def selective_sync(self) -> "SelectiveSync":
        """Which tables a warehouse is loaded with, when, and how that went."""
        from segment_async.public.calls.selective_sync import SelectiveSync

        return SelectiveSync(self)

    @cached_property
    def sources(self) -> "Sources":
        """Places that events come from."""
        from segment_async.public.calls.sources import Sources

        return Sources(self)

    @cached_property
    def space_filters(self) -> "SpaceFilters":
        """Rules that drop events before they reach a space."""
        from segment_async.public.calls.space_filters import SpaceFilters

        return SpaceFilters(self)

    @cached_property
    def space_schema_api(self) -> "SpaceSchemaAPI":
        """Events, traits, entities and their properties as seen in a space."""
        from segment_async.public.calls.space_schema_api import SpaceSchemaAPI

        return SpaceSchemaAPI(self)

    @cached_property
    def spaces(self) -> "Spaces":
        """Spaces that profiles live in, and message subscriptions."""
        from segment_async.public.calls.spaces import Spaces

        return Spaces(self)

    @cached_property
    def testing(self) -> "Testing":
        """A call that answers as it is told to."""
        from segment_async.public.calls.testing import Testing

        return Testing(self)

    @cached_property
    def tracking_plans(self) -> "TrackingPlans":
        """Agreed events and properties, and the sources held to them."""
        from segment_async.public.calls.tracking_plans import TrackingPlans

        return TrackingPlans(self)

    @cached_property
    def transformations(self) -> "Transformations":
        """Rules that rename, change or hash events on their way."""
        from segment_async.public.calls.transformations import Transformations

        return Transformations(self)

    @cached_property
    def warehouses(self) -> "Warehouses":
        """Databases that sources are loaded into, and their connections."""
        from segment_async.public.calls.warehouses import Warehouses

        return Warehouses(self)

    @cached_property
    def workspaces(self) -> "Workspaces":
        """The workspace that a token belongs to."""
        from segment_async.public.calls.workspaces import Workspaces

        return Workspaces(self)
