"""Credentials: access details that warehouses and sources share."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Conflict
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

SETTING: Final = "credentialId"
"""The setting of a warehouse or a source that names the credential it uses."""


class Credentials(Table[str, Record]):
    """The credentials of a workspace by id: ``id``, ``name``, ``settings``, ``createdAt`` and ``updatedAt``."""

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def find(self, credential_id: str) -> Record:
        """Return a credential."""
        return find(self, credential_id, "credential")

    def warehouses(self, credential_id: str) -> list[Record]:
        """Return the warehouses that use a credential."""
        return _users(self._workspace.warehouses.values(), credential_id)

    def sources(self, credential_id: str) -> list[Record]:
        """Return the sources that use a credential."""
        return _users(self._workspace.sources.values(), credential_id)

    def add(self, *, name: str, settings: Record) -> Record:
        """Create a credential.

        Args:
            name: Name shown to people; several may have the same.
            settings: The access details.
        """
        now = self._workspace.now()
        record: Record = {
            "id": self._workspace.ids.next("credential"),
            "name": name,
            "settings": settings,
            "createdAt": now,
            "updatedAt": now,
        }
        self[record["id"]] = record
        return record

    def remove(self, credential_id: str) -> None:
        """Delete a credential that nothing uses."""
        self.find(credential_id)
        users = [*self.warehouses(credential_id), *self.sources(credential_id)]
        if users:
            raise Conflict(
                f"{len(users)} warehouses and sources use this credential, such as {users[0]['id']}; change their"
                f" setting {SETTING} first."
            )
        del self[credential_id]


def _users(records: Iterable[Record], credential_id: str) -> list[Record]:
    return [record for record in records if record["settings"].get(SETTING) == credential_id]
