"""``segment-async routes``, and what holds for every command that answers with tables."""

import json
import os
from pathlib import Path

import pytest

from tests.audit.demo import demo_snapshot

from .answers import EVIL, cells, hostile
from .conftest import Here, on_terminal, run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_snapshot(tmp_path_factory)


@pytest.mark.parametrize(
    "command", [("access",), ("routes",), ("trace",), ("snapshot",), ("snapshot", "export"), ("snapshot", "tables")]
)
def test_each_command_explains_itself(here: Here, command: tuple[str, ...]) -> None:
    ran = here(*command, "--help")
    assert (0, "") == (ran.code, ran.err)
    assert f"Usage: segment-async {' '.join(command)} " in ran.out
    assert "\x1b" not in ran.out


def test_in_a_pipe_each_row_is_a_line_that_says_everything(here: Here, demo: Path) -> None:
    ran = here("routes", str(demo))
    assert (0, "") == (ran.code, ran.err)
    lines = ran.out.splitlines()
    assert "Thistle & Twine: " in lines[0]
    assert ["source", "destination", "on", "events", "gets", "may", "get"] == lines[2].split()[:7]
    assert 4 == sum(line.startswith("Android App ") for line in lines)
    assert lines[-1].startswith("Not seen: ")
    assert "\x1b" not in ran.out


def test_on_a_terminal_names_are_not_repeated_and_answers_are_coloured(demo: Path) -> None:
    shown = on_terminal("routes", "--events", str(demo), env={"COLUMNS": "120"})
    assert 1 == shown.count("Android App ")
    assert "\x1b[32myes" in shown
    assert "\x1b[31mno" in shown


def test_the_folder_audit_is_taken_if_none_is_named(
    here: Here, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    missing = here("routes")
    assert (2, "") == (missing.code, missing.out)
    assert "There is no snapshot at audit; run the audit first" in missing.err
    (tmp_path / "audit").symlink_to(demo.parent)
    assert here("routes", str(demo)).out == here("routes").out


def test_csv_and_json_say_the_same_with_all_ids(here: Here, demo: Path) -> None:
    ran = here("routes", str(demo), "--format", "csv")
    rows = cells(ran)
    assert "Not seen: " in ran.err
    found = here("routes", str(demo), "--json")
    assert "" == found.err
    assert found == here("routes", str(demo), "--format", "json")
    answer = found.json
    assert ["workspace", "api", "read_at", "title", "routes", "notes"] == [*answer]
    assert ("thistle-twine", "public") == (answer["workspace"]["slug"], answer["api"])
    written = {None: "", True: "true", False: "false"}
    told = [
        {
            name: written.get(value, str(value)) if isinstance(value, bool | None) else str(value)
            for name, value in row.items()
        }
        for row in answer["routes"]
    ]
    assert told == rows
    assert all(row["destination_id"] and row["destination_metadata_id"] for row in rows)


def test_each_event_can_have_a_row(here: Here, demo: Path) -> None:
    rows = here("routes", "--events", str(demo), "--json").json["routes"]
    assert {"yes", "no", "maybe"} == {row["gets"] for row in rows}
    assert all(row["how"] for row in rows)


def test_names_cannot_command_a_spreadsheet_or_a_terminal(here: Here, tmp_path: Path) -> None:
    """S16."""
    folder = str(hostile(tmp_path / "evil"))
    for arguments in (("routes",), ("routes", "--events"), ("trace", EVIL), ("access",), ("snapshot", "tables")):
        for form in ("table", "csv", "json"):
            ran = here(*arguments, folder, "--format", form)
            assert 0 == ran.code
            assert not {"\x1b", "\x9b", "\u202e"} & set(ran.out + ran.err)
    (row,) = cells(here("routes", "--events", folder, "--format", "csv"))
    assert row["source"].startswith("'=HYPERLINK(")
    assert ("'+kind", "'@kind", "7") == (row["kind"], row["destination_metadata_id"], row["events"])
    (told,) = here("routes", "--events", folder, "--json").json["routes"]
    assert (EVIL, "+kind", 7) == (told["source"], told["kind"], told["events"])


def test_a_file_is_private_replaced_when_it_is_whole_and_never_a_link(here: Here, demo: Path, tmp_path: Path) -> None:
    out, link = tmp_path / "routes.csv", tmp_path / "link"
    out.write_text("old")
    out.chmod(0o644)
    ran = here("routes", str(demo), "--format", "csv", "--out", str(out))
    assert (0, "") == (ran.code, ran.out)
    assert here("routes", str(demo), "--format", "csv").out == out.read_text()
    assert 0o600 == out.stat().st_mode & 0o777
    assert [out] == list(tmp_path.iterdir())
    link.symlink_to(out)
    refused = here("routes", str(demo), "--out", str(link))
    assert (2, "") == (refused.code, refused.out)
    assert "choose another --out" in refused.err


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_file_holds_what_would_be_printed(here: Here, demo: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    assert 0 == here("routes", str(demo), "--format", form, "--out", str(out)).code
    assert here("routes", str(demo), "--format", form).out == out.read_text()


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("--json and --format csv do not go together", ("--json", "--format", "csv")),
        ("No such file or directory. Choose another --out", ("--out", "/nowhere/x")),
        ("Choose from", ("--format", "xlsx")),
    ],
)
def test_wrong_usage_gets_a_sentence(here: Here, demo: Path, said: str, arguments: tuple[str, ...]) -> None:
    ran = here("routes", str(demo), *arguments)
    assert (2, "") == (ran.code, ran.out)
    assert said in (ran.err if "--json" not in arguments else json.loads(ran.err)["error"]["message"])


def test_a_snapshot_through_the_config_api_answers_and_says_what_it_cannot(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ran = run("routes", str(demo_snapshot(tmp_path_factory, "config")))
    assert (0, "") == (ran.code, ran.err)
    assert "The Config API tells neither" in ran.out
    assert os.linesep in ran.out
