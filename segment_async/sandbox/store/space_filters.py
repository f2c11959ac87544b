"""Space filters: rules that drop events before they reach a space."""

from typing import TYPE_CHECKING

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class SpaceFilters(Table[str, Record]):
    """The space filters of a workspace by id: ``Filter`` objects.

    What an integration is nobody documents; the seeds take the ids of spaces, and any other text is one as well.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def find(self, filter_id: str) -> Record:
        """Return a filter."""
        return find(self, filter_id, "space filter")

    def of_integration(self, integration_id: str) -> list[Record]:
        """Return the filters of an integration."""
        return [record for record in self.values() if record["integrationId"] == integration_id]

    def add(self, given: Record) -> Record:
        """Create a filter; several may have one name.

        Args:
            given: A ``CreateFilterForSpaceInput`` object.
        """
        now = self._workspace.now()
        record: Record = {
            "id": self._workspace.ids.next("space filter"),
            "workspaceId": self._workspace.record["id"],
            "enabled": False,
            "drop": False,
            **given,
            "createdAt": now,
            "updatedAt": now,
        }
        self[record["id"]] = record
        return record

    def change(self, record: Record, changes: Record) -> None:
        """Change a filter; what is left out stays as it is.

        Args:
            record: The filter.
            changes: An ``UpdateFilterByIdInput`` object, with the integration that the filter has.
        """
        if changes["integrationId"] != record["integrationId"]:
            raise Invalid(
                f"The filter {record['id']} belongs to the integration {record['integrationId']}; name that one.",
                field="integrationId",
            )
        record.update(changes, updatedAt=self._workspace.now())
