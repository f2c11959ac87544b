"""Checks of people, groups and labels."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.permissions import OWNER

from .reading import Reading, ids

OWNERS_AT_MOST: Final = 4
OPEN_AT_MOST: Final = timedelta(days=14)


def without_group(space: Workspace) -> list[str]:
    return ids(user for user in space.users.values() if not space.user_groups.of_user(user))


def without_users(space: Workspace) -> list[str]:
    groups = space.user_groups
    return ids(group for group in groups.values() if not groups.users(group) and not groups.invites(group))


def owns(holder: Record) -> bool:
    return any(
        held["roleId"] == OWNER and resource["type"] == "WORKSPACE" and not resource["labels"]
        for held in holder["permissions"]
        for resource in held["resources"]
    )


def owners(space: Workspace) -> set[str]:
    """Return the names of the owners."""
    groups = space.user_groups
    return {
        user["name"]
        for user in space.users.values()
        if owns(user) or any(owns(group) for group in groups.of_user(user))
    }


def too_many_owners(space: Workspace) -> list[str]:
    return [space.record["id"]] * (len(owners(space)) > OWNERS_AT_MOST)


def never_accepted(space: Workspace) -> Iterable[str]:
    told = [event for event in space.audit_trail.latest() if event["type"].endswith("Invited to Workspace")]
    for invite in space.invites.values():
        times = [event["timestamp"] for event in told if event["resourceName"] == invite["email"]]
        if not times or space.started - datetime.fromisoformat(max(times)) > OPEN_AT_MOST:
            yield invite["email"]


def unused_labels(space: Workspace) -> list[str]:
    carried = {label for source in space.sources.values() for label in source["labels"]}
    holders = (*space.users.values(), *space.user_groups.values())
    narrowed = {
        (label["key"], label["value"])
        for holder in holders
        for held in holder["permissions"]
        for resource in held["resources"]
        for label in resource["labels"]
    }
    return [json.dumps(label) for label in space.labels if label not in carried | narrowed]


READINGS: Final[Mapping[str, Reading]] = {
    "user-without-group": without_group,
    "group-without-users": without_users,
    "owners-too-many": too_many_owners,
    "invite-never-accepted": never_accepted,
    "label-unused": unused_labels,
}
