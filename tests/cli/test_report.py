"""``report``, and what an audit tells of the time since an earlier one."""

import json
from pathlib import Path

import pytest

from tests.once import once

from .conftest import Here, Served, run

WRITTEN = {"report.html", "report.md", "findings.json", "findings.sarif"}


@pytest.fixture(scope="module")
def twice(small: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit a workspace, rename a source in it, and audit it again over the first audit."""

    def make(folder: Path) -> None:
        audit_twice(small, folder)

    return once(tmp_path_factory, "twice", make)


def audit_twice(served: Served, folder: Path) -> None:
    audit = ("audit", "--fail-on", "never", "--fast", "--redaction-key-file", str(folder / "key"), "--out")
    assert 0 == served.run(*audit, str(folder / "first")).code
    (source, *_) = served.run("call", "listSources", "--query", 'pagination={"count": 1}').json["data"]["sources"]
    change = ("--path", f"sourceId={source['id']}", "--body", '{"name": "Renamed"}')
    assert 0 == served.run("call", "updateSource", *change).code
    assert 0 == served.run(*audit, str(folder / "second")).code
    again = served.run(*audit, str(folder / "first"), "--since", str(folder / "first"))
    assert (0, "") == (again.code, again.err)
    back = ("--path", f"sourceId={source['id']}", "--body", json.dumps({"name": source["name"]}))
    assert 0 == served.run("call", "updateSource", *back).code


def test_an_audit_over_an_earlier_one_tells_what_changed_since(twice: Path) -> None:
    text = (twice / "first" / "report.md").read_text()
    assert "1 change between" in text
    assert "-> Renamed" in text
    page = (twice / "first" / "report.html").read_text()
    assert 'id="changed"' in page
    assert "Renamed" in page


def test_a_report_is_written_again_from_a_snapshot_alone(here: Here, twice: Path, tmp_path: Path) -> None:
    ran = here("report", str(twice / "second"), "--out", str(tmp_path / "out"))
    assert (0, "") == (ran.code, ran.err)
    assert WRITTEN == {path.name for path in (tmp_path / "out").iterdir()}
    assert str(tmp_path / "out" / "report.html") in ran.out
    for name in WRITTEN - {"report.html"}:
        assert (twice / "second" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
    assert 'id="changed"' not in (tmp_path / "out" / "report.html").read_text()


def test_a_report_goes_by_other_checks_and_tells_machines_where_it_is(here: Here, twice: Path, tmp_path: Path) -> None:
    asked = ("report", str(twice / "second"), "--out", str(tmp_path), "--select", "source-without-events")
    ran = here(*asked, "--json", "--fail-on", "warning")
    assert (1, {str(tmp_path / name) for name in WRITTEN}) == (ran.code, set(ran.json["files"].values()))
    checks = {one["check"] for one in json.loads((tmp_path / "findings.json").read_text())["findings"]}
    assert {"source-without-events"} == checks


def test_what_cannot_be_compared_is_refused_before_anything_is_written(here: Here, twice: Path, tmp_path: Path) -> None:
    nothing = here("report", str(twice / "second"), "--out", str(tmp_path / "out"), "--since", str(tmp_path))
    assert (2, "") == (nothing.code, nothing.out)
    assert not (tmp_path / "out").exists()
    asked = (
        "audit",
        "--sandbox",
        "--api",
        "config",
        "--out",
        str(tmp_path / "config"),
        "--since",
        str(twice / "first"),
    )
    other = run(*asked, "--redaction-key-file", str(tmp_path / "key"))
    assert (2, "") == (other.code, other.out)
    assert "pass a snapshot through the same API" in other.err
