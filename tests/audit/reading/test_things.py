"""What an answer holds, and what tells one thing from another."""

import json
from typing import Any
from unittest.mock import ANY

import pytest

from segment_async.audit.reading.asks import Ask
from segment_async.audit.reading.plan import plan_of
from segment_async.audit.reading.things import goes_on, identity, row_of, things_in
from segment_async.errors import DecodeError

READS = {read.operation: read for read in plan_of("public")}


def test_a_thing_that_is_null_is_none_where_that_is_allowed() -> None:
    assert [] == things_in(READS["getFunction"], {"data": {"function": None}})
    assert [{"id": "f"}] == things_in(READS["getFunction"], {"data": {"function": {"id": "f"}}})
    with pytest.raises(DecodeError):
        things_in(READS["getRegulation"], {"data": {"regulation": None}})


def test_only_a_next_page_means_that_an_answer_goes_on() -> None:
    assert goes_on(
        READS["listRulesFromTrackingPlan"],
        {"data": {"sources": [], "sourcesPagination": {"current": "a", "next": "b"}}},
    )
    assert not goes_on(
        READS["listRulesFromTrackingPlan"], {"data": {"sources": [], "sourcesPagination": {"current": "a"}}}
    )
    assert not goes_on(READS["listRulesFromTrackingPlan"], {"data": {"enabled": True}})


@pytest.mark.parametrize(
    ("operation", "thing", "expected"),
    [
        ("listSources", {"id": "s"}, "s"),
        ("listSources", {}, ""),
        ("listInvites", "ines@shop.example.com", "ines@shop.example.com"),
        ("getConnectionStateFromWarehouse", "CONNECTED", "scope"),
        ("listLabels", {"key": "a", "value": "b"}, '["a", "b"]'),
        ("listRulesFromTrackingPlan", {"type": "TRACK", "version": 1}, '["TRACK", "", "1"]'),
        ("getDailyPerSourceMTUUsage", {"sourceId": "s", "timestamp": "t"}, '["s", "t"]'),
        ("getEgressFailedMetricsFromDeliveryOverview", {"discardReason": "x"}, '["", "", "", "x"]'),
        ("getEgressSuccessMetricsFromDeliveryOverview", {"total": 1}, '["", "", "", ""]'),
    ],
)
def test_what_has_no_id_is_told_by_what_it_is_about(operation: str, thing: Any, expected: str) -> None:
    assert expected == identity(READS[operation], thing, ("scope",), Ask())


def test_the_same_trait_of_users_and_of_accounts_are_two_things() -> None:
    trait = {"trait": "city", "type": "CUSTOM"}
    ids = {
        identity(READS["listTraits"], trait, ("s",), Ask((), {"collection": collection}))
        for collection in ("users", "accounts")
    }
    assert {'["users", "city", "CUSTOM"]', '["accounts", "city", "CUSTOM"]'} == ids


def test_a_thing_is_kept_with_what_people_call_it() -> None:
    row = row_of(READS["listFunctions"], {"id": "f", "displayName": "Fax"}, (), Ask())
    assert ("f", "Fax", {"id": "f", "displayName": "Fax"}) == (row.id, row.name, json.loads(row.json))
    assert "CONNECTED" != row_of(READS["getConnectionStateFromWarehouse"], "CONNECTED", ("w",), Ask()).name


CONFIG = {read.operation: read for read in plan_of("config")}


def test_an_empty_list_may_be_left_out_where_the_api_leaves_it_out() -> None:
    assert [] == things_in(CONFIG["listSources"], {})
    with pytest.raises(DecodeError, match="sources"):
        things_in(CONFIG["listSources"], {"sources": None})
    with pytest.raises(DecodeError):
        things_in(READS["listSources"], {"data": {}})


def test_of_an_answer_that_nobody_knows_the_one_list_in_it_is_taken_or_the_whole() -> None:
    read = CONFIG["listWorkspaceRegulations"]
    assert [{"regulate_id": "r"}] == things_in(read, {"anything": [{"regulate_id": "r"}], "next_page_token": ""})
    for whole in ({"a": [{}], "b": [{}]}, {"a": ["x"]}, {"a": 1}):
        assert [whole] == things_in(read, whole)
    assert [] == things_in(read, {"regulations": []})
    assert [] == things_in(read, {})
    assert goes_on(read, {"regulations": [], "next_page_token": "x"})
    assert not goes_on(read, {"regulations": [], "next_page_token": ""})


@pytest.mark.parametrize(
    ("operation", "thing", "expected"),
    [
        ("listSources", {"name": "workspaces/a/sources/js"}, ("workspaces/a/sources/js", "js")),
        (
            "listSources",
            {"name": "workspaces/a/sources/js", "display_name": "Shop"},
            ("workspaces/a/sources/js", "Shop"),
        ),
        ("listFunctions", {"id": "f/1", "name": "no id"}, ("f/1", "f/1")),
        ("listSourceConnections", {"source_name": "workspaces/a/sources/js"}, ("workspaces/a/sources/js",) * 2),
        ("getSchemaConfig", {"name": "workspaces/a/sources/js/schema-config"}, ("workspaces/a/sources/js", "js")),
        ("listWorkspaceRegulations", {"regulate_id": "r"}, ("r", "r")),
        ("listDestinationFilters", {"name": "workspaces/a/filters/df_1", "title": "No tests"}, (ANY, "No tests")),
    ],
)
def test_a_thing_of_the_config_api_goes_by_its_resource_name(
    operation: str, thing: Any, expected: tuple[Any, str]
) -> None:
    row = row_of(CONFIG[operation], thing, ("workspaces/a/sources/js",), Ask())
    assert expected == (row.id, row.name)
