"""Each check has something to find in the demo, and nothing but that, whenever the demo starts."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from segment_async.sandbox.fql import compile_condition
from segment_async.sandbox.seeds.cases import NEAR_MISSES, PLANTED, Case, planted_at, subject_id
from segment_async.sandbox.store import Workspace

from .conftest import planted
from .readings import READINGS
from .readings.destinations import outcomes
from .readings.people import owners
from .readings.reading import events, sent
from .readings.usage import growth

MOMENTS = (
    datetime(2026, 3, 8, 0, 0, 1, tzinfo=UTC),  # the first day on which the pace of a month is judged
    datetime(2027, 1, 8, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 2, 28, 0, 0, 1, tzinfo=UTC),  # a short month behind a long one
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    datetime(2026, 3, 31, 0, 0, 1, tzinfo=UTC),  # a long one behind a short one
    datetime(2026, 7, 9, 0, 0, tzinfo=UTC),
    datetime(2026, 8, 1, 0, 0, tzinfo=UTC),  # too early to tell how the month goes on
    datetime(2026, 12, 2, 23, 59, 59, tzinfo=UTC),
)


def subjects(cases: Iterable[Case], space: Workspace, check: str) -> set[str]:
    return {case.within or subject_id(case, space) for case in cases if case.check == check}


@pytest.mark.parametrize("check", READINGS)
def test_a_check_finds_what_is_planted_and_nothing_else(check: str, demo: Workspace) -> None:
    assert subjects(PLANTED, demo, check) == set(READINGS[check](demo))


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda case: f"{case.check}:{case.within or case.subject}")
def test_a_near_miss_is_not_found(case: Case, demo: Workspace) -> None:
    assert not subjects([case], demo, case.check) & set(READINGS[case.check](demo))


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_it_is_the_same_at_every_time_of_a_day_and_on_every_day(moment: datetime) -> None:
    space = planted("demo", at=moment)
    for check, reading in READINGS.items():
        assert (check, subjects(planted_at(moment), space, check)) == (check, set(reading(space)))


def test_every_check_has_a_case_and_near_misses() -> None:
    assert READINGS.keys() == {case.check for case in PLANTED}
    near = Counter(case.check for case in NEAR_MISSES)
    assert 2 <= min(near[check] for check in READINGS)


def test_no_case_is_told_twice() -> None:
    assert 1 == max(Counter((case.check, case.subject, case.within) for case in (*PLANTED, *NEAR_MISSES)).values())


def test_the_pace_of_a_month_is_known_from_its_second_week_on() -> None:
    late = set(PLANTED) - set(planted_at(datetime(2026, 5, 7, 23, 59, tzinfo=UTC)))
    assert {"usage-pace"} == {case.check for case in late}
    assert set(PLANTED) == set(planted_at(datetime(2026, 5, 8, tzinfo=UTC)))


def test_owners_are_counted_once_however_they_came_to_be(demo: Workspace) -> None:
    assert {"Aiko Tanaka", "Ines Moreau", "Marcus Bell", "Samira Haddad", "Tomasz Wilk"} == owners(demo)


def test_the_source_that_fell_silent_was_busy_before(demo: Workspace) -> None:
    assert events(demo, demo.sources.by_slug("gift-finder")["id"], days=120) > 100_000


def test_what_was_sent_once_was_sent_once(demo: Workspace) -> None:
    press, journal = (demo.sources.by_slug(slug)["id"] for slug in ("press-room", "journal"))
    assert (1, 0) == (events(demo, press, days=30), events(demo, press, days=28))
    assert 1 == sent(demo, journal)["Podcast Played"]


def test_what_nearly_fails_is_near_the_limits(demo: Workspace) -> None:
    def tried(case: str) -> tuple[int, float]:
        (near,) = (each for each in NEAR_MISSES if (each.check, each.subject) == ("destination-failing", case))
        counts = outcomes(demo, demo.destinations[subject_id(near, demo)])
        total = counts["expired"] + counts["successes"]
        return total, counts["expired"] / total

    total, rate = tried("ios-app/Branch")
    assert total > 100_000
    assert 0.08 < rate < 0.10
    total, rate = tried("showroom-kiosk/Mixpanel")
    assert 10 <= total < 100
    assert rate > 0.4
    assert max(tried(case)[1] for case in ("ios-app/Adjust", "order-backend/Zendesk")) < 0.02


@pytest.mark.parametrize("month", [2, 3])  # a short one behind a long one, and the other way round
def test_calls_outgrow_the_month_before_and_users_do_not(month: int) -> None:
    """From the third day on, even as a day begins, when one that has seen nothing yet counts as a day."""
    moment = datetime(2026, month, 3, 0, 0, 1, tzinfo=UTC)
    while moment.month == month:
        space = planted("demo", at=moment)
        assert growth(space, "api-calls") > 1.4, moment
        assert growth(space, "mtu") < 1.15, moment
        moment += timedelta(days=4)


def test_every_condition_can_be_read(demo: Workspace) -> None:
    guards = [
        *demo.space_filters.values(),
        *(guard for table in demo.destinations.filters.values() for guard in table.values()),
    ]
    for guard in guards:
        assert callable(compile_condition(guard["if"], guard["id"]))
