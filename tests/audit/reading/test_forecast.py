"""How long a walk will take is told from what is known so far."""

import pytest

from segment_async.audit.reading.asks import Hints
from segment_async.audit.reading.forecast import Pace, expected, forecast
from segment_async.audit.reading.plan import make_plan
from segment_async.audit.reading.progress import Count
from segment_async.audit.reading.reads import Plan
from tests.audit.reading.test_reading import SPEC


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Shops with racks, of which the API answers two lists a minute, and labels on the racks."""
    racks = SPEC["paths"]["/shops/{shopId}/racks"]["get"]
    monkeypatch.setitem(racks, "x-rate-limit", {"requests": 2, "per": "minute"})
    return make_plan(SPEC, Hints())


COUNTS = {
    "shop": Count(1, 1),
    "owner": Count(1, 1),
    "shop-detail": Count(4, 10),
    "shop-rack": Count(2, 10),
    "shop-rack-label": Count(3, 6),
}
THINGS = {"shop": 10, "owner": 1, "shop-detail": 4, "shop-rack": 6, "shop-rack-label": 30}


def test_lists_that_are_not_read_yet_are_taken_to_be_like_the_others(plan: Plan) -> None:
    calls = expected(plan, COUNTS, THINGS)
    assert {"shop": 1, "owner": 1, "shop-detail": 10, "shop-rack": 10, "shop-rack-label": 30} == calls


def test_nothing_is_expected_of_what_nothing_is_known_of(plan: Plan) -> None:
    assert {"shop": 1, "owner": 1, "shop-detail": 0, "shop-rack": 0, "shop-rack-label": 0} == expected(
        plan, {"shop": Count(0, 1), "owner": Count(0, 1)}, {}
    )


def test_a_stated_limit_tells_how_long_it_takes_until_a_pace_is_known(plan: Plan) -> None:
    told = forecast(plan, COUNTS, THINGS, rate=10, paces={})
    assert (6 + 8 + 27, 8 * 30) == (told.calls, told.seconds)
    (slow,) = told.slow
    assert ("listRacks", 8, 240, 2) == (slow.operation, slow.calls, slow.seconds, slow.a_minute)
    quicker = forecast(plan, COUNTS, THINGS, rate=10, paces={"shop-rack": 4})
    assert (33 / 10, 2) == (quicker.seconds, quicker.slow[0].seconds)


def test_nothing_left_takes_no_time(plan: Plan) -> None:
    done = {kind: Count(count.total, count.total) for kind, count in COUNTS.items()}
    told = forecast(plan, done | {"shop-rack-label": Count(6, 6)}, THINGS, rate=0, paces={})
    assert (0, 0, ()) == (told.calls, told.seconds, told.slow)


def test_a_pace_is_that_of_the_last_two_minutes() -> None:
    pace = Pace(0.0)
    for second in range(1, 301):
        pace.count(second)
    assert pytest.approx(1, rel=0.05) == pace.rate(300)
    for tenth in range(1, 1201):
        pace.count(300 + tenth / 10)
    assert pytest.approx(10, rel=0.05) == pace.rate(420)
    assert 0 == Pace(5.0).rate(5.0)


def test_a_limit_a_minute_that_is_used_up_at_once_makes_the_pace_what_it_is() -> None:
    pace = Pace(0.0)
    for minute in range(4):
        for call in range(600):
            pace.count(60 * minute + call / 100)
    for later in (1, 20, 53):
        assert pytest.approx(10, rel=0.6) == pace.rate(186 + later)


def test_a_few_calls_are_no_pace() -> None:
    pace = Pace(0.0)
    for moment in (0.1, 0.2, 0.3, 0.4):
        pace.count(moment)
    assert 0 == pace.rate(1)
    pace.count(0.5)
    assert 5 == pace.rate(1)
