"""The workspace itself."""

from collections.abc import Callable
from datetime import UTC, datetime

from segment_async.sandbox.store.catalog import Catalog
from segment_async.sandbox.store.destinations import Destinations
from segment_async.sandbox.store.ids import Ids
from segment_async.sandbox.store.labels import Labels
from segment_async.sandbox.store.records import Record, timestamp
from segment_async.sandbox.store.sources import Sources
from segment_async.sandbox.store.tracking_plans import TrackingPlans
from segment_async.sandbox.store.volume import Volume
from segment_async.sandbox.store.warehouses import Warehouses


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """One workspace with everything in it."""

    def __init__(self, *, clock: Callable[[], datetime] = _utc_now) -> None:
        """Start empty, without even a catalog.

        Args:
            clock: Returns the present moment in UTC.
        """
        self.ids = Ids()
        self.present = clock
        """Returns the present moment in UTC."""
        self.started = clock()
        """When the workspace came up, UTC. Counted events end here: nobody sends any more."""
        self.record: Record = {"id": self.ids.next("workspace"), "slug": "sandbox", "name": "Sandbox"}
        """The workspace's own ``id``, ``slug`` and ``name``."""
        self.catalog = Catalog()
        self.labels = Labels()
        self.sources = Sources(self)
        self.destinations = Destinations(self)
        self.tracking_plans = TrackingPlans(self)
        self.warehouses = Warehouses(self)
        self.volume = Volume()

    def now(self) -> str:
        """Return the present moment as the APIs write it."""
        return timestamp(self.present())
