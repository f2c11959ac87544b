"""Who may do what: the roles of people, given to them directly or through a group."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.snapshot.view import Facts, Resource

OWNER: Final = "Workspace Owner"
"""The role that may do everything."""

WORKSPACE: Final = "WORKSPACE"
"""What a role is given on, where it holds for everything of its kind."""


@frozen
class Grant:
    """A role on one thing."""

    role: str
    """Its name, such as ``Source Admin``."""

    on: str
    """What it is given on, such as ``SOURCE`` or ``WORKSPACE``; empty where it is given on nothing by itself."""

    id: str
    """The id of that thing."""

    labels: tuple[str, ...] = ()
    """It holds only for what carries these labels, such as ``brand:twine``; none where it holds for everything."""


@frozen
class Right:
    """A role that somebody has."""

    grant: Grant
    group: Resource | None
    """The group that it comes through; ``None`` where it was given directly."""


@frozen
class Person:
    """A user with everything that they may do."""

    user: Resource
    groups: tuple[Resource, ...]
    rights: tuple[Right, ...]


def people(facts: Facts) -> Iterator[Person]:
    """Yield the users with their groups and rights, as far as the groups could be read.

    Who was invited and has not accepted is no user yet.
    """
    groups = {group.id: group for group in facts.resources("group")}
    grants = {group.id: tuple(grants_of(group)) for group in groups.values()}
    belongs = memberships(facts)
    for user in facts.resources("user"):
        own = tuple(groups[group] for group in sorted(belongs.get(user.id, ())) if group in groups)
        direct = tuple(Right(grant, None) for grant in grants_of(user))
        through = tuple(Right(grant, group) for group in own for grant in grants[group.id])
        yield Person(user, own, direct + through)


def memberships(facts: Facts) -> Mapping[str, frozenset[str]]:
    """Return the ids of the groups of each user, as users or groups tell of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for member in facts.resources("group-user"):
        found[member.id].add(member.parent_id)
    for group in facts.resources("user-group"):
        found[group.parent_id].add(group.id)
    return {user: frozenset(groups) for user, groups in found.items()}


def grants_of(holder: Resource) -> Iterator[Grant]:
    """Yield the roles that a user or a group has of itself, one for each thing that a role is given on."""
    for permission in _all(get(holder.data, "permissions")):
        role, labels = str(get(permission, "roleName") or ""), labels_of(permission)
        for thing in _all(get(permission, "resources")) or ({},):
            on, thing_id = (str(get(thing, key) or "") for key in ("type", "id"))
            yield Grant(role, on, thing_id, tuple(dict.fromkeys(labels + labels_of(thing))))


def labels_of(thing: Json) -> tuple[str, ...]:
    """Return the labels of a source, a permission, or a thing that a permission names, such as ``brand:twine``."""
    return tuple(label_name(label) for label in _all(get(thing, "labels")))


def label_name(label: Json) -> str:
    """Return a label as people write it."""
    return f"{get(label, 'key')}:{get(label, 'value')}"


def name_of(user: Resource) -> str:
    """Return what to call a user in a sentence: never by an address, which some have for a name."""
    return user.id if "@" in user.name else user.name


def _all(value: Json) -> tuple[Mapping[str, Json], ...]:
    return tuple(filter(is_object, value)) if is_list(value) else ()
