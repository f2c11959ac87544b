"""Regulations in bulk: who they concern is looked at twice, and the quota of the month is kept to."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from attrs import define, field

from segment_async.cli import app
from tests.bulk.commanding import at_terminal, env_of, start
from tests.bulk.server import Served, ok, refused, serving

pytestmark = pytest.mark.anyio

OPERATION = "createWorkspaceRegulation"


@define
class Regulator:
    """A server that files regulations, and counts the month's ids of both pools apart."""

    month: int = 110_000
    used: dict[bool, int] = field(factory=lambda: {True: 0, False: 0})
    filed: list[list[str]] = field(factory=list[list[str]])
    running: int = 0
    most: int = 0

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/":
            return ok(workspace={"id": "w", "slug": "acme", "name": "Acme"})
        self.running += 1
        self.most = max(self.most, self.running)
        body = await request.json()
        self.filed.append(body["subjectIds"])
        pool = body["regulationType"] in {"DELETE_ONLY", "SUPPRESS_WITH_DELETE"}
        self.used[pool] += len(body["subjectIds"])
        answer = ok(regulateId=f"r{len(self.filed)}")
        answer.headers["X-RateLimit-Consumed"] = str(self.used[pool])
        answer.headers["X-RateLimit-Remaining"] = str(self.month - self.used[pool])
        answer.headers["X-RateLimit-Reset"] = "Fri, 01 Jan 2100 00:00:00 GMT"
        self.running -= 1
        return answer


@pytest.fixture
def regulator() -> Regulator:
    return Regulator()


@pytest.fixture
async def served(regulator: Regulator) -> AsyncIterator[Served]:
    async with serving(regulator.answer) as served:
        yield served


def regulation(kind: str, ids: list[str], **more: Any) -> str:
    return json.dumps({"body": {"regulationType": kind, "subjectType": "USER_ID", "subjectIds": ids} | more}) + "\n"


def written(path: Path, *regulations: str) -> str:
    path.write_text("".join(regulations))
    return str(path)


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("Line 1 of the items names 5,001 ids, and a call takes 1 to 5,000", [[str(n) for n in range(5001)]]),
        ("Line 1 of the items names 0 ids", [[]]),
        ("Line 2 of the items has an id with space around it", [["a"], ["b", "c "]]),
        ("so it would be somebody else: number 1 of subjectIds", [["\ta"]]),
        ("has an id with nothing in it: number 2", [["a", ""]]),
        ("Line 1 of the items names the same id again: number 3 of subjectIds is number 1 there", [["a", "b", "a"]]),
        ("Line 3 of the items names an id of line 1 again", [["a"], ["b"], ["c", "a"]]),
    ],
)
@pytest.mark.parametrize("kind", ["UNSUPPRESS", "DELETE_ONLY"])
def test_ids_that_cannot_be_meant_are_refused_with_their_row(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str, said: str, rows: list[list[str]]
) -> None:
    items = written(tmp_path / "items", *(regulation(kind, ids) for ids in rows))
    assert 2 == app.run(["bulk", OPERATION, "--items", items, "--yes", "--base-url", "http://127.0.0.1:1"])
    out, err = capfd.readouterr()
    assert said in err
    assert "" == out


def test_the_config_api_is_held_to_the_same(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    body = {"regulation_type": "Delete", "attributes": {"name": "userId", "values": ["a", "a"]}}
    items = written(tmp_path / "items", json.dumps({"body": body}))
    assert 2 == app.run(["bulk", f"config:{OPERATION}", "--items", items, "--yes"])
    assert "names the same id again" in capfd.readouterr().err
    body["attributes"] = {"name": "userId", "values": ["a", "b"]}
    written(tmp_path / "items", json.dumps({"body": body}))
    assert 2 == app.run(["bulk", f"config:{OPERATION}", "--items", items, "--yes"])
    assert "--confirm-deletion 2" in capfd.readouterr().err


async def test_an_id_may_be_suppressed_and_deleted(tmp_path: Path, regulator: Regulator, served: Served) -> None:
    """Two orders about one person are no slip."""
    items = written(tmp_path / "items", regulation("SUPPRESS_ONLY", ["a"]), regulation("DELETE_INTERNAL", ["a"]))
    code, _, _ = await (await start(served, OPERATION, "--items", items, "--confirm-deletion", "1")).end()
    assert (0, [["a"], ["a"]]) == (code, regulator.filed)


@pytest.mark.parametrize(
    "kind", ["DELETE_ONLY", "DELETE_INTERNAL", "SUPPRESS_WITH_DELETE", "SUPPRESS_WITH_DELETE_INTERNAL"]
)
async def test_a_deletion_needs_the_number_of_ids(
    tmp_path: Path, regulator: Regulator, served: Served, kind: str
) -> None:
    """S24: --yes alone is not enough, and neither is another number."""
    given = ("--items", written(tmp_path / "items", regulation(kind, ["a", "b"]), regulation(kind, ["c"])))
    code, _, err = await (await start(served, OPERATION, *given)).end()
    assert (2, []) == (code, served.seen)
    assert "would delete the data of 3 ids for good; --yes is not enough" in err
    code, _, err = await (await start(served, OPERATION, *given, "--confirm-deletion", "2")).end()
    assert (2, []) == (code, served.seen)
    assert "--confirm-deletion is 2, and the items delete the data of 3 ids" in err
    code, _, err = await (await start(served, OPERATION, *given, "--confirm-deletion", "3", yes=False)).end()
    assert (0, [["a", "b"], ["c"]]) == (code, regulator.filed)
    assert "they delete the data of 3 ids for good" in err


async def test_archives_are_deleted_behind_the_number_too(tmp_path: Path, served: Served) -> None:
    row = json.loads(regulation("DELETE_ARCHIVE_ONLY", ["a"])) | {"path": {"sourceId": "s"}}
    items = written(tmp_path / "items", json.dumps(row))
    code, _, err = await (await start(served, "createSourceRegulation", "--items", items)).end()
    assert (2, []) == (code, served.seen)
    assert "--confirm-deletion 1" in err


@pytest.mark.parametrize(("types", "filed"), [(b"3\n", 3), (b"2\n", 0), (b"4\n", 0), (b"y\n", 0), (b"\n", 0)])
async def test_on_a_terminal_the_number_is_typed(
    tmp_path: Path, regulator: Regulator, served: Served, types: bytes, filed: int
) -> None:
    rows = [regulation("DELETE_ONLY", ["a", "b"]), regulation("DELETE_ONLY", ["c"]), regulation("UNSUPPRESS", ["d"])]
    items = written(tmp_path / "items", *rows)
    question = "deletes the data of 3 ids for good. Type that number to go on: "
    arguments = (OPERATION, "--items", items, "--yes")
    code, _ = await at_terminal(env_of(served), *arguments, types=types, after=question)
    assert code == (0 if filed else 1)
    assert filed == len(regulator.filed)


@pytest.mark.parametrize("kind", ["SUPPRESS_ONLY", "UNSUPPRESS"])
async def test_what_deletes_nothing_needs_the_usual_consent(tmp_path: Path, served: Served, kind: str) -> None:
    items = written(tmp_path / "items", regulation(kind, ["a"]))
    assert 0 == (await (await start(served, OPERATION, "--items", items)).end())[0]


async def test_the_quota_of_the_month_is_told(tmp_path: Path, regulator: Regulator, served: Served) -> None:
    rows = [regulation("SUPPRESS_ONLY", ["a", "b"]), regulation("DELETE_ONLY", ["c"])]
    items = written(tmp_path / "items", *rows)
    code, _, err = await (await start(served, OPERATION, "--items", items, "--confirm-deletion", "1")).end()
    assert 0 == code
    assert "quota_segment_only=109998 quota_segment_and_destination=109999" in err
    _, shown = await at_terminal(env_of(served), OPERATION, "--items", items, "--confirm-deletion", "1", "--no-journal")
    assert "2 done, 109,996 ids left this month (segment_only), 109,998 ids" in shown


async def test_they_are_sent_one_at_a_time(tmp_path: Path, regulator: Regulator, served: Served) -> None:
    items = written(tmp_path / "items", *(regulation("UNSUPPRESS", [str(number)]) for number in range(20)))
    arguments = ("--items", items, "--concurrency", "8")
    assert 0 == (await (await start(served, OPERATION, *arguments)).end())[0]
    assert 1 == regulator.most
    assert [[str(number)] for number in range(20)] == regulator.filed


async def test_a_quota_that_is_not_enough_stops_the_run(tmp_path: Path, regulator: Regulator, served: Served) -> None:
    """The second answer tells that 8 ids fit, where 10 are left; the other pool is counted apart."""
    regulator.month = 10
    rows = [regulation("DELETE_ONLY", ["x"]), *(regulation("SUPPRESS_ONLY", [f"{n}-a", f"{n}-b"]) for n in range(6))]
    items = written(tmp_path / "items", *rows)
    arguments = (OPERATION, "--items", items, "--confirm-deletion", "1")
    code, told, err = await (await start(served, *arguments)).end()
    assert (1, 2) == (code, len(regulator.filed))
    assert "The quota of this month takes 8 ids more, and 10 are left to be filed. It starts afresh in" in err
    assert "Go on with: segment-async bulk" in err
    assert {"done", "skipped"} >= {each["outcome"] for each in told}
    regulator.month = 1000
    code, told, err = await (await start(served, *arguments)).end()
    assert (0, 7, 7) == (code, len(regulator.filed), len(told))
    assert "quota of this month takes" not in err


@pytest.mark.parametrize("status", [201, 429])
async def test_the_limit_of_a_minute_is_not_taken_for_the_quota_of_the_month(
    tmp_path: Path, regulator: Regulator, status: int
) -> None:
    """One more is taken in this minute, and five are left; or the refusal of a limit tells of a window that is full."""
    refusals = 1 if status == 429 else 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal refusals
        if request.path != "/" and refusals:
            refusals = 0
            told = refused(429)
            told.headers.update({"X-RateLimit-Consumed": "9", "X-RateLimit-Remaining": "0", "Retry-After": "1"})
            told.headers["X-RateLimit-Reset"] = format_datetime(datetime.now(UTC) + timedelta(days=9), usegmt=True)
            return told
        told = await regulator.answer(request)
        if status == 201:
            told.headers["X-RateLimit-Remaining"] = "1"
            told.headers["X-RateLimit-Reset"] = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
        return told

    items = written(tmp_path / "items", *(regulation("SUPPRESS_ONLY", [f"{n}-a", f"{n}-b"]) for n in range(3)))
    async with serving(answer) as served:
        code, _, err = await (await start(served, OPERATION, "--items", items)).end()
    assert (0, 3) == (code, len(regulator.filed))
    assert "quota of this month" not in err


async def test_where_all_is_done_nothing_is_asked(tmp_path: Path, regulator: Regulator, served: Served) -> None:
    """Neither on a terminal, where nothing is typed, nor in a pipe without consent."""
    items = written(tmp_path / "items", regulation("DELETE_ONLY", ["a"]))
    assert 0 == (await (await start(served, OPERATION, "--items", items, "--confirm-deletion", "1")).end())[0]
    code, shown = await at_terminal(env_of(served), OPERATION, "--items", items)
    assert (0, False) == (code, "Type that number" in shown)
    assert 0 == (await (await start(served, OPERATION, "--items", items, yes=False)).end())[0]
    written(tmp_path / "items", regulation("DELETE_ONLY", ["a"]), regulation("DELETE_ONLY", ["b"]))
    code, _, err = await (await start(served, OPERATION, "--items", items)).end()
    assert (2, [["a"]]) == (code, regulator.filed)
    assert "--confirm-deletion 2" in err


async def test_a_quota_that_is_just_enough_is_used_up(tmp_path: Path, regulator: Regulator, served: Served) -> None:
    regulator.month = 6
    items = written(tmp_path / "items", *(regulation("SUPPRESS_ONLY", [f"{n}-a", f"{n}-b"]) for n in range(3)))
    code, _, err = await (await start(served, OPERATION, "--items", items)).end()
    assert (0, 3) == (code, len(regulator.filed))
    assert "quota_segment_only=0" in err


async def test_whom_they_concern_is_not_shown(tmp_path: Path, served: Served) -> None:
    items = written(tmp_path / "items", regulation("UNSUPPRESS", ["jane@example.com"]))
    command = await start(served, OPERATION, "--items", items, "--dry-run", "--json")
    code, (told,), _ = await command.end()
    assert 0 == code
    assert "[redacted] (1)" == told["plan"]["first"][0]["body"]["subjectIds"]
    assert "jane" not in json.dumps(told)
