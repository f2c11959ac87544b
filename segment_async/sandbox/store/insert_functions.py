"""Instances of insert functions: what they are attached to, and with which settings."""

from typing import TYPE_CHECKING

from segment_async.sandbox.store.functions import INSERT_PREFIX
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid, Missing
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class InsertFunctionInstances(Table[str, Record]):
    """The instances of a workspace by id.

    A record holds ``id name integrationId classId enabled createdAt updatedAt settings``; the settings with their
    secrets, the class as the id of the function without its prefix.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def find(self, instance_id: str) -> Record:
        """Return an instance."""
        return find(self, instance_id, "insert function instance")

    def of(self, function: Record) -> list[Record]:
        """Return the instances of a function."""
        class_id = function["id"].removeprefix(INSERT_PREFIX)
        return [instance for instance in self.values() if instance["classId"] == class_id]

    def function(self, instance: Record) -> Record:
        """Return the function that an instance runs."""
        return self._workspace.functions.find(instance["classId"])

    def add(
        self, *, function_id: str, integration_id: str, name: str, settings: Record, enabled: bool = True
    ) -> Record:
        """Attach a function.

        Args:
            function_id: The insert function to run.
            integration_id: The source or destination to attach it to.
            name: Name shown to people.
            settings: Values for what the function asks for.
            enabled: Whether it runs.
        """
        space = self._workspace
        function = space.functions.find(function_id)
        if not function["resourceType"].startswith("INSERT_"):
            raise Invalid("functionId is no insert function; name one that is.", field="functionId")
        if integration_id not in space.sources and integration_id not in space.destinations:
            raise Missing(f"There is no source or destination {integration_id!r} in this workspace; name one that is.")
        now = space.now()
        record: Record = {
            "id": space.ids.next("insert function instance"),
            "name": name,
            "integrationId": integration_id,
            "classId": function["id"].removeprefix(INSERT_PREFIX),
            "enabled": enabled,
            "createdAt": now,
            "updatedAt": now,
            "settings": settings,
        }
        self[record["id"]] = record
        return record

    def remove(self, instance_id: str) -> None:
        """Detach a function."""
        self.find(instance_id)
        del self[instance_id]

    def remove_of(self, function: Record) -> None:
        """Detach a function that goes away from everything."""
        for instance in self.of(function):
            del self[instance["id"]]

    def forget(self, integration_id: str) -> None:
        """Detach everything from a source or a destination that goes away."""
        for instance in list(self.values()):
            if instance["integrationId"] == integration_id:
                del self[instance["id"]]
