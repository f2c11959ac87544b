"""Addresses, queries and levels are spelled as documented, or refused before anything is sent."""

from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment_async import UNSET, ConfigurationError
from segment_async._core.wire import (
    URL_AT_MOST,
    build_path,
    build_query,
    check_fields,
    choose_level,
    encode_segment,
    split_list,
)
from tests.core.conftest import GET, operation


@pytest.mark.parametrize(
    "value",
    ["", ".", "..", "%2e", "%2E%2e", ".%2e", "a\nb", "a\0", "\x7f", "\x85", "\ud800", "x" * 256, None, 7, True, b"a"],
)
def test_a_value_that_would_address_something_else_is_refused(value: object) -> None:
    """S06."""
    with pytest.raises(ConfigurationError):
        encode_segment("sourceId", value)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    "value", ["a", "a/b", "a%2Fb", "a b", "ünï", "a?b#c", "a;b", "\\", "...", "\u202e", "+", "a" * 255]
)
def test_any_other_value_is_exactly_one_segment(value: str) -> None:
    encoded = encode_segment("sourceId", value)
    assert value == unquote(encoded)
    assert not set("/?#") & set(encoded)


@given(st.text(min_size=1, max_size=255))
def test_no_text_climbs_out_of_its_segment(value: str) -> None:
    try:
        encoded = encode_segment("sourceId", value)
    except ConfigurationError:
        return
    assert value == unquote(encoded)
    assert "/" not in encoded
    assert encoded not in {".", ".."}


def test_a_missing_or_unknown_path_parameter_is_named() -> None:
    with pytest.raises(ConfigurationError, match="needs the path parameter 'id'"):
        build_path(GET, {})
    with pytest.raises(ConfigurationError, match="its path parameters are id"):
        build_path(GET, {"id": "a", "sourceId": "b"})


def test_a_query_is_spelled_with_dots() -> None:
    query = {"pagination": {"count": 2, "cursor": "MA=="}, "groupBy": ["eventName", "a&b"], "flag": True, "gone": UNSET}
    spelled = build_query(query)
    assert "pagination.count=2&pagination.cursor=MA%3D%3D&groupBy.0=eventName&groupBy.1=a%26b&flag=true" == spelled


def test_lists_of_objects_are_spelled_with_dots_too() -> None:
    spelled = build_query({"rules": [{"type": "TRACK", "key": "a", "version": 1}]})
    assert "rules.0.type=TRACK&rules.0.key=a&rules.0.version=1" == spelled


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_cursor_survives_whatever_it_holds(cursor: str) -> None:
    """F51."""
    spelled = build_query({"pagination": {"cursor": cursor}})
    assert [("pagination.cursor", cursor)] == parse_qsl(spelled, keep_blank_values=True)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"key": st.text(st.characters(exclude_categories=["Cs"]), max_size=300), "version": st.integers(0, 9)}
        ),
        max_size=60,
    )
)
def test_the_list_of_a_deletion_is_split_without_losing_anything(rules: list[dict[str, object]]) -> None:
    address = "https://api.segmentapis.com/tracking-plans/tp_1/rules"
    parts = split_list("DELETE", address, {"rules": rules, "other": "x"})
    assert rules == [rule for part in parts for rule in part["rules"]]
    for part in parts:
        assert part["other"] == "x"
        assert len(part["rules"]) == 1 or len(f"{address}?{build_query(part)}") <= URL_AT_MOST
    assert [{"rules": rules}] == split_list("GET", address, {"rules": rules})


def test_a_deletion_lists_200_things_at_most() -> None:
    parts = split_list("DELETE", "", {"emails": ["a"] * 401})
    assert [200, 200, 1] == [len(part["emails"]) for part in parts]
    assert [{"emails": []}] == split_list("DELETE", "", {"emails": []})


@pytest.mark.parametrize("value", [None, object(), {1}, "\ud800"])
def test_what_a_url_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(ConfigurationError):
        build_query({"name": value})


def test_the_most_stable_level_is_spoken_unless_another_is_asked_for() -> None:
    both, alpha = operation(levels=("v1", "alpha")), operation(levels=("alpha",))
    assert "v1" == choose_level(both, None, None)
    assert "alpha" == choose_level(both, "alpha", None)
    assert "alpha" == choose_level(both, None, "alpha")
    assert "v1" == choose_level(both, None, "beta")
    assert "alpha" == choose_level(alpha, None, "v1")
    with pytest.raises(ConfigurationError, match="choose one of v1, alpha"):
        choose_level(both, "beta", None)


def test_a_field_that_the_level_lacks_is_refused() -> None:
    wanted = operation("POST", levels=("v1", "alpha"), limited_fields={"name": ("alpha",)})
    check_fields(wanted, "alpha", {"name": "x"})
    check_fields(wanted, "v1", {"name": UNSET})
    with pytest.raises(ConfigurationError, match="takes 'name' only at alpha"):
        check_fields(wanted, "v1", {"name": "x"})
