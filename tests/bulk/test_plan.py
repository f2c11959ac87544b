"""``segment-async bulk`` says what it is about to do, and does it only where somebody means it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from segment_async.cli import app
from tests.bulk.commanding import Groups, at_terminal, env_of, lines, start
from tests.bulk.journaled import files
from tests.bulk.server import Served, serving

pytestmark = pytest.mark.anyio

LOOK = ("GET", "/")


@pytest.fixture
def groups() -> Groups:
    return Groups()


@pytest.fixture
async def served(groups: Groups) -> AsyncIterator[Served]:
    async with serving(groups.answer) as served:
        yield served


def writes(served: Served) -> list[str]:
    return [path for method, path in served.seen if method != "GET"]


async def dry(served: Served, *arguments: str) -> dict[str, Any]:
    """Return the plan of a dry run."""
    command = await start(served, *arguments, "--dry-run", "--json", yes=False)
    code, (told,), err = await command.end()
    assert (0, "") == (code, err)
    plan: dict[str, Any] = told["plan"]
    return plan


async def test_a_dry_run_shows_the_plan_and_sends_nothing_but_a_look(tmp_path: Path, served: Served) -> None:
    """F71."""
    given = lines(tmp_path / "items", *map(str, range(5)))
    plan = await dry(served, "deleteSource", "--items", given)
    expected = {
        "operation": "deleteSource",
        "method": "DELETE",
        "path": "/sources/{sourceId}",
        "replay": "convergent",
        "workspace": "Acme (acme, w)",
        "address": served.url,
        "items": 5,
        "removals": 5,
        "journal": f"{given}.deleteSource.journal",
        "new": 5,
        "to_send": 5,
        "limit": None,
        "eta": None,
        "first": [{"line": line, "path": {"sourceId": str(line - 1)}} for line in (1, 2, 3)],
        "refusal": None,
    }
    assert expected == {name: plan[name] for name in expected}
    assert [LOOK] == served.seen
    assert {"items"} == set(files(tmp_path / "items"))


async def test_a_dry_run_of_a_pipe_needs_no_journal(served: Served) -> None:
    arguments = ("deleteSource", "--items", "-", "--format", "csv", "--dry-run", "--json")
    code, (told,), _ = await (await start(served, *arguments, stdin=b"path.sourceId\na\n", yes=False)).end()
    assert (0, 1, None) == (code, told["plan"]["items"], told["plan"]["journal"])
    assert [LOOK] == served.seen


async def test_what_reads_needs_no_journal(tmp_path: Path, served: Served) -> None:
    for operation, said in (("getSource", "none: what reads needs none"), ("deleteSource", "none: after an interr")):
        given = lines(tmp_path / "items", "a")
        command = await start(served, operation, "--items", given, "--no-journal", "--dry-run", yes=False)
        assert f"journal   {said}" in (await command.process.communicate())[0].decode()


async def test_people_read_the_plan_on_the_standard_output(tmp_path: Path, served: Served) -> None:
    items = tmp_path / "labels.csv"
    items.write_text("body.label.key,body.label.value\n" + "".join(f"team,{n}\n" for n in range(130)))
    command = await start(served, "createLabel", "--items", str(items), "--dry-run", yes=False)
    out, err = await command.process.communicate()
    assert (0, b"") == (command.process.returncode, err)
    shown = out.decode()
    assert "createLabel: POST /labels\nreplay    reconcile" in shown
    assert f"items     130 from {items}" in shown
    assert "60 a minute: at least 0:02:00 for the 130" in shown
    assert '\nline 2    {"body": {"label": {"key": "team", "value": "0"}}}\n' in shown
    assert "\n          and 127 more\n" in shown
    assert {"GET"} == {method for method, _ in served.seen}


async def test_a_dry_run_tells_what_the_journal_knows(tmp_path: Path, groups: Groups, served: Served) -> None:
    """F71: and changes nothing in it."""
    given, journal = lines(tmp_path / "items", "a", "missing", "b"), tmp_path / "journal"
    arguments = ("deleteSource", "--items", given, "--journal", str(journal))
    assert 1 == (await (await start(served, *arguments)).end())[0]
    before = (journal.read_bytes(), writes(served))
    lines(tmp_path / "items", "a", "missing", "b", "c")
    plan = await dry(served, *arguments)
    assert (2, 1, 1, 2) == (plan["done"], plan["failed"], plan["new"], plan["to_send"])
    assert before == (journal.read_bytes(), writes(served))


async def test_a_dry_run_refuses_the_journal_of_something_else(tmp_path: Path, served: Served) -> None:
    given, journal = lines(tmp_path / "items", "a"), tmp_path / "journal"
    assert 0 == (await (await start(served, "deleteSource", "--items", given, "--journal", str(journal))).end())[0]
    arguments = ("listConnectedDestinationsFromSource", "--items", given, "--journal", str(journal), "--dry-run")
    code, told, err = await (await start(served, *arguments, yes=False)).end()
    assert (2, []) == (code, told)
    assert "is the journal of a run with the operation 'deleteSource'" in err


async def test_without_a_terminal_a_write_needs_consent(tmp_path: Path, served: Served) -> None:
    given = lines(tmp_path / "items", "a", "b")
    code, told, err = await (await start(served, "deleteSource", "--items", given, yes=False)).end()
    assert (2, [], []) == (code, told, served.seen)
    assert "would write 2 times, and there is no terminal to ask at. Look at it with --dry-run, then pass --yes." in err


async def test_a_read_needs_no_consent_and_has_no_plan(tmp_path: Path, served: Served) -> None:
    given = lines(tmp_path / "items", "missing")
    code, told, err = await (await start(served, "getSource", "--items", given, yes=False)).end()
    assert (1, ["failed"]) == (code, [each["outcome"] for each in told])
    assert [("GET", "/sources/missing")] == served.seen
    assert "workspace" not in err


@pytest.mark.parametrize(
    ("types", "code", "sent"),
    [(b"y\n", 0, 2), (b"YES\n", 0, 2), (b"\n", 1, 0), (b"n\n", 1, 0), (b"\x04", 1, 0), (b"\x03", 130, 0)],
)
async def test_on_a_terminal_the_plan_comes_first_and_then_the_question(
    tmp_path: Path, served: Served, types: bytes, code: int, sent: int
) -> None:
    """The last two are an end of input, and ^C."""
    given = lines(tmp_path / "items", "a", "b")
    question = "Perform deleteSource 2 times? [y/N] "
    ended, shown = await at_terminal(env_of(served), "deleteSource", "--items", given, types=types, after=question)
    assert (code, sent) == (ended, len(writes(served)))
    assert shown.index("items     2 from") < shown.index(question)
    assert (code == 1) is ("Nothing was sent." in shown)


async def test_what_is_all_done_already_is_not_asked_about(tmp_path: Path, served: Served) -> None:
    given = lines(tmp_path / "items", "a")
    assert 0 == (await (await start(served, "deleteSource", "--items", given)).end())[0]
    code, shown = await at_terminal(env_of(served), "deleteSource", "--items", given)
    assert (0, 1) == (code, len(writes(served)))
    assert '"resumed":true' in shown


@pytest.mark.parametrize(
    ("operation", "item", "cap"),
    [
        ("deleteSource", {"path": {"sourceId": "a"}}, (1, "would delete 2, and --max-deletes allows 1.")),
        (
            "replaceLabelsInSource",
            {"path": {"sourceId": "a"}, "body": {"labels": []}},
            (1, "would replace 2, and --max-deletes allows 1. Pass --max-deletes 2 if that is meant."),
        ),
        ("deleteUsers", {"query": {"userIds": ["a", "b", "c"]}}, (5, "would delete 6, and --max-deletes allows 5.")),
        ("deleteSource", {"path": {"sourceId": "a"}}, (None, "would delete 101, and --max-deletes allows 100.")),
    ],
)
def test_more_deletions_than_allowed_are_refused_before_anything_is_sent(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    operation: str,
    item: dict[str, Any],
    cap: tuple[int | None, str],
) -> None:
    """S24: no address is needed for that, and no token."""
    most, said = cap
    count = 101 if most is None else 2
    items = tmp_path / "items"
    items.write_text(f"{json.dumps(item)}\n" * count)
    more = [] if most is None else ["--max-deletes", str(most)]
    assert 2 == app.run(["bulk", operation, "--items", str(items), "--yes", *more, "--base-url", "http://127.0.0.1:1"])
    assert said in capfd.readouterr().err


async def test_as_many_deletions_as_allowed_are_made(tmp_path: Path, groups: Groups, served: Served) -> None:
    given = lines(tmp_path / "items", *map(str, range(101)))
    refused = await dry(served, "deleteSource", "--items", given)
    assert "--max-deletes 101" in refused["refusal"]
    arguments = ("deleteSource", "--items", given, "--max-deletes", "101", "--out", str(tmp_path / "out"))
    assert 0 == (await (await start(served, *arguments)).end())[0]
    assert 101 == len(groups.renamed)


async def test_a_write_keeps_a_journal_beside_its_items(tmp_path: Path, groups: Groups, served: Served) -> None:
    """So that the same command goes on without anything said beforehand."""
    given = lines(tmp_path / "items", "a", "b")
    for _ in range(2):
        assert 0 == (await (await start(served, "deleteSource", "--items", given)).end())[0]
    assert ["a", "b"] == sorted(groups.renamed)
    assert {"items", "items.deleteSource.journal"} == set(files(tmp_path / "items"))


async def test_what_cannot_be_looked_up_is_unknown_on_the_command_line(tmp_path: Path, served: Served) -> None:
    """A create with a natural key that no list is known to show: it is not sent again, rather than not at all."""
    items = tmp_path / "groups.jsonl"
    items.write_text('{"body": {"name": "a"}}\n')
    plan = await dry(served, "createUserGroup", "--items", str(items))
    assert "never" == plan["replay"]


async def test_secrets_of_items_are_not_shown(tmp_path: Path, served: Served) -> None:
    secret = "hunter2"  # noqa: S105 - nobody's
    items = tmp_path / "items.jsonl"
    body = {"slug": "a", "enabled": True, "metadataId": "m", "settings": {"password": secret}}
    items.write_text(json.dumps({"body": body}))
    plan = await dry(served, "createSource", "--items", str(items))
    assert "[redacted]" == plan["first"][0]["body"]["settings"]
    assert secret not in json.dumps(plan)
