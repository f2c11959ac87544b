"""Warehouses, and the sources loaded into each."""

from typing import TYPE_CHECKING

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class Warehouses(Table[str, Record]):
    """The warehouses of a workspace by id.

    A record holds ``id metadataId name enabled settings createdAt updatedAt``.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self.sources: dict[str, Table[str, Record]] = {}
        """The sources loaded into each warehouse, by its id and theirs."""

    def find(self, warehouse_id: str) -> Record:
        """Return a warehouse."""
        return find(self, warehouse_id, "warehouse")

    def of_source(self, source_id: str) -> list[Record]:
        """Return the warehouses that a source is loaded into."""
        self._workspace.sources.find(source_id)
        return [warehouse for warehouse in self.values() if source_id in self.sources[warehouse["id"]]]

    def add(
        self,
        *,
        metadata_id: str,
        name: str = "",
        enabled: bool = True,
        settings: Record | None = None,
        connect_sources: bool = True,
    ) -> Record:
        """Create a warehouse.

        Args:
            metadata_id: Catalog id of its kind.
            name: Name shown to people.
            enabled: Whether it is loaded into.
            settings: Values of the options of its kind.
            connect_sources: Whether every source there is is loaded into it.
        """
        self._workspace.catalog.warehouse(metadata_id)
        now = self._workspace.now()
        record: Record = {
            "id": self._workspace.ids.next("warehouse"),
            "metadataId": metadata_id,
            "name": name,
            "enabled": enabled,
            "settings": settings or {},
            "createdAt": now,
            "updatedAt": now,
        }
        self.sources[record["id"]] = Table()
        if connect_sources:
            self.sources[record["id"]].update(self._workspace.sources)
        self[record["id"]] = record
        return record

    def remove(self, warehouse_id: str) -> None:
        """Delete a warehouse; its sources stay."""
        self.find(warehouse_id)
        del self.sources[warehouse_id]
        self._workspace.activations.forget(warehouse_id)
        self._workspace.warehouse_syncs.forget_warehouse(warehouse_id)
        del self[warehouse_id]

    def connect(self, warehouse_id: str, source_id: str) -> None:
        """Load a source into a warehouse."""
        self.find(warehouse_id)
        self.sources[warehouse_id][source_id] = self._workspace.sources.find(source_id)

    def disconnect(self, warehouse_id: str, source_id: str) -> None:
        """Stop loading a source into a warehouse."""
        self.find(warehouse_id)
        find(self.sources[warehouse_id], source_id, "source connected to this warehouse")
        del self.sources[warehouse_id][source_id]

    def connect_source(self, source: Record) -> None:
        """Load a new source into every warehouse."""
        for sources in self.sources.values():
            sources[source["id"]] = source

    def forget_source(self, source_id: str) -> None:
        """Stop loading a source that goes away."""
        for sources in self.sources.values():
            sources.pop(source_id, None)
