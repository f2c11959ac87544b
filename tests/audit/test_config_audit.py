"""The whole audit through the Config API, over the sandbox, beside the one through the Public API."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import anyio
import pytest

from segment_async import ConfigClient, PublicClient
from segment_async._core.operation import Operation
from segment_async._core.values import Json
from segment_async.audit.checks import CHECKS
from segment_async.audit.findings import Finding
from segment_async.audit.reading.plan import plan_of
from segment_async.audit.reading.progress import Progress
from segment_async.audit.reading.reads import Read
from segment_async.audit.reading.things import things_in
from segment_async.audit.report.page import REPORT
from segment_async.audit.run import AuditResult, audit
from segment_async.audit.snapshot import translate
from segment_async.audit.snapshot.store import PARTIAL
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.verdict import check_snapshot, unknown
from segment_async.errors import ConfigurationError, Unauthorized
from segment_async.sandbox import Sandbox
from segment_async.sandbox.seeds.cases import PLANTED
from segment_async.sandbox.seeds.secrets import planted_secrets

pytestmark = pytest.mark.anyio

ANSWERED = {
    "destination-disabled",
    "source-plan-permissive",
    "source-several-write-keys",
    "source-without-tracking-plan",
    "tracking-plan-without-source",
}
"""The checks that the Config API has the facts for."""

HALF_OPEN = {"destination-disabled", "filter-drops-everything", "filter-never-matches"}
"""The checks that it has some facts for: one destination of a kind; and conditions, but neither spaces nor events."""

UNTOLD = {*translate.MISSING, *translate.PARTIAL}
OPEN = {check.id: needed for check in CHECKS if (needed := UNTOLD & set(check.needs))}
"""The checks that it leaves open in part or whole, with the operations of the Public API that would be needed."""


class NoWaiting:
    """Lets everything through: the sandbox does not count."""

    async def acquire(self, operation: Operation[Any], *, within: float | None) -> float | None:
        return 0.0

    def heed(self, operation: Operation[Any], feedback: object) -> None:
        """Learn nothing."""


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="demo") as made:
        yield made


def client_of(box: Sandbox) -> ConfigClient:
    return ConfigClient(box.config_token, base_url=box.url, limiter=NoWaiting())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def audit_of(box: Sandbox, folder: Path) -> AuditResult:
    async with client_of(box) as client:
        return await audit(client, folder)


async def public_audit_of(box: Sandbox, folder: Path) -> AuditResult:
    async with PublicClient(box.token, base_url=box.url) as client:
        return await audit(client, folder)


def found(result: AuditResult, box: Sandbox) -> set[tuple[str, str, str]]:
    """Return check, kind and resource name of each finding of `ANSWERED`, whichever API it came through."""
    findings = (one for one in result.verdict.findings if one.check in ANSWERED)
    return {(one.check, one.subject.kind, name_of(one, box)) for one in findings}


def name_of(finding: Finding, box: Sandbox) -> str:
    workspace, thing_id = box.workspace, finding.subject.id
    if "/" in thing_id:
        return thing_id
    home = f"workspaces/{workspace.record['slug']}"
    if finding.subject.kind == "source":
        return f"{home}/sources/{workspace.sources[thing_id]['slug']}"
    if finding.subject.kind == "tracking-plan":
        return f"{home}/tracking-plans/{workspace.tracking_plans[thing_id]['resourceSchemaId']}"
    destination = workspace.destinations[thing_id]
    kind = workspace.catalog.destinations[destination["metadataId"]]
    return f"{home}/sources/{workspace.sources[destination['sourceId']]['slug']}/destinations/{kind['slug']}"


async def test_both_audits_find_the_same_where_the_config_api_has_the_facts(box: Sandbox, tmp_path: Path) -> None:
    """But for one thing: it does not tell which sources are switched off, and says so of each that it names."""
    config = await audit_of(box, tmp_path / "config")
    public = await public_audit_of(box, tmp_path / "public")
    home = f"workspaces/{box.workspace.record['slug']}"
    off = {f"{home}/sources/{one['slug']}" for one in box.workspace.sources.values() if not one["enabled"]}
    assert found(public, box) == {(check, kind, name) for check, kind, name in found(config, box) if name not in off}
    assert {"source-plan-permissive", "source-without-tracking-plan"} == {
        check for check, _, name in found(config, box) if name in off
    }
    assert ANSWERED | HALF_OPEN == {one.check for one in config.verdict.findings}
    assert len([case for case in PLANTED if case.check in ANSWERED]) == len(found(public, box))
    for finding in config.verdict.findings:
        assert ("does not tell whether it is switched on" in finding.message) == (finding.subject.kind == "source")
    assert told(public) == told(config)
    assert public.verdict.workspace == config.verdict.workspace
    by_conditions = {
        (one.check, one.subject.name)
        for one in public.verdict.findings
        if one.subject.kind == "destination-filter" and one.evidence.get("because") != "events"
    }
    filters = [one for one in config.verdict.findings if one.subject.kind == "destination-filter"]
    assert by_conditions == {(one.check, one.subject.name) for one in filters}


def told(result: AuditResult) -> set[tuple[str, ...]]:
    """Return what is said of plans and destinations, whose every fact both APIs have."""
    findings = (one for one in result.verdict.findings if one.check in ANSWERED and one.subject.kind != "source")
    return {(one.check, one.severity, one.subject.name, one.message, one.remedy) for one in findings}


async def test_what_the_config_api_does_not_tell_is_a_gap_of_the_checks_that_ask_for_it(
    box: Sandbox, tmp_path: Path
) -> None:
    result = await audit_of(box, tmp_path)
    assert {check.id for check in CHECKS} == ANSWERED | OPEN.keys()
    assert ANSWERED & OPEN.keys() < HALF_OPEN < OPEN.keys()
    gaps = {gap.operation: gap.reason for gap in result.verdict.gaps}
    assert {operation for needed in OPEN.values() for operation in needed} == gaps.keys()
    for check, needed in OPEN.items():
        assert all("The Config API " in gaps[each] and check in gaps[each] for each in needed)
    assert "source-without-destination" not in gaps["listDestinations"]
    page = (tmp_path / REPORT).read_text()
    assert len(OPEN.keys() - HALF_OPEN) == page.count("not fully known")
    assert "reads from Segment's Config API" in page


def test_every_operation_that_a_check_asks_for_is_translated_or_missing() -> None:
    asked = {operation for check in CHECKS for operation in check.needs}
    assert asked == translate.INSTEAD.keys() | translate.MISSING.keys()
    assert not translate.INSTEAD.keys() & translate.MISSING.keys()
    assert translate.INSTEAD.keys() >= translate.PARTIAL.keys()
    reads = {read.operation for read in plan_of("config")}
    assert {own for instead in translate.INSTEAD.values() for own in instead} <= reads
    assert {read.kind for read in plan_of("config")} >= set(translate.KINDS.values())
    assert () == unknown(CHECKS, "public")


async def test_no_secret_and_nobody_whose_data_is_to_go_is_in_any_file(box: Sandbox, tmp_path: Path) -> None:
    secrets = planted_secrets(box.workspace)
    secrets |= {key for source in box.workspace.sources.values() for key in source["writeKeys"]}
    people = {one for entry in box.workspace.regulations.suppressions() for one in entry["subjectIds"]}
    assert len(secrets) > 30
    assert len(people) > 5
    await audit_of(box, tmp_path)
    for name, content in contents(tmp_path).items():
        leaked = {secret for secret in secrets | people | {box.config_token} if secret.encode() in content}
        assert (name, set()) == (name, leaked)


async def test_harmless_settings_stay_readable_and_secret_ones_become_markers(box: Sandbox, tmp_path: Path) -> None:
    result = await audit_of(box, tmp_path)
    with Snapshot(result.snapshot) as snapshot:
        destinations = list(snapshot.resources("source-destination"))
    values = [
        entry["value"] for each in destinations for entry in each.data["config"] if isinstance(entry["value"], str)
    ]
    assert any(value.startswith("[redacted:") for value in values)
    assert any(value and not value.startswith("[redacted") for value in values)


async def test_the_snapshot_says_what_it_was_read_through_and_can_be_checked_again(
    box: Sandbox, tmp_path: Path
) -> None:
    result = await audit_of(box, tmp_path)
    with Snapshot(result.snapshot) as snapshot:
        assert "config" == snapshot.api
    assert "config" == result.verdict.api
    assert result.verdict == check_snapshot(tmp_path)


async def test_every_read_finds_something_in_the_demo_and_everything_is_kept_under_an_identity_of_its_own(
    box: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Counter[str]()

    def count(read: Read, payload: Json) -> Sequence[Json]:
        things = things_in(read, payload)
        listed[read.kind] += len(things)
        return things

    monkeypatch.setattr("segment_async.audit.reading.walk.things_in", count)
    result = await audit_of(box, tmp_path)
    assert {read.kind for read in plan_of("config")} == listed.keys()
    assert listed == result.verdict.resources


async def test_the_catalog_is_read_before_the_settings_that_it_explains(box: Sandbox, tmp_path: Path) -> None:
    seen: list[Progress] = []
    async with client_of(box) as client:
        result = await audit(client, tmp_path, progress=seen.append)
    with closing(sqlite3.connect(result.snapshot)) as db:
        (first,) = db.execute("SELECT operation FROM call ORDER BY finished_at").fetchone()
    assert "listCatalogDestinations" == first
    assert seen[-1].done == seen[-1].total == check_snapshot(tmp_path).calls


async def test_an_interrupted_audit_is_resumed_and_finds_the_same(box: Sandbox, tmp_path: Path) -> None:
    undisturbed = await audit_of(box, tmp_path / "whole")
    for stop_after in (1, 20, 90):
        with anyio.CancelScope() as scope:

            def stop(progress: Progress, stop_after: int = stop_after, scope: anyio.CancelScope = scope) -> None:
                if progress.done >= stop_after:
                    scope.cancel()

            async with client_of(box) as client:
                await audit(client, tmp_path / "torn", progress=stop)
        assert {PARTIAL} == contents(tmp_path / "torn").keys()
    resumed = await audit_of(box, tmp_path / "torn")
    assert resumed.resumed
    assert undisturbed.findings.read_bytes() == resumed.findings.read_bytes()
    assert undisturbed.verdict.resources == resumed.verdict.resources


async def test_an_audit_through_one_api_is_not_finished_through_the_other(box: Sandbox, tmp_path: Path) -> None:
    with anyio.CancelScope() as scope:
        async with client_of(box) as client:
            await audit(client, tmp_path, progress=lambda _: scope.cancel())
    with pytest.raises(ConfigurationError, match="unfinished snapshot through the Config API"):
        await public_audit_of(box, tmp_path)
    assert not (await audit_of(box, tmp_path / "fresh")).resumed


async def test_an_empty_workspace_has_no_findings_and_no_gaps_but_those_of_the_api(tmp_path: Path) -> None:
    async with Sandbox(seed="empty") as box:
        result = await audit_of(box, tmp_path)
    assert () == result.verdict.findings
    assert {operation for needed in OPEN.values() for operation in needed} == {
        gap.operation for gap in result.verdict.gaps
    }


async def test_a_token_of_the_other_api_is_refused_and_leaves_no_file(box: Sandbox, tmp_path: Path) -> None:
    async with ConfigClient(box.token, base_url=box.url) as client:
        with pytest.raises(Unauthorized):
            await audit(client, tmp_path)
    assert {} == contents(tmp_path)
