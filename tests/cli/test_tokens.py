"""Where tokens come from, and where they never show."""

from pathlib import Path

import pytest

from .conftest import SECONDS, Here, Served, start

WRONG = {"SEGMENT_PUBLIC_TOKEN": "wrong"}


def test_without_a_token_the_command_says_how_to_give_one(here: Here) -> None:
    for empty in ({}, {"SEGMENT_PUBLIC_TOKEN": ""}, {"SEGMENT_PUBLIC_TOKEN": "\n"}):
        ran = here("call", "getWorkspace", env=empty)
        assert (3, "") == (ran.code, ran.out)
        assert "SEGMENT_PUBLIC_TOKEN" in ran.err
        assert "--token-file" in ran.err
        assert "Traceback" not in ran.err


@pytest.mark.parametrize("token", ["a\nb", "a b", "tökén", "a\tb"])
def test_a_token_that_cannot_be_one_is_refused_and_not_shown(here: Here, token: str) -> None:
    ran = here("call", "getWorkspace", env={"SEGMENT_PUBLIC_TOKEN": token})
    assert 2 == ran.code
    assert "token" in ran.err
    assert token not in ran.err


def test_a_token_comes_from_a_file_that_only_its_owner_reads(here: Here, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{served.token}\r\n")
    file.chmod(0o640)
    refused = here("call", "getWorkspace", "--token-file", str(file), env=served.env)
    assert 2 == refused.code
    assert f"chmod 600 {file}" in refused.err
    file.chmod(0o600)
    assert 0 == here("call", "getWorkspace", "--token-file", str(file), env={**served.env, **WRONG}).code
    file.write_text("\n")
    assert 3 == here("call", "getWorkspace", "--token-file", str(file), env=served.env).code
    assert 2 == here("call", "getWorkspace", "--token-file", str(tmp_path / "none"), env=served.env).code
    assert 2 == here("call", "getWorkspace", "--token-file", str(tmp_path), env=served.env).code


def test_a_token_comes_from_the_standard_input(here: Here, served: Served) -> None:
    asked = ("call", "getWorkspace", "--token-stdin")
    assert 0 == served.run(*asked, stdin=served.token.encode() + b"\n", env=WRONG).code
    assert 3 == served.run(*asked).code
    assert 2 == here(*asked, "--token-file", "x", env=served.env).code


def test_a_wrong_token_is_refused_and_not_shown(here: Here, served: Served) -> None:
    token = "sgp_" + "x" * 64
    ran = here("call", "getWorkspace", env={**served.env, "SEGMENT_PUBLIC_TOKEN": token})
    assert 3 == ran.code
    assert token not in ran.out + ran.err


def test_no_option_takes_a_token_and_none_is_repeated(here: Here) -> None:
    token = "sgp_" + "x" * 64
    for arguments in (("--token", token), (f"--token={token}",), ("--token-stdin", token), ("--region", token)):
        ran = here("call", "getWorkspace", *arguments)
        assert 2 == ran.code
        assert token not in ran.out + ran.err


def test_a_running_command_shows_no_token_to_others(served: Served, tmp_path: Path) -> None:
    """S02: not in the list of processes."""
    file = tmp_path / "token"
    file.write_text(served.token)
    file.chmod(0o600)
    with start("call", "getWorkspace", "--token-file", str(file), env={"SEGMENT_BASE_URL": served.url}) as process:
        assert served.token not in Path(f"/proc/{process.pid}/cmdline").read_text()
        process.communicate(timeout=SECONDS)
    assert 0 == process.returncode
