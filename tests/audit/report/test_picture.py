"""Where data goes, drawn: nothing overlaps, nothing is lost, and what is wrong stands out."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment_async.audit.report.picture import GAP, LEFT, RIGHT, STEP, Curve, Line, Picture, laid_out

SHOP, APP = ("Shop", "javascript"), ("App", "ios")
MAIL, ADS, LAKE = ("Mail", "braze"), ("Ads", "facebook"), ("Lake", "w1")


def line(source: tuple[str, str], target: tuple[str, str], side: Any = "destination", **more: Any) -> Line:
    return Line(source, target, side, more.pop("enabled", True), **more)


def curve(drawn: Picture, source: str, target: str) -> Curve:
    return next(each for each in drawn.curves if (each.source.name, each.target.name) == (source, target))


def test_every_connection_is_a_curve_from_its_source_to_what_it_feeds() -> None:
    drawn = laid_out([line(SHOP, MAIL), line(SHOP, ADS), line(APP, MAIL), line(APP, LAKE, "warehouse")])
    assert {("Shop", "Mail"), ("Shop", "Ads"), ("App", "Mail"), ("App", "Lake")} == {
        (each.source.name, each.target.name) for each in drawn.curves
    }
    assert {"source", "destination", "warehouse"} == drawn.headings.keys()


@pytest.mark.parametrize(
    ("more", "mood"),
    [
        ({}, "fine"),
        ({"delivered": 90, "failed": 10}, "fine"),
        ({"delivered": 89, "failed": 11}, "failing"),
        ({"enabled": False, "delivered": 0, "failed": 10}, "off"),
    ],
)
def test_what_fails_and_what_is_off_stands_out(more: dict[str, Any], mood: str) -> None:
    assert mood == laid_out([line(SHOP, MAIL, **more)]).curves[0].mood


def test_a_curve_says_what_it_stands_for() -> None:
    one = laid_out([line(SHOP, MAIL, delivered=900, failed=100)]).curves[0].says
    assert "Shop → Mail, 900 events delivered, 10.0% failed" == one
    two = laid_out([line(SHOP, MAIL), line(SHOP, ("Mail 2", "braze"), enabled=False)], grouped=("destination",))
    assert "Shop → braze, 2 connections, 1 of them off" == two.curves[0].says
    assert "Shop → Lake, the latest sync failed" == laid_out([line(SHOP, LAKE, "warehouse", failed=1)]).curves[0].says


def test_those_of_one_kind_are_one_node_where_there_are_too_many_of_them() -> None:
    lines = [line((f"Site {number}", "javascript"), (f"Mail {number}", "braze")) for number in range(5)]
    drawn = laid_out(lines, grouped=("source", "destination"))
    assert [("javascript", 5), ("braze", 5)] == [(node.name, node.count) for node in drawn.nodes]
    assert 5 == curve(drawn, "javascript", "braze").count
    half = laid_out(lines, grouped=("destination",))
    assert 5 == sum(node.side == "source" for node in half.nodes)


def test_a_function_is_called_by_its_name_and_not_by_the_id_that_is_its_kind() -> None:
    drawn = laid_out([line(SHOP, ("Receipts", "function-abc"))], grouped=("destination",))
    assert {"Shop", "Receipts"} == {node.name for node in drawn.nodes}


def test_a_node_leads_to_the_table_that_has_its_rows() -> None:
    """One that stands for several sources is in neither table of what feeds what: they do not tell kinds of sources."""
    lines = [line(SHOP, MAIL), line(SHOP, LAKE, "warehouse"), line(APP, LAKE, "warehouse")]
    tables = {node.name: node.table for node in laid_out(lines).nodes}
    assert {"Shop": "routes", "App": "loads", "Mail": "routes", "Lake": "loads"} == tables
    grouped = laid_out(lines, grouped=("source", "destination"))
    assert {"javascript": "sources", "ios": "sources", "braze": "routes", "Lake": "loads"} == {
        node.name: node.table for node in grouped.nodes
    }


def test_the_caption_tells_of_what_is_in_the_picture() -> None:
    assert "Red ones fail: more than 10% of the events. " in laid_out([line(SHOP, MAIL)]).says
    both = laid_out([line(SHOP, MAIL), line(SHOP, LAKE, "warehouse")], grouped=("source", "destination"))
    assert "Sources and destinations of one kind are drawn as one, except for functions. " in both.says
    assert "Red ones fail: more than 10% of the events, or the latest sync of a warehouse. " in both.says
    assert both.headings["source"] == both.headings["destination"] < both.headings["warehouse"]


things = st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("xyz"))
drawings = st.lists(
    st.builds(Line, things, things, st.sampled_from(["destination", "warehouse"]), st.booleans()), min_size=1
)


@given(drawings)
def test_nodes_of_a_column_stand_apart_and_within_the_picture(lines: list[Line]) -> None:
    drawn = laid_out(lines)
    for sides in ({"source"}, {"destination", "warehouse"}):
        column = [node for node in drawn.nodes if node.side in sides]
        for above, below in pairwise(column):
            room = STEP - 1e-6 + (GAP if above.side != below.side else 0)
            assert below.y + below.height / 2 - above.y - above.height / 2 >= room
            assert above.y + above.height <= below.y
        assert column[0].y >= 0
        assert column[-1].y + column[-1].height <= drawn.height + 1e-6


@given(drawings)
def test_curves_fill_the_nodes_that_they_leave_and_enter(lines: list[Line]) -> None:
    drawn = laid_out(lines)
    assert len(lines) == sum(each.count for each in drawn.curves)
    for node in drawn.nodes:
        widths = [each.width for each in drawn.curves if node.id in {each.source.id, each.target.id}]
        assert pytest.approx(node.height) == sum(widths)
    assert all(each.path.startswith(f"M{LEFT:.0f} ") and f" {RIGHT:.0f} " in each.path for each in drawn.curves)
