"""The workspace itself."""

from collections.abc import Callable
from datetime import UTC, datetime

from segment_async.sandbox.store.access import AccessTokens, Apps
from segment_async.sandbox.store.activations import Activations
from segment_async.sandbox.store.audiences import Audiences
from segment_async.sandbox.store.audit_trail import AuditTrail
from segment_async.sandbox.store.catalog import Catalog
from segment_async.sandbox.store.computed_traits import ComputedTraits
from segment_async.sandbox.store.credentials import Credentials
from segment_async.sandbox.store.destinations import Destinations
from segment_async.sandbox.store.functions import Functions
from segment_async.sandbox.store.ids import Ids
from segment_async.sandbox.store.insert_functions import InsertFunctionInstances
from segment_async.sandbox.store.labels import Labels
from segment_async.sandbox.store.live_plugins import LivePlugins
from segment_async.sandbox.store.people import Invites, Users
from segment_async.sandbox.store.profiles_warehouses import ProfilesWarehouses
from segment_async.sandbox.store.records import Record, timestamp
from segment_async.sandbox.store.regulations import Regulations
from segment_async.sandbox.store.reverse_etl import ReverseEtlModels
from segment_async.sandbox.store.sources import Sources
from segment_async.sandbox.store.space_filters import SpaceFilters
from segment_async.sandbox.store.space_schema import SpaceSchemas
from segment_async.sandbox.store.spaces import Spaces
from segment_async.sandbox.store.tracking_plans import TrackingPlans
from segment_async.sandbox.store.transformations import Transformations
from segment_async.sandbox.store.user_groups import UserGroups
from segment_async.sandbox.store.volume import Volume
from segment_async.sandbox.store.warehouse_syncs import WarehouseSyncs
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
        self.author: str = self.ids.next("author")
        """Id of the user that writes through the APIs."""
        self.catalog = Catalog()
        self.labels = Labels()
        self.sources = Sources(self)
        self.destinations = Destinations(self)
        self.tracking_plans = TrackingPlans(self)
        self.warehouses = Warehouses(self)
        self.spaces = Spaces(self)
        self.audiences = Audiences(self)
        self.activations = Activations(self)
        self.computed_traits = ComputedTraits(self)
        self.space_filters = SpaceFilters(self)
        self.space_schemas = SpaceSchemas(self)
        self.functions = Functions(self)
        self.insert_function_instances = InsertFunctionInstances(self)
        self.live_plugins = LivePlugins(self)
        self.credentials = Credentials(self)
        self.users = Users(self)
        self.invites = Invites(self)
        self.user_groups = UserGroups(self)
        self.audit_trail = AuditTrail(self)
        self.volume = Volume()
        self.warehouse_syncs = WarehouseSyncs(self)
        self.profiles_warehouses = ProfilesWarehouses(self)
        self.reverse_etl_models = ReverseEtlModels(self)
        self.transformations = Transformations(self)
        self.regulations = Regulations(self)
        self.access_tokens = AccessTokens(self)
        self.apps = Apps(self)

    def now(self) -> str:
        """Return the present moment as the APIs write it."""
        return timestamp(self.present())
