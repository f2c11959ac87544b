"""Where ``segment-async bulk`` writes what became of the items: nothing is lost, and nobody else reads it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.bulk.commanding import lines, start
from tests.bulk.server import Served, ok, serving, source

pytestmark = pytest.mark.anyio

SECRET = "write-" + "key-"


class Keys:
    """A server that makes a write key for a source, and shows it in that answer only."""

    def __init__(self) -> None:
        self.made: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/":
            return ok(workspace={"id": "w", "slug": "acme", "name": "Acme"})
        name = request.path.split("/")[2]
        if request.method == "GET":
            return ok(source=source(name))
        self.made.append(name)
        return ok(source=source(name) | {"writeKeys": [SECRET + name]})


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
async def served(keys: Keys) -> AsyncIterator[Served]:
    async with serving(keys.answer) as served:
        yield served


async def test_the_secrets_of_an_earlier_run_stay_in_the_file(tmp_path: Path, keys: Keys, served: Served) -> None:
    """The command that goes on names the same file; a line that was cut short harms no other."""
    items, out = tmp_path / "items", tmp_path / "out"
    arguments = ("createWriteKeyForSource", "--items", str(items), "--out", str(out))
    lines(items, "a")
    assert 0 == (await (await start(served, *arguments)).end())[0]
    first = out.read_text()
    assert SECRET + "a" in first
    out.write_text(first + '{"line":')
    lines(items, "a", "b")
    assert 0 == (await (await start(served, *arguments)).end())[0]
    assert ["a", "b"] == keys.made
    assert out.read_text().startswith(first + '{"line":\n')
    told = [json.loads(line) for line in out.read_text().splitlines() if line != '{"line":']
    assert [(1, None), (1, True), (2, None)] == sorted(
        ((each["line"], each.get("resumed")) for each in told), key=lambda each: (each[0], each[1] is True)
    )
    assert SECRET + "b" in out.read_text()


async def test_without_a_journal_too_what_writes_adds_and_what_reads_replaces(tmp_path: Path, served: Served) -> None:
    items, out = lines(tmp_path / "items", "a"), tmp_path / "out"
    for operation, expected in (("createWriteKeyForSource", 2), ("getSource", 1)):
        arguments = (operation, "--items", items, "--out", str(out), "--no-journal")
        for _ in range(2):
            assert 0 == (await (await start(served, *arguments)).end())[0]
        assert expected == len(out.read_text().splitlines())


async def test_a_file_that_others_could_read_is_private_from_then_on(tmp_path: Path, served: Served) -> None:
    items, out = lines(tmp_path / "items", "a"), tmp_path / "out"
    out.touch(0o644)
    assert 0 == (await (await start(served, "createWriteKeyForSource", "--items", items, "--out", str(out))).end())[0]
    assert 0o600 == out.stat().st_mode & 0o777


async def test_a_link_is_refused_before_anything_is_sent(tmp_path: Path, keys: Keys, served: Served) -> None:
    items, out = lines(tmp_path / "items", "a"), tmp_path / "out"
    out.symlink_to(tmp_path / "elsewhere")
    command = await start(served, "createWriteKeyForSource", "--items", items, "--out", str(out))
    code, _, err = await command.end()
    assert (2, []) == (code, keys.made)
    assert f"{out} is a symbolic link" in err


async def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, keys: Keys, served: Served) -> None:
    items, out = lines(tmp_path / "items", "a"), tmp_path / "no" / "out"
    command = await start(served, "createWriteKeyForSource", "--items", items, "--out", str(out))
    code, _, err = await command.end()
    assert (2, []) == (code, keys.made)
    assert f"{out}: No such file" in err
