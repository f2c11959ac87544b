"""The report in Markdown, for a wiki, a pull request or a chat."""

from typing import Final

from segment_async.audit.diff import Diff
from segment_async.audit.diff.markdown import escaped
from segment_async.audit.diff.markdown import markdown as differences
from segment_async.audit.report.page import sections
from segment_async.audit.report.wording import LABELS, moment
from segment_async.audit.verdict import Verdict

MARKDOWN: Final = "report.md"
"""Name of the file."""

FINDINGS_AT_MOST: Final = 100
"""Findings of a check that it lists; the rest is counted."""


def markdown(verdict: Verdict, diff: Diff | None = None) -> str:
    """Return what the checks found, as Markdown in which no name is taken for markup.

    Args:
        verdict: What they found.
        diff: What changed since an earlier snapshot.
    """
    lines = [
        f"# Audit of {escaped(verdict.workspace.name)}",
        "",
        f"{escaped(verdict.workspace.slug)}, read on {moment(verdict.read_at)}.",
        "",
        "| findings | |",
        "|---|---:|",
        *(f"| {LABELS[severity].several} | {count:,} |" for severity, count in verdict.counts.items()),
    ]
    found = [section for section in sections(verdict) if section.findings]
    for severity, label in LABELS.items():
        of_it = [section for section in found if section.check.severity == severity]
        if of_it:
            lines += ["", f"## {label.several}"]
        for section in of_it:
            lines += ["", f"### {section.check.question}", "", f"`{section.check.id}` {section.check.remedy}", ""]
            lines += [f"- {escaped(finding.message)}" for finding in section.findings[:FINDINGS_AT_MOST]]
            more = len(section.findings) - FINDINGS_AT_MOST
            if more > 0:
                lines.append(f"- and {more:,} more, which findings.json lists")
    if verdict.accepted:
        lines += ["", "## Accepted", ""]
        lines += [
            f"- {escaped(one.finding.message)} {escaped(one.suppression.reason)}"
            + (f" (until {one.suppression.until})" if one.suppression.until else "")
            for one in verdict.accepted
        ]
    if verdict.notes:
        lines += ["", "## Suppressions to look at", "", *(f"- {escaped(note)}" for note in verdict.notes)]
    if diff is not None:
        lines += ["", *differences(diff)]
    lines += ["", "## What could not be read", ""]
    lines += [f"- `{gap.operation}`: {escaped(gap.reason)}" for gap in verdict.gaps] or [
        "Nothing: everything that the token may see was read."
    ]
    return "\n".join([*lines, ""])
