"""People: the users of a workspace, and those who are invited."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from segment_async.sandbox.store.permissions import checked
from segment_async.sandbox.store.records import Record, find
from segment_async.sandbox.store.refusals import Invalid, Taken
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace


class Users(Table[str, Record]):
    """The users of a workspace by id: ``id``, ``name``, ``email`` and ``permissions``."""

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self._ids_by_address: dict[str, str] = {}

    def find(self, user_id: str) -> Record:
        """Return a user."""
        return find(self, user_id, "user")

    def by_email(self, email: str) -> Record | None:
        """Return the user with an address, however it is capitalized; ``None`` if there is none."""
        identity = self._ids_by_address.get(email.lower())
        return None if identity is None else self[identity]

    def add(self, *, name: str, email: str, permissions: Sequence[Record] = (), user_id: str | None = None) -> Record:
        """Let somebody in who has accepted an invite.

        Args:
            name: Name of the person.
            email: Their address.
            permissions: ``PermissionInput`` objects.
            user_id: Their id; one is made where none is given.
        """
        if self.by_email(email):
            raise Taken("This address already belongs to a user; choose another.", field="email")
        record: Record = {
            "id": user_id or self._workspace.ids.next("user"),
            "name": name,
            "email": email,
            "permissions": checked(self._workspace, permissions, "permissions"),
        }
        self[record["id"]] = record
        self._ids_by_address[email.lower()] = record["id"]
        return record

    def remove(self, user_ids: Iterable[str]) -> None:
        """Take users out of the workspace and out of their groups; none if one is unknown."""
        users = {user_id: self.find(user_id) for user_id in user_ids}
        self._workspace.user_groups.forget(user["email"] for user in users.values())
        for user_id, user in users.items():
            del self._ids_by_address[user["email"].lower()]
            del self[user_id]


class Invites(Table[str, Record]):
    """The invites that nobody has accepted yet by address in small letters: ``email permissions createdAt``."""

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def add(self, invites: Sequence[Record]) -> list[str]:
        """Invite people, and return their addresses; nobody if one cannot be invited.

        Args:
            invites: ``Invite`` objects.
        """
        made: dict[str, Record] = {}
        for index, invite in enumerate(invites):
            email, field = invite["email"], f"invites.{index}"
            self._claim(email, f"{field}.email", made)
            permissions = checked(self._workspace, invite.get("permissions", ()), f"{field}.permissions")
            made[email.lower()] = {"email": email, "permissions": permissions, "createdAt": self._workspace.now()}
        self.update(made)
        return [invite["email"] for invite in made.values()]

    def remove(self, emails: Iterable[str]) -> None:
        """Withdraw invites, and the places in groups that went with them; none if one is unknown."""
        addresses = {email.lower() for email in emails}
        for address in addresses:
            find(self, address, "open invite for")
        self._workspace.user_groups.forget(addresses)
        for address in addresses:
            del self[address]

    def _claim(self, email: str, field: str, made: dict[str, Record]) -> None:
        name, at, host = email.partition("@")
        if not (name and at and host) or any(character.isspace() for character in email):
            raise Invalid(f"{field} is no email address; write it like name@example.com.", field=field)
        if self._workspace.users.by_email(email):
            raise Taken(f"{field} already belongs to a user; give them permissions instead.", field=field)
        if email.lower() in self or email.lower() in made:
            raise Taken(f"{field} is invited already; withdraw that invite first.", field=field)
