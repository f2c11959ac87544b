"""The Segment Public API: its tags, each loaded when it is first touched, and its operations.

Generated from ``openapi/public/`` by ``python -m codegen``; do not edit.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from segment_async._core.resource import Caller
from segment_async.public.operations import OPERATIONS

if TYPE_CHECKING:
    from segment_async.public.calls.catalog import Catalog
    from segment_async.public.calls.destination_filters import DestinationFilters
    from segment_async.public.calls.destinations import Destinations
    from segment_async.public.calls.events import Events
    from segment_async.public.calls.labels import Labels
    from segment_async.public.calls.sources import Sources
    from segment_async.public.calls.tracking_plans import TrackingPlans
    from segment_async.public.calls.warehouses import Warehouses
    from segment_async.public.calls.workspaces import Workspaces

__all__ = ["OPERATIONS", "Tags"]


class Tags(Caller):
    """What a client of the Segment Public API can do, by tag."""

    @cached_property
    def catalog(self) -> "Catalog":
        """The kinds of sources, destinations and warehouses that Segment offers."""
        from segment_async.public.calls.catalog import Catalog

        return Catalog(self)

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
    def labels(self) -> "Labels":
        """Key and value pairs that sort sources and limit permissions."""
        from segment_async.public.calls.labels import Labels

        return Labels(self)

    @cached_property
    def sources(self) -> "Sources":
        """Places that events come from."""
        from segment_async.public.calls.sources import Sources

        return Sources(self)

    @cached_property
    def tracking_plans(self) -> "TrackingPlans":
        """Agreed events and properties, and the sources held to them."""
        from segment_async.public.calls.tracking_plans import TrackingPlans

        return TrackingPlans(self)

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
