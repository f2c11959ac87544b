"""Whatever is lost, refused, dropped or cut off: after a clean run the server holds what it should, or it is listed."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from segment_async.bulk import Done, Failed, Unknown
from tests.bulk.journaled import Ledger, crash, go

NAMES = [str(number) for number in range(12)]
names = st.sets(st.sampled_from(NAMES))


@pytest.fixture(autouse=True)
def nothing_left() -> None:
    """Runs here end with loops of their own."""


class Runs(RuleBasedStateMachine):
    """Runs of the same items through one journal, against a server that misbehaves now and then."""

    @initialize(replay=st.sampled_from(["safe", "convergent", "reconcile", "never"]), items=names)
    def begin(self, replay: str, items: set[str]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "run.journal"
        self.replay = replay
        self.items = set(items)
        self.ledger = Ledger()
        self.told_done: set[str] = set()
        self.strange: set[str] = set()
        """Made a second time by somebody else."""

    @rule(more=names)
    def add_items(self, more: set[str]) -> None:
        self.items |= more

    @rule(lost=names, dropped=names, refused=names)
    def misbehave(self, lost: set[str], dropped: set[str], refused: set[str]) -> None:
        self.ledger.lost, self.ledger.dropped, self.ledger.refused = lost, dropped, refused

    @rule()
    def run_to_the_end(self) -> None:
        self.note(asyncio.run(go(self.ledger, sorted(self.items), self.path, self.replay)).values())

    @rule(turns=st.integers(0, 8))
    def crash(self, turns: int) -> None:
        self.note(asyncio.run(crash(self.ledger, sorted(self.items), self.path, turns, self.replay)))

    @precondition(lambda self: self.replay == "reconcile")
    @rule(name=st.sampled_from(NAMES))
    def let_somebody_else_make_one_more(self, name: str) -> None:
        if self.ledger.made[name] and name not in self.told_done:
            self.ledger.made[name] += 1
            self.strange.add(name)

    def note(self, outcomes: Any) -> None:
        self.told_done |= {outcome.item for outcome in outcomes if isinstance(outcome, Done)}

    @invariant()
    def nothing_is_made_twice(self) -> None:
        if self.replay in {"reconcile", "never"}:
            assert all(count == 1 for name, count in self.ledger.made.items() if name not in self.strange)

    @invariant()
    def what_was_told_is_true(self) -> None:
        assert all(self.ledger.made[name] for name in self.told_done)

    def teardown(self) -> None:
        self.misbehave(set(), set(), set())
        final = asyncio.run(go(self.ledger, sorted(self.items), self.path, self.replay))
        self.note(final.values())
        self.nothing_is_made_twice()
        self.what_was_told_is_true()
        assert self.items == set(final)
        assert not [outcome for outcome in final.values() if isinstance(outcome, Failed)]
        unknown = {name for name, outcome in final.items() if isinstance(outcome, Unknown)}
        assert self.items - unknown == self.items & self.told_done
        if self.replay in {"safe", "convergent"}:
            assert not unknown
        elif self.replay == "reconcile":
            assert unknown <= self.strange
        sent = len(self.ledger.sent)
        asyncio.run(go(self.ledger, sorted(self.items - unknown), self.path, self.replay))
        assert sent == len(self.ledger.sent)
        self.folder.cleanup()


TestRuns = Runs.TestCase
TestRuns.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)
