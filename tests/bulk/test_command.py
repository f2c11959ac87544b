"""``segment-async bulk``: what it checks, what it prints, and how it ends."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest

from segment_async.cli import app
from tests.bulk.commanding import SECONDS, Groups, at_terminal, env_of, lines, start
from tests.bulk.server import Served, serving
from tests.bulk.trials import recorded

pytestmark = pytest.mark.anyio


@pytest.fixture
def groups() -> Groups:
    return Groups()


@pytest.fixture
async def served(groups: Groups) -> AsyncIterator[Served]:
    async with serving(groups.answer) as served:
        yield served


async def test_each_line_has_an_outcome_and_what_failed_makes_the_code_1(
    tmp_path: Path, groups: Groups, served: Served
) -> None:
    given = lines(tmp_path / "items", "a", "missing", "b")
    arguments = ("deleteSource", "--items", given, "--journal", str(tmp_path / "journal"), "--concurrency", "1")
    code, told, err = await (await start(served, *arguments)).end()
    assert (1, ["done", "failed", "done"]) == (code, [each["outcome"] for each in told])
    assert ([1, 2, 3], "NotFound") == ([each["line"] for each in told], told[1]["error"]["type"])
    assert "bulk done=2 failed=1 unknown=0 skipped=0 running=0 total=3" in err
    assert "some-token" not in err


async def test_the_same_command_sends_nothing_twice(tmp_path: Path, groups: Groups, served: Served) -> None:
    given, out = lines(tmp_path / "items", "a", "b"), tmp_path / "out"
    arguments = ("deleteSource", "--items", given, "--journal", str(tmp_path / "journal"), "--out", str(out))
    for resumed in (False, True):
        code, told, _ = await (await start(served, *arguments)).end()
        assert (0, []) == (code, told)
        outcomes = [json.loads(line) for line in read(out)][-2:]
        assert [1, 2] == sorted(each["line"] for each in outcomes)
        assert [resumed, resumed] == [each.get("resumed", False) for each in outcomes]
    assert ["a", "b"] == sorted(groups.renamed)
    assert 0o600 == out.stat().st_mode & 0o777


def read(path: Path) -> list[str]:
    return path.read_text().splitlines()


async def test_with_json_the_summary_is_an_object(groups: Groups, served: Served) -> None:
    command = await start(
        served, "deleteSource", "--items", "@-", "--no-journal", "--json", stdin=b'{"path":{"sourceId":"a"}}'
    )
    code, told, err = await command.end()
    assert (0, ["done"]) == (code, [each["outcome"] for each in told])
    plan, summary = map(json.loads, err.splitlines())
    assert ("deleteSource", 1) == (plan["plan"]["operation"], plan["plan"]["to_send"])
    assert (1, 1, 0) == tuple(summary["bulk"][name] for name in ("done", "total", "failed"))


async def test_with_on_error_stop_nothing_is_started_after_a_failure(
    tmp_path: Path, groups: Groups, served: Served
) -> None:
    given = lines(tmp_path / "items", "a", "missing", *map(str, range(50)))
    arguments = ("deleteSource", "--items", given, "--no-journal", "--concurrency", "1", "--on-error", "stop")
    code, told, err = await (await start(served, *arguments)).end()
    assert (1, ["a"]) == (code, groups.renamed)
    assert ["done", "failed"] == [each["outcome"] for each in told]
    assert "Error: 1 calls failed" in err
    assert "Look through the outcomes, and run the same again for the rest." in err
    assert "Stopped." in err


@pytest.mark.parametrize(("takes", "kinds"), [(0, set()), (2, {"done", "failed", "skipped"})])
async def test_a_refused_token_makes_the_code_3(served: Served, groups: Groups, takes: int, kinds: set[str]) -> None:
    """F13: at once, and in the middle of a run."""
    groups.takes = takes
    items = b"".join(b'{"path":{"sourceId":"%d"}}\n' % number for number in range(20))
    command = await start(served, "deleteSource", "--items", "@-", "--no-journal", "--concurrency", "1", stdin=items)
    code, told, err = await command.end()
    assert (3, kinds) == (code, {each["outcome"] for each in told})
    assert takes == len(groups.renamed)
    assert (takes > 0) is ("Stopped." in err)


async def test_items_come_from_the_standard_input(groups: Groups, served: Served) -> None:
    command = await start(served, "deleteSource", "--items", "@-", "--no-journal", stdin=b'\n{"path":{"sourceId":"a"}}')
    code, told, _ = await command.end()
    assert (0, [2], ["a"]) == (code, [each["line"] for each in told], groups.renamed)


async def test_an_unknown_write_makes_the_code_1(tmp_path: Path, groups: Groups, served: Served) -> None:
    body = b'{"path":{"sourceId":"broken"}}'
    command = await start(served, "createWriteKeyForSource", "--items", "@-", "--no-journal", stdin=body)
    code, told, _ = await command.end()
    assert (1, ["unknown"]) == (code, [each["outcome"] for each in told])
    assert "OutcomeUnknown" == told[0]["error"]["type"]


@pytest.mark.parametrize(
    ("operation", "line", "said"),
    [
        ("deleteSource", b"{", "Line 2 of the items is not JSON"),
        ("deleteSource", b"{,}", "double quotes, at character 2)"),
        ("deleteSource", b'{"path": ' + b"1" * 5000 + b"}", "a number has 5,000 digits"),
        ("deleteSource", b"[]", "Line 2 of the items is no JSON object"),
        ("deleteSource", b"\xff", "Line 2 of the items is not UTF-8"),
        ("deleteSource", b'{"path": {"sourceId": NaN}}', "Line 2 of the items is not JSON"),
        ("deleteSource", b'{"path": {"sourceId": "a", "sourceId": "b"}}', "the name 'sourceId' is there twice"),
        ("deleteSource", b"{}", "Line 2 of the items lacks the path 'sourceId'"),
        ("deleteSource", b'{"path": {"sourceId": 1}}', "path sourceId that is no text"),
        ("deleteSource", b'{"path": {"sourceId": "a", "x": "y"}}', "has the path 'x'"),
        ("deleteSource", b'{"path": {"sourceId": "a"}, "body": {"a": 1}}', "has the body 'a'"),
        ("deleteSource", b'{"paths": {}}', "has 'paths'"),
        ("deleteSource", b'{"path": []}', "has a path that is no JSON object"),
        ("listSources", b'{"query": {"paginatio": {}}}', "has the query 'paginatio'"),
        ("createLabel", b"{}", "lacks body.label"),
        ("createLabel", b'{"body": {"label": {"key": "a"}}}', "lacks body.label.value"),
        ("createLabel", b'{"body": {"label": {"key": "a", "value": "b"}, "x": 1}}', "has the body 'x'"),
        (
            "createLabel",
            b'{"body": {"label": {"key": "a", "value": 5}}}',
            "does not fit createLabel at body.label.value",
        ),
        ("createLabel", b'{"body": {"label": {"key": "\\ud800", "value": "b"}}}', "holds half of a surrogate pair"),
        ("deleteSource", b'{"path": {"sourceId": ".."}}', "cannot be sent: sourceId is '..'"),
        (
            "listSources",
            b'{"query": {"pagination": {"count": "2"}}}',
            "does not fit listSources at query.pagination.count",
        ),
        ("listSources", b'{"query": {"pagination": {"count": 1001}}}', "greater than the maximum of 1000"),
    ],
)
def test_every_line_is_checked_before_the_first_is_sent(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], operation: str, line: bytes, said: str
) -> None:
    items = tmp_path / "items"
    good = {"deleteSource": b'{"path": {"sourceId": "a"}}', "listSources": b"{}"}
    items.write_bytes(good.get(operation, b'{"body": {"label": {"key": "a", "value": "b"}}}') + b"\n" + line + b"\n")
    code = app.run(["bulk", operation, "--items", str(items), "--no-journal", "--base-url", "http://127.0.0.1:1"])
    out, err = capfd.readouterr()
    assert (2, "") == (code, out)
    assert said in err


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("--journal FILE, or --no-journal", ("deleteSource", "--items", "-")),
        ("different files", ("deleteSource", "--items", "x", "--out", "x.deleteSource.journal")),
        ("--journal FILE, or --no-journal", ("deleteSource", "--items", "/dev/stdin")),
        ("which does not tell its workspace", ("config:createAccessToken", "--items", "x")),
        ("contradict", ("deleteSource", "--items", "x", "--journal", "y", "--no-journal")),
        ("different files", ("deleteSource", "--items", "x", "--journal", "x")),
        ("different files", ("listSources", "--items", "x", "--out", "x")),
        ("listSources", ("listSource", "--items", "x")),
        ("both the token and the items", ("listSources", "--items", "@-", "--token-stdin")),
        ("No such file", ("listSources", "--items", "/no/such/file")),
        ("/ is a directory", ("deleteSource", "--items", "/")),
        ("--concurrency is 0", ("deleteSource", "--items", "x", "--concurrency", "0")),
        ("--max-deletes is -1", ("deleteSource", "--items", "x", "--max-deletes", "-1")),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence(
    capfd: pytest.CaptureFixture[str], said: str, arguments: tuple[str, ...]
) -> None:
    assert 2 == app.run(["bulk", *arguments])
    assert said in capfd.readouterr().err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
async def test_the_first_signal_lets_end_what_runs_and_tells_how_to_go_on(
    tmp_path: Path, groups: Groups, served: Served, number: signal.Signals, code: int
) -> None:
    """F62: nothing is unknown after it."""
    groups.pause = 0.4
    names, journal = [str(number) for number in range(40)], tmp_path / "journal"
    given = lines(tmp_path / "items", *names)
    arguments = ("deleteSource", "--items", given, "--journal", str(journal), "--concurrency", "4")
    command = await start(served, *arguments)
    await groups.asked(6)
    command.process.send_signal(number)
    ended, told, err = await command.end()
    assert code == ended
    assert f"Go on with: segment-async bulk {' '.join(arguments)} --yes" in err
    assert groups.came == len(groups.renamed) < 12
    assert sorted(groups.renamed) == sorted(names[each["line"] - 1] for each in told if each["outcome"] == "done")
    left = recorded(journal)
    assert (len(groups.renamed), 0) == (len(left.done), len(left.open))
    groups.pause = 0
    assert 0 == (await (await start(served, *arguments)).end())[0]
    assert sorted(names) == sorted(groups.renamed)


async def test_below_nohup_a_run_outlives_its_terminal(tmp_path: Path, groups: Groups, served: Served) -> None:
    groups.pause = 0.3
    given = lines(tmp_path / "items", "a", "b")
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # which children take over
    try:
        command = await start(served, "deleteSource", "--items", given, "--concurrency", "1")
    finally:
        signal.signal(signal.SIGHUP, before)
    await groups.asked(1)
    command.process.send_signal(signal.SIGHUP)
    assert 0 == (await command.end())[0]
    assert ["a", "b"] == groups.renamed


async def test_what_waits_for_a_limit_is_not_sent_after_the_signal(
    tmp_path: Path, groups: Groups, served: Served
) -> None:
    """F62: an operation of which few are taken in a minute, and most of what was begun waits."""
    items, journal = tmp_path / "items", tmp_path / "journal"
    lines_of = (json.dumps({"path": {"userGroupId": str(number)}, "body": {"name": "x"}}) for number in range(200))
    items.write_text("\n".join(lines_of))
    command = await start(served, "updateUserGroup", "--items", str(items), "--journal", str(journal))
    await groups.asked(3)
    await asyncio.sleep(0.5)
    command.process.send_signal(signal.SIGINT)
    code, _, _ = await command.end()
    assert 130 == code
    assert not recorded(journal).open


async def test_the_second_signal_stops_at_once_and_all_is_consistent(
    tmp_path: Path, groups: Groups, served: Served
) -> None:
    """F62."""
    groups.pause = 3
    names, journal = [str(number) for number in range(10)], tmp_path / "journal"
    given = lines(tmp_path / "items", *names)
    arguments = ("deleteSource", "--items", given, "--journal", str(journal), "--concurrency", "4")
    command = await start(served, *arguments)
    await groups.asked(4)
    command.process.send_signal(signal.SIGINT)
    await asyncio.sleep(0.3)
    assert command.process.returncode is None
    command.process.send_signal(signal.SIGINT)
    code, _, err = await command.end()
    assert 130 == code
    assert "Traceback" not in err
    left = recorded(journal)
    assert (0, 4) == (len(left.done), len(left.open))


async def test_a_second_command_on_one_journal_is_refused(tmp_path: Path, groups: Groups, served: Served) -> None:
    """F65: in another process."""
    groups.held = anyio.Event()
    given = lines(tmp_path / "items", "a", "b")
    arguments = ("deleteSource", "--items", given, "--journal", str(tmp_path / "journal"))
    first = await start(served, *arguments)
    await groups.asked(2)
    code, told, err = await (await start(served, *arguments)).end()
    assert (2, []) == (code, told)
    assert "Another run is writing" in err
    groups.held.set()
    assert 0 == (await first.end())[0]
    assert ["a", "b"] == sorted(groups.renamed)


async def test_a_closed_pipe_stops_it_cleanly(tmp_path: Path, groups: Groups, served: Served) -> None:
    """F62."""
    groups.pause = 0.1
    journal = tmp_path / "journal"
    given = lines(tmp_path / "items", *(str(number) for number in range(100)))
    command = await start(served, "deleteSource", "--items", given, "--journal", str(journal), "--concurrency", "2")
    reader = command.process.stdout
    assert reader is not None
    await reader.readline()
    command.process._transport.get_pipe_transport(1).close()  # type: ignore[attr-defined]  # as head does
    assert 1 == await asyncio.wait_for(command.process.wait(), SECONDS)
    assert command.process.stderr is not None
    assert b"Go on with:" in await command.process.stderr.read()
    left = recorded(journal)
    assert (len(groups.renamed), 0) == (len(left.done), len(left.open))
    assert len(groups.renamed) < 20


async def test_a_terminal_shows_bars_and_a_summary(tmp_path: Path, served: Served) -> None:
    given = lines(tmp_path / "items", *map(str, range(30)))
    arguments = ("deleteSource", "--items", given, "--no-journal", "--out", str(tmp_path / "out"), "--yes")
    code, shown = await at_terminal(env_of(served), *arguments)
    assert 0 == code
    assert "30/30" in shown
    assert "30 done\r\n" in shown
    assert 30 == len(read(tmp_path / "out"))


async def test_outcomes_stand_above_the_bars_where_both_are_on_one_terminal(tmp_path: Path, served: Served) -> None:
    given = lines(tmp_path / "items", "a", "b")
    code, shown = await at_terminal(env_of(served), "deleteSource", "--items", given, "--no-journal", "--yes")
    assert 0 == code
    for line in (1, 2):
        assert f'\x1b[2K{{"line":{line},"outcome":"done","value":"SUCCESS"}}\r\n' in shown  # on a line that was cleared


async def test_outcomes_that_nothing_takes_stop_the_run_and_let_end_what_was_sent(
    tmp_path: Path, groups: Groups, served: Served
) -> None:
    """F63: a full disk under --out."""
    groups.pause = 0.05
    journal = tmp_path / "journal"
    given = lines(tmp_path / "items", *map(str, range(50)))
    arguments = ("--journal", str(journal), "--concurrency", "2", "--out", "/dev/full")
    code, _, err = await (await start(served, "deleteSource", "--items", given, *arguments)).end()
    assert 2 == code
    assert "/dev/full: No space left on device" in err
    assert "Go on with:" in err
    left = recorded(journal)
    assert (len(groups.renamed), 0) == (len(left.done), len(left.open))
    assert len(groups.renamed) < 10
