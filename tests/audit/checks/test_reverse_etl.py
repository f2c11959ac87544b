"""Reverse ETL models whose syncs fail, and models that nothing syncs."""

from typing import Any

import pytest

from segment_async.audit.checks.reverse_etl_failing import CHECK as FAILING
from segment_async.audit.checks.reverse_etl_unscheduled import CHECK as UNSCHEDULED
from tests.audit.checks.asking import ago, ask, found, told
from tests.audit.conftest import Maker

SYNCS = "listReverseETLSyncStatusesFromModelAndSubscriptionId"
SUBSCRIPTIONS = "listSubscriptionsFromDestination"
DAILY = {"strategy": "PERIODIC", "config": {"interval": "1d"}}


@pytest.fixture
def models(maker: Maker) -> Maker:
    """A snapshot in which every destination and every subscription was read: the models of one database."""
    maker.add("source", "db", {"enabled": True})
    maker.read("listDestinations")
    destination(maker, "crm")
    return maker


def destination(maker: Maker, name: str, *, enabled: bool = True, actions: Any = ({"id": "upsert"},)) -> None:
    maker.add("destination", name, {"name": name.upper(), "enabled": enabled, "metadata": {"actions": actions}})
    maker.read(SUBSCRIPTIONS, name)


def model(maker: Maker, name: str, *, enabled: bool = True, source: str = "db") -> None:
    maker.add("reverse-etl-model", name, {"name": name.title(), "enabled": enabled, "sourceId": source})


def feed(maker: Maker, of: str, *, to: str = "crm", enabled: bool = True, schedule: Any = DAILY) -> str:
    """Add a subscription to a model, of which every sync was read, and return what its syncs hang on."""
    data = {"modelId": of, "enabled": enabled, "reverseETLSchedule": schedule}
    maker.add("destination-subscription", f"{of}-rows", data, parent=to)
    maker.read(SYNCS, f"{to}/{of}-rows")
    return f"{to}/{of}-rows"


def sync(maker: Maker, through: str, days: float, status: str, **more: Any) -> None:
    data = {"syncStatus": status, "startedAt": ago(days), **more}
    maker.add("destination-subscription-sync", f"sync {days}", data, parent=through)


def test_a_model_whose_latest_sync_failed_is_found_with_code_and_phase(models: Maker) -> None:
    model(models, "risk")
    rows = feed(models, "risk")
    sync(models, rows, 3, "SUCCESS")
    sync(models, rows, 2, "FAILED")
    broken = {"extractPhase": {"errorCode": ""}, "loadPhase": {"errorCode": "REFUSED"}, "error": "bob@x.example"}
    sync(models, rows, 1, "FAIL", **broken)
    (finding,) = ask(models, FAILING)
    assert "The latest sync of the model Risk to CRM failed." == finding.message
    expected = {
        "subscriptionId": "risk-rows",
        "subscription": "risk-rows",
        "destination": "CRM",
        "syncId": "sync 1",
        "status": "FAIL",
        "startedAt": ago(1),
        "since": "2026-11-27T20:00:00+00:00",
        "inARow": 2,
        "errorCode": "REFUSED",
        "phase": "load",
    }
    assert {"sourceId": "db", "failingSubscriptions": 1, "failures": [expected]} == finding.evidence


def test_the_code_of_the_whole_sync_goes_before_that_of_a_phase(models: Maker) -> None:
    model(models, "risk")
    rows = feed(models, "risk")
    sync(models, rows, 1, "FAILED", errorCode="NO_COLUMN", extractPhase={"errorCode": "BROKEN"})
    (failure,) = told(ask(models, FAILING))["failures"]
    assert ("NO_COLUMN", "extract") == (failure["errorCode"], failure["phase"])


@pytest.mark.parametrize("status", ["PARTIAL_SUCCESS", "SUCCESS", "PARTIAL_FAILURE", "SOMETHING_NEW"])
def test_a_model_whose_latest_sync_ended_otherwise_is_left_alone(models: Maker, status: str) -> None:
    model(models, "tiers")
    rows = feed(models, "tiers")
    sync(models, rows, 2, "FAILED")
    sync(models, rows, 1, status)
    assert [] == found(models, FAILING)


@pytest.mark.parametrize("status", ["IN_PROGRESS", "CANCELED", "CANCELLED"])
def test_a_sync_that_still_runs_or_was_called_off_does_not_hide_the_failure_before_it(
    models: Maker, status: str
) -> None:
    model(models, "tiers")
    rows = feed(models, "tiers")
    sync(models, rows, 2, "FAILED")
    sync(models, rows, 1, status)
    (failure,) = told(ask(models, FAILING))["failures"]
    assert ("sync 2", 1) == (failure["syncId"], failure["inARow"])


@pytest.mark.parametrize(
    "status", ["TIMED_OUT", "timeout", "ABORTED", "SYNC_FAILED", "INTERNAL_ERROR", "FAILED - PENDING RETRY"]
)
def test_a_failure_is_known_by_a_word_of_its_state(models: Maker, status: str) -> None:
    model(models, "tiers")
    sync(models, feed(models, "tiers"), 1, status)
    assert ["tiers"] == found(models, FAILING)


def test_a_sync_that_has_been_running_for_days_does_not_end(models: Maker) -> None:
    destination(models, "mail")
    model(models, "stuck")
    model(models, "busy")
    sync(models, feed(models, "stuck"), 3, "IN_PROGRESS")
    sync(models, feed(models, "stuck", to="mail"), 1, "FAILED")
    sync(models, feed(models, "busy"), 1.9, "IN_PROGRESS")
    (finding,) = ask(models, FAILING)
    assert "The latest sync of the model Stuck to CRM and MAIL failed or does not end." == finding.message
    assert ["IN_PROGRESS", "FAILED"] == [failure["status"] for failure in finding.evidence["failures"]]


def test_failures_behind_something_that_is_switched_off_are_left_alone(models: Maker) -> None:
    models.add("source", "off", {"enabled": False})
    destination(models, "old", enabled=False)
    model(models, "a", enabled=False)
    model(models, "b", source="off")
    model(models, "c")
    model(models, "d")
    for name, more in (("a", {}), ("b", {}), ("c", {"enabled": False}), ("d", {"to": "old"})):
        sync(models, feed(models, name, **more), 1, "FAILED")
    assert [] == found(models, FAILING)


def test_a_sync_is_not_called_the_latest_while_others_could_not_be_read(models: Maker) -> None:
    model(models, "tiers")
    rows = feed(models, "tiers")
    sync(models, rows, 1, "FAILED")
    models.gap(SYNCS, rows)
    assert [] == found(models, FAILING)


@pytest.mark.parametrize("schedule", [None, {"strategy": "MANUAL"}, {}])
def test_a_model_without_schedule_is_found(models: Maker, schedule: Any) -> None:
    model(models, "visits")
    sync(models, feed(models, "visits", schedule=schedule), 17, "SUCCESS")
    (finding,) = ask(models, UNSCHEDULED)
    assert "No schedule syncs the model Visits." == finding.message
    assert (1, "2026-11-12T20:00:00+00:00") == (finding.evidence["subscriptions"], finding.evidence["lastSync"])


def test_a_model_that_feeds_nothing_enabled_is_found_and_told_from_the_others(models: Maker) -> None:
    destination(models, "old", enabled=False)
    for name in ("none", "resting", "closed"):
        model(models, name)
    feed(models, "resting", enabled=False)
    feed(models, "closed", to="old")
    messages = {finding.subject.id: finding.message for finding in ask(models, UNSCHEDULED)}
    expected = {
        name: f"The model {name.title()} feeds no enabled subscription." for name in ("none", "resting", "closed")
    }
    assert expected == messages


@pytest.mark.parametrize("strategy", ["PERIODIC", "CRON", "SPECIFIC_DAYS", "DBT_CLOUD"])
def test_a_model_with_one_schedule_of_any_kind_is_left_alone(models: Maker, strategy: str) -> None:
    destination(models, "mail")
    model(models, "tiers")
    feed(models, "tiers", schedule={"strategy": "MANUAL"})
    feed(models, "tiers", to="mail", schedule={"strategy": strategy})
    assert [] == found(models, UNSCHEDULED)


def test_a_model_that_a_job_of_the_users_syncs_all_the_time_is_left_alone(models: Maker) -> None:
    model(models, "tiers")
    sync(models, feed(models, "tiers", schedule={"strategy": "MANUAL"}), 6.9, "FAILED")
    assert [] == found(models, UNSCHEDULED)


def test_how_recent_such_a_sync_must_be_can_be_set(models: Maker) -> None:
    model(models, "tiers")
    sync(models, feed(models, "tiers", schedule=None), 6.9, "SUCCESS")
    assert ["tiers"] == found(models, UNSCHEDULED, days=6)


def test_models_that_are_disabled_or_of_a_disabled_database_need_no_schedule(models: Maker) -> None:
    models.add("source", "off", {"enabled": False})
    model(models, "a", enabled=False)
    model(models, "b", source="off")
    assert [] == found(models, UNSCHEDULED)


@pytest.mark.parametrize(
    ("operation", "parent"), [(SYNCS, "crm/visits-rows"), (SUBSCRIPTIONS, "crm"), ("listDestinations", "")]
)
def test_no_model_is_called_unscheduled_while_something_was_not_read(
    models: Maker, operation: str, parent: str
) -> None:
    model(models, "visits")
    feed(models, "visits", schedule=None)
    models.gap(operation, parent)
    assert [] == found(models, UNSCHEDULED)


def test_a_destination_of_an_unknown_kind_may_take_rows(models: Maker) -> None:
    destination(models, "odd", actions=None)
    models.gap(SUBSCRIPTIONS, "odd")
    model(models, "visits")
    assert [] == found(models, UNSCHEDULED)


@pytest.mark.parametrize(("enabled", "actions"), [(True, []), (False, [{"id": "upsert"}])])
def test_destinations_that_cannot_take_rows_need_not_be_known(models: Maker, enabled: bool, actions: Any) -> None:  # noqa: FBT001 - a case
    destination(models, "classic", enabled=enabled, actions=actions)
    models.gap(SUBSCRIPTIONS, "classic")
    model(models, "visits")
    assert ["visits"] == found(models, UNSCHEDULED)
