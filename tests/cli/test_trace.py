"""``segment-async trace``."""

from pathlib import Path

import pytest

from tests.audit.demo import demo_snapshot

from .answers import cells
from .conftest import Here, on_terminal


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_snapshot(tmp_path_factory)


def test_an_event_is_followed_part_by_part(here: Here, demo: Path) -> None:
    ran = here("trace", "Order Completed", str(demo))
    assert (0, "") == (ran.code, ran.err)
    places = [ran.out.index(f"\n{title}\n") for title in ("Sent by", "Governed by", "Goes to", "Named by")]
    assert sorted(places) == places
    assert ran.out.startswith("Order Completed: ")
    assert "\nWritten much like it\n" not in ran.out


def test_an_event_that_nobody_sends_gets_suggestions_and_no_empty_parts(here: Here, demo: Path) -> None:
    ran = here("trace", "Ordr Completed", str(demo))
    assert 0 == ran.code
    assert "no source sent it in 30 days, and no plan names it" in ran.out
    assert "Order Completed" in ran.out
    assert "Sent by" not in ran.out


def test_json_has_every_part_and_csv_has_them_in_one_table(here: Here, demo: Path) -> None:
    answer = here("trace", "Order Completed", str(demo), "--json").json
    parts = ("senders", "plans", "routes", "mentions", "similar")
    assert {*parts} <= answer.keys()
    rows = cells(here("trace", "Order Completed", str(demo), "--format", "csv"))
    assert [(part, len(answer[part])) for part in parts if answer[part]] == [
        (part, sum(row["part"] == part for row in rows)) for part in dict.fromkeys(row["part"] for row in rows)
    ]


def test_on_a_terminal_parts_have_headings(demo: Path) -> None:
    shown = on_terminal("trace", "Order Completed", str(demo), env={"COLUMNS": "140"})
    assert "\x1b[1;36mGoes to\x1b[0m" in shown


@pytest.mark.parametrize(("said", "arguments"), [("EVENT", ()), ("is empty", ("",))])
def test_without_an_event_there_is_nothing_to_follow(here: Here, said: str, arguments: tuple[str, ...]) -> None:
    ran = here("trace", *arguments)
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err
