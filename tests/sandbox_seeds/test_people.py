"""The demo's people, functions, credentials and history: enough of each, and something for later checks to find."""

import json
from collections import Counter
from datetime import timedelta

from segment_async.sandbox.seeds.lookup import named
from segment_async.sandbox.seeds.secrets import TELLTALE
from segment_async.sandbox.store import Record, Workspace, timestamp
from segment_async.sandbox.store.permissions import OWNER, ROLES

from .conftest import planted

TYPES = ("DESTINATION", "SOURCE", "INSERT_DESTINATION", "INSERT_SOURCE", "INSERT_TRANSFORMATION")


def first(demo: Workspace, type: str) -> Record:
    return next(function for function in demo.functions.values() if function["resourceType"] == type)


def test_every_list_has_three_items(demo: Workspace) -> None:
    user, group = next(iter(demo.users.values())), next(iter(demo.user_groups.values()))
    credential = next(iter(demo.credentials))
    lists = [
        demo.users,
        demo.invites,
        demo.user_groups,
        ROLES,
        demo.user_groups.of_user(user),
        demo.user_groups.users(group),
        demo.user_groups.invites(group),
        demo.credentials,
        demo.credentials.warehouses(credential),
        demo.credentials.sources(credential),
        demo.insert_function_instances.of(first(demo, "INSERT_DESTINATION")),
        demo.live_plugins,
        *(demo.functions.versions[first(demo, kind)["id"]] for kind in TYPES),
    ]
    assert min(len(items) for items in lists) >= 3
    types = Counter(function["resourceType"] for function in demo.functions.values())
    assert dict.fromkeys(TYPES, 3) == {kind: min(3, types[kind]) for kind in TYPES}


def test_the_first_user_is_the_one_who_writes_through_the_apis(demo: Workspace) -> None:
    assert demo.author == next(iter(demo.users))
    assert {demo.author} == {function["createdBy"] for function in demo.functions.values()}


def test_somebody_was_asked_in_as_an_owner_and_a_group_may_do_nothing(demo: Workspace) -> None:
    assert OWNER in {held["roleId"] for held in demo.invites["former.cto@shop.example.org"]["permissions"]}
    assert [] == named(demo, "user_group", "Book Club")["permissions"]


def test_versions_that_were_never_deployed_say_no_time(demo: Workspace) -> None:
    assert [False, False, True, True] == [
        "deployedAt" not in version
        for version in demo.functions.versions[named(demo, "function", "Parcel Tracking")["id"]].values()
    ]


def test_one_credential_is_used_by_nothing(demo: Workspace) -> None:
    unused = [
        record["name"]
        for key, record in demo.credentials.items()
        if not demo.credentials.warehouses(key) and not demo.credentials.sources(key)
    ]
    assert ["Databricks (old)"] == unused
    assert all(TELLTALE in json.dumps(record["settings"]) for record in demo.credentials.values())


def test_the_audit_trail_tells_of_90_days_in_their_order(demo: Workspace) -> None:
    events = demo.audit_trail.latest()
    times = [event["timestamp"] for event in events]
    assert sorted(times, reverse=True) == times
    assert timestamp(demo.started - timedelta(days=90)) <= times[-1] < times[0] < demo.now()
    assert len(events) >= 30
    assert len({event["type"] for event in events}) >= 20
    assert len({event["resourceType"] for event in events}) >= 8


def test_those_who_acted_are_users_with_their_address_or_tokens_without(demo: Workspace) -> None:
    for event in demo.audit_trail.latest():
        user = demo.users.get(event["actor"])
        assert (user["email"] if user else None) == event.get("actorEmail")


def test_what_is_too_old_is_not_told() -> None:
    demo = planted("demo")
    stored = len(demo.audit_trail._events)
    assert stored - 1 == len(demo.audit_trail.latest())


def test_people_and_functions_are_the_same_each_time() -> None:
    def contents(workspace: Workspace) -> str:
        tables = [workspace.users, workspace.invites, workspace.user_groups, workspace.credentials, workspace.functions]
        more = [workspace.live_plugins, workspace.insert_function_instances, *workspace.functions.versions.values()]
        records = [list(table.values()) for table in (*tables, *more)]
        return json.dumps([records, workspace.audit_trail.latest()])

    assert contents(planted("demo")) == contents(planted("demo"))
