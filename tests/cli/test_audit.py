"""``segment-async audit`` and ``check``: files, summaries, exit codes, interruption."""

import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from tests.once import once

from .conftest import Here, Ran, Run, Served, run, sandbox, start, stop

FILES = {"snapshot.sqlite", "findings.json", "findings.sarif", "report.md", "report.html"}


def audit(run: Run, out: Path, *arguments: str) -> Ran:
    """Audit a sandbox, with a key of its own."""
    key = out.parent / "key"
    return run("audit", "--sandbox", "--out", str(out), "--redaction-key-file", str(key), *arguments)


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        out = folder / "out"
        ran = audit(run, out)
        assert 1 == ran.code
        assert "" == ran.err
        assert FILES == {file.name for file in out.iterdir()}
        assert all(str(out / name) in ran.out for name in ("snapshot.sqlite", "findings.json", "report.html"))
        assert "source-without-destination" in ran.out
        assert "\x1b" not in ran.out

    return once(tmp_path_factory, "audited", make) / "out"


@pytest.mark.parametrize(("code", "level"), [(1, "error"), (1, "warning"), (0, "never")])
def test_findings_decide_the_exit_code(here: Here, audited: Path, code: int, level: str) -> None:
    assert code == here("check", str(audited), "--fail-on", level).code


def test_a_check_says_what_the_audit_said(here: Here, audited: Path) -> None:
    found = (audited / "findings.json").read_text()
    for name in (audited, audited / "snapshot.sqlite"):
        assert Ran(1, found, "") == here("check", str(name), "--json")
    listed = here("check", str(audited)).out
    assert all(f"{one['check']}" in listed and one["message"] in listed for one in json.loads(found)["findings"])


def test_a_workspace_is_audited_and_checked_through_the_config_api(here: Here, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = audit(run, out, "--api", "config", "--fail-on", "warning")
    assert (1, "") == (ran.code, ran.err)
    assert FILES == {file.name for file in out.iterdir()}
    assert "calls through the Config API" in ran.out
    assert "Not read: listWarehouses. The Config API does not list warehouses." in ran.out
    assert Ran(1, (out / "findings.json").read_text(), "") == here("check", str(out), "--json", "--fail-on", "warning")
    assert 0 == here("check", str(out), "--fail-on", "never").code


def test_a_config_token_is_enough_and_the_workspace_can_be_named(here: Here, served: Served, tmp_path: Path) -> None:
    """It is the token of that API which is asked for, and a workspace that it does not open is refused."""
    only = {"SEGMENT_BASE_URL": served.url, "SEGMENT_CONFIG_TOKEN": served.config_token}
    asked = ("audit", "--api", "config", "--fail-on", "never", "--redaction-key-file", str(tmp_path / "key"), "--out")
    told = run(*asked, str(tmp_path / "a"), "--workspace", "thistle-twine", "--json", env=only)
    assert (0, "config", "") == (told.code, told.json["api"], told.err)
    assert "thistle-twine" == told.json["workspace"]["slug"]
    out = str(tmp_path / "b")
    assert 4 == here(*asked, out, env={**only, "SEGMENT_WORKSPACE": "other"}).code
    assert 3 == here(*asked, out, env={**only, "SEGMENT_CONFIG_TOKEN": ""}).code
    assert 2 == here(*asked, out, "--region", "eu", env={**only, "SEGMENT_BASE_URL": ""}).code
    assert 2 == here("audit", "--out", out, "--workspace", "x", env=served.env).code


def test_with_json_the_summary_is_one_object(here: Here, small: Served, tmp_path: Path) -> None:
    key = ("--redaction-key-file", str(tmp_path / "key"))
    ran = here("audit", "--out", str(tmp_path / "out"), *key, "--json", "--fail-on", "never", env=small.env)
    assert (0, "", 1) == (ran.code, ran.err, ran.out.count("\n"))
    assert FILES == {Path(path).name for path in ran.json["files"].values()}
    assert {"error", "warning", "info"} == ran.json["counts"].keys()
    assert False is ran.json["resumed"]


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("--token-stdin", ("--token-stdin",)),
        ("--region and --base-url", ("--base-url", "http://127.0.0.1:1", "--region", "eu")),
        ("--token-file", ("--token-file", "/nowhere")),
        ("--workspace", ("--workspace", "x", "--api", "config")),
    ],
)
def test_what_would_open_another_workspace_is_refused_beside_the_sandbox(
    here: Here, tmp_path: Path, said: str, arguments: tuple[str, ...]
) -> None:
    ran = audit(here, tmp_path / "out", *arguments)
    assert (2, "") == (ran.code, ran.out)
    assert f"leave out that, or {said}." in ran.err
    assert not (tmp_path / "out").exists()


def test_without_a_name_the_folder_audit_is_taken(
    here: Here, audited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "audit").symlink_to(audited)
    monkeypatch.chdir(tmp_path)
    assert here("check", str(audited)) == here("check")
    assert 0 == here("report", "--out", "again").code
    assert (audited / "findings.json").read_bytes() == (tmp_path / "again" / "findings.json").read_bytes()


@pytest.mark.parametrize("out", ["file", "file/below", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_refused(here: Here, tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("mine")
    ran = audit(here, tmp_path / out)
    assert (2, "") == (ran.code, ran.out)
    assert "--out" in ran.err
    assert "mine" == (tmp_path / "file").read_text()


def test_a_snapshot_of_another_version_is_refused_and_stays_as_it_is(here: Here, tmp_path: Path) -> None:
    file = tmp_path / "snapshot.sqlite"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE run (x)")
        database.execute("PRAGMA user_version = 999")
    before = file.read_bytes()
    assert 2 == audit(here, tmp_path).code
    checked = here("check", str(file))
    assert (2, "") == (checked.code, checked.out)
    assert before == file.read_bytes()


def test_a_refused_token_and_a_missing_one_end_the_audit(here: Here, served: Served, tmp_path: Path) -> None:
    assert 3 == here("audit", "--out", str(tmp_path), env={**served.env, "SEGMENT_PUBLIC_TOKEN": "wrong"}).code
    assert 3 == here("audit", "--out", str(tmp_path)).code


def test_an_interrupted_audit_goes_on_where_it_was(tmp_path: Path) -> None:
    """F62."""
    out, key = tmp_path / "out", tmp_path / "key"
    with sandbox(tmp_path, "--latency", "0.02", "--seed", "large", "--scale", "12") as served:
        arguments = ("audit", "--out", str(out), "--redaction-key-file", str(key), "--concurrency", "4")
        with start(*arguments, env=served.env) as process:
            while bytes_in(out) < 300_000:
                assert process.poll() is None
                sleep(0.01)
            stopped = stop(process, signal.SIGINT)
        again = served.run(*arguments, "--fail-on", "warning")
    assert (130, "") == (stopped.code, stopped.out)
    assert f"go on from there with: segment-async audit --out {out}" in stopped.err
    assert "Traceback" not in stopped.err
    assert (1, True) == (again.code, "This went on with what was read since" in again.err)


def bytes_in(out: Path) -> int:
    """Return how much an audit has kept by now."""
    try:
        return sum(file.stat().st_size for file in out.iterdir()) if out.is_dir() else 0
    except FileNotFoundError:  # some come and go
        return 0
