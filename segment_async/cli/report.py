"""``segment-async report``: the report of a snapshot, written anew."""

from contextlib import ExitStack
from pathlib import Path

from rich.text import Text

from segment_async._core.visible import visible
from segment_async.audit.findings import FINDINGS
from segment_async.audit.report.markdown import MARKDOWN
from segment_async.audit.report.page import REPORT
from segment_async.audit.report.sarif import SARIF
from segment_async.audit.run import prepare_report, require_earlier, write_report
from segment_async.audit.snapshot.view import Snapshot
from segment_async.audit.verdict import check_snapshot
from segment_async.cli.judging import Judging
from segment_async.cli.options import Output
from segment_async.cli.tabular import USUAL
from segment_async.cli.terminal import show
from segment_async.cli.verdicts import FailOn, by_check, code_of, headline, not_read, remarks, summary


def report(
    snapshot: Path = USUAL,
    /,
    *,
    out: Path,
    since: Path | None = None,
    fail_on: FailOn = "never",
    judging: Judging = Judging(),  # noqa: B008 - frozen
    output: Output = Output(),  # noqa: B008 - frozen
) -> int:
    """Check a snapshot again, without a connection, and write the report as an audit does.

    Args:
        snapshot: A snapshot, or the folder that an audit wrote it to; by default the folder audit.
        out: Folder for report.html, report.md, findings.json and findings.sarif; made if it is not there.
        since: An earlier snapshot, or its folder; the report tells what changed since.
        fail_on: The mildest findings that make the exit code 1.
        judging: See `Judging`.
        output: See `Output`.
    """
    config = judging.read()
    with ExitStack() as stack:
        earlier = None if since is None else stack.enter_context(Snapshot(since))
        verdict = check_snapshot(snapshot, config)
        if earlier is not None:
            require_earlier(earlier, verdict.workspace.id, verdict.api)
        prepare_report(out)
        write_report(verdict, snapshot, out, earlier)
    if output.json:
        summary(
            verdict,
            {"report": out / REPORT, "findings": out / FINDINGS, "markdown": out / MARKDOWN, "sarif": out / SARIF},
        )
    else:
        show(
            headline(verdict),
            "",
            by_check(verdict),
            "",
            *remarks(verdict),
            *not_read(verdict),
            Text(f"report    {visible(str(out / REPORT))}"),
        )
    return code_of(verdict, fail_on)
