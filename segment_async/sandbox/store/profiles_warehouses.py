"""Warehouses that the profiles of a space are synced to."""

from collections import defaultdict
from typing import TYPE_CHECKING

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.switches import Switches
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class ProfilesWarehouses:
    """The profiles warehouses of each space.

    A record holds ``id spaceId metadataId name enabled settings enableEventTables`` and perhaps ``schemaName``.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        self._workspace = workspace
        self._spaces: defaultdict[str, Table[str, Record]] = defaultdict(Table)
        self._switches: defaultdict[str, Switches] = defaultdict(Switches)

    def of_space(self, space_id: str) -> Table[str, Record]:
        """Return the profiles warehouses of a space."""
        return self._spaces[self._workspace.spaces.find(space_id)["id"]]

    def find(self, space_id: str, warehouse_id: str) -> Record:
        """Return a profiles warehouse of a space."""
        return find(self.of_space(space_id), warehouse_id, "profiles warehouse of this space")

    def switches(self, warehouse: Record) -> Switches:
        """Return what a profiles warehouse takes of its space."""
        return self._switches[warehouse["id"]]

    def add(
        self,
        space_id: str,
        *,
        metadata_id: str,
        settings: Record,
        name: str = "",
        enabled: bool = True,
        schema_name: str | None = None,
    ) -> Record:
        """Add a profiles warehouse to a space.

        Args:
            space_id: The space.
            metadata_id: Catalog id of its kind.
            settings: Values of the options of its kind.
            name: Name shown to people.
            enabled: Whether it is synced to.
            schema_name: Database schema that the profiles go to.
        """
        warehouses = self.of_space(space_id)
        self._workspace.catalog.warehouse(metadata_id)
        record: Record = {
            "id": self._workspace.ids.next("profiles warehouse"),
            "spaceId": space_id,
            "metadataId": metadata_id,
            "name": name,
            "enabled": enabled,
            "settings": settings,
            "enableEventTables": True,
        }
        if schema_name is not None:
            record["schemaName"] = schema_name
        warehouses[record["id"]] = record
        return record

    def remove(self, space_id: str, warehouse_id: str) -> None:
        """Remove a profiles warehouse from a space."""
        self.find(space_id, warehouse_id)
        self._switches.pop(warehouse_id, None)
        del self._spaces[space_id][warehouse_id]
