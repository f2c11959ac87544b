"""The page about diffs says what is so."""

import json
import re
import shlex
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from segment_async.audit.diff.kinds import NOISE
from segment_async.cli import app
from tests.cli.conftest import run
from tests.cli.test_diff import SCHEMA

from .docs import PAGE, split, tables

TEXT = PAGE.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def test_every_kind_is_listed_as_it_is_compared() -> None:
    """Run python -m tests.audit.diff.docs after a change."""
    assert tables() == split(TEXT)[1]


def test_the_fields_that_are_never_compared_are_named() -> None:
    named = re.search(r"^Fields that no kind is compared by: (.*?);", TEXT, re.MULTILINE | re.DOTALL)
    assert named
    assert sorted(NOISE) == re.findall(r"`(\w+)`", named[1])


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for line in blocks("console")[0].splitlines():
        ran = run(*shlex.split(line.removeprefix("$ segment-async ")))
        assert (0, "") == (ran.code, ran.err), line
    assert "## Thistle & Twine: nothing changed" in Path("changes.md").read_text("utf-8").replace("\\&", "&")


def test_the_example_in_json_has_the_form_that_the_command_gives() -> None:
    jsonschema_rs.validate(SCHEMA, json.loads(blocks("json")[0]))


def test_the_workflow_calls_commands_that_there_are() -> None:
    workflow = yaml.safe_load(blocks("yaml")[0])
    steps = [step["run"] for step in workflow["jobs"]["drift"]["steps"] if "run" in step]
    called = [line.partition(" >>")[0] for step in steps for line in step.splitlines() if "segment-async " in line]
    assert ["audit", "diff"] == [shlex.split(line)[1] for line in called]
    for line in called:
        app.build().parse_args(shlex.split(line)[1:])
