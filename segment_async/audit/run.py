"""The audit: read a workspace, check what was read, write the report."""

import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import anyio
import anyio.to_thread
from attrs import evolve, frozen

from segment_async._core.codec import data_of
from segment_async._core.hooks import Hooks, RetryEvent, WaitEvent
from segment_async._core.retry import Timeout
from segment_async._core.values import Json, is_object
from segment_async.audit.apis import TITLES, ApiName
from segment_async.audit.config import Config
from segment_async.audit.files import prepare_folder, require_regular, write_private
from segment_async.audit.findings import FINDINGS, document
from segment_async.audit.reading.drift import changes
from segment_async.audit.reading.key import fingerprint, redaction_key
from segment_async.audit.reading.plan import plan_of, specification
from segment_async.audit.reading.progress import Progress, Report
from segment_async.audit.reading.reads import Plan
from segment_async.audit.reading.redact import Redactor, Unredacted, declared_settings
from segment_async.audit.reading.walk import WORKSPACE, Walk
from segment_async.audit.report.contents import contents_of
from segment_async.audit.report.markdown import MARKDOWN, markdown
from segment_async.audit.report.page import REPORT, render
from segment_async.audit.report.sarif import SARIF, sarif
from segment_async.audit.snapshot import translate
from segment_async.audit.snapshot.store import FINISHED, Store
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.verdict import USUAL, Verdict, check_snapshot
from segment_async.client import ConfigClient, PublicClient
from segment_async.errors import ConfigurationError, DecodeError, RateLimited

WORKERS = 32
"""Reads in progress at a time, unless the caller says otherwise."""

TICK = 1.0
"""Seconds between two reports while every call waits."""


@frozen
class AuditResult:
    """What an audit did."""

    verdict: Verdict
    """What the checks say."""

    snapshot: Path
    """The snapshot."""

    findings: Path
    """What the checks say, for machines."""

    report: Path
    """What the checks say, for people."""

    resumed: bool
    """Whether an earlier, unfinished run was continued."""

    began: datetime
    """When the reading began, UTC; what happened before then is told."""

    keyed: bool
    """Whether redacted secrets can be told apart; without a key file they all look the same."""


def _ignore(progress: Progress) -> None:
    del progress


async def audit(
    client: PublicClient | ConfigClient,
    out_dir: str | os.PathLike[str],
    *,
    progress: Report = _ignore,
    redaction_key_file: str | os.PathLike[str] | None = None,
    concurrency: int = WORKERS,
    config: Config = USUAL,
    fast: bool = False,
    include_secrets: bool = False,
    since: str | os.PathLike[str] | None = None,
) -> AuditResult:
    """Audit the workspace of a client, and write a snapshot, findings and a report.

    An audit that was interrupted is continued by calling this again with the same folder. Of what the checks ask, the
    Config API tells a part; the rest is among the gaps.

    Args:
        client: Reads the workspace, through either API.
        out_dir: Folder for the files; it is made where it does not exist.
        progress: Told how far the audit is, as `Report` says.
        redaction_key_file: Holds the key that makes the markers of redacted secrets, and is made where it does not
            exist; by default one in the user's state folder.
        concurrency: Reads in progress at a time, 1 or more; each operation that is limited to few a minute may have one
            besides.
        config: Which checks are made, and how.
        fast: Leave out what the API answers only a few times a minute; it is among the gaps then.
        include_secrets: Keep secrets in the snapshot, which is to be guarded like them.
        since: An earlier snapshot, or its folder; the report tells what changed since. It may be `out_dir` itself, also
            for the first run, which has nothing to compare with.

    Raises:
        ConfigurationError: A file is in the way, or cannot be written; unless a disk filled up, nothing was sent.
        SegmentError: The token was refused, or may read nothing, or the network failed for minutes.
    """
    if concurrency < 1:
        raise ConfigurationError(f"concurrency is {concurrency}; choose 1 or more reads at a time.")
    folder = Path(out_dir)
    prepare_report(folder)
    api: ApiName = "config" if isinstance(client, ConfigClient) else "public"
    plan, key = plan_of(api), redaction_key(redaction_key_file)
    waited: dict[str, float] = {}
    patient = _telling(client.with_options(timeout=Timeout(total=None, attempt=60)), waited)
    with ExitStack() as stack:
        earlier = None
        if since is not None and not _is_first(Path(since), folder):
            earlier = stack.enter_context(Snapshot(Path(since)))
            _require_api(earlier, api)
        store = Store(folder)
        stack.callback(store.close)
        workspace = await _workspace(patient, api)
        if earlier is not None:
            require_earlier(earlier, str(workspace["id"]), api)
        resumed = store.begin(workspace, api, secrets=include_secrets, key=fingerprint(key))
        now = store.moment

        def walk_of(part: Plan, report: Report) -> Walk:
            redactor = Unredacted(None, {}) if include_secrets else _redactor(key, plan, store, api)
            return Walk(patient, store, redactor, part, now=now, report=report, waited=waited, fast=fast)

        begun = walk_of(plan.beginning, _ignore)
        await _told(begun.run(concurrency), lambda: progress(evolve(begun.progress(), forecast=None)))
        walk = walk_of(plan, progress)
        await _told(walk.run(concurrency), lambda: progress(walk.progress()))
        failure = begun.failure or walk.failure
        if failure is not None and not _tells_anything(store.things()):
            raise failure
        progress(walk.progress("compare"))
        store.add_drift(await changes(patient, store, walk.redactor, plan, now=now))
        sealed = store.seal()
        progress(walk.progress("check"))
        verdict = await anyio.to_thread.run_sync(check_snapshot, sealed, config)
        progress(walk.progress("write"))
        await anyio.to_thread.run_sync(write_report, verdict, sealed, folder, earlier)
        snapshot = store.publish()  # last, so that a run which is cut off before is told again what changed
    return AuditResult(verdict, snapshot, folder / FINDINGS, folder / REPORT, resumed, now, key is not None)


def _telling(client: PublicClient | ConfigClient, waited: dict[str, float]) -> PublicClient | ConfigClient:
    """Return a client that adds up how long calls wait for limits."""

    def add(event: WaitEvent | RetryEvent) -> None:
        if event.phase == "limiter" if isinstance(event, WaitEvent) else isinstance(event.error, RateLimited):
            waited[event.operation.id] = waited.get(event.operation.id, 0.0) + event.wait

    hooks = Hooks(on_wait=add, on_retry=add)
    return client.with_options(hooks=hooks if client.hooks is None else client.hooks.and_also(hooks))


def _redactor(key: bytes | None, plan: Plan, store: Store, api: ApiName) -> Redactor:
    """Return what takes secrets out, as far as it is known by now which settings are secret."""
    catalog = (entry for read in plan.beginning for _, entry in store.rows(read.kind, ""))
    return Redactor(key, specification(api), declared_settings(catalog))


async def _workspace(client: PublicClient | ConfigClient, api: ApiName) -> Mapping[str, Json]:
    answer = (await client.call_raw(WORKSPACE)).json
    found = translate.workspace(data_of(answer, None)) if api == "config" else data_of(answer).get("workspace")
    if not is_object(found) or not isinstance(found.get("id"), str):
        place = "$" if api == "config" else "$.data.workspace"
        raise DecodeError("The answer names no workspace. Check base_url.", path=place, operation_id=WORKSPACE)
    return found


def _is_first(since: Path, folder: Path) -> bool:
    """Tell whether a folder is to be compared with what it will hold only after this run."""
    return since.is_dir() and since.samefile(folder) and not (folder / FINISHED).exists()


def _tells_anything(things: Mapping[str, int]) -> bool:
    """Tell whether something was read besides what is the same for everybody."""
    return any(count for kind, count in things.items() if kind != "workspace" and not kind.startswith("catalog-"))


async def _told(reading: Awaitable[None], tell: Callable[[], None]) -> None:
    """Read, and tell how far it is every `TICK`: while all calls wait for a limit, nothing else does."""

    async def tick() -> None:
        while True:
            await anyio.sleep(TICK)
            tell()

    failure: Exception | None = None
    async with anyio.create_task_group() as group:
        group.start_soon(tick)
        try:
            await reading
        except Exception as error:  # noqa: BLE001 - raised below, where no group of tasks wraps it
            failure = error
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure


def require_earlier(since: Snapshot, workspace_id: str, api: ApiName) -> None:
    """Refuse to tell what changed since a snapshot of something else.

    Raises:
        ConfigurationError: It is of another workspace, or was read through the other API.
    """
    _require_api(since, api)
    if since.workspace.id != workspace_id:
        raise ConfigurationError(
            f"{since.path} is a snapshot of another workspace, {since.workspace.slug!r}; pass an earlier one of the "
            "same, or compare the two with segment-async diff."
        )


def _require_api(since: Snapshot, api: ApiName) -> None:
    if since.api != api:
        raise ConfigurationError(
            f"{since.path} was read through the {TITLES[since.api]}, and this one is of the {TITLES[api]}; "
            "pass a snapshot through the same API."
        )


def prepare_report(folder: Path) -> None:
    """Make a folder for a report unless it is there, and refuse whatever else has the names of its files.

    Raises:
        ConfigurationError: Something is in the way.
    """
    prepare_folder(folder)
    for name in (FINDINGS, SARIF, MARKDOWN, REPORT):
        require_regular(folder / name)


def write_report(verdict: Verdict, snapshot: Path, folder: Path, since: Snapshot | None = None) -> None:
    """Write a verdict, and what the snapshot shows beside it, for machines and for people.

    Args:
        verdict: What the checks say.
        snapshot: What they were asked about.
        folder: Where the files go.
        since: An earlier snapshot, to tell what changed.

    Raises:
        ConfigurationError: The snapshot cannot be read, and nothing was written; or a file cannot be written.
    """
    contents = contents_of(snapshot, since)
    page = render(verdict, contents).encode("utf-8", "replace")
    write_private(folder / FINDINGS, document(verdict.workspace, verdict.findings, verdict.gaps))
    write_private(folder / SARIF, sarif(verdict))
    write_private(folder / MARKDOWN, markdown(verdict, contents.diff).encode("utf-8", "replace"))
    write_private(folder / REPORT, page)
