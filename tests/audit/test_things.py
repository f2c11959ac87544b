"""What an answer holds, and what tells one thing from another."""

import json
from typing import Any

import pytest

from segment_async.audit.asks import Ask
from segment_async.audit.plan import make_plan, specification
from segment_async.audit.things import goes_on, identity, row_of, things_in
from segment_async.errors import DecodeError

READS = {read.operation: read for read in make_plan(specification())}


def test_a_thing_that_is_null_is_none_where_that_is_allowed() -> None:
    assert [] == things_in(READS["getFunction"], {"data": {"function": None}})
    assert [{"id": "f"}] == things_in(READS["getFunction"], {"data": {"function": {"id": "f"}}})
    with pytest.raises(DecodeError):
        things_in(READS["getRegulation"], {"data": {"regulation": None}})


def test_only_a_next_page_means_that_an_answer_goes_on() -> None:
    assert goes_on({"data": {"sources": [], "sourcesPagination": {"current": "a", "next": "b"}}})
    assert not goes_on({"data": {"sources": [], "sourcesPagination": {"current": "a"}}})
    assert not goes_on({"data": {"enabled": True}})


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
