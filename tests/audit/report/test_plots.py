"""What happened day by day, drawn from the views of a snapshot."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from segment_async.audit.report.contents import Contents, contents_of
from segment_async.audit.report.plots import drawn, plots, told_apart
from segment_async.audit.report.tables import INVENTORY, tables
from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker


@pytest.fixture(scope="module")
def contents(demo_audit: Path) -> Contents:
    return contents_of(demo_audit)


def test_the_demo_has_every_plot_and_each_says_in_words_what_it_shows(contents: Contents) -> None:
    assert [
        "Events by day",
        "Deliveries by day",
        "Failures by destination and day",
        "Usage this month and the month before",
    ] == [plot.title for plot in contents.plots]
    says = {plot.title: plot.says for plot in contents.plots}
    assert "in 119 days; Web Shop sent the most" in says["Events by day"]  # the first of 120 is half a day
    assert "Suppression List of Mail Events fails most" in says["Failures by destination and day"]
    assert says["Usage this month and the month before"].endswith("so far this month, including the day of the audit.")


def test_a_plot_is_the_same_wherever_it_is_drawn(demo_audit: Path) -> None:
    code = (
        "import sys, pathlib; from segment_async.audit.report.plots import plots;"
        "from segment_async.audit.snapshot.view import Snapshot;"
        "print([plot.svg for plot in plots(Snapshot(pathlib.Path(sys.argv[1])))])"
    )
    west, east = (
        subprocess.run(
            [sys.executable, "-c", code, demo_audit], env={**os.environ, "TZ": zone}, capture_output=True, check=True
        ).stdout
        for zone in ("America/Los_Angeles", "Pacific/Auckland")
    )
    assert west == east


def test_a_plot_is_whole_svg_without_styles_of_its_own_or_ids_of_another(contents: Contents) -> None:
    ids: list[str] = []
    for plot in contents.plots:
        root = ET.fromstring(str(plot.svg))  # noqa: S314 - made here
        assert root.tag.endswith("svg")
        assert not [each for each in root.iter() if "style" in each.attrib or each.tag.endswith(("style", "script"))]
        ids += [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
        assert "var(--" in plot.svg
    assert len(ids) == len(set(ids)) > 0


def test_names_in_a_plot_are_text() -> None:
    name = '</svg><script>alert(1)</script>\u202e"&'
    spec = {"data": {"values": [{"a": name, "b": 1}]}, "mark": "bar", "encoding": {}}
    spec["encoding"] = {"y": {"field": "a", "type": "nominal", "axis": {"labelLimit": 900}}, "x": {"field": "b"}}
    svg = str(drawn(spec, prefix="p"))
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert "alert(1)" in "".join(ET.fromstring(svg).itertext())  # noqa: S314 - made here


@pytest.mark.parametrize("name", ["\x00\x07\x0c", "\ufffe\uffff", "\N{GRINNING FACE}" * 100, "x" * 5000, "", " "])
def test_a_plot_of_any_name_is_drawn(maker: Maker, name: str) -> None:
    """Vega ends the process at some letters, and cuts others in the middle."""
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    counts = [{"time": yesterday, "count": 5}]
    maker.add("source", "s1", {"id": "s1", "name": name, "enabled": True})
    maker.add("events-volume", "v1", {"source": {"id": "s1"}, "series": counts})
    maker.add("events-volume", "v2", {"source": {"id": "gone"}, "series": counts})
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        (plot,) = plots(snapshot)
    ET.fromstring(str(plot.svg))  # noqa: S314 - made here


def test_no_two_things_in_a_plot_go_by_one_name() -> None:
    assert {"1": "a", "2": "a (2)", "3": "a (2) (2)", "4": "others (2)"} == told_apart(
        {"1": "a", "2": "a", "3": "a (2)", "4": "others"}, taken=["others"]
    )


def test_a_workspace_without_events_has_no_plots(maker: Maker) -> None:
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        assert [] == list(plots(snapshot))


def test_what_the_config_api_does_not_tell_is_not_drawn(tmp_path: Path) -> None:
    made = Maker(tmp_path, "config")
    made.store.finish()
    with Snapshot(tmp_path) as snapshot:
        assert [] == list(plots(snapshot))


def test_the_demo_has_every_table_and_a_picture(contents: Contents) -> None:
    assert {
        "routes",
        "loads",
        "sources",
        "plans",
        "warehouses",
        "functions",
        "audiences",
        "events",
        "roles",
        "changes",
    } == {table.question.id for table in contents.tables}
    assert all(table.rows and table.total == len(table.rows) for table in contents.tables)
    assert contents.picture is not None
    assert ("destination",) == contents.picture.grouped


def test_names_of_a_table_are_in_order_whatever_their_case(maker: Maker) -> None:
    for name in ("Zoo", "android", "Web", "web"):
        maker.source(name)
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        (sources,) = tables(snapshot, INVENTORY[:1])
    assert ["android", "Web", "web", "Zoo"] == [row[0] for row in sources.rows]
