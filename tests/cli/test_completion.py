"""What shells complete."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from segment_async.cli.completion import Shell, script

from .conftest import SECONDS, environment, run


def program(folder: Path, command: str) -> None:
    """Put a ``segment-async`` into a folder."""
    file = folder / "segment-async"
    file.write_text(f"#!/bin/sh\n{command}\n")
    file.chmod(0o755)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the command and its script for bash."""
    made = tmp_path_factory.mktemp("bin")
    program(made, f'exec {sys.executable} -m segment_async "$@"')
    (made / "script").write_text(run("completion", "bash").out)
    return made


def completed(folder: Path, *words: str) -> list[str]:
    """Return what bash offers for the last of the words, which are split as bash splits a line."""
    code = f"""
source {folder}/script
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
read -ra registered < <(complete -p segment-async)
"${{registered[2]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    env = environment({"PATH": f"{folder}:/usr/bin:/bin"})
    done = subprocess.run(
        ["bash", "-c", code, "bash", "segment-async", *words],
        capture_output=True,
        env=env,
        timeout=SECONDS,
        check=True,
        text=True,
    )
    assert "" == done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (["call", "check", "completion"], ("c",)),
        (["listSources", "listSourcesFromTrackingPlan"], ("call", "listSo")),
        (["listSources", "listSourcesFromTrackingPlan"], ("call", "--base-url", "http", ":", "//x", "listSo")),
        ([], ("call", "listSources", "")),
        (["listSources", "listSourceConnections"], ("call", "config", ":", "listSour")),
        (["listSources"], ("call", "--json", "config", ":", "listSources")),
        (["--version-level", "--version"], ("call", "listSources", "--ver")),
        (["us", "eu"], ("call", "getWorkspace", "--region", "")),
        (["eu"], ("call", "getWorkspace", "--region", "=", "e")),
        (["public", "config"], ("spec", "")),
        (["bash", "zsh", "fish"], ("completion", "")),
    ],
)
def test_bash_completes_commands_options_values_and_ids(
    folder: Path, expected: list[str], words: tuple[str, ...]
) -> None:
    assert expected == completed(folder, *words)


def test_bash_completes_an_id_with_a_colon_from_the_colon_on(folder: Path, tmp_path: Path) -> None:
    program(tmp_path, r"printf '\037begin\nconfig:listSources\tWalk.\nlistSources\tWalk.\n'")
    shutil.copy(folder / "script", tmp_path)
    assert ["listSources"] == completed(tmp_path, "call", "config", ":", "listS")
    assert ["listSources"] == completed(tmp_path, "call", "config", ":")
    assert ["config:listSources"] == completed(tmp_path, "call", "conf")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_of_another_shell_is_one_that_it_reads(shell: Shell, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    file = tmp_path / "script"
    file.write_text(script(shell))
    assert "__complete" in file.read_text()
    assert b"" == subprocess.run([shell, "-n", file], capture_output=True, timeout=SECONDS, check=True).stderr


def test_fish_completes_ids_with_what_they_do(folder: Path, tmp_path: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("there is no fish")
    (tmp_path / "script").write_text(script("fish"))
    code = f"source {tmp_path}/script; complete -C 'segment-async call listSo'"
    env = environment({"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(tmp_path)})
    done = subprocess.run(["fish", "-c", code], capture_output=True, env=env, timeout=SECONDS, check=True, text=True)
    assert "listSources\tWalk through every source of the workspace.\n" in done.stdout
