"""Who may do what, directly and through groups."""

from typing import Any

import pytest

from segment_async.audit.facts.people import Grant, Person, grants_of, memberships, people
from segment_async.audit.snapshot.view import Resource, Snapshot
from tests.audit.conftest import Maker

SOURCE_ADMIN = {"roleName": "Source Admin", "resources": [{"type": "SOURCE", "id": "s1"}]}
OWNER = {"roleName": "Workspace Owner", "resources": [{"type": "WORKSPACE", "id": "w1"}]}


def holder(*permissions: Any) -> Resource:
    return Resource("user", "u", "", "Ines", {"permissions": list(permissions)})


def those_of(maker: Maker) -> dict[str, Person]:
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        return {person.user.id: person for person in people(snapshot.facts)}


def test_people_have_the_roles_given_to_them_and_those_of_their_groups(maker: Maker) -> None:
    maker.add("user", "ines", {"name": "Ines", "permissions": [OWNER]})
    maker.add("user", "leo", {"name": "Leo"})
    maker.add("group", "g1", {"name": "Apps", "permissions": [SOURCE_ADMIN]})
    maker.add("group-user", "ines", parent="g1")
    ines, leo = those_of(maker).values()
    rights = [(right.grant.role, right.group and right.group.name) for right in ines.rights]
    assert [("Workspace Owner", None), ("Source Admin", "Apps")] == rights
    assert ["Apps"] == [group.name for group in ines.groups]
    assert ((), ()) == (leo.groups, leo.rights)


def test_groups_are_known_from_either_side_and_count_once(maker: Maker) -> None:
    maker.add("user", "ines")
    for group in ("g1", "g2", "g3"):
        maker.add("group", group, {"permissions": [OWNER]})
    maker.add("group-user", "ines", parent="g1")
    maker.add("group-user", "ines", parent="g2")
    maker.add("user-group", "g2", parent="ines")
    maker.add("user-group", "g3", parent="ines")
    assert ["g1", "g2", "g3"] == [group.id for group in those_of(maker)["ines"].groups]


def test_a_group_that_could_not_be_read_gives_no_roles_and_is_a_membership_all_the_same(maker: Maker) -> None:
    maker.add("user", "ines")
    maker.add("user-group", "unread", parent="ines")
    assert () == those_of(maker)["ines"].groups
    with Snapshot(maker.folder) as snapshot:
        assert {"ines": frozenset({"unread"})} == memberships(snapshot.facts)


def test_a_permission_on_several_things_is_one_grant_for_each_with_the_labels_of_both() -> None:
    twine, thistle = ({"key": "brand", "value": value} for value in ("twine", "thistle"))
    things = [{"type": "SOURCE", "id": "s1", "labels": [thistle, twine]}, {"type": "SPACE", "id": "p1"}]
    expected = [
        Grant("Admin", "SOURCE", "s1", ("brand:twine", "brand:thistle")),
        Grant("Admin", "SPACE", "p1", ("brand:twine",)),
    ]
    assert expected == list(grants_of(holder({"roleName": "Admin", "resources": things, "labels": [twine]})))


@pytest.mark.parametrize("resources", [[], None, "x"])
def test_a_permission_on_nothing_by_itself_is_a_grant_without_a_thing(resources: Any) -> None:
    assert [Grant("Admin", "", "")] == list(grants_of(holder({"roleName": "Admin", "resources": resources})))


def test_a_permission_of_which_nothing_is_known_is_a_grant_of_nothing() -> None:
    assert [Grant("", "", "")] == list(grants_of(holder({})))


def test_what_is_no_permission_is_no_grant() -> None:
    assert [] == list(grants_of(holder("x", None, 1)))
    assert [] == list(grants_of(Resource("user", "u", "", "Ines", {"permissions": {"roleName": "Admin"}})))
