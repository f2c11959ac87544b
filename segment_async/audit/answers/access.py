"""Who can do what."""

from collections import Counter
from typing import Final

from segment_async.audit.answers.table import Answer, Column, Table
from segment_async.audit.facts.words import listed, number_of
from segment_async.audit.snapshot.view import Snapshot

COLUMNS: Final = (
    Column("holder_kind", "`user`, `group` or `invite`"),
    Column("holder", "name of the user or group; the address of who has no name, or is invited"),
    Column("holder_id", "id of the user or group", aside=True),
    Column("email", "address of the user or of who is invited", aside=True),
    Column("role", "name of the role; nothing where somebody has none, or where the API does not say"),
    Column("role_id", "id of the role", aside=True),
    Column("on_kind", "what it is given on, such as `WORKSPACE` or `SOURCE`"),
    Column("on_name", "name of that thing"),
    Column("on_id", "id of that thing", aside=True),
    Column("labels", "it holds only for what carries these labels; nothing where it holds for everything"),
    Column("through", "name of the group that it comes through; nothing where it was given directly"),
    Column("through_id", "id of that group", aside=True),
)

LISTS: Final = {
    "listUsers": "users",
    "listUserGroups": "groups",
    "listInvites": "invites",
}
"""What is told by which operation of the Public API."""

BY_CONFIG: Final = (
    "The Config API gives only ids of users and groups. It does not say who belongs to which group, nor what labels "
    "narrow a role."
)


def access(snapshot: Snapshot) -> Answer:
    """Return a row for each role that somebody has on something, and one for whoever has none."""
    query = """
        SELECT
            holder_kind, holder, holder_id, email, role, role_id, on_kind, on_name, on_id, labels, group_name, group_id
        FROM access
        ORDER BY holder_kind = 'invite', holder_kind = 'group', holder, holder_id, group_name, role, on_kind, on_name
    """
    found = [tuple(row) for row in snapshot.query(query)]
    able = {row[2] for row in found if row[4] is not None}
    idle = {row[2]: row for row in reversed(found) if row[2] not in able}  # each by its first row
    rows = tuple(row for row in found if row[4] is not None or idle.get(row[2]) is row)
    holders = Counter(kind for kind, _ in {(row[0], row[2]) for row in rows})
    told = listed([number_of(holders[kind], kind) for kind in ("user", "group", "invite")])
    title = f"{snapshot.workspace.name}: what {told} may do"
    return Answer(title, (Table("access", title, COLUMNS, rows),), _notes(snapshot))


def _notes(snapshot: Snapshot) -> tuple[str, ...]:
    if snapshot.api == "config":
        return (BY_CONFIG,)
    return tuple(
        f"Not seen: {what}, since {operation} was not read to its end."
        for operation, what in LISTS.items()
        if snapshot.lacks(operation)
    )
