"""Transformations: what is changed about events between a source and its destinations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class Transformations(Table[str, Record]):
    """The transformations of a workspace by id, as they are sent."""

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def find(self, transformation_id: str) -> Record:
        """Return a transformation."""
        return find(self, transformation_id, "transformation")

    def add(self, fields: Mapping[str, Any]) -> Record:
        """Create a transformation.

        Args:
            fields: A ``CreateTransformationInput`` object.
        """
        self._check(fields)
        record: Record = {"id": self._workspace.ids.next("transformation"), **fields}
        self[record["id"]] = record
        return record

    def change(self, transformation: Record, fields: Mapping[str, Any]) -> None:
        """Change some fields of a transformation; lists are replaced as a whole."""
        self._check(fields)
        transformation.update(fields)

    def remove(self, transformation_id: str) -> None:
        """Delete a transformation."""
        self.find(transformation_id)
        del self[transformation_id]

    def forget_source(self, source_id: str) -> None:
        """Delete the transformations of a source that goes away."""
        for key in [key for key, record in self.items() if record["sourceId"] == source_id]:
            del self[key]

    def _check(self, fields: Mapping[str, Any]) -> None:
        if "sourceId" in fields:
            self._workspace.sources.find(fields["sourceId"])
        if "destinationMetadataId" in fields:
            self._workspace.catalog.destination(fields["destinationMetadataId"])
