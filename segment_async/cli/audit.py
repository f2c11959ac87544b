"""``segment-async audit``: snapshot, checks and report of a whole workspace."""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final

from attrs import asdict
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from segment_async.audit.apis import ApiName
from segment_async.audit.progress import Progress, Report
from segment_async.audit.run import WORKERS, AuditResult
from segment_async.audit.run import audit as run_audit
from segment_async.cli import signals
from segment_async.cli.apis import APIS
from segment_async.cli.options import Connection, connect
from segment_async.cli.terminal import complain, error_console, show, visible, write
from segment_async.cli.verdicts import FailOn, by_check, code_of, headline, not_read
from segment_async.client import ConfigClient, PublicClient
from segment_async.errors import ConfigurationError
from segment_async.sandbox import Sandbox

DOING: Final = {"read": "Reading the workspace", "check": "Checking", "write": "Writing the report"}


def audit(
    *,
    out: str,
    api: ApiName = "public",
    sandbox: bool = False,
    fail_on: FailOn = "error",
    redaction_key_file: Path | None = None,
    concurrency: int = WORKERS,
    connection: Connection = Connection(),  # noqa: B008 - frozen
) -> int:
    """Take a snapshot of a whole workspace, check it and write a report.

    The same command goes on from there after an audit was interrupted.

    Args:
        out: Folder for snapshot.sqlite, findings.json and report.html; made if it is not there.
        api: What to read the workspace through. The Config API takes a token of its own and tells less; the report
            names the checks that it leaves open.
        sandbox: Audit a made-up workspace instead of a real one; needs no token.
        fail_on: The mildest findings that make the exit code 1.
        redaction_key_file: Holds the key of the markers that stand for secrets; by default one in your state folder.
        concurrency: Reads in progress at a time.
        connection: See `Connection`.
    """
    if not out:
        raise ConfigurationError("--out is empty; name a folder to write to.")
    client = _sandboxed(api) if sandbox else connect(APIS[api], connection)

    async def whole() -> int:
        try:
            async with client as segment:
                with _progress(hidden=connection.json) as progress:
                    result = await run_audit(
                        segment,
                        out,
                        progress=progress,
                        redaction_key_file=redaction_key_file,
                        concurrency=concurrency,
                    )
        except asyncio.CancelledError:
            if not connection.json:
                complain(f"Stopped. What was read is kept in {visible(out)}; the same command goes on from there.")
            raise
        _print(result, as_json=connection.json)
        return code_of(result.verdict, fail_on)

    return signals.run(whole())


@asynccontextmanager
async def _sandboxed(api: ApiName) -> AsyncGenerator[PublicClient | ConfigClient]:
    async with Sandbox(seed="demo") as box:
        made = (
            PublicClient(box.token, base_url=box.url)
            if api == "public"
            else ConfigClient(box.config_token, base_url=box.url)
        )
        async with made as client:
            yield client


@contextmanager
def _progress(*, hidden: bool) -> Generator[Report]:
    """Show on a terminal how far an audit is; stay quiet in a pipe."""
    console = error_console()
    if hidden or not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("calls"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(DOING["read"], total=None)

        def update(progress: Progress) -> None:
            bar.update(task, description=DOING[progress.phase], completed=progress.done, total=progress.total)

        yield update


def _print(result: AuditResult, *, as_json: bool) -> None:
    verdict = result.verdict
    files = {"report": result.report, "findings": result.findings, "snapshot": result.snapshot}
    if as_json:
        summary: dict[str, Any] = {
            "api": verdict.api,
            "workspace": asdict(verdict.workspace),
            "counts": dict(verdict.counts),
            "gaps": len(verdict.gaps),
            "resumed": result.resumed,
            "files": {name: str(path) for name, path in files.items()},
        }
        write(json.dumps(summary).encode() + b"\n")
        return
    if not result.keyed:
        complain(
            "Note: all redacted secrets look alike, for want of a key. Name a file for it with --redaction-key-file."
        )
    paths = (Text(f"{name:<9} {visible(str(path))}") for name, path in files.items())
    show(headline(verdict), "", by_check(verdict), "", *not_read(verdict), *paths)
