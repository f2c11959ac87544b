"""``audit`` and ``check`` where users say how to judge, what to leave out, and what to keep."""

import json
from pathlib import Path

import pytest

from tests.once import once

from .conftest import Here, run


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit of the demo in a hurry."""

    def make(folder: Path) -> None:
        key = ("--redaction-key-file", str(folder / "key"))
        ran = run("audit", "--sandbox", "--fast", "--out", str(folder / "out"), *key, "--json", "--fail-on", "never")
        assert (0, "") == (ran.code, ran.err)
        assert ran.json["gaps"] > 0

    return once(tmp_path_factory, "audited-in-a-hurry", make) / "out"


def test_what_is_tedious_is_left_out_in_a_hurry_and_named(here: Here, audited: Path) -> None:
    told = here("check", str(audited)).out
    (line,) = (line for line in told.splitlines() if "the API answers only 2 of these a minute" in line)
    assert line.startswith("Not read: ")
    assert "listSyncsFromWarehouse (" in line
    assert line.endswith("Not fully judged for want of it: warehouse-failing, warehouse-syncs-everything.")


def test_checks_are_selected_and_ignored(here: Here, audited: Path) -> None:
    def checks(*arguments: str) -> set[str]:
        ran = here("check", str(audited), "--json", "--fail-on", "never", *arguments)
        return {finding["check"] for finding in json.loads(ran.out)["findings"]}

    assert {"source-fell-silent", "function-unused"} == checks("--select", "source-fell-silent,function-unused")
    assert not [name for name in checks("--ignore", "source,destination") if name.startswith(("source", "destination"))]
    assert {"destination-disabled"} == checks("--select", "destination-disabled")


def test_what_is_accepted_is_told_and_does_not_fail(here: Here, audited: Path, tmp_path: Path) -> None:
    config = tmp_path / "audit.toml"
    every = '[[suppress]]\ncheck = "source-without-destination"\nsubject = "*"\nreason = "On purpose."'
    config.write_text(f'select = ["source-without-destination"]\n{every}')
    asked = ("check", str(audited), "--fail-on", "warning")
    assert 1 == here(*asked, "--select", "source-without-destination").code
    ran = here(*asked, "--config", str(config))
    assert 0 == ran.code
    assert "Accepted: 2 findings that the suppressions name." in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--select", "nothing"), "'nothing' is no check"),
        (("--select", ""), "--select is empty"),
        (("--select", " ,"), "--select is empty"),
        (("--config", "/nowhere.toml"), "/nowhere.toml cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused(here: Here, audited: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = here("check", str(audited), *arguments)
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err


def test_secrets_are_kept_only_where_somebody_says_that_it_is_meant(here: Here, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("audit", "--sandbox", "--out", str(out), "--include-secrets", "--fail-on", "never")
    refused = here(*asked)
    assert (2, "") == (refused.code, refused.out)
    assert "Pass --yes if that is meant" in refused.err
    assert not out.exists()
    assert 0 == here(*asked, "--yes").code
    assert b"[redacted" not in (out / "snapshot.sqlite").read_bytes()
    assert 0o600 == (out / "snapshot.sqlite").stat().st_mode & 0o777
    assert b"[redacted" not in (out / "findings.json").read_bytes()
