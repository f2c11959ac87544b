"""User groups: people who share permissions."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid, Taken
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class UserGroups(Table[str, Record]):
    """The user groups of a workspace by id.

    A record holds ``id name members permissions``; the members as addresses in small letters, of users and of people
    whose invite is still open.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def find(self, group_id: str) -> Record:
        """Return a user group."""
        return find(self, group_id, "user group")

    def of_user(self, user: Record) -> list[Record]:
        """Return the groups that a user is in."""
        return [group for group in self.values() if user["email"].lower() in group["members"]]

    def users(self, group: Record) -> list[Record]:
        """Return the users in a group."""
        users = [self._workspace.users.by_email(address) for address in group["members"]]
        return [user for user in users if user is not None]

    def invites(self, group: Record) -> list[str]:
        """Return the addresses of those in a group who have not accepted their invite yet."""
        invites = self._workspace.invites
        return [invites[address]["email"] for address in group["members"] if address in invites]

    def add(self, name: str) -> Record:
        """Create a group without members and permissions."""
        self._claim(name)
        record: Record = {
            "id": self._workspace.ids.next("user group"),
            "name": name,
            "members": [],
            "permissions": [],
        }
        self[record["id"]] = record
        return record

    def rename(self, group: Record, name: str) -> None:
        """Give a group another name."""
        self._claim(name, group["id"])
        group["name"] = name

    def remove(self, group_id: str) -> None:
        """Delete a group; its members stay in the workspace."""
        self.find(group_id)
        del self[group_id]

    def known(self, emails: Sequence[str]) -> list[str]:
        """Return the addresses of people who can be in a group, each once.

        Raises:
            Invalid: One is neither a user nor invited.
        """
        for index, email in enumerate(emails):
            if self._workspace.users.by_email(email) is None and email.lower() not in self._workspace.invites:
                field = f"emails.{index}"
                raise Invalid(f"{field} belongs to no user and no invite; invite that person first.", field=field)
        return list(dict.fromkeys(email.lower() for email in emails))

    def forget(self, emails: Iterable[str]) -> None:
        """Take people who go away out of every group."""
        gone = {email.lower() for email in emails}
        for group in self.values():
            group["members"] = [address for address in group["members"] if address not in gone]

    def _claim(self, name: str, group_id: str | None = None) -> None:
        if not name.strip():
            raise Invalid("name is empty; give the group one.", field="name")
        for group in self.values():
            if group["name"] == name and group["id"] != group_id:
                raise Taken(
                    f"The user group {group['id']} already has the name {name!r}; choose another.", field="name"
                )
