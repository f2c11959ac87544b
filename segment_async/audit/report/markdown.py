"""The report in Markdown, for a wiki, a pull request or a chat."""

import re
from typing import Final

from segment_async.audit.report.page import sections
from segment_async.audit.report.wording import LABELS, moment, spelled_out
from segment_async.audit.verdict import Verdict

MARKDOWN: Final = "report.md"
"""Name of the file."""

FINDINGS_AT_MOST: Final = 100
"""Findings of a check that it lists; the rest is counted."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!]|&(?=#?\w+;)|^[-+]|(?<=^\d)[.)])")
_BREAKS = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?i)\b(https?|www)(?=[:.])")


def markdown(verdict: Verdict) -> str:
    """Return what the checks found, as Markdown in which no name is taken for markup or made a link."""
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
    lines += ["", "## What could not be read", ""]
    lines += [f"- `{gap.operation}`: {escaped(gap.reason)}" for gap in verdict.gaps] or [
        "Nothing: everything that the token may see was read."
    ]
    return "\n".join([*lines, ""])


def escaped(text: str) -> str:
    """Return text that stands in Markdown as it is, on one line."""
    plain = _SPECIAL.sub(r"\\\1", spelled_out(_BREAKS.sub(" ", text).strip()))
    return _ADDRESS.sub("\\1\N{ZERO WIDTH NON-JOINER}", plain)  # so that it does not become a link
