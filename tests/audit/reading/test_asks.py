"""How operations are asked whose path does not say it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from segment_async.audit.reading.asks import Ask
from segment_async.audit.reading.asks_public import AGAIN, CAPS, IDENTITY, LEFT_OUT, NONE_IS_404, RULES
from segment_async.audit.reading.plan import plan_of, resolve, specification
from segment_async.audit.reading.reads import Read

NOW = datetime(2026, 3, 15, 12, 34, 56, tzinfo=UTC)
PLAN = tuple(plan_of("public"))
TWICE = {read.operation: read for read in PLAN if read.kind in {rule.kind for rule in AGAIN.values()}}
READS = {read.operation: read for read in PLAN if read not in TWICE.values()}
PAIR: dict[str, Any] = {"sourceId": "s", "enabled": True}


def asks(operation: str, *scope: str, now: datetime = NOW, **thing: Any) -> list[Ask]:
    return list(READS[operation].asks(now, scope, thing))


def operations() -> dict[str, Mapping[str, Any]]:
    gets = [item["get"] for item in specification()["paths"].values() if "get" in item]
    return {operation["operationId"]: operation for operation in gets}


def test_every_row_of_data_is_about_something_that_there_is() -> None:
    assert RULES.keys() | CAPS.keys() | NONE_IS_404 <= READS.keys()
    assert AGAIN.keys() == TWICE.keys()
    assert LEFT_OUT.keys() <= operations().keys() - READS.keys()
    assert IDENTITY.keys() <= {read.kind for read in PLAN}


def test_every_listed_kind_has_an_identity() -> None:
    def has_id(read: Read) -> bool:
        return not read.objects or "id" in resolve(specification(), read.schema)["properties"]

    without = {read.kind for read in PLAN if read.items is not None and not has_id(read)}
    assert without - {"suppression"} == IDENTITY.keys()  # a suppression is the ids that it holds


def test_event_volume_is_asked_for_by_source_in_four_spans_of_thirty_days_that_leave_no_minute_out() -> None:
    spans = [
        ("2026-02-13T12:00:00Z", "2026-03-15T12:00:00Z"),
        ("2026-01-14T12:00:00Z", "2026-02-13T12:00:00Z"),
        ("2025-12-15T12:00:00Z", "2026-01-14T12:00:00Z"),
        ("2025-11-15T12:00:00Z", "2025-12-15T12:00:00Z"),
    ]
    usual = {"granularity": "DAY", "groupBy": ["source"]}
    assert [Ask((), {**usual, "startTime": start, "endTime": end}) for start, end in spans] == asks(
        "getEventsVolumeFromWorkspace"
    )


def test_the_events_of_a_source_are_asked_for_by_name_and_type_unless_it_is_off() -> None:
    events = TWICE["getEventsVolumeFromWorkspace"]
    span = {"granularity": "DAY", "startTime": "2026-02-13T12:00:00Z", "endTime": "2026-03-15T12:00:00Z"}
    query = {"sourceId": ["s"], "groupBy": ["eventName", "eventType"], **span}
    assert ("source", [Ask((), query)]) == (events.parent, list(events.asks(NOW, ("s",), PAIR)))
    assert [] == list(events.asks(NOW, ("s",), {"enabled": False}))


def test_delivery_is_asked_for_by_whole_days_and_the_present_one() -> None:
    span = {"granularity": "DAY", "startTime": "2026-03-03T00:00:00Z", "endTime": "2026-03-15T12:34:56Z"}
    assert [Ask(("d",), {"sourceId": "s", **span})] == asks("listDeliveryMetricsSummaryFromDestination", "d", **PAIR)
    assert [Ask((), {"sourceId": "s", **span, "groupBy": []})] == asks(
        "getIngressSuccessMetricsFromDeliveryOverview", "s"
    )
    pair = {"sourceId": "s", "destinationConfigId": "d"}
    assert [Ask((), {**pair, **span, "groupBy": ["discardReason"]})] == asks(
        "getEgressFailedMetricsFromDeliveryOverview", "d", **PAIR
    )


@pytest.mark.parametrize("minute", [0, 1, 719, 1439])
def test_delivery_can_still_be_asked_for_a_day_after_the_reading_began(minute: int) -> None:
    limits = operations()["getIngressFailedMetricsFromDeliveryOverview"]["x-time-range-limits"]["DAY"]
    assert {"max_range": "14d", "oldest_start": "14d"} == limits
    now = NOW.replace(hour=0, minute=0) + timedelta(minutes=minute)
    (ask,) = asks("getIngressFailedMetricsFromDeliveryOverview", "s", now=now)
    start = datetime.fromisoformat(ask.query["startTime"])
    assert now + timedelta(days=1) - timedelta(days=14) <= start < now


def test_delivery_to_a_destination_that_is_off_is_not_asked_for() -> None:
    overview = [name for name, read in READS.items() if read.parent == "destination" and "DeliveryOverview" in name]
    assert 3 == len(overview)
    for operation in overview:
        assert [] == asks(operation, "d", sourceId="s", enabled=False)
        assert 1 == len(asks(operation, "d", sourceId="s"))


def test_usage_is_asked_for_by_the_first_day_of_this_month_and_of_the_last() -> None:
    assert ["2026-03-01", "2026-02-01"] == [ask.query["period"] for ask in asks("getDailyWorkspaceMTUUsage")]
    new_year = datetime(2026, 1, 31, tzinfo=UTC)
    assert ["2026-01-01", "2025-12-01"] == [
        ask.query["period"] for ask in asks("getDailyWorkspaceAPICallsUsage", now=new_year)
    ]
    assert [Ask((), {"period": "2026-03-01"})] == asks("getDailyPerSourceMTUUsage")


def test_functions_are_asked_for_by_every_type_that_there_is() -> None:
    types = [ask.query["resourceType"] for ask in asks("listFunctions")]
    (enum,) = [
        parameter["schema"]["enum"]
        for parameter in operations()["listFunctions"]["parameters"]
        if parameter.get("name") == "resourceType"
    ]
    assert {"DESTINATION", "SOURCE", "INSERT_DESTINATION"} < set(types)
    assert enum == types


def test_traits_are_asked_for_of_users_and_of_accounts() -> None:
    assert [Ask(("spa",), {"collection": "accounts"}), Ask(("spa",), {"collection": "users"})] == asks(
        "listTraits", "spa"
    )


def test_instances_are_asked_for_of_insert_functions_alone() -> None:
    operation = "listInsertFunctionInstances"
    assert [Ask((), {"functionId": "f"})] == asks(operation, "f", resourceType="INSERT_SOURCE")
    assert [] == asks(operation, "f", resourceType="SOURCE")
    assert [] == asks(operation, "f")


def test_syncs_are_asked_for_of_subscriptions_that_take_rows_of_a_model() -> None:
    operation = "listReverseETLSyncStatusesFromModelAndSubscriptionId"
    assert [Ask(("m", "sub"), {})] == asks(operation, "d", "sub", modelId="m")
    assert [] == asks(operation, "d", "sub")
    assert "destination-subscription" == READS[operation].parent


def test_what_hangs_on_a_name_is_asked_for_by_the_name() -> None:
    assert [Ask(("spa", "Page Viewed"))] == asks("listPropertiesFromEvent", "spa", "id", name="Page Viewed")
    assert [Ask(("spa", "car"))] == asks("listPropertiesFromEntity", "spa", "id", entitySlug="car")
    assert [Ask(("spa", "USERS"))] == asks("listSupportedDestinationsFromAudience", "spa", "a", audienceType="USERS")
    assert [] == asks("listPropertiesFromEvent", "spa", "id", name="")


def test_what_cannot_be_read_on_is_asked_for_with_the_largest_page() -> None:
    whole = {"count": 1000}
    assert [Ask(("s",), {"pagination": whole})] == asks("listRegulationsFromSource", "s")
    assert [Ask(("c",), {"warehousesPagination": whole, "sourcesPagination": whole})] == asks(
        "listCredentialConsumers", "c"
    )
    assert (
        1000
        == resolve(specification(), specification()["components"]["schemas"]["PaginationInput"])["properties"]["count"][
            "maximum"
        ]
    )


def test_filters_of_a_space_are_asked_for_by_its_id() -> None:
    assert [Ask((), {"integrationId": "spa"})] == asks("listFiltersForSpace", "spa")


def test_every_request_names_what_the_operation_insists_on_and_nothing_that_it_does_not_know() -> None:
    thing = {"sourceId": "s", "modelId": "m", "name": "n", "entitySlug": "e", "audienceType": "USERS"}
    for read in PLAN:
        name = read.operation
        parameters = [resolve(specification(), found) for found in operations()[name].get("parameters", ())]
        known = {found["name"] for found in parameters if found["in"] == "query"}
        needed = {found["name"] for found in parameters if found["in"] == "query" and found.get("required")}
        scope = tuple("abc"[: max(len(read.path), 1)])
        for ask in read.asks(NOW, scope, {**thing, "resourceType": "INSERT_SOURCE"}):
            assert (name, True) == (name, needed <= ask.query.keys() <= known)
            assert (name, len(read.path)) == (name, len(ask.path) if read.path else 0)
