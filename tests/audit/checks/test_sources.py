"""Sources that feed nothing, are silent, let pass what their plan does not name, or have several keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from segment_async.audit.checks.source_fell_silent import CHECK as SILENT
from segment_async.audit.checks.source_plan_permissive import CHECK as PERMISSIVE
from segment_async.audit.checks.source_several_write_keys import CHECK as KEYS
from segment_async.audit.checks.source_without_destination import CHECK as UNCONNECTED
from segment_async.audit.checks.source_without_events import CHECK as EVENTLESS
from tests.audit.checks.asking import ago, ask, found
from tests.audit.conftest import Maker

DEFAULTS = {
    "allowUnplannedEvents": True,
    "allowUnplannedEventProperties": True,
    "allowEventOnViolations": True,
    "allowPropertiesOnViolations": True,
    "commonEventOnViolations": "ALLOW",
}
HOME = "workspaces/acme/sources"


def governed(maker: Maker, source_id: str, *, plan: str | None = "tp", enabled: bool = True, **switches: Any) -> None:
    """Add a source with the schema settings that it comes with, but for some switches."""
    maker.source(source_id, plan=plan, enabled=enabled)
    settings = {"track": {**DEFAULTS, **switches}, "identify": {"allowUnplannedTraits": True}}
    maker.add("source-settings", source_id, {"settings": settings}, parent=source_id)


def test_a_source_that_lets_unplanned_events_pass_its_plan_is_found_with_the_switches(maker: Maker) -> None:
    maker.add("tracking-plan", "tp", {"name": "Shop", "type": "LIVE"})
    governed(maker, "site")
    (finding,) = ask(maker, PERMISSIVE)
    assert "site follows the tracking plan Shop, and lets unplanned events pass." == finding.message
    assert {"slug": "site", "kind": "javascript", "planId": "tp", "plan": "Shop", **DEFAULTS} == finding.evidence


def test_a_source_that_blocks_unplanned_events_has_no_plan_or_is_disabled_is_not_called_permissive(
    maker: Maker,
) -> None:
    governed(maker, "strict", allowUnplannedEvents=False)
    governed(maker, "free", plan=None)
    governed(maker, "off", enabled=False)
    assert [] == found(maker, PERMISSIVE)


def test_a_source_whose_settings_were_not_read_is_not_called_permissive(maker: Maker) -> None:
    maker.source("site")
    maker.gap("listSchemaSettingsInSource", "site")
    assert [] == found(maker, PERMISSIVE)


def test_a_plan_that_lists_the_source_is_enough_to_know_that_it_follows_one(maker: Maker) -> None:
    governed(maker, "site", plan=None)
    maker.add("tracking-plan-source", "site", parent="tp-2")
    (finding,) = ask(maker, PERMISSIVE)
    assert ("tp-2", None) == (finding.evidence["planId"], finding.evidence["plan"])
    assert "site follows the tracking plan tp-2, and lets unplanned events pass." == finding.message


def test_only_enabled_sources_with_more_than_one_write_key_are_found_and_no_key_is_told(maker: Maker) -> None:
    for name, keys, enabled in (("two", ["k1", "k2"], True), ("one", ["k3"], True), ("off", ["k4", "k5"], False)):
        maker.add("source", name, {"name": name, "slug": name, "enabled": enabled, "writeKeys": keys})
    maker.add("source", "unknown", {"enabled": True, "writeKeys": []})  # as tokens see it that may not read keys
    (finding,) = ask(maker, KEYS)
    assert "two has 2 write keys, each of which lets clients send events." == finding.message
    assert {"slug": "two", "kind": "", "writeKeys": 2} == finding.evidence


VOLUME = "getEventsVolumeFromWorkspace"
LOST = "lost sends to no destination and is loaded into no warehouse."
DOUBT = f"{LOST} Whether it feeds a space cannot be told."


@pytest.mark.parametrize(
    ("read", "spaces", "said"), [(True, 0, (LOST, 0)), (True, 1, (DOUBT, 1)), (False, 0, (DOUBT, None))]
)
def test_where_there_may_be_spaces_it_is_said_that_the_source_may_feed_one(
    maker: Maker, spaces: int, said: tuple[str, int | None], *, read: bool
) -> None:
    maker.source("lost")
    if read:
        maker.read("listSpaces")
    for number in range(spaces):
        maker.add("space", f"sp{number}")
    (finding,) = ask(maker, UNCONNECTED)
    assert said == (finding.message, finding.evidence["spaces"])
    assert "delete" not in finding.remedy


def test_a_source_that_was_made_lately_has_some_days_to_send_its_first_event(maker: Maker) -> None:
    maker.read(VOLUME)
    for name, days, what in (("new", 6, "Source Created"), ("old", 8, "Source Created"), ("on", 1, "Source Enabled")):
        maker.source(name)
        maker.add("audit-event", name, {"type": what, "resourceId": name, "timestamp": ago(days)})
    assert ["old", "on"] == found(maker, EVENTLESS)


@pytest.mark.parametrize(
    ("total", "limits", "said"),
    [
        (99, {}, []),
        (100, {}, ["site sent 100 events in 90 days, and none in the last 30."]),
        (1, {"events": 1}, ["site sent 1 event in 90 days, and none in the last 30."]),
    ],
)
def test_only_a_source_that_sent_enough_can_fall_silent(
    maker: Maker, total: int, limits: dict[str, float], said: list[str]
) -> None:
    maker.source("site")
    about = {"source": {"id": "site"}, "total": total, "series": [{"time": ago(119), "count": total}]}
    maker.add("events-volume", "site", about)
    maker.read(VOLUME)
    assert said == [finding.message for finding in ask(maker, SILENT, **limits)]


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Maker]:
    """A snapshot through the Config API: a source with two keys, a plan and the settings that it came with."""
    made = Maker(tmp_path, "config")
    site, plan = f"{HOME}/site", "workspaces/acme/tracking-plans/rs_1"
    made.add("source", site, {"name": site, "write_keys": ["k1", "k2"], "catalog_name": "catalog/sources/ruby"})
    made.add("tracking-plan", plan, {"name": plan})
    made.add("tracking-plan-source-connection", site, {"source_name": site}, parent=plan)
    switches = {"allow_unplanned_track_events": True, "common_track_event_on_violations": "BLOCK"}
    made.add("source-schema-config", site, {"name": f"{site}/schema-config", **switches}, parent=site)
    yield made
    made.store.close()


def test_the_config_api_tells_both_but_not_whether_the_source_is_on(config: Maker) -> None:
    (permissive,) = ask(config, PERMISSIVE)
    assert (f"{HOME}/site", None) == (permissive.subject.id, permissive.evidence["enabled"])
    assert (True, "BLOCK") == tuple(
        permissive.evidence[name] for name in ("allowUnplannedEvents", "commonEventOnViolations")
    )
    assert permissive.message.endswith("The Config API does not tell whether it is switched on.")


def test_the_config_api_lists_write_keys_too(config: Maker) -> None:
    (keys,) = ask(config, KEYS)
    assert (f"{HOME}/site", 2, None) == (keys.subject.id, keys.evidence["writeKeys"], keys.evidence["enabled"])
    assert keys.message.endswith("The Config API does not tell whether it is switched on.")
