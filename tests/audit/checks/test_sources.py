"""Sources that let pass what their plan does not name, and sources with several keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from segment_async.audit.checks.source_plan_permissive import CHECK as PERMISSIVE
from segment_async.audit.checks.source_several_write_keys import CHECK as KEYS
from tests.audit.checks.asking import ask, found
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
