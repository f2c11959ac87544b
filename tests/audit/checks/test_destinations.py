"""Destinations that are off, doubled, failing or idle."""

from pathlib import Path
from typing import Any

import pytest

from segment_async.audit.checks.destination_disabled import CHECK as DISABLED
from segment_async.audit.checks.destination_duplicate import CHECK as DUPLICATE
from segment_async.audit.checks.destination_failing import CHECK as FAILING
from segment_async.audit.checks.destination_without_subscription import CHECK as IDLE
from tests.audit.checks.asking import ask, found, told
from tests.audit.conftest import Maker

DELIVERED = "getEgressSuccessMetricsFromDeliveryOverview"
FAILED = "getEgressFailedMetricsFromDeliveryOverview"
SUBSCRIPTIONS = "listSubscriptionsFromDestination"
CONNECTIONS = "listDestinationsFromAudience"
INSTANCES = "listInsertFunctionInstances"
BRAZE = {"id": "k1", "slug": "actions-braze-cloud", "name": "Braze", "actions": [{"id": "a"}, {"id": "b"}]}
CLASSIC = {"id": "k2", "slug": "appboy", "name": "Braze", "actions": []}


def destination(
    maker: Maker,
    name: str,
    *,
    enabled: bool = True,
    source: str = "site",
    metadata: Any = BRAZE,
    subscriptions: Any = (),
) -> None:
    """Add a destination of which everything was read."""
    about = {"name": name, "enabled": enabled, "sourceId": source, "metadata": metadata}
    maker.add("destination", name, about)
    for place, on in enumerate(subscriptions):
        maker.add("destination-subscription", str(place), {"enabled": on}, parent=name)
    for operation in (DELIVERED, FAILED, SUBSCRIPTIONS):
        maker.read(operation, name)


def series(maker: Maker, kind: str, of: str, *days: int, **about: Any) -> None:
    """Count events day by day."""
    slots = [{"time": f"2026-11-{day:02}T00:00:00.000Z", "count": count} for day, count in enumerate(days, 20)]
    maker.add(f"destination-{kind}-series", str(about), {**about, "total": sum(days), "series": slots}, parent=of)


def audience(maker: Maker, audience_id: str, *destinations: str, enabled: bool = True) -> None:
    maker.add("space", "sp", {"name": "Space"})
    maker.add("space-audience", audience_id, {"enabled": True}, parent="sp")
    for place, target in enumerate(destinations):
        connection = {"destinationId": target, "enabled": enabled}
        maker.add("space-audience-destination-connection", f"c{place}", connection, parent=f"sp/{audience_id}")
    maker.read("listAudiences", "sp")
    maker.read(CONNECTIONS, f"sp/{audience_id}")


def test_what_still_depends_on_a_disabled_destination_is_counted(maker: Maker) -> None:
    destination(maker, "off", enabled=False)
    destination(maker, "spare", enabled=False)
    maker.read("listSpaces")
    audience(maker, "a", "off", "spare")
    audience(maker, "b", "off")
    audience(maker, "c", "off", enabled=False)
    for name, about in (("1", {"modelId": "m"}), ("2", {}), ("3", {"modelId": "m", "enabled": False})):
        maker.add("destination-subscription", name, {"enabled": True, **about}, parent="off")
    maker.read("listFunctions")
    maker.add("function", "f", {"resourceType": "INSERT_DESTINATION"})
    maker.read(INSTANCES, "f")
    for name, enabled in (("1", True), ("2", True), ("3", True), ("4", False)):
        maker.add("function-instance", name, {"integrationId": "off", "enabled": enabled}, parent="f")
    off, spare = ask(maker, DISABLED)
    names = ("audienceConnections", "reverseEtlSubscriptions", "functionInstances")
    assert (2, 1, 3) == tuple(off.evidence[name] for name in names)
    assert (1, 0, 0) == tuple(spare.evidence[name] for name in names)


@pytest.mark.parametrize(
    ("gap", "missing"),
    [
        (("listSpaces", ""), "audienceConnections"),
        (("listAudiences", "sp"), "audienceConnections"),
        ((CONNECTIONS, "sp/a"), "audienceConnections"),
        ((SUBSCRIPTIONS, "off"), "reverseEtlSubscriptions"),
        (("listFunctions", ""), "functionInstances"),
        ((INSTANCES, "f"), "functionInstances"),
    ],
)
def test_what_was_not_read_to_its_end_is_not_counted(maker: Maker, gap: tuple[str, str], missing: str) -> None:
    destination(maker, "off", enabled=False)
    maker.add("function", "f", {"resourceType": "INSERT_SOURCE"})
    maker.add("function", "other", {"resourceType": "SOURCE"})
    audience(maker, "a", "off")
    for operation in ("listSpaces", "listFunctions"):
        maker.read(operation)
    maker.read(INSTANCES, "f")
    maker.gap(*gap)
    names = {"audienceConnections", "reverseEtlSubscriptions", "functionInstances"}
    assert {missing} == names - told(ask(maker, DISABLED)).keys()


def test_the_config_api_knows_nothing_that_depends_on_a_destination(tmp_path: Path) -> None:
    """It lists functions too, under the same name of the operation, but not where they are inserted."""
    maker = Maker(tmp_path, "config")
    maker.add("source-destination", "d", {"name": "d", "enabled": False}, parent="site")
    maker.read("listFunctions")
    assert {"kind", "enabled", "sourceId", "source"} == told(ask(maker, DISABLED)).keys()
    maker.store.close()


def test_destinations_of_one_kind_on_one_source_are_one_finding(maker: Maker) -> None:
    maker.source("site")
    for name in ("c", "b", "a"):
        destination(maker, name, subscriptions=[True])
    (finding,) = ask(maker, DUPLICATE)
    assert ("destination", "a") == (finding.subject.kind, finding.subject.id)
    assert "site sends its events to 3 destinations of one kind, Braze: a, b and c." == finding.message
    assert {
        "kind": "actions-braze-cloud",
        "metadataId": "k1",
        "sourceId": "site",
        "source": "site",
        "count": 3,
        "destinations": [{"id": name, "name": name} for name in "abc"],
    } == finding.evidence


def test_two_sources_two_kinds_and_whatever_is_off_make_no_duplicate(maker: Maker) -> None:
    for name, enabled in (("site", True), ("app", True), ("off", False)):
        maker.source(name, enabled=enabled)
    destination(maker, "a")
    destination(maker, "b", source="app")
    destination(maker, "c", metadata=CLASSIC)
    destination(maker, "d", enabled=False)
    for name in ("e", "f"):
        destination(maker, name, source="off")
    for name in ("g", "h"):
        destination(maker, name, source="unknown")
    for name, metadata in (("i", {"slug": "braze"}), ("j", {"slug": "braze"}), ("k", {"id": ""}), ("l", {"id": ""})):
        destination(maker, name, metadata=metadata)
    assert [] == found(maker, DUPLICATE)


def takes(maker: Maker, name: str, *triggers: str, drops: str = "", metadata: Any = BRAZE, **about: Any) -> None:
    """Add a destination with subscriptions that have these triggers, and maybe a filter."""
    destination(maker, name, metadata=metadata)
    for number, trigger in enumerate(triggers):
        maker.add("destination-subscription", str(number), {"trigger": trigger, **about}, parent=name)
    if drops:
        guard = {"if": drops, "actions": [{"type": "DROP"}]}
        maker.add("destination-filter", f"filter of {name}", guard, parent=name)


def test_destinations_whose_triggers_filters_or_models_part_what_they_get_are_no_duplicates(maker: Maker) -> None:
    maker.source("site")
    takes(maker, "orders", 'type = "track" and event = "Ordered"', 'event = "Paid"')
    takes(maker, "carts", 'type = "track" and event = "Cart Viewed"')
    takes(maker, "people", 'type = "identify"')
    takes(maker, "idle")
    takes(maker, "rows", 'event = "new"', modelId="m1")
    takes(maker, "other rows", 'event = "new"', modelId="m2")
    takes(maker, "app", metadata=CLASSIC, drops='context.app = "web"')
    takes(maker, "web", metadata=CLASSIC, drops='context.app != "web"')
    assert [] == found(maker, DUPLICATE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"triggers": ['event = "Paid"']}, {"triggers": ['event = "Sent"', 'event = "Paid"']}),
        ({"triggers": ['event = "Paid"']}, {"triggers": ['context.app = "web"']}),
        ({"triggers": ['event = "Paid"']}, {"triggers": ["no condition"]}),
        ({"triggers": ["all"], "modelId": "m"}, {"triggers": ["all"], "modelId": "m"}),
        ({"metadata": CLASSIC, "drops": 'event = "Paid"'}, {"metadata": CLASSIC, "drops": 'event != "Sent"'}),
    ],
)
def test_destinations_that_may_get_the_same_are_duplicates(
    maker: Maker, one: dict[str, Any], other: dict[str, Any]
) -> None:
    maker.source("site")
    for name, about in (("a", one), ("b", other)):
        takes(maker, name, *about.get("triggers", ()), **{key: about[key] for key in about if key != "triggers"})
    takes(maker, "nothing", "all", metadata=one.get("metadata", BRAZE), drops="all")
    assert [2] == [finding.evidence["count"] for finding in ask(maker, DUPLICATE)]


def test_a_destination_whose_subscriptions_were_not_read_may_get_anything(maker: Maker) -> None:
    maker.source("site")
    takes(maker, "a", 'event = "Paid"')
    takes(maker, "b", 'event = "Sent"')
    maker.gap(SUBSCRIPTIONS, "b")
    assert ["a"] == found(maker, DUPLICATE)


def test_a_destination_that_fails_too_often_is_found_with_rate_reasons_and_worst_days(maker: Maker) -> None:
    maker.source("site")
    destination(maker, "braze")
    series(maker, "delivered", "braze", 300, 300, 200, 50)
    series(maker, "failed", "braze", 0, 30, 40, 50, discardReason="http_401")
    series(maker, "failed", "braze", 0, 0, 30, discardReason="timeout")
    (finding,) = ask(maker, FAILING)
    what = "150 of 1,000 events in 13 days, the present one included (15%)"
    expected = f"The destination braze of site did not take {what}."
    assert expected == finding.message
    days = [("2026-11-23", 0.5, 50, 50), ("2026-11-22", 0.2593, 200, 70), ("2026-11-21", 0.0909, 300, 30)]
    worst = [dict(zip(("day", "rate", "delivered", "failed"), day, strict=True)) for day in days]
    assert {
        "kind": "actions-braze-cloud",
        "sourceId": "site",
        "source": "site",
        "days": 13,
        "rate": 0.15,
        "delivered": 850,
        "failed": 150,
        "reasonCount": 2,
        "reasons": [{"reason": "http_401", "count": 120}, {"reason": "timeout", "count": 30}],
        "worstDays": worst,
        "lastFullDay": worst[0],
    } == finding.evidence


def test_days_without_a_failure_are_not_among_the_worst(maker: Maker) -> None:
    destination(maker, "braze")
    series(maker, "delivered", "braze", 100, 100)
    series(maker, "failed", "braze", 0, 100)
    assert ["2026-11-21"] == [day["day"] for day in told(ask(maker, FAILING))["worstDays"]]


@pytest.mark.parametrize(
    ("delivered", "failed", "limits", "expected"),
    [
        (90, 10, {}, []),
        (89, 11, {}, ["braze"]),
        (910, 90, {}, []),
        (910, 90, {"rate": 0.08}, ["braze"]),
        (50, 49, {}, []),
        (50, 49, {"events": 99}, ["braze"]),
        (0, 100, {}, ["braze"]),
        (1000, 0, {"rate": 0}, []),
    ],
)
def test_both_the_rate_and_the_number_of_events_decide(
    maker: Maker, delivered: int, failed: int, limits: dict[str, float], expected: list[str]
) -> None:
    destination(maker, "braze")
    series(maker, "delivered", "braze", delivered)
    series(maker, "failed", "braze", failed)
    assert expected == found(maker, FAILING, **limits)


@pytest.mark.parametrize(
    ("delivered", "failed", "expected"),
    [
        ((0, 100, 100), (900, 0, 0), None),
        ((0, 90, 90), (900, 10, 10), None),
        ((0, 100), (900, 0), "900 of 1,000 events in 13 days, the present one included (90%)"),
        ((0, 100, 80), (900, 0, 20), "920 of 1,100 events in 13 days, the present one included (84%)"),
        ((0, 99, 99), (900, 0, 0), "900 of 1,098 events in 13 days, the present one included (82%)"),
        ((2000, 0), (0, 100), "100 of 100 events on 2026-11-21 (100%)"),
        ((2000, 0, 10), (0, 100, 0), "100 of 100 events on 2026-11-21 (100%)"),
        ((2000, 0, 100), (0, 100, 0), None),
        ((2000, 0), (0, 99), None),
    ],
)
def test_the_last_full_days_with_enough_events_tell_what_has_broken_and_what_is_mended(
    maker: Maker, delivered: tuple[int, ...], failed: tuple[int, ...], expected: str | None
) -> None:
    destination(maker, "braze")
    series(maker, "delivered", "braze", *delivered)
    series(maker, "failed", "braze", *failed)
    said = [f"The destination braze did not take {expected}."] if expected else []
    assert said == [finding.message for finding in ask(maker, FAILING)]


def test_the_present_day_is_not_over_and_so_neither_breaks_nor_mends_anything(maker: Maker) -> None:
    for name, fails in (("broken", 100), ("mended", 0)):
        destination(maker, name)
        series(maker, "delivered", name, *[2000] * 8, 100 - fails, 100 - fails)  # the 29th is the present one
    series(maker, "failed", "broken", *[0] * 9, 100)
    series(maker, "failed", "mended", *[2000] * 8, 0, 0)
    assert ["mended"] == found(maker, FAILING)


def test_a_destination_of_a_source_that_is_off_is_not_blamed(maker: Maker) -> None:
    for name, enabled in (("on", True), ("off", False)):
        maker.source(name, enabled=enabled)
        destination(maker, f"behind {name}", source=name)
        series(maker, "failed", f"behind {name}", 1000)
    assert ["behind on"] == found(maker, FAILING)


def test_what_is_filtered_or_tried_again_did_not_fail_and_a_disabled_destination_is_not_judged(maker: Maker) -> None:
    destination(maker, "picky")
    series(maker, "filtered", "picky", 900)
    series(maker, "delivered", "picky", 100, totalRetryCount=900)
    destination(maker, "off", enabled=False)
    series(maker, "failed", "off", 1000)
    assert [] == found(maker, FAILING)


def test_counts_that_make_no_sense_are_no_failure(maker: Maker) -> None:
    destination(maker, "odd")
    series(maker, "delivered", "odd", 200, -200)
    series(maker, "failed", "odd", -200, 200)
    assert [] == found(maker, FAILING)


@pytest.mark.parametrize("operation", [DELIVERED, FAILED])
def test_a_destination_is_not_judged_by_half_of_its_figures(maker: Maker, operation: str) -> None:
    destination(maker, "braze")
    series(maker, "failed", "braze", 1000)
    maker.gap(operation, "braze")
    assert [] == found(maker, FAILING)


def idle(maker: Maker) -> None:
    """Add a source, and spaces with an audience that goes nowhere."""
    maker.source("site")
    maker.read("listSpaces")
    audience(maker, "a", "elsewhere")


def test_a_destination_that_works_by_actions_and_has_no_enabled_subscription_is_found(maker: Maker) -> None:
    idle(maker)
    destination(maker, "never")
    destination(maker, "off", subscriptions=[False, False])
    never, off = ask(maker, IDLE)
    assert "The destination never of site has no subscription, so that it does nothing." == never.message
    assert (
        "The destination off of site has 2 subscriptions, and none is switched on, so that it does nothing."
        == off.message
    )
    assert {
        "kind": "actions-braze-cloud",
        "sourceId": "site",
        "source": "site",
        "actions": 2,
        "subscriptions": 2,
        "enabledSubscriptions": 0,
    } == off.evidence


def test_destinations_without_actions_with_one_subscription_fed_by_an_audience_or_off_are_not_idle(
    maker: Maker,
) -> None:
    idle(maker)
    destination(maker, "classic", metadata=CLASSIC)
    destination(maker, "unlisted", metadata={"id": "k3", "slug": "new"})
    destination(maker, "one", subscriptions=[False, True, False])
    destination(maker, "fed")
    audience(maker, "b", "fed")
    destination(maker, "off", enabled=False)
    maker.source("closed", enabled=False)
    destination(maker, "behind", source="closed")
    assert [] == found(maker, IDLE)


def test_a_connection_that_is_switched_off_feeds_no_destination(maker: Maker) -> None:
    idle(maker)
    destination(maker, "unfed")
    audience(maker, "b", "unfed", enabled=False)
    assert ["unfed"] == found(maker, IDLE)


@pytest.mark.parametrize(
    "gap", [(SUBSCRIPTIONS, "braze"), ("listSpaces", ""), ("listAudiences", "sp"), (CONNECTIONS, "sp/a")]
)
def test_a_destination_is_not_called_idle_while_something_that_could_feed_it_is_not_known(
    maker: Maker, gap: tuple[str, str]
) -> None:
    idle(maker)
    destination(maker, "braze")
    maker.gap(*gap)
    assert [] == found(maker, IDLE)
