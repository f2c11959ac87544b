"""A run with a journal goes on where it ended, and sends nothing twice that must not be."""

import asyncio
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from segment_async import bulk
from segment_async.bulk import Done, Failed, Skipped, Unknown
from segment_async.bulk.journal import Past, judge
from segment_async.errors import ConfigurationError, SegmentError
from tests.bulk.conftest import fetch, kinds
from tests.bulk.journaled import Ledger, crash, files, go, modes

pytestmark = pytest.mark.anyio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.journal"


async def test_a_finished_run_sends_nothing_and_tells_what_came_of_it(path: Path) -> None:
    """F71."""
    ledger = Ledger()
    first = await go(ledger, "abc", path)
    again = await go(ledger, "abc", path)
    assert {"a": 1, "b": 1, "c": 1} == ledger.made
    assert [Done(each, {"name": each}) for each in "abc"] == sorted(first.values(), key=lambda one: one.item)
    assert [Done(each, {"name": each}, resumed=True) for each in "abc"] == [again[each] for each in "abc"]
    assert 3 == len(ledger.sent)


async def test_a_run_that_was_cut_off_is_finished_by_the_same_call(path: Path) -> None:
    ledger, items = Ledger(), [str(number) for number in range(100)]
    seen = await crash(ledger, items, path, 7)
    assert 7 == len(seen)
    assert len(ledger.sent) < 100
    outcomes = await go(ledger, items, path)
    assert {"done"} == {kind for kind, _ in kinds(list(outcomes.values()))}
    assert dict.fromkeys(items, 1) == ledger.made
    assert all(outcomes[outcome.item].resumed for outcome in seen)


@pytest.mark.parametrize(
    ("replay", "lost", "dropped", "looked"),
    [
        ("safe", ("done", 2), ("done", 1), []),
        ("convergent", ("done", 2), ("done", 1), []),
        ("reconcile", ("done", 1), ("done", 1), ["a", "b"]),
        ("never", ("unknown", 1), ("unknown", 0), []),
    ],
)
async def test_what_is_unknown_is_sent_again_looked_up_or_left(
    path: Path, replay: Any, lost: tuple[str, int], dropped: tuple[str, int], looked: list[str]
) -> None:
    """F66: a is carried out and its answer lost, b never arrives."""
    ledger = Ledger(lost={"a"}, dropped={"b"})
    first = await go(ledger, "abc", path, replay)
    assert [Unknown, Unknown, Done] == [type(first[each]) for each in "abc"]
    ledger.lost.clear()
    ledger.dropped.clear()
    second = await go(ledger, "abc", path, replay)
    made = {each: (dict(kinds([second[each]])), ledger.made[each]) for each in "ab"}
    assert {"a": ({lost[0]: "a"}, lost[1]), "b": ({dropped[0]: "b"}, dropped[1])} == made
    assert looked == sorted(ledger.looked)
    third = await go(ledger, "abc", path, replay)
    assert kinds([second[each] for each in "abc"]) == kinds([third[each] for each in "abc"])
    assert looked == sorted(ledger.looked)


async def test_ten_thousand_creates_of_which_a_tenth_lose_their_answers_are_made_once_each(path: Path) -> None:
    """F66: one look for each that is unknown."""
    items = [str(number) for number in range(10_000)]
    ledger = Ledger(lost=set(items[::20]), dropped=set(items[7::20]))
    first = await go(ledger, items, path)
    assert 1000 == sum(isinstance(outcome, Unknown) for outcome in first.values())
    ledger.dropped.clear()
    ledger.lost.clear()
    assert {Done} == {type(outcome) for outcome in (await go(ledger, items, path)).values()}
    assert dict.fromkeys(items, 1) == ledger.made
    assert 1000 == len(ledger.looked)
    assert 10_500 == len(ledger.sent)


async def test_what_was_found_is_adopted_and_not_looked_up_again(path: Path) -> None:
    ledger = Ledger(lost={"a"})
    await go(ledger, "a", path)
    assert Done("a", {"name": "a"}, resumed=True) == (await go(ledger, "a", path))["a"]
    assert Done("a", {"name": "a"}, resumed=True) == (await go(ledger, "a", path))["a"]
    assert ["a"] == ledger.looked


async def test_two_candidates_leave_an_item_unknown(path: Path) -> None:
    ledger = Ledger(lost={"a"})
    await go(ledger, "a", path)
    ledger.made["a"] = 2
    outcome = (await go(ledger, "a", path))["a"]
    assert isinstance(outcome, Unknown)
    assert "2 things" in outcome.reason
    assert ["a"] == ledger.sent


async def test_a_look_up_that_fails_leaves_an_item_unknown(path: Path) -> None:
    async def fail(_: str) -> None:
        raise SegmentError("The list cannot be read. Try later.")

    ledger = Ledger(lost={"a"})
    await go(ledger, "a", path)
    outcome = (await go(ledger, "a", path, reconcile=fail))["a"]
    assert isinstance(outcome, Unknown)
    assert ["a"] == ledger.sent


async def test_nothing_is_looked_up_before_what_was_created_shows(path: Path) -> None:
    """F67: in this server's list things show after a while."""
    ledger = Ledger(lost={"a"})
    shown = asyncio.get_running_loop().time() + 0.3

    async def find(item: str) -> Any:
        return await ledger.find(item) if asyncio.get_running_loop().time() >= shown else None

    await go(ledger, "a", path)
    assert isinstance((await go(ledger, "a", path, reconcile=find, settle=0.5))["a"], Done)
    assert {"a": 1} == ledger.made


async def test_what_failed_is_sent_again(path: Path) -> None:
    """F69."""
    ledger = Ledger(refused={"b"})
    assert isinstance((await go(ledger, "abc", path))["b"], Failed)
    ledger.refused.clear()
    assert Done("b", {"name": "b"}) == (await go(ledger, "abc", path))["b"]
    assert ["a", "b", "b", "c"] == sorted(ledger.sent)


async def test_another_payload_for_a_known_key_is_refused(path: Path) -> None:
    """F72."""
    ledger = Ledger()
    await go(ledger, [("a", 1)], path, key=lambda item: item[0])
    outcome = (await go(ledger, [("a", 2)], path, key=lambda item: item[0]))[("a", 2)]
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, ConfigurationError)
    assert "another payload" in outcome.reason
    assert 1 == len(ledger.sent)


async def test_what_failed_may_be_mended(path: Path) -> None:
    """It changed nothing, so another payload takes its place; from then on that one counts."""
    ledger = Ledger(refused={"('a', 1)"})

    async def outcome_of(item: tuple[str, int]) -> Any:
        return (await go(ledger, [item], path, key=lambda each: each[0]))[item]

    assert isinstance(await outcome_of(("a", 1)), Failed)
    assert Done(("a", 2), {"name": "('a', 2)"}) == await outcome_of(("a", 2))
    assert Done(("a", 2), {"name": "('a', 2)"}, resumed=True) == await outcome_of(("a", 2))
    assert "another payload" in (await outcome_of(("a", 3))).reason
    assert ["('a', 1)", "('a', 2)"] == ledger.sent


async def test_an_item_that_comes_twice_is_done_once(path: Path) -> None:
    ledger = Ledger(lost={"b"})
    run = bulk.run(ledger.make, list("ababab"), journal=path, replay="never", key=str, ordered=True)
    outcomes = [outcome async for outcome in run]
    assert 3 * ["done", "unknown"] == [kind for kind, _ in kinds(outcomes)]
    assert ["a", "b"] == sorted(ledger.sent)


async def test_the_intent_is_on_disk_before_the_request_is_sent(path: Path) -> None:
    async def look(item: str) -> Any:
        copy = path.with_name(f"{item}.copy")
        copy.write_bytes(files(path)[path.name])
        with sqlite3.connect(copy) as db:
            return db.execute("SELECT key FROM intent JOIN send ON send.intent = intent.id").fetchall()

    run = bulk.run(look, ["a", "b", "c"], journal=path, replay="never", key=str)
    async for outcome in run:
        assert (outcome.item,) in outcome.value


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
async def test_only_the_owner_may_read_it_whatever_the_mask(path: Path, mask: int) -> None:
    """S14: the file, and what SQLite puts beside it."""
    seen: set[int] = set()

    async def look(_: str) -> None:
        seen.update(modes(path))
        assert {"run.journal", "run.journal-journal"} == set(files(path))

    before = os.umask(mask)
    try:
        outcomes = [outcome async for outcome in bulk.run(look, ["a", "b"], journal=path, replay="never", key=str)]
    finally:
        os.umask(before)
    assert [Done, Done] == [type(outcome) for outcome in outcomes]
    assert {0o600} == seen
    assert ["run.journal"] == list(files(path))


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ("replay=", {"key": str}),
        ("key=", {"replay": "safe"}),
        ("never", {"key": str, "replay": "sometimes"}),
        ("reconcile=", {"key": str, "replay": "reconcile"}),
    ],
)
async def test_what_a_journal_needs_to_know_is_asked_for(path: Path, said: str, options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=said):
        bulk.run(Ledger().make, ["a"], journal=path, **options)
    assert {} == files(path)


@pytest.mark.parametrize(
    ("said", "item", "key"),
    [("JSON form", object(), lambda _: "a"), ("returned int", "a", lambda _: 1), ("returned str", "a", lambda _: "")],
)
async def test_an_item_that_cannot_be_recorded_stops_the_run(path: Path, said: str, item: Any, key: Any) -> None:
    ledger = Ledger()
    run = bulk.run(ledger.make, [item, "b", "c"], journal=path, replay="never", key=key, concurrency=1)
    outcomes: list[Any] = []
    with pytest.raises(ConfigurationError, match=said):
        await fetch(run, outcomes)
    assert [Skipped] == [type(outcome) for outcome in outcomes]
    assert [] == ledger.sent


@pytest.mark.parametrize("other", [{"workspace": "v"}, {"workspace": "w", "more": "x"}, {}])
async def test_the_journal_of_something_else_is_refused(path: Path, other: dict[str, str]) -> None:
    """F64: another workspace, address or operation."""
    ledger = Ledger()
    await go(ledger, "a", path, binding={"workspace": "w"})
    before = files(path)
    with pytest.raises(ConfigurationError, match="is the journal of a run with"):
        await go(ledger, "b", path, binding=other)
    assert before == files(path)
    assert ["a"] == ledger.sent


async def test_a_run_can_be_stopped_so_that_what_runs_ends(path: Path) -> None:
    ledger, items = Ledger(), [str(number) for number in range(40)]
    run = bulk.run(ledger.make, items, journal=path, replay="never", key=str, concurrency=4)
    outcomes = []
    async for outcome in run:
        outcomes.append(outcome)
        run.stop()
    assert {Done, Skipped} >= {type(outcome) for outcome in outcomes}
    assert len(ledger.sent) < 12
    await go(ledger, items, path, "never")
    assert dict.fromkeys(items, 1) == ledger.made


@pytest.mark.parametrize(
    ("expected", "past"),
    [
        ("send", None),
        ("changed", Past(1, "other", 1, 1, "done", None)),
        ("done", Past(1, "same", 1, 1, "done", None)),
        ("send", Past(1, "same", 1, 1, "failed", None)),
        ("send", Past(1, "other", 1, 1, "failed", None)),
        ("changed", Past(1, "other", 1, 1, "unknown", None)),
        ("look", Past(1, "same", 1, 1, "unknown", None)),
        ("look", Past(1, "same", 1, 1, None, None)),
        ("unknown", Past(1, "same", 1, 2, "unknown", None)),
    ],
)
def test_what_is_recorded_decides(expected: str, past: Past | None) -> None:
    assert expected == judge(past, "same", "reconcile", 2)
