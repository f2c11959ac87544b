"""Live plugins: code that goes with a source."""

from typing import TYPE_CHECKING, Final

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

_DOWNLOADS: Final = "https://cdn.example.invalid/live-plugins"
"""Nothing answers here."""


class LivePlugins(Table[str, Record]):
    """The live plugins of a workspace, ``LivePlugin`` objects by the id of their source; a source has at most one."""

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def find(self, source_id: str) -> Record:
        """Return the latest version of the plugin of a source."""
        self._workspace.sources.find(source_id)
        return find(self, source_id, "live plugin of the source")

    def write(self, source_id: str, code: str, *, author: str) -> Record:
        """Give a source a plugin, or the one that it has new code.

        Args:
            source_id: The source.
            code: The whole code.
            author: Id of the user who writes it.
        """
        self._workspace.sources.find(source_id)
        old = self.get(source_id)
        identity = old["id"] if old else self._workspace.ids.next("live plugin")
        version = old["version"] + 1 if old else 1
        record: Record = {
            "id": identity,
            "sourceId": source_id,
            "createdAt": self._workspace.now(),
            "createdBy": author,
            "downloadURL": f"{_DOWNLOADS}/{source_id}/{version}.js",
            "version": version,
            "code": code,
        }
        self[source_id] = record
        return record

    def delete_code(self, source_id: str) -> None:
        """Delete the code of a plugin; that there was one stays known."""
        self.find(source_id)["code"] = None
