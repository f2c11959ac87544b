"""What one of the two could not read is not compared, and that is said."""

from typing import Any

from segment_async.audit.diff import NotCompared
from segment_async.audit.diff.gaps import NEVER

from .conftest import Differ, told
from .making import destination, source

WHY = "The token may not read it."


def shop(*names: str, filters: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a source with destinations of these names, and with filters for the first of them."""
    listed = [{"id": one, "title": one, "destinationId": names[0], "enabled": True} for one in filters]
    return {
        "source": [source("s", "web")],
        "destination": [destination(name, "s", name) for name in names],
        **({f"destination-filter {names[0]}": listed} if filters else {}),
    }


def test_what_a_list_lacks_that_was_not_read_is_neither_there_nor_gone(differ: Differ) -> None:
    gaps = {"gaps": {("listDestinations", ""): WHY}}
    for a, b in ((gaps, {}), ({}, gaps)):
        which = "a" if a else "b"
        diff = differ(shop("x") if a else shop("x", "y"), shop("x", "y") if a else shop("x"), a, b)
        assert () == diff.changes
        assert (NotCompared(which, "destination", "listDestinations", WHY, 1),) == diff.not_compared


def test_what_both_have_of_it_is_compared_all_the_same(differ: Differ) -> None:
    after = shop("x", "y")
    after["destination"][0]["enabled"] = False
    diff = differ(shop("x"), after, a={"gaps": {("listDestinations", ""): WHY}})
    assert [("changed", "destination", ("web", "x"), {"enabled": (True, False)}, 0)] == [*map(told, diff.changes)]


def test_what_is_missing_from_what_was_read_is_gone_though_the_other_was_read_in_part(differ: Differ) -> None:
    diff = differ(shop("x", "y"), shop("x"), a={"gaps": {("listDestinations", ""): WHY}})
    assert [("removed", "destination", ("web", "y"), {}, 0)] == [*map(told, diff.changes)]


def test_a_gap_hides_what_hangs_on_one_thing_and_no_more(differ: Differ) -> None:
    def both(**filters: tuple[str, ...]) -> dict[str, Any]:
        made = shop("x", "y")
        for name, titles in filters.items():
            made[f"destination-filter {name}"] = [{"id": one, "title": one} for one in titles]
        return made

    diff = differ(both(), both(x=("f",), y=("g",)), a={"gaps": {("listFiltersFromDestination", "x"): WHY}})
    assert [("added", "destination-filter", ("web", "y", "g"), {}, 0)] == [*map(told, diff.changes)]


def test_what_hangs_on_a_thing_of_which_nothing_is_known_is_not_told_of(differ: Differ) -> None:
    gaps = {("listDestinations", ""): WHY}
    assert () == differ(shop("x"), shop("y", filters=("f",)), a={"gaps": gaps}, b={"gaps": gaps}).changes


def test_a_gap_that_both_have_is_told_once_and_of_how_many_things(differ: Differ) -> None:
    gaps = {("listFiltersFromDestination", "x"): WHY, ("listFiltersFromDestination", "y"): WHY}
    diff = differ(shop("x", "y"), shop("x", "y"), a={"gaps": gaps}, b={"gaps": gaps})
    assert (NotCompared("both", "destination-filter", "listFiltersFromDestination", WHY, 2),) == diff.not_compared


def test_a_gap_in_what_is_not_compared_is_not_told(differ: Differ) -> None:
    diff = differ(shop("x"), shop("x"), a={"gaps": {("getEventsVolumeFromWorkspace", ""): WHY}})
    assert () == diff.not_compared


def test_that_there_is_none_of_a_kind_anywhere_is_no_gap(differ: Differ) -> None:
    gaps = {("getLatestFromLivePlugins", ""): "Segment answered 404 wherever it was asked."}
    after = {**shop("x"), "source-live-plugins-latest s": [{"sourceId": "s", "code": "1"}]}
    diff = differ(shop("x"), after, a={"more_gaps": gaps})
    assert [("added", "source-live-plugins-latest", ("web",), {}, 0)] == [*map(told, diff.changes)]
    assert () == diff.not_compared


def test_what_was_never_asked_for_is_not_compared(differ: Differ) -> None:
    diff = differ(shop("x"), shop("x", filters=("f",)), a={"without": ("listFiltersFromDestination",)})
    assert () == diff.changes
    assert (NotCompared("a", "destination-filter", "listFiltersFromDestination", NEVER, 1),) == diff.not_compared


def test_what_is_made_of_many_things_is_not_compared_if_one_of_them_may_be_missing(differ: Differ) -> None:
    def taken(*collections: str) -> dict[str, Any]:
        return {
            "source": [source("s")],
            "warehouse": [{"id": "w", "settings": {"name": "Lake"}}],
            "warehouse-connected-source w": [source("s")],
            "warehouse-connected-source-selective-sync w/s": [
                {"collection": one, "enabled": False, "properties": {}} for one in collections
            ],
        }

    gaps = {"gaps": {("listSelectiveSyncsFromWarehouseAndSource", "w/s"): WHY}}
    assert 1 == len(differ(taken("x", "y"), taken("x")).changes)
    for a, b in ((gaps, {}), ({}, gaps)):
        assert () == differ(taken("x", "y"), taken("x"), a, b).changes
        assert () == differ(taken("x"), taken(), a, b).changes


def test_write_keys_that_a_token_may_not_see_are_not_gone(differ: Differ) -> None:
    one = "[redacted:0123456789ab]"
    seen = {"source": [source("s", writeKeys=[one]), source("t", writeKeys=[])]}
    unseen = {"source": [source("s", writeKeys=[]), source("t", writeKeys=[])]}
    diff = differ(seen, unseen)
    assert () == diff.changes
    assert [("b", "source", None)] == [(gap.snapshot, gap.what, gap.operation) for gap in diff.not_compared]
    assert "no right to see writeKeys" in diff.not_compared[0].reason
    both = {"source": [source("s", writeKeys=[]), source("t", writeKeys=[one])]}
    assert ["s", "t"] == [change.thing.id for change in differ(seen, both).changes]


def test_where_there_are_no_sources_no_token_lacks_a_right(differ: Differ) -> None:
    seen = {"source": [source("s", writeKeys=["[redacted:0123456789ab]"])]}
    for before, after in ((seen, {}), ({}, seen)):
        diff = differ(before, after)
        assert ("s", 1, ()) == (diff.changes[0].thing.id, len(diff.changes), diff.not_compared)
