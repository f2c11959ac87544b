"""Whether a call gets from a source to a destination."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from segment_async.audit.facts.conditions import NAMELESS
from segment_async.audit.facts.routing import (
    Destination,
    Filter,
    Sent,
    Source,
    Subscription,
    Transformation,
    Truth,
    meets,
    passage,
)
from segment_async.sandbox.fql import compile_condition

BOUGHT = Sent("track", "Order Completed")
IDENTIFY = Sent("identify")
WEB = Source(id="web", name="Web")
CRM = Destination(id="crm", name="CRM", metadata_id="kind")


@pytest.mark.parametrize(
    ("truth", "condition", "call"),
    [
        ("yes", "all", IDENTIFY),
        ("yes", 'type = "track"', BOUGHT),
        ("no", 'type = "track"', IDENTIFY),
        ("yes", 'event = "Order Completed"', BOUGHT),
        ("no", 'event = "Order Completed"', IDENTIFY),
        ("yes", 'event != "Order Completed"', IDENTIFY),
        ("no", 'event = "order completed"', BOUGHT),
        ("yes", 'lowercase(event) = "order completed"', BOUGHT),
        ("yes", 'match(event, "Order *")', BOUGHT),
        ("no", 'match(event, "Order *")', IDENTIFY),
        ("maybe", 'event = "Order *"', BOUGHT),
        ("maybe", 'event != "Order *"', BOUGHT),
        ("no", 'event = "Invoice *"', BOUGHT),
        ("yes", 'contains(event, "Compl")', BOUGHT),
        ("yes", "length(event) > 3.5", BOUGHT),
        ("yes", "length(event) = 15.0", BOUGHT),
        ("yes", "length(event) >= 15", BOUGHT),
        ("no", "length(event) < 15", BOUGHT),
        ("no", "length(event) = true", Sent("track", "A")),
        ("maybe", "properties.total > 3", BOUGHT),
        ("no", 'event = "Cart Viewed" and properties.total > 3', BOUGHT),
        ("maybe", 'event = "Cart Viewed" or properties.total > 3', BOUGHT),
        ("yes", 'event = "Order Completed" or properties.total > 3', BOUGHT),
        ("no", '!(event = "Order Completed" or properties.total > 3)', BOUGHT),
        ("yes", "properties.a = 1 or properties.a != 1", BOUGHT),
        ("no", "properties.a = 1 and properties.a = 2", BOUGHT),
        ("maybe", 'unheard(event) = "x"', BOUGHT),
        ("maybe", 'match(properties.a, "x")', BOUGHT),
        ("maybe", "this is no condition", BOUGHT),
        ("maybe", "event", BOUGHT),
        ("maybe", None, BOUGHT),
    ],
)
def test_a_condition_is_met_or_not_or_more_than_type_and_name_decides(
    truth: Truth, condition: str | None, call: Sent
) -> None:
    assert truth == meets(condition, call)


VALUES = ("Order Completed", "Order *", "Cart Viewed", "order completed", "track", "page", "", 3, True, None)
LITERALS = {value: "null" if value is None else str(value).lower() for value in (True, None)}


def literal(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else LITERALS.get(value, str(value))


OPERANDS = st.one_of(
    st.sampled_from(("type", "event", "properties.a", "lowercase(event)", "lowercase(properties.a)", "length(event)")),
    st.sampled_from(VALUES).map(literal),
)
LEAVES = st.one_of(
    st.builds("{} {} {}".format, OPERANDS, st.sampled_from(("=", "!=", "<", ">=")), OPERANDS),
    st.builds("{}({}, {})".format, st.sampled_from(("match", "contains")), OPERANDS, OPERANDS),
    st.sampled_from(("all", "true", "false", "properties.a")),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(("and", "or")), inner), inner.map("!({})".format)
    ),
    max_leaves=6,
)
CALLS = st.one_of(
    st.builds(Sent, st.just("track"), st.sampled_from(("Order Completed", "Cart Viewed", "Order *"))),
    st.builds(Sent, st.sampled_from(sorted(NAMELESS))),
)


@given(CONDITIONS, CALLS, st.sampled_from(VALUES))
def test_what_is_told_is_what_becomes_of_the_event_whatever_else_is_in_it(
    condition: str, call: Sent, value: Any
) -> None:
    """The sandbox evaluates conditions on whole events, by code of its own."""
    event = {"type": call.type, "properties": {"a": value}} | ({"event": call.event} if call.event else {})
    told = meets(condition, call)
    if told != "maybe":
        assert (told == "yes") == compile_condition(condition, "if")(event)


def test_what_nothing_holds_back_passes_as_it_comes() -> None:
    found = passage(WEB, CRM, BOUGHT)
    assert ("yes", "as it comes", ()) == (found.reaches, found.how, found.through)


def drop(condition: str, name: str = "Stop") -> Filter:
    return Filter(name, condition, drops=True)


RENAME = Transformation("Rename", 'event = "bought"', drops=False, new_event_name="Order Completed")


@pytest.mark.parametrize(
    ("truth", "how", "source", "destination", "call"),
    [
        ("no", "the source is switched off", {"enabled": False}, {}, BOUGHT),
        ("no", "the destination is switched off", {}, {"enabled": False}, BOUGHT),
        ("no", "take no identify calls", {}, {"methods": frozenset({"track"})}, IDENTIFY),
        ("yes", "", {}, {"methods": frozenset({"pageview"})}, Sent("page")),
        ("yes", "", {}, {"methods": frozenset({"track"})}, Sent("screen")),
        ("no", 'filter "Stop" drops it', {}, {"filters": (drop("all"),)}, BOUGHT),
        ("yes", "", {}, {"filters": (drop('event = "Other"'),)}, BOUGHT),
        ("maybe", 'filter "Stop" drops some', {}, {"filters": (drop("context.ip = 1"),)}, BOUGHT),
        ("no", '"Second"', {}, {"filters": (drop("context.ip = 1"), drop("all", "Second"))}, BOUGHT),
        ("maybe", "lets 10% through", {}, {"filters": (Filter("Some", "all", drops=False, lets_through=0.1),)}, BOUGHT),
        ("no", "drops it", {}, {"filters": (Filter("None", "all", drops=False, lets_through=0),)}, BOUGHT),
        ("yes", "", {}, {"filters": (Filter("All", "all", drops=False, lets_through=1),)}, BOUGHT),
        ("yes", "", {}, {"filters": (Filter("Fields", "all", drops=False),)}, BOUGHT),
        ("maybe", "its filters were not read", {}, {"unread": ("filters",)}, BOUGHT),
        ("no", "no subscription takes it", {}, {"by_actions": True}, BOUGHT),
        ("maybe", "its subscriptions were not read", {}, {"by_actions": True, "unread": ("subscriptions",)}, BOUGHT),
        (
            "yes",
            'by the subscriptions "A" and "B"',
            {},
            {"by_actions": True, "subscriptions": (Subscription("A", "all"), Subscription("B", "all"))},
            BOUGHT,
        ),
        (
            "yes",
            'by the subscription "A"',
            {},
            {"by_actions": True, "subscriptions": (Subscription("A", "all"), Subscription("A", 'type = "page"'))},
            BOUGHT,
        ),
        (
            "maybe",
            'the trigger of "A" decides',
            {},
            {"by_actions": True, "subscriptions": (Subscription("A", "properties.a = 1"),)},
            BOUGHT,
        ),
        (
            "no",
            'transformation "T" drops it',
            {"transformations": (Transformation("T", 'type = "track"', drops=True),)},
            {},
            BOUGHT,
        ),
        (
            "maybe",
            'transformation "T" drops some',
            {"transformations": (Transformation("T", "properties.a = 1", drops=True),)},
            {},
            BOUGHT,
        ),
        (
            "no",
            'transformation "T" drops it',
            {"transformations": (Transformation("T", "all", drops=True, destination_metadata_id="kind"),)},
            {},
            BOUGHT,
        ),
        (
            "yes",
            "",
            {"transformations": (Transformation("T", "all", drops=True, destination_metadata_id="other"),)},
            {},
            BOUGHT,
        ),
        (
            "no",
            "not planned",
            {"planned": frozenset({"Other"}), "blocks_unplanned": True},
            {},
            BOUGHT,
        ),
        ("yes", "", {"planned": frozenset({"Other"}), "blocks_unplanned": False}, {}, BOUGHT),
        ("yes", "", {"planned": None, "blocks_unplanned": True}, {}, BOUGHT),
        ("yes", "", {"planned": frozenset(), "blocks_unplanned": True}, {}, IDENTIFY),
        ("yes", "", {"planned": frozenset({"Order Completed"}), "blocks_unplanned": True}, {}, BOUGHT),
    ],
)
def test_what_stands_in_the_way_decides_and_is_named(
    truth: Truth, how: str, source: dict[str, Any], destination: dict[str, Any], call: Sent
) -> None:
    found = passage(evolve(WEB, **source), evolve(CRM, **destination), call)
    assert truth == found.reaches
    assert how in found.how


def test_a_renamed_event_is_held_against_filters_by_its_new_name() -> None:
    web = evolve(WEB, transformations=(RENAME,))
    assert (
        "no" == passage(web, evolve(CRM, filters=(drop('event = "Order Completed"'),)), Sent("track", "bought")).reaches
    )
    found = passage(web, evolve(CRM, filters=(drop('event = "bought"'),)), Sent("track", "bought"))
    assert ("yes", 'as it comes, under the name "Order Completed"') == (found.reaches, found.how)


def test_an_event_that_may_be_renamed_is_held_against_filters_by_both_names() -> None:
    web = evolve(WEB, transformations=(evolve(RENAME, condition="properties.a = 1"),))
    for name in ("bought", "Order Completed"):
        crm = evolve(CRM, filters=(drop(f'event = "{name}"'),))
        assert "maybe" == passage(web, crm, Sent("track", "bought")).reaches
    both = evolve(CRM, filters=(drop('event = "bought" or event = "Order Completed"'),))
    assert "no" == passage(web, both, Sent("track", "bought")).reaches


def test_an_event_that_is_planned_under_one_of_its_names_may_pass() -> None:
    web = evolve(WEB, transformations=(RENAME,), planned=frozenset({"Order Completed"}), blocks_unplanned=True)
    assert "maybe" == passage(web, CRM, Sent("track", "bought")).reaches
    assert "yes" == passage(web, CRM, BOUGHT).reaches


def test_insert_functions_are_named_and_not_judged() -> None:
    web, crm = evolve(WEB, functions=("Clean", "Hash")), evolve(CRM, functions=("Hash",))
    found = passage(web, crm, BOUGHT)
    assert ("yes", ("Clean", "Hash")) == (found.reaches, found.through)
