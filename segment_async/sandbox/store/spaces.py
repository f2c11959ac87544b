"""Spaces, and what people in each are subscribed to."""

from typing import TYPE_CHECKING, TypeAlias

from segment_async.sandbox.store.ids import ID_LENGTH, opaque
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

ContactKey: TypeAlias = tuple[str, str]
"""Channel and address of a contact."""


class Spaces(Table[str, Record]):
    """The spaces of a workspace by id: ``id``, ``slug`` and ``name``.

    No operation makes or deletes one; the seeds plant them. What lives in a space is kept by its kind, by space id.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self.contacts: dict[str, dict[ContactKey, Record]] = {}
        """What the contacts of each space are subscribed to, by its id and their channel and address."""

    def find(self, space_id: str) -> Record:
        """Return a space."""
        return find(self, space_id, "space")

    def add(self, *, slug: str, name: str) -> Record:
        """Make a space.

        Args:
            slug: Short name.
            name: Name shown to people.
        """
        record: Record = {"id": self._workspace.ids.next("space"), "slug": slug, "name": name}
        self.contacts[record["id"]] = {}
        self[record["id"]] = record
        return record

    def write_contact(self, space_id: str, entry: Record) -> Record:
        """Write down what a contact is subscribed to, in place of what was known.

        Args:
            space_id: The space that knows the contact.
            entry: A ``MessagesSubscriptionRequest`` object.

        Returns:
            A ``GetMessagingSubscriptionSuccessResponse`` object.
        """
        now = self._workspace.now()
        groups = [
            {
                "name": group["name"],
                "status": group["status"],
                "id": opaque(f"subscription group:{space_id}:{group['name']}", ID_LENGTH),
                "updatedAt": now,
            }
            for group in entry.get("groups", ())
        ]
        record: Record = {name: entry[name] for name in ("key", "type", "status") if name in entry}
        record |= {"groups": groups, "updatedAt": now}
        self.contacts[space_id][entry["type"], entry["key"]] = record
        return record
