"""What is told of conditions holds for every event that the sandbox evaluates them on."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment_async.audit.facts.conditions import CASES_AT_MOST, LEAVES_AT_MOST, NAMELESS, Reading, read, shown
from segment_async.sandbox.fql import compile_condition

TYPES = ("track", "Track", *sorted(NAMELESS))
TEXTS = ("Order Completed", "Order*", "track", "page", "")
VALUES: tuple[Any, ...] = (None, True, False, 0, 1, 2.5, *TEXTS)
LITERALS = ("null", "true", "false", "0", "1", "2.5", *(f'"{text}"' for text in TEXTS))
PATHS = ("type", "event", "properties.total", "properties.gift", "properties.total.deeper")


def events() -> st.SearchStrategy[Mapping[str, Any]]:
    """Draw events; calls without a name have none."""
    properties = st.dictionaries(st.sampled_from(["total", "gift"]), st.sampled_from([*VALUES, ["a"], {"deeper": 1}]))
    named = st.fixed_dictionaries({"type": st.just("track"), "event": st.sampled_from(TEXTS), "properties": properties})
    others = st.fixed_dictionaries({"properties": properties}, optional={"type": st.sampled_from(TYPES[1:])})
    return named | others


def conditions() -> st.SearchStrategy[str]:
    """Draw conditions that often contradict or repeat themselves."""
    path, literal = st.sampled_from(PATHS), st.sampled_from(LITERALS)
    sign = st.sampled_from(["=", "!=", "=", "!=", "<", "<=", ">", ">="])
    compared = st.tuples(path, sign, literal) | st.tuples(literal, sign, path) | st.tuples(literal, sign, literal)
    calls = st.builds("{}({}, {})".format, st.sampled_from(["contains", "match"]), path, literal)
    lengths = st.builds("{}({}) {} {}".format, st.sampled_from(["length", "typeof", "lowercase"]), path, sign, literal)
    leaves = compared.map(" ".join) | compared.map(" ".join) | calls | lengths | path | literal | st.just("all")

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        several = st.lists(inner, min_size=2, max_size=4)
        both = several.map(lambda parts: f"({' and '.join(parts)})")
        either = several.map(lambda parts: f"({' or '.join(parts)})")
        return both | either | inner.map("!({})".format) | st.builds("({}) = {}".format, inner, literal)

    return st.recursive(leaves, deeper, max_leaves=12)


@settings(max_examples=300)
@given(conditions(), st.lists(events(), min_size=1, max_size=20))
def test_what_is_called_always_true_never_true_or_bound_to_names_is_so_for_every_event(
    condition: str, drawn: list[Mapping[str, Any]]
) -> None:
    reading, meets = read(condition), compile_condition(condition, "if")
    for event in drawn:
        met = meets(event)
        assert met or not reading.always
        assert not (met and reading.never)
        assert reading.events is None or not met or event.get("event") in reading.events


def equalities() -> st.SearchStrategy[str]:
    compared = st.builds("{} {} {}".format, st.sampled_from("abc"), st.sampled_from(["=", "!="]), st.sampled_from("12"))

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner) | inner.map("!{}".format)

    return st.recursive(compared, deeper, max_leaves=7)


@given(equalities())
def test_where_values_are_only_compared_for_equality_it_is_always_told_whether_a_condition_can_be_met(
    condition: str,
) -> None:
    meets = compile_condition(condition, "if")
    outcomes = {meets(dict(zip("abc", values, strict=True))) for values in product((1, 2, 3), repeat=3)}
    assert (outcomes == {True}, outcomes == {False}) == (read(condition).always, read(condition).never)


@pytest.mark.parametrize(
    "condition",
    [
        "all",
        "true",
        'type = "track" or type != "track"',
        'event != "Order Completed" or event != "Session Started"',
        '!(type = "page" and event = "Order Completed")',
        "1 < 2",
        'contains(event, "a") or not contains(event, "a")',
        'a = b or (type = "page" or a != b)',
    ],
)
def test_conditions_that_every_event_meets(condition: str) -> None:
    assert Reading(always=True) == read(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "false",
        "!all",
        'type = "track" and type = "page"',
        'event = "Order Completed" and event != "Order Completed"',
        'type = "identify" and event = "Order Completed"',
        '(event = "A" or event = "B") and type = "screen"',
        'event = "A" and !(event = "A" or event = "B")',
        "properties.total > 10 and properties.total <= 10",
        "properties.total >= 10 and 10 > properties.total",
        'properties.total = "12" and properties.total > 10',
        "properties.total = 5 and properties.total > 10",
        "properties.gift and properties.gift = false",
        "'a' = 'b' or 2 <= 1",
        'cidr(ip, "10.0.0.0/8") and type = "track" and type = "page"',
        'match(event, "a*") and (type = "track" and !match(event, "a*"))',
    ],
)
def test_conditions_that_no_event_can_meet(condition: str) -> None:
    assert Reading(never=True) == read(condition)


@pytest.mark.parametrize(
    "condition",
    [
        None,
        ["all"],
        "",
        "all the events",
        'type in ["track"]',
        'type = "track"',
        'event != "Order Completed"',
        'event = "Order Completed" or properties.total > 10',
        'event = "Order*" or event = "Order Completed"',
        'event = "Order*" and event = "Cart*"',
        'event = "*" and type = "page"',
        'type = "Track" and event != "A"',
        'match(event, "Order*")',
        'lowercase(event) = "order completed"',
        'cidr(ip, "10.0.0.0/8") or !cidr(ip, "10.0.0.0/8")',
        "properties.gift or !properties.gift",
        "properties.total > 10 or properties.total <= 10",
        "properties.total >= 10 and properties.total <= 10",
        "properties.gift = true and properties.gift > 3",
        "event = null or event = ''",
        "event = 5",
        "event = ''",
        "properties.total = 12 and properties.total > 10",
        'properties.name = "P" and properties.name > "O"',
        'contains(event, "a") and !contains(event, "b")',
        "a = 1 and !(a = true)",
    ],
)
def test_conditions_of_which_nothing_is_told(condition: object) -> None:
    assert Reading() == read(condition)


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ('event = "A"', {"A"}),
        ('type = "track" and ("A" = event or event = "B") and properties.total > 3', {"A", "B"}),
        ('event = "A" and event != "B" or cidr(ip) and event = "C"', {"A", "C"}),
        ('(event = "A" or event = "B") and event != "A"', {"B"}),
        ('event = "Order*" and event = "Order Completed"', {"Order Completed"}),
        ('properties.kind = "page" and event = "A"', {"A"}),
    ],
)
def test_the_names_that_a_condition_asks_for_are_told(condition: str, names: set[str]) -> None:
    assert Reading(events=frozenset(names)) == read(condition)


def test_a_condition_too_large_to_think_through_is_left_alone_and_takes_no_time() -> None:
    contradiction = 'event = "A" and event = "B"'
    many = " and ".join(f"(a{n} = 1 or b{n} = 1)" for n in range(60))
    assert 2**60 > CASES_AT_MOST
    assert Reading(never=True) == read(f"{many} and {contradiction}")
    assert Reading() == read(f"{many} and {many} and {contradiction}")
    assert 2 * 4 * 60 > LEAVES_AT_MOST


def test_a_condition_is_shown_without_addresses_and_not_at_any_length() -> None:
    assert 'type = "track" and traits.email = "…@…" or a = …@…' == shown(
        'type = "track" and traits.email = "ada@example.com" or a = *@example.com'
    )
    assert "a" * 200 == shown("a" * 200)
    assert f"{'a' * 200}…" == shown("a" * 1000)
