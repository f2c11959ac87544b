"""Audiences and computed traits that go nowhere."""

from typing import Any

import pytest

from segment_async.audit.checks.audience_without_destination import CHECK as AUDIENCE
from segment_async.audit.checks.computed_trait_without_destination import CHECK as TRAIT
from tests.audit.checks.asking import ask, found
from tests.audit.conftest import Maker

READS = ("listDestinationsFromAudience", "listActivationsFromAudience", "listAudienceConsumersFromSpaceAndAudience")
CONNECTION = "space-audience-destination-connection"
ACTIVATION = "space-audience-activation"
REFERENCE = "space-audience-audience-reference"


def audience(maker: Maker, name: str, *, enabled: bool = True, query: str | None = None, space: str = "s") -> None:
    """Add an audience of which everything was read: it goes nowhere, and nothing refers to it."""
    definition = None if query is None else {"query": query}
    data = {"name": name, "key": name, "enabled": enabled, "definition": definition}
    maker.add("space-audience", name, data, parent=space)
    for operation in READS:
        maker.read(operation, f"{space}/{name}")


def trait(
    maker: Maker,
    key: str,
    status: str = "Awaiting Destinations",
    *,
    enabled: bool = True,
    query: str = "",
    space: str = "s",
) -> None:
    data = {"name": key, "key": key, "enabled": enabled, "status": status, "definition": {"query": query}}
    maker.add("space-computed-trait", key, data, parent=space)


@pytest.fixture
def space(maker: Maker) -> Maker:
    """A snapshot with one space, whose audiences and traits were all read."""
    maker.add("space", "s", {"name": "Shop"})
    maker.read("listAudiences", "s")
    maker.read("listComputedTraits", "s")
    return maker


def test_an_audience_that_goes_nowhere_is_found(space: Maker) -> None:
    audience(space, "idle")
    audience(space, "off", enabled=False)
    (finding,) = ask(space, AUDIENCE)
    said = "The audience idle of the space Shop is sent to no destination, and no other audience builds on it."
    assert ("idle", said) == (finding.subject.id, finding.message)
    assert ("Shop", 0) == (finding.evidence["space"], finding.evidence["connections"])


def test_an_audience_whose_destinations_are_all_disabled_is_found_and_told_so(space: Maker) -> None:
    audience(space, "a")
    for kind in (CONNECTION, ACTIVATION, REFERENCE):
        space.add(kind, "x", {"enabled": False}, parent="s/a")
    (finding,) = ask(space, AUDIENCE)
    assert "Every destination of the audience a of the space Shop is switched off." == finding.message
    assert (1, 0) == (finding.evidence["connections"], finding.evidence["enabledConnections"])


@pytest.mark.parametrize("kind", [CONNECTION, ACTIVATION, REFERENCE])
def test_an_audience_that_something_enabled_uses_is_left_alone(space: Maker, kind: str) -> None:
    audience(space, "a")
    space.add(kind, "1", {"enabled": False}, parent="s/a")
    space.add(kind, "2", {"enabled": True}, parent="s/a")
    assert [] == found(space, AUDIENCE)


@pytest.mark.parametrize("operation", READS)
def test_an_audience_is_not_called_idle_while_something_that_may_use_it_was_not_read(
    space: Maker, operation: str
) -> None:
    audience(space, "a")
    space.add(CONNECTION, "x", {"enabled": False}, parent="s/a")
    space.gap(operation, "s/a")
    assert [] == found(space, AUDIENCE)


def test_activations_need_not_be_known_where_there_is_no_connection_for_them(space: Maker) -> None:
    audience(space, "a")
    space.gap("listActivationsFromAudience", "s/a")
    assert ["a"] == found(space, AUDIENCE)


def test_a_trait_that_waits_for_destinations_is_found(space: Maker) -> None:
    trait(space, "coupons")
    trait(space, "live", "Live")
    trait(space, "computing", "Computing")
    trait(space, "off", enabled=False)
    (finding,) = ask(space, TRAIT)
    assert "The computed trait coupons waits for a destination, and no audience asks for it." == finding.message
    assert ("coupons", "Shop") == (finding.evidence["key"], finding.evidence["space"])


@pytest.mark.parametrize(
    "query", ["trait('coupons') > 3", 'trait("coupons").exists()', "traits.coupons = 1", "a AND (coupons>=2)"]
)
def test_a_trait_that_an_enabled_audience_or_trait_names_is_left_alone(space: Maker, query: str) -> None:
    trait(space, "coupons")
    audience(space, "a", query=query)
    trait(space, "fruit")
    trait(space, "basket", "Live", query=query.replace("coupons", "fruit"))
    assert [] == found(space, TRAIT)


def test_a_key_with_other_characters_is_known_by_its_quotes(space: Maker) -> None:
    trait(space, "coupons (all)")
    audience(space, "a", query="trait('coupons (all)') > 3")
    assert [] == found(space, TRAIT)


def test_a_trait_that_only_looks_named_is_found(space: Maker) -> None:
    trait(space, "coupons")
    audience(space, "off", enabled=False, query="trait('coupons') > 3")
    audience(space, "longer", query="trait('coupons_denied') > 3")
    audience(space, "elsewhere", query="trait('coupons') > 3", space="other")
    audience(space, "unknown")
    assert ["coupons"] == found(space, TRAIT)


def test_a_trait_without_a_key_may_be_named_anywhere(space: Maker) -> None:
    trait(space, "")
    assert [] == found(space, TRAIT)


@pytest.mark.parametrize("operation", ["listAudiences", "listComputedTraits"])
def test_no_trait_is_called_unnamed_while_a_query_may_be_missing(space: Maker, operation: str) -> None:
    trait(space, "coupons")
    space.gap(operation, "s")
    assert [] == found(space, TRAIT)


@pytest.mark.parametrize("odd", [None, {}, {"query": None}, {"query": ["coupons"]}, "coupons"])
def test_definitions_of_another_shape_name_nothing_by_accident_and_break_nothing(space: Maker, odd: Any) -> None:
    trait(space, "other")
    space.add("space-audience", "a", {"enabled": True, "definition": odd}, parent="s")
    assert ["other"] == found(space, TRAIT)
