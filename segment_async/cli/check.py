"""``segment-async check``: the checks on a snapshot, offline."""

from pathlib import Path

from segment_async.audit.findings import document
from segment_async.audit.verdict import check_snapshot
from segment_async.cli.judging import Judging
from segment_async.cli.options import Output
from segment_async.cli.tabular import USUAL
from segment_async.cli.terminal import show, write
from segment_async.cli.verdicts import FailOn, code_of, headline, not_read, one_by_one, remarks


def check(
    snapshot: Path = USUAL,
    /,
    *,
    fail_on: FailOn = "error",
    judging: Judging = Judging(),  # noqa: B008 - frozen
    output: Output = Output(),  # noqa: B008 - frozen
) -> int:
    """Check a snapshot again, without a connection, and list the findings.

    Args:
        snapshot: A snapshot, or the folder that an audit wrote it to; by default the folder audit.
        fail_on: The mildest findings that make the exit code 1.
        judging: See `Judging`.
        output: With --json what findings.json would hold.
    """
    verdict = check_snapshot(snapshot, judging.read())
    if output.json:
        write(document(verdict.workspace, verdict.findings, verdict.gaps))
    else:
        show(headline(verdict), "", one_by_one(verdict), "", *remarks(verdict), *not_read(verdict))
    return code_of(verdict, fail_on)
