"""``segment-async check``: the checks on a snapshot, offline."""

from pathlib import Path

from segment_async.audit.findings import document
from segment_async.audit.verdict import check_snapshot
from segment_async.cli.options import Output
from segment_async.cli.terminal import show, write
from segment_async.cli.verdicts import FailOn, code_of, headline, not_read, one_by_one


def check(snapshot: Path, /, *, fail_on: FailOn = "error", output: Output = Output()) -> int:  # noqa: B008 - frozen
    """Check a snapshot again, without a connection, and list the findings.

    Args:
        snapshot: A snapshot, or the folder that an audit wrote it to.
        fail_on: The mildest findings that make the exit code 1.
        output: With --json what findings.json would hold.
    """
    verdict = check_snapshot(snapshot)
    if output.json:
        write(document(verdict.workspace, verdict.findings, verdict.gaps))
    else:
        show(headline(verdict), "", one_by_one(verdict), "", *not_read(verdict))
    return code_of(verdict, fail_on)
