"""Functions that nothing runs, and functions that do not run what was saved last."""

from typing import Any

import pytest

from segment_async.audit.checks.function_outdated import CHECK as OUTDATED
from segment_async.audit.checks.function_unused import CHECK as UNUSED
from tests.audit.checks.asking import ago, ask, found, told
from tests.audit.conftest import Maker

INSTANCES = "listInsertFunctionInstances"
VERSIONS = "listFunctionVersions"


def function(maker: Maker, name: str, of_type: str = "SOURCE", **about: Any) -> None:
    """Add a function of which everything was read: nothing runs it, and it has no versions."""
    maker.add("function", name, {"name": name, "resourceType": of_type, "createdAt": ago(90), **about})
    maker.read(VERSIONS, name)
    maker.read(INSTANCES, name)


def version(maker: Maker, of: str, days: float, *, deployed: bool | None) -> None:
    state = {} if deployed is None else {"isDeployed": deployed}
    maker.add("function-version", f"v{days}", {"createdAt": ago(days), **state}, parent=of)


@pytest.mark.parametrize(
    ("of_type", "kind", "operation"),
    [("SOURCE", "source", "listSources"), ("DESTINATION", "destination", "listDestinations")],
)
def test_a_function_is_unused_where_nothing_is_of_its_kind(
    maker: Maker, of_type: str, kind: str, operation: str
) -> None:
    for name in ("idle", "used", "resting"):
        function(maker, name, of_type, catalogId=f"kind-{name}")
    function(maker, "unknown", of_type)
    maker.add(kind, "1", {"enabled": True, "metadata": {"id": "kind-used"}})
    maker.add(kind, "2", {"enabled": False, "metadata": {"id": "kind-resting"}})
    maker.read(operation)
    (finding,) = ask(maker, UNUSED)
    assert ("idle", 0) == (finding.subject.id, finding.evidence[f"{kind}s"])
    assert f"No {kind} runs the {kind} function idle." == finding.message


@pytest.mark.parametrize("of_type", ["SOURCE", "DESTINATION"])
def test_a_function_is_not_called_unused_while_what_could_run_it_is_not_known(maker: Maker, of_type: str) -> None:
    function(maker, "f", of_type, catalogId="k")
    maker.gap("listSources")
    maker.gap("listDestinations")
    assert [] == found(maker, UNUSED)


def test_an_insert_function_is_unused_without_an_enabled_instance(maker: Maker) -> None:
    for name in ("apart", "resting", "used"):
        function(maker, name, "INSERT_DESTINATION")
    for name, place, enabled in (("resting", "1", False), ("resting", "2", False), ("used", "1", False)):
        maker.add("function-instance", place, {"enabled": enabled}, parent=name)
    maker.add("function-instance", "2", {"enabled": True}, parent="used")
    maker.add("function", "unknown", {"resourceType": "INSERT_SOURCE"})
    messages = {finding.subject.id: finding.message for finding in ask(maker, UNUSED)}
    expected = {
        "apart": "The insert function apart is attached to nothing.",
        "resting": "The insert function resting has 2 instances, and none is switched on.",
    }
    assert expected == messages


def test_a_function_is_outdated_while_versions_newer_than_the_deployed_one_wait(maker: Maker) -> None:
    function(maker, "old")
    version(maker, "old", 50, deployed=False)
    version(maker, "old", 40, deployed=True)
    version(maker, "old", 9, deployed=False)
    version(maker, "old", 2, deployed=False)
    maker.add("function-detail", "old", {"isLatestVersion": False, "deployedAt": ago(40)}, parent="old")
    function(maker, "new")
    version(maker, "new", 40, deployed=False)
    version(maker, "new", 2, deployed=True)
    (finding,) = ask(maker, OUTDATED)
    said = "old runs the version of 2026-10-20; the one that was saved on 2026-11-27 is not deployed."
    assert ("old", said) == (finding.subject.id, finding.message)
    assert ("v40", "v2") == (finding.evidence["deployed"]["id"], finding.evidence["newest"]["id"])
    assert (4, 2) == (finding.evidence["versions"], finding.evidence["newerThanDeployed"])


def test_a_function_that_was_never_deployed_is_called_that(maker: Maker) -> None:
    function(maker, "draft")
    version(maker, "draft", 5, deployed=False)
    maker.add("function-detail", "draft", {"isLatestVersion": False, "deployedAt": None}, parent="draft")
    (finding,) = ask(maker, OUTDATED)
    assert "draft was saved on 2026-11-24 and never deployed." == finding.message
    assert None is finding.evidence["deployed"]


@pytest.mark.parametrize("detail", [{"isLatestVersion": True}, {"isLatestVersion": False, "deployedAt": ago(1)}])
def test_a_function_that_says_itself_that_it_runs_is_not_called_undeployed(
    maker: Maker, detail: dict[str, Any]
) -> None:
    function(maker, "f")
    version(maker, "f", 5, deployed=False)
    maker.add("function-detail", "f", detail, parent="f")
    assert [] == found(maker, OUTDATED)


def test_nothing_is_said_of_versions_whose_order_or_state_is_not_known(maker: Maker) -> None:
    for name in ("undated", "stateless", "none"):
        function(maker, name)
    version(maker, "undated", 5, deployed=False)
    maker.add("function-version", "later", {"isDeployed": True}, parent="undated")
    version(maker, "stateless", 5, deployed=None)
    maker.add("function", "unread")
    version(maker, "unread", 5, deployed=False)
    maker.gap(VERSIONS, "unread")
    assert [] == found(maker, OUTDATED)


def test_of_two_versions_of_the_same_moment_the_deployed_one_counts_as_the_newer(maker: Maker) -> None:
    function(maker, "f")
    for name, deployed in (("a", True), ("b", False)):
        maker.add("function-version", name, {"createdAt": ago(1), "isDeployed": deployed}, parent="f")
    assert [] == found(maker, OUTDATED)


def test_no_code_and_no_settings_are_told(maker: Maker) -> None:
    function(maker, "f", code="secret", settings=[{"name": "secret"}])
    version(maker, "f", 5, deployed=False)
    assert "secret" not in str(told(ask(maker, OUTDATED)))
