"""Secrets are compared where that can be done, and never shown."""

from typing import Any

import pytest

from segment_async.audit.diff import Diff, document
from segment_async.audit.diff.secrecy import KEYLESS, KEYS, OTHER, UNLIKE

from .conftest import Differ, told
from .making import OTHER as OTHER_WORKSPACE
from .making import destination, source

ONE, TWO, THREE, FOUR = (f"[redacted:{number:012x}]" for number in range(4))
CONSTANT = "[redacted]"


def shop(key: Any, *write_keys: str) -> dict[str, Any]:
    """Return a workspace with a secret setting, and write keys."""
    return {
        "source": [source("s", writeKeys=list(write_keys))],
        "destination": [destination("d", "s", settings={"apiKey": key, "apiSecret": None})],
    }


def reasons(diff: Diff) -> list[str]:
    return [one.reason for one in diff.not_compared if one.what == "secrets"]


def test_a_secret_that_is_another_one_is_a_change_where_the_keys_are_one(differ: Differ) -> None:
    diff = differ(shop(ONE, THREE), shop(TWO, THREE))
    assert [{"settings.apiKey": (ONE, TWO)}] == [told(change)[3] for change in diff.changes]
    assert [] == reasons(diff)


def test_a_write_key_that_came_is_told_by_its_marker(differ: Differ) -> None:
    diff = differ(shop(ONE, THREE, FOUR), shop(ONE, TWO, FOUR, THREE))
    assert [{"writeKeys": ([THREE, FOUR], [TWO, FOUR, THREE])}] == [told(change)[3] for change in diff.changes]


def test_markers_of_two_keys_are_not_compared_and_that_is_said(differ: Differ) -> None:
    diff = differ(shop(ONE, ONE), shop(TWO, THREE))
    assert ((), [KEYS]) == (diff.changes, reasons(diff))


def test_how_many_there_are_counts_whatever_the_keys(differ: Differ) -> None:
    diff = differ(shop(ONE, ONE), shop(TWO, THREE, FOUR))
    assert [{"writeKeys": ([CONSTANT], [CONSTANT, CONSTANT])}] == [told(change)[3] for change in diff.changes]


@pytest.mark.parametrize(("before", "after"), [(ONE, None), (None, ONE), (ONE, "plain"), ("", ONE)])
def test_whether_there_is_one_counts_whatever_the_keys(differ: Differ, before: Any, after: Any) -> None:
    diff = differ(shop(before, TWO), shop(after, THREE))
    assert [["settings.apiKey"]] == [[*told(change)[3]] for change in diff.changes]


def test_markers_without_a_key_hide_changes_and_that_is_said(differ: Differ) -> None:
    diff = differ(shop(CONSTANT, CONSTANT), shop(CONSTANT, CONSTANT))
    assert ((), [KEYLESS]) == (diff.changes, reasons(diff))
    diff = differ(shop(CONSTANT, CONSTANT), shop(ONE, ONE))
    assert ((), [KEYLESS]) == (diff.changes, reasons(diff))


def test_secrets_of_two_workspaces_are_not_compared(differ: Differ) -> None:
    before, after = shop(ONE, THREE), shop(TWO, FOUR)
    diff = differ(before, after, b={"workspace": OTHER_WORKSPACE})
    assert ((), [OTHER]) == (diff.changes, reasons(diff))


def test_where_there_is_no_secret_nothing_is_said_of_any(differ: Differ) -> None:
    assert () == differ(shop(None), shop(None), b={"workspace": OTHER_WORKSPACE}).not_compared


@pytest.mark.parametrize("changed", [True, False])
def test_secrets_that_were_kept_are_compared_and_do_not_show(differ: Differ, *, changed: bool) -> None:
    before, after = shop("hunter2", "key-one"), shop("hunter3" if changed else "hunter2", "key-one")
    if changed:
        after["source"][0]["writeKeys"].append("key-two")
    diff = differ(before, after, a={"secrets": True}, b={"secrets": True})
    found: list[dict[str, Any]] = [
        {"writeKeys": ([CONSTANT], [CONSTANT, CONSTANT])},
        {"settings.apiKey": (CONSTANT, CONSTANT)},
    ]
    assert (found if changed else []) == [told(change)[3] for change in diff.changes]
    assert not [secret for secret in ("hunter", "key-one", "key-two") if secret in str(document(diff))]


def test_a_setting_that_the_catalog_calls_a_password_does_not_show_either(differ: Differ) -> None:
    def said(value: str) -> dict[str, Any]:
        catalog = [{"id": "m1", "name": "GA", "options": [{"name": "zone", "type": "password"}]}]
        settings = {"settings": {"zone": value}}
        return {
            "catalog-destination": catalog,
            "source": [source("s")],
            "destination": [destination("d", "s")],
            "destination-subscription d": [{"id": "x", "name": "X", **settings}],
        }

    diff = differ(said("hunter2"), said("hunter3"), a={"secrets": True}, b={"secrets": True})
    assert [{"settings.zone": (CONSTANT, CONSTANT)}] == [told(change)[3] for change in diff.changes]


@pytest.mark.parametrize("kept", ["a", "b"])
def test_secrets_beside_markers_are_not_compared_and_do_not_show(differ: Differ, kept: str) -> None:
    plain, marked = shop("hunter2", "key-one"), shop(ONE, TWO)
    before, after = (plain, marked) if kept == "a" else (marked, plain)
    diff = differ(before, after, **{kept: {"secrets": True}})
    assert ((), [UNLIKE]) == (diff.changes, reasons(diff))
