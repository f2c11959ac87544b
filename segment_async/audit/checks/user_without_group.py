"""People whose rights were given one by one."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.facts.people import grants_of, memberships, name_of
from segment_async.audit.facts.words import first_of
from segment_async.audit.snapshot.view import Facts

GROUPS: Final = "listUserGroupsFromUser"


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the users in no group, in a workspace that has groups."""
    if not any(snapshot.resources("group")):
        return
    belongs = memberships(snapshot)
    for user in snapshot.resources("user"):
        if user.id not in belongs and not snapshot.lacks(GROUPS, user.id):
            roles = sorted({grant.role for grant in grants_of(user) if grant.role})
            yield Case(user, f"The user {name_of(user)} belongs to no group.", {"groups": 0, "roles": first_of(roles)})


CHECK: Final = Check(
    id="user-without-group",
    severity="info",
    question="Which users belong to no group?",
    remedy="Add the user to the groups of their work and take away the roles given directly, or remove the user.",
    needs=("listUsers", "listUserGroups", GROUPS),
    find=find,
)
