"""The whole audit, over the sandbox."""

import html
import json
import os
import stat
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import anyio
import pytest
from aiohttp import web

from segment_async import PublicClient
from segment_async._core.values import Json
from segment_async.audit.checks import CHECKS
from segment_async.audit.findings import FINDINGS
from segment_async.audit.reading.plan import plan_of, specification
from segment_async.audit.reading.progress import Progress
from segment_async.audit.reading.reads import Read
from segment_async.audit.reading.things import things_in
from segment_async.audit.report.markdown import MARKDOWN
from segment_async.audit.report.page import REPORT
from segment_async.audit.report.sarif import SARIF
from segment_async.audit.run import AuditResult, audit
from segment_async.audit.snapshot.store import FINISHED, PARTIAL
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.verdict import check_snapshot
from segment_async.errors import APIError, ConfigurationError, ConnectFailed, Unauthorized
from segment_async.sandbox import Sandbox
from segment_async.sandbox.seeds.cases import planted_at, subject_id
from segment_async.sandbox.seeds.secrets import planted_secrets
from tests.bulk.server import serving

pytestmark = pytest.mark.anyio

FILES = {FINISHED, FINDINGS, SARIF, MARKDOWN, REPORT}


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="demo") as made:
        yield made


@pytest.fixture
async def some() -> AsyncIterator[Sandbox]:
    """Return a workspace with little in it, and something to find."""
    async with Sandbox(seed="large", scale=4) as made:
        yield made


@pytest.fixture
async def empty() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="empty") as made:
        yield made


async def audit_of(box: Sandbox, folder: Path, *, progress: list[Progress] | None = None) -> AuditResult:
    async with PublicClient(box.token, base_url=box.url) as client:
        seen = progress if progress is not None else []
        return await audit(client, folder, progress=seen.append)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def settled(result: AuditResult) -> Mapping[str, int]:
    """Count the things that an audit does not add to: looking at profiles warehouses leaves audit events."""
    return {kind: count for kind, count in result.verdict.resources.items() if kind != "audit-event"}


def found(result: AuditResult) -> set[tuple[str, str]]:
    return {(finding.check, finding.subject.id) for finding in result.verdict.findings}


def planted(box: Sandbox) -> set[tuple[str, str]]:
    """Return what there is to find in a sandbox that was started just now."""
    return {(case.check, subject_id(case, box.workspace)) for case in planted_at(box.workspace.started)}


async def test_the_demo_has_exactly_the_planted_findings_and_no_secret_is_in_any_file(
    box: Sandbox, tmp_path: Path
) -> None:
    result = await audit_of(box, tmp_path)
    assert planted(box) == found(result)
    assert () == result.verdict.gaps
    secrets = planted_secrets(box.workspace)
    write_keys = {key for source in box.workspace.sources.values() for key in source["writeKeys"]}
    assert len(secrets) > 10
    assert len(write_keys) > 10
    for name, content in contents(tmp_path).items():
        leaked = {secret for secret in secrets | write_keys | {box.token} if secret.encode() in content}
        assert (name, set()) == (name, leaked)


async def test_the_files_say_what_the_result_says(some: Sandbox, tmp_path: Path) -> None:
    result = await audit_of(some, tmp_path / "out")
    assert result.verdict.findings
    assert FILES == contents(tmp_path / "out").keys()
    document = json.loads(result.findings.read_bytes())
    assert [finding.subject.id for finding in result.verdict.findings] == [
        found["subject"]["id"] for found in document["findings"]
    ]
    assert result.verdict.workspace.name == document["workspace"]["name"]
    page = html.unescape((tmp_path / "out" / REPORT).read_text())
    assert all(finding.message in page for finding in result.verdict.findings)
    assert result.verdict == check_snapshot(result.snapshot) == check_snapshot(tmp_path / "out")


async def test_a_second_audit_replaces_the_first_and_finds_the_same_byte_for_byte(
    some: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    first = (await audit_of(some, tmp_path)).findings.read_bytes()
    second = await audit_of(some, tmp_path)
    assert first == second.findings.read_bytes()
    assert not second.resumed
    assert FILES | {"notes.txt"} == contents(tmp_path).keys()


async def test_every_file_is_private_whatever_the_umask(empty: Sandbox, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        await audit_of(empty, tmp_path / "out")
    finally:
        os.umask(before)
    assert 0o700 == stat.S_IMODE((tmp_path / "out").stat().st_mode)
    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()}


async def test_markers_depend_on_the_key_file_alone(some: Sandbox, tmp_path: Path) -> None:
    async def markers(folder: str, key: str) -> list[str]:
        async with PublicClient(some.token, base_url=some.url) as client:
            result = await audit(client, tmp_path / folder, redaction_key_file=tmp_path / key)
        with Snapshot(result.snapshot) as snapshot:
            return [marker for source in snapshot.resources("source") for marker in source.data["writeKeys"]]

    first = await markers("a", "one")
    assert len(first) == len(set(first)) > 2
    assert first == await markers("b", "one")
    assert not set(first) & set(await markers("c", "two"))


async def test_without_a_place_for_a_key_secrets_become_the_constant(
    some: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/self")
    result = await audit_of(some, tmp_path)
    assert not result.keyed
    content = result.snapshot.read_bytes()
    assert b"[redacted]" in content
    assert b"[redacted:" not in content


async def test_an_empty_workspace_has_no_findings(empty: Sandbox, tmp_path: Path) -> None:
    result = await audit_of(empty, tmp_path)
    assert ((), ()) == (result.verdict.findings, result.verdict.gaps)


async def test_a_missing_feature_is_a_gap_and_its_checks_stay_silent(tmp_path: Path) -> None:
    async with Sandbox(seed="demo", without_features=["Protocols"]) as box:
        result = await audit_of(box, tmp_path)
        expected = planted(box)
    missing = {gap.operation: gap.reason for gap in result.verdict.gaps}
    assert "listTrackingPlans" in missing
    assert "404" in missing["listTrackingPlans"]
    silent = {"source-without-tracking-plan", "tracking-plan-without-source"}
    assert all(check in missing["listTrackingPlans"] for check in silent)
    assert not silent & {check for check, _ in found(result)}
    touched = {check.id for check in CHECKS if missing.keys() & set(check.needs)}
    assert {one for one in expected if one[0] not in touched} <= found(result) <= expected


FEATURES = {
    "Audience": "listAudiences",
    "Computed Trait": "listComputedTraits",
    "Destination Subscriptions": "listSubscriptionsFromDestination",
    "Functions": "listFunctions",
    "Live Plugins": "getLatestFromLivePlugins",
    "Protocols": "listTransformations",
    "Space Filters": "listFiltersForSpace",
    "Spaces": "listSpaces",
}


def test_every_feature_that_the_specification_names_is_tried() -> None:
    operations = [operation for item in specification()["paths"].values() for operation in item.values()]
    assert FEATURES.keys() == {name for found in operations for name in found.get("x-workspace-features", ())}


@pytest.mark.parametrize("lacking", [FEATURES.keys() - {"Spaces"}, {"Spaces"}])
async def test_what_a_workspace_has_no_feature_for_is_a_gap_and_the_rest_is_read(
    tmp_path: Path, lacking: set[str]
) -> None:
    async with Sandbox(seed="demo", without_features=lacking) as box:
        result = await audit_of(box, tmp_path)
    missing = {gap.operation: gap.reason for gap in result.verdict.gaps} | {"listTrackingPlans": "404"}
    assert {FEATURES[name] for name in lacking} | {"listTrackingPlans"} == missing.keys()
    assert all("404" in reason for reason in missing.values())
    assert {"source-detail", "destination", "warehouse-sync", "user"} <= result.verdict.resources.keys()


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
    assert {read.kind for read in plan_of("public")} == listed.keys()
    assert listed == result.verdict.resources


async def test_an_interrupted_audit_is_resumed_and_finds_the_same(tmp_path: Path) -> None:
    async with Sandbox(seed="large", scale=12) as box:
        undisturbed = await audit_of(box, tmp_path / "whole")
        steps: list[int] = []
        for stop_after in (1, 40, 200):
            with anyio.CancelScope() as scope:

                def stop(progress: Progress, stop_after: int = stop_after, scope: anyio.CancelScope = scope) -> None:
                    steps.append(progress.done)
                    if progress.done >= stop_after:
                        scope.cancel()

                async with PublicClient(box.token, base_url=box.url) as client:
                    await audit(client, tmp_path / "torn", progress=stop)
            assert {PARTIAL} == contents(tmp_path / "torn").keys()
        assert steps == sorted(steps)
        resumed = await audit_of(box, tmp_path / "torn")
        assert resumed.resumed
        assert undisturbed.findings.read_bytes() == resumed.findings.read_bytes()
        assert settled(undisturbed) == settled(resumed)
        assert FILES == contents(tmp_path / "torn").keys()


async def test_the_first_audit_of_a_folder_has_nothing_to_tell_changes_since(empty: Sandbox, tmp_path: Path) -> None:
    async with PublicClient(empty.token, base_url=empty.url) as client:
        for expected in (False, True):
            await audit(client, tmp_path, since=tmp_path)
            assert expected is ("nothing changed" in (tmp_path / MARKDOWN).read_text())


async def test_an_audit_that_was_interrupted_is_not_finished_with_another_key(some: Sandbox, tmp_path: Path) -> None:
    """Equal secrets would not look equal any more."""
    async with PublicClient(some.token, base_url=some.url) as client:
        with anyio.CancelScope() as scope:
            await audit(client, tmp_path, progress=lambda _: scope.cancel(), redaction_key_file=tmp_path / "a")
        with pytest.raises(ConfigurationError, match="markers of another key"):
            await audit(client, tmp_path, redaction_key_file=tmp_path / "b")
        assert (await audit(client, tmp_path, redaction_key_file=tmp_path / "a")).resumed


@pytest.mark.parametrize("status", [403, 404])
async def test_a_token_that_may_read_nothing_leaves_an_earlier_audit_as_it_was(
    some: Sandbox, tmp_path: Path, status: int
) -> None:
    async def refuse(request: web.Request) -> web.Response:
        if request.path == "/":
            return web.json_response({"data": {"workspace": some.workspace.record}})
        return web.json_response({"errors": [{"type": "refused", "message": "No."}]}, status=status)

    await audit_of(some, tmp_path)
    before = contents(tmp_path)
    async with serving(refuse) as served, PublicClient("token", base_url=served.url) as client:
        with pytest.raises(APIError) as caught:
            await audit(client, tmp_path)
    assert status == caught.value.status
    assert before == {name: text for name, text in contents(tmp_path).items() if name != PARTIAL}


@pytest.mark.parametrize("phase", ["compare", "check", "write"])
async def test_what_changed_since_the_snapshot_that_is_replaced_is_told_even_after_a_run_that_was_cut_off(
    some: Sandbox, tmp_path: Path, phase: str
) -> None:
    await audit_of(some, tmp_path)
    before = (tmp_path / FINISHED).read_bytes()
    async with PublicClient(some.token, base_url=some.url) as client:
        (first, *_) = (await client.sources.list()).items
        await client.sources.update(first.id, name="Renamed")
        with anyio.CancelScope() as scope:

            def stop(progress: Progress) -> None:
                if progress.phase == phase:
                    scope.cancel()

            await audit(client, tmp_path, since=tmp_path, progress=stop)
        assert before == (tmp_path / FINISHED).read_bytes()
        assert (await audit(client, tmp_path, since=tmp_path)).resumed
    assert "Renamed" in (tmp_path / MARKDOWN).read_text()
    assert FILES == contents(tmp_path).keys()


async def test_progress_goes_through_its_phases(empty: Sandbox, tmp_path: Path) -> None:
    seen: list[Progress] = []
    result = await audit_of(empty, tmp_path, progress=seen)
    assert ["read", "compare", "check", "write"] == list(dict.fromkeys(progress.phase for progress in seen))
    assert (result.verdict.calls, result.verdict.calls) == (seen[-1].done, seen[-1].total)


@pytest.mark.parametrize("name", ["", FINDINGS, REPORT, FINISHED, PARTIAL])
async def test_what_is_in_the_way_is_refused_before_anything_is_sent(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    if name:
        (folder / name).mkdir(parents=True)
    else:
        folder.write_text("a file")
    async with PublicClient("t", base_url="http://127.0.0.1:9") as client:
        with pytest.raises(ConfigurationError, match="choose another --out"):
            await audit(client, folder)


async def test_no_reads_at_a_time_are_refused(tmp_path: Path) -> None:
    async with PublicClient("t", base_url="http://127.0.0.1:9") as client:
        with pytest.raises(ConfigurationError, match="choose 1 or more"):
            await audit(client, tmp_path, concurrency=0)


async def test_a_refused_token_leaves_an_earlier_audit_as_it_was(empty: Sandbox, tmp_path: Path) -> None:
    await audit_of(empty, tmp_path)
    before = contents(tmp_path)
    async with PublicClient("wrong", base_url=empty.url) as client:
        with pytest.raises(Unauthorized):
            await audit(client, tmp_path)
    assert before == contents(tmp_path)


async def test_a_server_that_is_not_there_leaves_no_file(tmp_path: Path) -> None:
    async with PublicClient("t", base_url="http://127.0.0.1:9", retries=0) as client:
        with pytest.raises(ConnectFailed):
            await audit(client, tmp_path)
    assert {} == contents(tmp_path)
