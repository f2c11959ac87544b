"""Groups of nobody."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.facts.measures import number
from segment_async.audit.facts.people import grants_of
from segment_async.audit.facts.words import first_of, listed
from segment_async.audit.snapshot.view import Facts

USERS: Final = "listUsersFromUserGroup"
INVITES: Final = "listInvitesFromUserGroup"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the groups that nobody belongs to or is invited to."""
    for group in snapshot.resources("group"):
        if any(snapshot.lacks(operation, group.id) for operation in (USERS, INVITES)):
            continue
        members = snapshot.count("group-user", group.id) + number(group.data.get("memberCount"))
        if members + snapshot.count("group-invite", group.id) == 0:
            roles = sorted({grant.role for grant in grants_of(group) if grant.role})
            gives = f"; whoever joins it becomes {listed(roles)}" if roles else ""
            message = f"Nobody belongs to the group {group.name}, or is invited to it{gives}."
            yield Case(group, message, {"users": 0, "invites": 0, "roles": first_of(roles)})


CHECK: Final = Check(
    id="group-without-users",
    severity="info",
    question="Which groups does nobody belong to?",
    remedy="Delete the group, so that nobody gets its roles by accident, or add the users whom it was made for.",
    needs=("listUserGroups", USERS, INVITES),
    find=find,
)
