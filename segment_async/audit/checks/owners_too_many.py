"""More people who may do everything than a workspace needs."""

from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, Threshold
from segment_async.audit.facts.people import OWNER, WORKSPACE, Person, name_of, people
from segment_async.audit.facts.words import first_of, listed, number_of
from segment_async.audit.snapshot.view import Facts

DIRECTLY: Final = "directly"


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the workspace, if it has more owners than it should."""
    workspace = next(snapshot.resources("workspace"), None)
    owners = [(person, ways) for person in people(snapshot) if (ways := _ways(person))]
    if workspace is None or len(owners) <= (limits["owners"] or 0):
        return
    owners.sort(key=lambda owner: (owner[0].user.name, owner[0].user.id))
    names = listed([name_of(person.user) for person, _ in owners])
    told = [{"id": person.user.id, "name": name_of(person.user), "through": ways} for person, ways in owners]
    message = f"The workspace has {number_of(len(owners), 'owner')}: {names}."
    yield Case(workspace, message, {"owners": len(owners), "people": first_of(told)})


def _ways(person: Person) -> list[str]:
    """Return how somebody came to own the workspace: directly, and the names of groups; nothing where they do not.

    An owner of what carries certain labels owns no more than that.
    """
    rights = [right for right in person.rights if (right.grant.role, right.grant.on) == (OWNER, WORKSPACE)]
    ways = (right.group.name if right.group else DIRECTLY for right in rights if not right.grant.labels)
    return list(dict.fromkeys(ways))


CHECK: Final = Check(
    id="owners-too-many",
    severity="warning",
    question="Do more people own the workspace than need to?",
    remedy="Leave the role to few people, and give the others the roles that their work takes.",
    needs=("listUsers", "listUserGroups", "listUsersFromUserGroup"),
    find=find,
    thresholds={"owners": Threshold(4, "owners that are not too many")},
)
