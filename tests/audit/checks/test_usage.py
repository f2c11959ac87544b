"""What a workspace is billed for, and regulations that do not end."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from segment_async.audit.checks.regulation_stuck import CHECK as STUCK
from segment_async.audit.checks.usage_pace import CHECK as PACE
from tests.audit.checks.asking import ago, ask, found, told
from tests.audit.conftest import WORKSPACE, Maker

CALLS = "getDailyWorkspaceAPICallsUsage"
USERS = "getDailyWorkspaceMTUUsage"


@pytest.fixture
def billed(maker: Maker) -> Maker:
    """A snapshot whose usage was read."""
    maker.add("workspace", "w1", WORKSPACE)
    maker.read(CALLS)
    maker.read(USERS)
    return maker


def month(maker: Maker, first: date, counts: Mapping[int, int], *, of: str = "api-calls") -> None:
    """Add what a count had come to by the end of some days of a month."""
    for day, count in counts.items():
        moment = f"{first.replace(day=day).isoformat()}T00:00:00.000Z"
        data = {"apiCalls": str(count)}
        if of == "mtu":
            data = {"identified": str(count - count // 3), "neverIdentified": str(count // 3), "anonymous": "9999999"}
        maker.add(f"{of}-day", moment, {**data, "timestamp": moment})


def steady(a_day: int, days: int) -> dict[int, int]:
    return {day: a_day * day for day in range(1, days + 1)}


NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
ON_THE_11TH = datetime(2026, 11, 11, 9, tzinfo=UTC)


def test_a_month_that_heads_for_more_than_a_quarter_above_the_last_is_found(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    month(billed, NOVEMBER, steady(140, 11))
    evidence = told(ask(billed, PACE, now=ON_THE_11TH))
    expected = {
        "measure": "api-calls",
        "until": "2026-11-10",
        "soFar": 1400,
        "projected": 4200,
        "monthBefore": 3100,
        "growth": 1.3548,
    }
    assert expected == evidence


def test_it_is_said_of_the_workspace_in_a_sentence(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31), of="mtu")
    month(billed, NOVEMBER, steady(140, 10), of="mtu")
    (finding,) = ask(billed, PACE, now=ON_THE_11TH)
    said = "The workspace heads for 4,200 tracked users this month, 1.35 times the 3,100 of the month before."
    assert ("workspace", said) == (finding.subject.kind, finding.message)


def test_a_month_that_grows_less_is_left_alone_unless_the_limit_is_lower(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    month(billed, NOVEMBER, steady(125, 10))
    assert [] == ask(billed, PACE, now=ON_THE_11TH)


def test_which_growth_is_too_much_can_be_set(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    month(billed, NOVEMBER, steady(125, 10))
    assert 1 == len(ask(billed, PACE, now=ON_THE_11TH, growth=1.2))


def test_a_workspace_can_go_without_being_compared(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    month(billed, NOVEMBER, steady(900, 10))
    assert [] == ask(billed, PACE, now=ON_THE_11TH, growth=None)


def test_a_month_of_which_no_day_is_known_is_not_judged(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    assert [] == ask(billed, PACE, now=ON_THE_11TH, api_calls=1)


def test_without_a_workspace_to_say_it_of_nothing_is_said_of_usage(maker: Maker) -> None:
    maker.read(CALLS)
    month(maker, NOVEMBER, steady(100, 10))
    assert [] == ask(maker, PACE, now=ON_THE_11TH, api_calls=1)


def test_users_who_come_early_in_every_month_slow_down_in_the_projection(billed: Maker) -> None:
    """Who was counted is not counted again, so that most of the count stands after some days."""
    early = {day: 3000 - 3000 // (day + 1) for day in range(1, 32)}
    month(billed, OCTOBER, early, of="mtu")
    month(billed, NOVEMBER, {day: early[day] + 200 for day in range(1, 11)}, of="mtu")
    (finding,) = ask(billed, PACE, now=ON_THE_11TH, growth=1)
    assert 2928 * 2907 // 2728 == finding.evidence["projected"]


def test_a_month_before_that_began_slowly_is_no_growth_either(billed: Maker) -> None:
    slow = {day: 10 * day if day < 15 else 200 * (day - 14) for day in range(1, 32)}
    month(billed, OCTOBER, slow)
    month(billed, NOVEMBER, steady(110, 10))
    assert [] == ask(billed, PACE, now=ON_THE_11TH)


@pytest.mark.parametrize("counts", [steady(10, 20), {day: 10 * (day - 9) for day in range(10, 32)}])
def test_there_is_no_growth_over_a_month_that_is_not_wholly_known(billed: Maker, counts: dict[int, int]) -> None:
    month(billed, OCTOBER, counts)
    month(billed, NOVEMBER, steady(100, 10))
    assert [] == ask(billed, PACE, now=ON_THE_11TH)


def test_less_than_a_week_says_nothing_of_a_month(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    month(billed, NOVEMBER, steady(900, 7))
    assert [] == ask(billed, PACE, now=datetime(2026, 11, 7, 23, tzinfo=UTC), api_calls=20_000)


def test_a_week_does(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    month(billed, NOVEMBER, steady(900, 8))
    assert "2026-11-07" == told(ask(billed, PACE, now=datetime(2026, 11, 8, 1, tzinfo=UTC)))["until"]


def test_a_quota_that_the_month_heads_beyond_is_told_with_the_day_on_which_it_is_reached(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    month(billed, NOVEMBER, steady(100, 10))
    (finding,) = ask(billed, PACE, now=ON_THE_11TH, api_calls=2050)
    said = "The workspace heads for 3,000 API calls this month; its quota of 2,050 is reached on 2026-11-21."
    assert said == finding.message
    assert (2050, "2026-11-21") == (finding.evidence["quota"], finding.evidence["reached"])


def test_a_quota_takes_the_place_of_the_month_before(billed: Maker) -> None:
    month(billed, OCTOBER, steady(100, 31))
    month(billed, NOVEMBER, steady(900, 10))
    assert [] == ask(billed, PACE, now=ON_THE_11TH, api_calls=27_000)


def test_a_quota_that_is_passed_already_is_told_on_any_day(billed: Maker) -> None:
    month(billed, NOVEMBER, {1: 40, 2: 120})
    evidence = told(ask(billed, PACE, now=datetime(2026, 11, 3, 1, tzinfo=UTC), api_calls=100))
    assert ("2026-11-02", 120) == (evidence["reached"], evidence["soFar"])


@pytest.mark.parametrize(("of", "expected"), [("api-calls", 3000), ("mtu", None)])
def test_without_a_month_to_compare_with_calls_go_on_as_they_began_and_users_do_not(
    billed: Maker, of: str, expected: int | None
) -> None:
    month(billed, NOVEMBER, steady(100, 10), of=of)
    findings = ask(billed, PACE, now=ON_THE_11TH, api_calls=2000, mtu=2000)
    assert ([expected] if expected else []) == [finding.evidence["projected"] for finding in findings]


def test_both_measures_can_be_found(billed: Maker) -> None:
    for of in ("api-calls", "mtu"):
        month(billed, OCTOBER, steady(100, 31), of=of)
        month(billed, NOVEMBER, steady(200, 10), of=of)
    findings = ask(billed, PACE, now=ON_THE_11TH)
    assert ["mtu", "api-calls"] == [finding.evidence["measure"] for finding in findings]


@pytest.mark.parametrize(("gap", "expected"), [(CALLS, ["mtu"]), (USERS, ["api-calls"])])
def test_a_measure_that_could_not_be_read_is_not_judged(billed: Maker, gap: str, expected: list[str]) -> None:
    for of in ("api-calls", "mtu"):
        month(billed, OCTOBER, steady(100, 31), of=of)
        month(billed, NOVEMBER, steady(200, 10), of=of)
    billed.gap(gap)
    assert expected == [finding.evidence["measure"] for finding in ask(billed, PACE, now=ON_THE_11TH)]


def test_january_is_compared_with_december_and_a_long_month_with_a_short_one(billed: Maker) -> None:
    month(billed, date(2026, 12, 1), steady(100, 31))
    month(billed, date(2027, 1, 1), steady(200, 31))
    assert 6200 == told(ask(billed, PACE, now=datetime(2027, 1, 31, 12, tzinfo=UTC)))["projected"]


def test_the_last_days_of_a_month_longer_than_the_one_before_are_judged_too(billed: Maker) -> None:
    month(billed, date(2027, 2, 1), steady(100, 28))
    month(billed, date(2027, 3, 1), steady(200, 30))
    assert 6000 == told(ask(billed, PACE, now=datetime(2027, 3, 31, 12, tzinfo=UTC)))["projected"]


def regulation(maker: Maker, name: str, status: str, days: float, *, of: str = "") -> None:
    about = {"status": status, "createdAt": ago(days), "regulationType": "DELETE_ONLY", "subjects": ["bob"]}
    maker.add("source-regulation" if of else "regulation", name, about, parent=of)


def test_regulations_that_take_more_than_thirty_days_are_found(maker: Maker) -> None:
    regulation(maker, "running", "RUNNING", 43.5)
    regulation(maker, "waiting", "INITIALIZED", 31)
    regulation(maker, "source's own", "RUNNING", 31, of="s")
    regulation(maker, "recent", "RUNNING", 29.9)
    for status in ("FAILED", "FINISHED", "PARTIAL_SUCCESS", "INVALID", "NOT_SUPPORTED"):
        regulation(maker, status, status, 60)
    messages = {finding.subject.id: finding.message for finding in ask(maker, STUCK)}
    expected = {
        "running": "The regulation running was filed 43 days ago and is still running.",
        "waiting": "The regulation waiting was filed 31 days ago and has not started.",
        "source's own": "The regulation source's own was filed 31 days ago and is still running.",
    }
    assert expected == messages


def test_what_a_regulation_waits_for_is_told_and_nobody_whom_it_concerns(maker: Maker) -> None:
    regulation(maker, "r", "RUNNING", 40)
    done = {"name": "GA4", "status": "FINISHED"}
    streams = [
        {"id": "s1", "destinationStatus": [done, {"name": "Braze", "status": "RUNNING"}]},
        {"id": "s2", "destinationStatus": [{"name": "Braze", "status": "INITIALIZED"}, {"name": "X", "status": []}]},
        {"id": "s3", "destinationStatus": [done]},
        {"id": "s4"},
    ]
    maker.add("regulation-detail", "r", {"overallStatus": "RUNNING", "streamStatus": streams}, parent="r")
    expected = {
        "status": "RUNNING",
        "days": 40,
        "type": "DELETE_ONLY",
        "unfinishedStreams": 2,
        "unfinishedDestinations": 2,
        "waitingFor": ["Braze"],
    }
    assert expected == told(ask(maker, STUCK))


def test_of_a_regulation_without_details_nothing_is_told_of_streams(maker: Maker) -> None:
    regulation(maker, "r", "RUNNING", 40, of="s")
    assert {"status": "RUNNING", "days": 40, "type": "DELETE_ONLY"} == told(ask(maker, STUCK))


def test_a_regulation_that_was_done_when_it_was_looked_at_again_is_left_alone(maker: Maker) -> None:
    regulation(maker, "r", "RUNNING", 40)
    maker.add("regulation-detail", "r", {"overallStatus": "FAILED"}, parent="r")
    assert [] == found(maker, STUCK)


def test_a_regulation_that_is_listed_twice_is_found_once(maker: Maker) -> None:
    regulation(maker, "r", "RUNNING", 40)
    regulation(maker, "r", "RUNNING", 40, of="s")
    assert ["r"] == found(maker, STUCK)


def test_how_many_days_a_regulation_may_take_can_be_set(maker: Maker) -> None:
    regulation(maker, "r", "RUNNING", 29)
    assert ["r"] == found(maker, STUCK, days=28)


def test_a_regulation_without_a_date_is_left_alone(maker: Maker) -> None:
    maker.add("regulation", "r", {"status": "RUNNING", "createdAt": "0001-01-01T00:00:00.000Z"})
    assert [] == found(maker, STUCK)
