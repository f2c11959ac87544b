"""What a journal knows of items is told without sending anything, and without a change to the file."""

from pathlib import Path
from typing import Any, get_args

import pytest

from segment_async import ConfigurationError
from segment_async._core.operation import Replay
from segment_async.bulk.recorder import Recorder, recorder_of
from segment_async.bulk.survey import Survey
from tests.bulk.journaled import Ledger, files, go
from tests.bulk.test_journal_client import Labels, client_of, wanted

pytestmark = pytest.mark.anyio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.journal"


def recorder(path: Path, replay: Replay, binding: dict[str, str] | None = None) -> Recorder[Any, Any]:
    return recorder_of(path, replay=replay, key=str, reconcile=Ledger().find, settle=0, binding=binding)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("replay", get_args(Replay))
async def test_items_are_counted_by_what_is_recorded_of_them(path: Path, replay: Replay) -> None:
    ledger = Ledger(lost={"b"}, refused={"c"})
    await go(ledger, "abc", path, replay)
    before = files(path)
    survey = await recorder(path, replay).survey(["a", "b", "c", "d", "e"])
    assert Survey(done=1, unknown=1, failed=1, new=2) == survey
    assert 5 == survey.total
    assert before == files(path)
    again = await go(ledger, "abcde", path, replay)  # which is as it was foretold
    assert "a" not in ledger.sent[3:]
    assert {"c", "d", "e"} <= set(ledger.sent[3:])
    assert again["a"].resumed


async def test_another_payload_under_a_known_key_is_counted_as_changed(path: Path) -> None:
    def named(each: Any) -> str:
        return str(each[0])

    await go(Ledger(), [("a", 1)], path, "never", key=named)
    records = recorder_of(path, replay="never", key=named, reconcile=None, settle=0, binding=None)
    assert Survey(changed=1, new=1) == await records.survey([("a", 2), ("b", 1)])


async def test_where_no_journal_is_all_is_new_and_none_is_made(path: Path) -> None:
    assert Survey(new=3) == await recorder(path, "never").survey("abc")
    assert Survey() == await recorder(path, "never").survey([])
    assert {} == files(path)


async def test_the_journal_of_something_else_is_refused(path: Path) -> None:
    await go(Ledger(), "a", path, "never")
    with pytest.raises(ConfigurationError, match="is the journal of a run with"):
        await recorder(path, "never", {"workspace": "v"}).survey("a")
    with pytest.raises(ConfigurationError, match="replay"):
        await recorder(path, "safe").survey("a")
    cut(path)
    with pytest.raises(ConfigurationError, match="cut short"):
        await recorder(path, "never").survey("a")


async def test_a_client_surveys_as_it_would_run(path: Path) -> None:
    labels = Labels()
    async with client_of(labels) as (segment, served):
        first = [one async for one in segment.bulk(segment.labels.create, wanted(3), journal=path)]
        sent = len(served.seen)
        survey = await segment.survey(segment.labels.create, wanted(5), journal=path)
        assert [("GET", "/")] == served.seen[sent:]
    assert 3 == len(first)
    assert Survey(done=2, unknown=1, new=2) == survey
