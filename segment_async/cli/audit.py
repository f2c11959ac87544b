"""``segment-async audit``: snapshot, checks and report of a whole workspace."""

import asyncio
import shlex
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.text import Text

from segment_async._core.visible import visible
from segment_async.audit.apis import ApiName
from segment_async.audit.report.markdown import MARKDOWN
from segment_async.audit.report.sarif import SARIF
from segment_async.audit.run import WORKERS, AuditResult
from segment_async.audit.run import audit as run_audit
from segment_async.cli import signals
from segment_async.cli.apis import APIS
from segment_async.cli.consent import ask, can_ask
from segment_async.cli.judging import Judging
from segment_async.cli.options import Connection, connect
from segment_async.cli.terminal import complain, show
from segment_async.cli.verdicts import FailOn, by_check, code_of, headline, not_read, remarks, summary
from segment_async.cli.watch import watching
from segment_async.client import ConfigClient, PublicClient
from segment_async.errors import ConfigurationError
from segment_async.sandbox import Sandbox


def audit(
    *,
    out: str,
    api: ApiName = "public",
    sandbox: bool = False,
    fail_on: FailOn = "error",
    fast: bool = False,
    include_secrets: bool = False,
    yes: bool = False,
    since: Path | None = None,
    redaction_key_file: Path | None = None,
    concurrency: int = WORKERS,
    judging: Judging = Judging(),  # noqa: B008 - frozen
    connection: Connection = Connection(),  # noqa: B008 - frozen
) -> int:
    """Take a snapshot of a whole workspace, check it and write a report.

    The same command goes on from there after an audit was interrupted.

    Args:
        out: Folder for snapshot.sqlite, findings.json and report.html; made if it is not there.
        api: What to read the workspace through. The Config API takes a token of its own and tells less; the report
            names the checks that it leaves open.
        sandbox: Audit a made-up workspace instead of a real one; takes no token.
        fail_on: The mildest findings that make the exit code 1.
        fast: Leave out what the API answers only a few times a minute, such as the syncs of warehouses. It is named
            among what could not be read.
        include_secrets: Keep write keys, passwords and people's ids in the snapshot, readable by you alone. It asks
            whether that is meant.
        yes: Do not ask.
        since: An earlier snapshot, or its folder, which may be that of --out; the report tells what changed since.
        redaction_key_file: Holds the key of the markers that stand for secrets; by default one in your state folder.
        concurrency: Reads in progress at a time.
        judging: See `Judging`.
        connection: See `Connection`.
    """
    if not out:
        raise ConfigurationError("--out is empty; name a folder to write to.")
    config = judging.read()
    if sandbox and connection.given():
        useless = " and ".join(connection.given())
        raise ConfigurationError(f"--sandbox audits a made-up workspace of its own; leave out that, or {useless}.")
    if include_secrets and not yes:
        _require_consent(out)
    client = _sandboxed(api) if sandbox else connect(APIS[api], connection)

    async def whole() -> int:
        try:
            async with client as segment:
                with watching(as_json=connection.json) as progress:
                    result = await run_audit(
                        segment,
                        out,
                        progress=progress,
                        redaction_key_file=redaction_key_file,
                        concurrency=concurrency,
                        config=config,
                        fast=fast,
                        include_secrets=include_secrets,
                        since=since,
                    )
        except asyncio.CancelledError:
            if not connection.json:
                again = visible(shlex.join(("segment-async", *sys.argv[1:])))
                complain(Text(f"Stopped. What was read is kept in {visible(out)}; go on from there with: {again}"))
            raise
        _print(result, as_json=connection.json)
        return code_of(result.verdict, fail_on)

    return signals.run(whole())


def _require_consent(out: str) -> None:
    """Be sure that secrets are meant to be in a file.

    Raises:
        ConfigurationError: They are not, or nobody can be asked.
    """
    if not can_ask():
        raise ConfigurationError(
            "--include-secrets would write write keys, passwords and people's ids to a file, and there is no terminal "
            "to ask at. Pass --yes if that is meant, or leave it out."
        )
    answer = ask(f"Write keys, passwords and people's ids will be in {visible(out)}. Type yes to go on: ")
    if answer != "yes":
        raise ConfigurationError("Nothing was read. Leave out --include-secrets to have markers in their place.")


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


def _print(result: AuditResult, *, as_json: bool) -> None:
    verdict = result.verdict
    files = {"report": result.report, "findings": result.findings, "snapshot": result.snapshot}
    if as_json:
        beside = {"markdown": result.report.with_name(MARKDOWN), "sarif": result.report.with_name(SARIF)}
        summary(verdict, files | beside, resumed=result.resumed)
        return
    if not result.keyed:
        complain(
            "Note: all redacted secrets look alike, for want of a key. Name a file for it with --redaction-key-file."
        )
    if result.resumed:
        complain(f"This went on with what was read since {result.began:%Y-%m-%d %H:%M} UTC.")
    paths = (Text(f"{name:<9} {visible(str(path))}") for name, path in files.items())
    show(headline(verdict), "", by_check(verdict), "", *remarks(verdict), *not_read(verdict), *paths)
