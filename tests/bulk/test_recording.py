"""What a recorded run does where it is late, stopped, broken, or finds its work done."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from segment_async import bulk
from segment_async.bulk import Done, Failed, Skipped, Unknown
from segment_async.bulk.reasons import STOPPED, NotStarted
from segment_async.bulk.recorder import Recorder, Recording
from segment_async.errors import ConfigurationError, NotFound, OutcomeUnknown
from tests.bulk.conftest import fetch
from tests.bulk.journaled import Ledger, go

pytestmark = pytest.mark.anyio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.journal"


class Shelf:
    """Things that are deleted, of which the first answers are lost."""

    def __init__(self, *things: str, lost: int) -> None:
        self.things, self.lost = {*things}, lost

    async def delete(self, thing: str) -> dict[str, str]:
        if thing not in self.things:
            raise NotFound("There is none. Look at the id.", method="DELETE", outcome="rejected")
        self.things.remove(thing)
        if self.lost:
            self.lost -= 1
            raise OutcomeUnknown("The answer was lost. Look.", method="DELETE", outcome="unknown")
        return {"status": "SUCCESS"}


async def test_what_an_earlier_attempt_deleted_is_done(path: Path) -> None:
    """Sent again, it is not there any more; and nothing else could have been asked for."""
    shelf = Shelf("a", "b", lost=1)

    async def outcome_of(thing: str) -> Any:
        run = bulk.run(shelf.delete, [thing], journal=path, replay="convergent", key=str)
        (outcome,) = [outcome async for outcome in run]
        return outcome

    assert isinstance(await outcome_of("a"), Unknown)
    assert Done("a", None, resumed=True) == await outcome_of("a")
    assert Done("a", None, resumed=True) == await outcome_of("a")
    assert isinstance(await outcome_of("b"), Done)
    assert set() == shelf.things


async def test_what_was_never_there_is_not_done(path: Path) -> None:
    """Neither at first nor after a failure for certain."""
    shelf = Shelf(lost=0)
    for _ in range(2):
        run = bulk.run(shelf.delete, ["typo"], journal=path, replay="convergent", key=str)
        assert [Failed] == [type(outcome) async for outcome in run]


async def test_a_deadline_holds_while_the_journal_is_prepared(path: Path) -> None:
    """A client asks for the workspace first, which may take long."""
    ledger = Ledger()

    async def describe(_: str) -> Recording:
        await asyncio.sleep(60)
        raise AssertionError

    outcomes = [one async for one in bulk.run(ledger.make, list("ab"), journal=Recorder(path, describe), deadline=0.05)]
    assert {Skipped} == {type(outcome) for outcome in outcomes}
    assert ["a", "b"] == sorted(outcome.item for outcome in outcomes)
    assert [] == ledger.sent


@pytest.mark.parametrize("slow", ["settle", "look"])
async def test_a_deadline_holds_while_something_is_looked_up(path: Path, slow: str) -> None:
    ledger = Ledger(lost={"a"})
    await go(ledger, "a", path)

    async def find(_: str) -> None:
        await asyncio.sleep(60)

    options = {"reconcile": find} if slow == "look" else {"settle": 60}
    outcome = (await go(ledger, "a", path, deadline=0.05, **options))["a"]
    assert isinstance(outcome, Unknown)
    assert ["a"] == ledger.sent
    assert isinstance((await go(ledger, "a", path))["a"], Done)


async def test_nothing_that_waits_for_its_turn_is_sent_once_the_run_stops(path: Path) -> None:
    """The items are about one thing, so that the second waits for the first."""
    sent: list[str] = []

    async def call(item: str) -> None:
        sent.append(item)
        run.stop()
        await asyncio.sleep(0)

    async def describe(_: str) -> Recording:
        return Recording(replay="convergent", key=str, payload=str, place=lambda _: "one", binding={})

    run = bulk.run(call, list("ab"), journal=Recorder(path, describe), concurrency=2)
    outcomes = {outcome.item: outcome async for outcome in run}
    assert ["a"] == sent
    assert (Done("a", None), Skipped("b", STOPPED)) == (outcomes["a"], outcomes["b"])
    assert {"a", "b"} == set(await go(Ledger(), "ab", path, "convergent"))


async def test_a_call_that_was_let_go_before_it_was_sent_is_skipped_and_sent_later(path: Path) -> None:
    """As those that wait for a limit are when a run is interrupted."""

    async def call(item: str) -> str:
        if item == "b":
            raise NotStarted(STOPPED)
        return item

    run = bulk.run(call, ["a", "b"], journal=path, replay="never", key=str)
    assert {"a": Done("a", "a"), "b": Skipped("b", STOPPED)} == {outcome.item: outcome async for outcome in run}
    ledger = Ledger()
    await go(ledger, "ab", path, "never")
    assert ["b"] == ledger.sent


async def test_a_mistake_in_a_look_up_is_raised_and_the_item_left_unknown(path: Path) -> None:
    ledger, outcomes = Ledger(lost={"a"}), list[Any]()
    await go(ledger, "a", path)

    async def find(_: str) -> None:
        raise ZeroDivisionError

    run = bulk.run(ledger.make, ["a"], journal=path, replay="reconcile", key=str, reconcile=find, settle=0)
    with pytest.raises(ZeroDivisionError):
        await fetch(run, outcomes)
    assert [Unknown] == [type(outcome) for outcome in outcomes]


async def test_a_key_that_is_no_text_is_a_mistake(path: Path) -> None:
    run = bulk.run(Ledger().make, ["a"], journal=path, replay="never", key=lambda _: "\ud800")
    with pytest.raises(ConfigurationError, match="surrogate"):
        await fetch(run, [])


async def test_the_journal_is_let_go_of_where_a_source_fails_at_its_end(path: Path) -> None:
    async def items() -> AsyncIterator[str]:
        try:
            yield "a"
            yield "b"
        finally:
            raise ZeroDivisionError

    run = bulk.run(Ledger().make, items(), journal=path, replay="never", key=str, concurrency=1)
    with pytest.raises(ZeroDivisionError):
        async with run:
            await anext(run)
    run = bulk.run(Ledger().make, items(), journal=path, replay="never", key=str, concurrency=1)
    with pytest.raises(LookupError):  # noqa: PT012 - the error is that of the block
        async with run:
            await anext(run)
            raise LookupError
    assert isinstance((await go(Ledger(), "a", path, "never"))["a"], Done)
