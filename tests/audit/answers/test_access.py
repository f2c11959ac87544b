"""``access``: who can do what."""

import pytest

from segment_async.audit.answers import access
from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker
from tests.audit.demo import demo_snapshot

from .shop import opened, told


def test_users_come_before_groups_and_invites_and_who_has_no_role_is_there_once(maker: Maker) -> None:
    for operation in ("listUsers", "listUserGroups", "listInvites"):
        maker.read(operation)
    role = {"roleName": "Reader", "resources": [{"type": "WORKSPACE", "id": "w1"}]}
    maker.add("user", "z", {"name": "Zoe", "permissions": [role]})
    maker.add("user", "a", {"name": "Abe", "permissions": []})
    maker.add("group", "team", {"name": "Team", "permissions": []})
    for user in ("a", "z"):
        maker.add("group-user", user, {}, parent="team")
    maker.add("invite", "new@x", "new@x")
    with opened(maker) as snapshot:
        answer = access(snapshot)
    assert "Acme: what 2 users, 1 group and 1 invite may do" == answer.title
    assert [
        ("user", "Abe", None, None),
        ("user", "Zoe", "Reader", "WORKSPACE"),
        ("group", "Team", None, None),
        ("invite", "new@x", None, None),
    ] == told(answer.table, "holder_kind", "holder", "role", "on_kind")
    assert () == answer.notes


def test_lists_that_were_not_read_are_named(maker: Maker) -> None:
    maker.read("listUsers")
    maker.read("listInvites")
    maker.gap("listUserGroups")
    with opened(maker) as snapshot:
        assert ("Not seen: groups, since listUserGroups was not read to its end.",) == access(snapshot).notes


def test_the_config_api_tells_ids_and_roles(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Snapshot(demo_snapshot(tmp_path_factory, "config")) as snapshot:
        answer = access(snapshot)
    kinds = {(kind, role is not None) for kind, role in told(answer.table, "holder_kind", "role")}
    assert {("user", True), ("group", True), ("invite", True)} <= kinds
    assert ("SOURCE", "Web Shop") in told(answer.table, "on_kind", "on_name")
    assert answer.notes[0].startswith("The Config API gives only ids")
