"""People, groups, invites and labels."""

from datetime import timedelta
from typing import Any

import pytest

from segment_async.audit.checks import CHECKS
from segment_async.audit.checks.group_without_users import CHECK as EMPTY_GROUP
from segment_async.audit.checks.invite_never_accepted import CHECK as INVITE
from segment_async.audit.checks.label_unused import CHECK as LABEL
from segment_async.audit.checks.owners_too_many import CHECK as OWNERS
from segment_async.audit.checks.user_without_group import CHECK as LONER
from tests.audit.checks.asking import NOW, ago, ask, found, told
from tests.audit.conftest import WORKSPACE, Maker

EVERYWHERE = {"type": "WORKSPACE", "id": "w1"}


def role(name: str = "Workspace Owner", *, labels: Any = (), on: Any = EVERYWHERE) -> dict[str, Any]:
    return {"roleName": name, "resources": [on], "labels": list(labels)}


def user(maker: Maker, name: str, *permissions: Any, groups: tuple[str, ...] = ()) -> None:
    """Add a user whose groups were read."""
    about = {"name": name, "email": f"{name}@x.example", "permissions": list(permissions)}
    maker.add("user", name.lower(), about)
    for group in groups:
        maker.add("user-group", group, {"name": group}, parent=name.lower())
    maker.read("listUserGroupsFromUser", name.lower())


def group(maker: Maker, name: str, *permissions: Any, members: tuple[str, ...] = ()) -> None:
    """Add a group whose members and invites were read."""
    maker.add("group", name, {"name": name, "permissions": list(permissions), "memberCount": len(members)})
    for member in members:
        maker.add("group-user", member, {"name": member.title()}, parent=name)
    maker.read("listUsersFromUserGroup", name)
    maker.read("listInvitesFromUserGroup", name)


def test_a_user_in_no_group_is_found_with_the_roles_that_they_have(maker: Maker) -> None:
    group(maker, "apps", members=("leo",))
    user(maker, "Ines", role(), role("Source Admin"), role("Source Admin"))
    user(maker, "Nora", groups=("apps",))
    user(maker, "Leo")  # only the group tells of it
    (finding,) = ask(maker, LONER)
    assert ("ines", "The user Ines belongs to no group.") == (finding.subject.id, finding.message)
    assert ["Source Admin", "Workspace Owner"] == finding.evidence["roles"]


def test_in_a_workspace_without_groups_nobody_is_blamed_for_being_in_none(maker: Maker) -> None:
    user(maker, "Ines")
    assert [] == found(maker, LONER)


def test_a_user_whose_groups_are_not_all_known_is_left_alone(maker: Maker) -> None:
    group(maker, "apps")
    user(maker, "Ines")
    maker.gap("listUserGroupsFromUser", "ines")
    user(maker, "Nora", groups=("one that the list of groups lacks",))
    assert [] == found(maker, LONER)


def test_a_user_who_goes_by_an_address_is_not_called_by_it(maker: Maker) -> None:
    group(maker, "apps")
    maker.add("user", "u1", {"name": "bob@x.example", "email": "bob@x.example"})
    maker.read("listUserGroupsFromUser", "u1")
    (finding,) = ask(maker, LONER)
    assert "The user u1 belongs to no group." == finding.message
    assert "@" not in str(finding.evidence)


def test_a_group_that_nobody_is_in_or_invited_to_is_found_with_what_it_gives(maker: Maker) -> None:
    group(maker, "Emergency", role(), role("Source Admin"))
    group(maker, "Plain")
    group(maker, "Apps", members=("leo",))
    group(maker, "Retail")
    for name in ("Apps", "Retail"):
        maker.add("group-invite", "olga@x.example", "olga@x.example", parent=name)
    messages = {finding.subject.id: finding.message for finding in ask(maker, EMPTY_GROUP)}
    gives = "; whoever joins it becomes Source Admin and Workspace Owner"
    expected = {
        "Emergency": f"Nobody belongs to the group Emergency, or is invited to it{gives}.",
        "Plain": "Nobody belongs to the group Plain, or is invited to it.",
    }
    assert expected == messages


def test_a_group_that_counts_members_has_some_though_none_is_listed(maker: Maker) -> None:
    group(maker, "Apps")
    maker.add("group", "Apps", {"name": "Apps", "memberCount": 2})
    assert [] == found(maker, EMPTY_GROUP)


@pytest.mark.parametrize("operation", ["listUsersFromUserGroup", "listInvitesFromUserGroup"])
def test_a_group_whose_people_could_not_be_read_is_not_called_empty(maker: Maker, operation: str) -> None:
    group(maker, "Apps")
    maker.gap(operation, "Apps")
    assert [] == found(maker, EMPTY_GROUP)


def test_owners_are_counted_once_whether_they_are_it_directly_or_through_a_group(maker: Maker) -> None:
    maker.add("workspace", "w1", WORKSPACE)
    group(maker, "Emergency", role(), members=("leo", "aiko"))
    user(maker, "Ines", role())
    user(maker, "Leo", role())
    user(maker, "Aiko", role("Workspace Member"))
    user(maker, "Brand", role(labels=[{"key": "brand", "value": "twine"}]))
    user(maker, "Nested", role(on={**EVERYWHERE, "labels": [{"key": "brand", "value": "twine"}]}))
    user(maker, "Part", role(on={"type": "SOURCE", "id": "s"}))
    user(maker, "Admin", role("Source Admin"))
    (finding,) = ask(maker, OWNERS, owners=2)
    assert "The workspace has 3 owners: Aiko, Ines and Leo." == finding.message
    assert ("workspace", "w1") == (finding.subject.kind, finding.subject.id)
    expected = [
        {"id": "aiko", "name": "Aiko", "through": ["Emergency"]},
        {"id": "ines", "name": "Ines", "through": ["directly"]},
        {"id": "leo", "name": "Leo", "through": ["directly", "Emergency"]},
    ]
    assert {"owners": 3, "people": expected} == finding.evidence


def test_four_owners_are_not_too_many_and_five_are(maker: Maker) -> None:
    maker.add("workspace", "w1", WORKSPACE)
    for number in range(5):
        user(maker, f"Owner{number}", role())
    assert ["w1"] == found(maker, OWNERS)


def test_no_more_owners_than_allowed_are_fine(maker: Maker) -> None:
    maker.add("workspace", "w1", WORKSPACE)
    for number in range(4):
        user(maker, f"Owner{number}", role())
    assert [] == found(maker, OWNERS)


def test_without_a_workspace_to_say_it_of_nothing_is_said_of_owners(maker: Maker) -> None:
    user(maker, "Ines", role())
    assert [] == found(maker, OWNERS, owners=0)


def invited(maker: Maker, address: str, days: float, *, how: str = "New Segment User", where: str = "name") -> None:
    about = {"resourceName": "an invite", "resourceId": "i1"}
    about["resourceName" if where == "name" else "resourceId"] = address
    data = {"timestamp": ago(days), "type": f"{how} Invited to Workspace", **about}
    maker.add("audit-event", f"{address} {days}", data)


@pytest.fixture
def trail(maker: Maker) -> Maker:
    """A snapshot whose audit trail was read, and reaches back 60 days."""
    maker.add("audit-event", "first", {"timestamp": ago(60), "type": "Source Created"})
    maker.read("listAuditEvents")
    return maker


def test_an_invite_that_is_older_than_some_days_is_found(trail: Maker) -> None:
    group(trail, "Apps")
    trail.add("group-invite", "old@x.example", "old@x.example", parent="Apps")
    for address in ("old@x.example", "Late@x.example", "new@x.example", "again@x.example"):
        trail.add("invite", address, address)
    invited(trail, "old@x.example", 48, how="Non-Segment User")
    invited(trail, "late@X.example", 14.5, where="id")
    invited(trail, "new@x.example", 13.5)
    invited(trail, "again@x.example", 40)
    invited(trail, "again@x.example", 3)
    old, late = sorted(ask(trail, INVITE), key=lambda finding: -finding.evidence["days"])
    assert "old@x.example was invited 48 days ago and has not accepted." == old.message
    assert ("Late@x.example", 14) == (late.subject.id, late.evidence["days"])
    expected = {"days": 48, "invitedAt": "2026-10-12T20:00:00+00:00", "auditTrailDays": 60, "groups": ["Apps"]}
    assert expected == old.evidence


def test_an_invite_that_the_audit_trail_does_not_tell_of_is_older_than_the_trail(trail: Maker) -> None:
    trail.add("invite", "old@x.example", "old@x.example")
    invited(trail, "other@x.example", 5)
    evidence = told(ask(trail, INVITE))
    assert ("longer than the audit trail", None) == (evidence["days"], evidence["invitedAt"])


def test_nothing_follows_from_a_trail_that_does_not_reach_back_far_enough(maker: Maker) -> None:
    maker.add("invite", "old@x.example", "old@x.example")
    maker.add("audit-event", "first", {"timestamp": ago(10)})
    maker.read("listAuditEvents")
    assert [] == found(maker, INVITE)


def test_where_some_invites_are_on_record_without_an_address_none_is_called_older_than_the_trail(trail: Maker) -> None:
    trail.add("invite", "old@x.example", "old@x.example")
    trail.add("invite", "known@x.example", "known@x.example")
    invited(trail, "known@x.example", 30)
    invited(trail, "somebody", 5)
    invited(trail, "zoe@x.example", 4)
    assert ["known@x.example"] == found(trail, INVITE)


def test_an_unread_trail_says_nothing_of_invites(trail: Maker) -> None:
    trail.add("invite", "old@x.example", "old@x.example")
    invited(trail, "old@x.example", 48)
    trail.gap("listAuditEvents")
    assert [] == found(trail, INVITE)


def test_how_long_somebody_has_to_accept_can_be_set(trail: Maker) -> None:
    trail.add("invite", "new@x.example", "new@x.example")
    invited(trail, "new@x.example", 3)
    assert ["new@x.example"] == found(trail, INVITE, days=2)


def label(maker: Maker, key: str, value: str) -> str:
    maker.add("label", f'["{key}", "{value}"]', {"key": key, "value": value})
    return f'["{key}", "{value}"]'


@pytest.fixture
def labels(maker: Maker) -> Maker:
    """A snapshot in which everything that can carry labels was read."""
    for operation in ("listSources", "listUsers", "listUserGroups", "listSpaces"):
        maker.read(operation)
    return maker


def test_a_label_on_nothing_and_in_no_permission_is_found_by_its_whole_name(labels: Maker) -> None:
    for value in ("unused", "source", "user", "group", "resource"):
        label(labels, "team", value)
    labels.add("source", "s", {"enabled": False, "labels": [{"key": "team", "value": "source"}]})
    user(labels, "Ines", role("Source Admin", labels=[{"key": "team", "value": "user"}]))
    user(labels, "Leo", {"roleName": "Source Admin", "labels": [{"key": "brand", "value": "unused"}]})
    group(labels, "Apps", role("Source Admin", labels=[{"key": "team", "value": "group"}]))
    group(labels, "Web", role(on={**EVERYWHERE, "labels": [{"key": "team", "value": "resource"}]}))
    (finding,) = ask(labels, LABEL)
    assert "No source carries the label team:unused, and no permission is narrowed by it." == finding.message
    assert ('["team", "unused"]', "team:unused") == (finding.subject.id, finding.subject.name)


@pytest.mark.parametrize("unknown", [True, False])
def test_where_there_may_be_spaces_it_is_said_that_one_may_carry_the_label(labels: Maker, *, unknown: bool) -> None:
    label(labels, "team", "retail")
    if unknown:
        labels.gap("listSpaces")
    else:
        labels.add("space", "sp", {"name": "Shop"})
    (finding,) = ask(labels, LABEL)
    assert finding.message.endswith("narrowed by it. Whether a space carries it cannot be told.")
    assert (None if unknown else 1) == finding.evidence["spaces"]


def test_a_permission_on_nothing_but_a_label_uses_it(labels: Maker) -> None:
    label(labels, "team", "retail")
    permission = {"roleName": "Source Admin", "resources": [], "labels": [{"key": "team", "value": "retail"}]}
    user(labels, "Ines", permission)
    assert [] == found(labels, LABEL)


@pytest.mark.parametrize("operation", ["listSources", "listUsers", "listUserGroups"])
def test_no_label_is_called_unused_while_something_that_may_carry_it_was_not_read(
    labels: Maker, operation: str
) -> None:
    label(labels, "team", "retail")
    labels.gap(operation)
    assert [] == found(labels, LABEL)


def test_only_findings_about_invites_hold_addresses(trail: Maker) -> None:
    trail.add("workspace", "w1", WORKSPACE)
    group(trail, "Apps")
    for number in range(6):
        user(trail, f"Owner{number}", role())
    trail.add("invite", "old@x.example", "old@x.example")
    mine = [check for check in CHECKS if check in (EMPTY_GROUP, INVITE, LABEL, OWNERS, LONER)]
    trail.store._db.execute("UPDATE run SET started_at = ?", ((NOW + timedelta(days=30)).isoformat(),))
    findings = [finding for finding in trail.verdict().findings if finding.check in {check.id for check in mine}]
    assert 9 == len(findings)
    assert {"invite-never-accepted"} == {finding.check for finding in findings if "@" in str(finding)}
