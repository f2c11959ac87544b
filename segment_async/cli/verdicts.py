"""What an audit found, as exit code and as tables."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from attrs import asdict
from rich.table import Table
from rich.text import Text

from segment_async._core.visible import visible
from segment_async.audit.findings import Severity
from segment_async.audit.snapshot.store import Change
from segment_async.audit.verdict import Verdict, not_judged
from segment_async.cli.failures import FAILED_ITEMS, FINE
from segment_async.cli.terminal import table, write

FailOn: TypeAlias = Literal["error", "warning", "never"]
"""The mildest findings that fail the command."""

STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def code_of(verdict: Verdict, fail_on: FailOn) -> int:
    """Return the exit code that a verdict asks for."""
    return FAILED_ITEMS if fail_on != "never" and verdict.fails(fail_on) else FINE


def headline(verdict: Verdict) -> Text:
    """Say whose workspace it is, and what was found in all."""
    counts = verdict.counts
    found = [
        f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items() if severity != "info" or count
    ]
    things = sum(verdict.resources.values())
    through = " through the Config API" if verdict.api == "config" else ""
    said = f"{', '.join(found)} among {things:,} things read in {verdict.calls:,} calls{through}"
    return Text.assemble((visible(verdict.workspace.name), "bold"), ": ", said)


def summary(verdict: Verdict, files: Mapping[str, Path], **more: object) -> None:
    """Write what machines are told of a verdict, as one object."""
    said = {
        "api": verdict.api,
        "workspace": asdict(verdict.workspace),
        "counts": dict(verdict.counts),
        "accepted": len(verdict.accepted),
        "gaps": len(verdict.gaps),
        "drift": len(_known(verdict.drift)),
        "drift_unknown": len(verdict.drift) - len(_known(verdict.drift)),
        **more,
        "files": {name: str(path) for name, path in files.items()},
    }
    write(json.dumps(said).encode() + b"\n")


def by_check(verdict: Verdict) -> Table:
    """Count the findings of each check, the worst first."""
    listed = table("severity", "check", "findings")
    listed.columns[-1].justify = "right"
    counts: Counter[tuple[Severity, str]] = Counter((finding.severity, finding.check) for finding in verdict.findings)
    for (severity, check), count in counts.items():
        listed.add_row(Text(severity, STYLES[severity]), check, str(count))
    return listed


def one_by_one(verdict: Verdict) -> Table:
    """List every finding, the worst first."""
    listed = table("severity", "check", "what")
    listed.columns[1].no_wrap = True
    for finding in verdict.findings:
        severity = Text(finding.severity, STYLES[finding.severity])
        listed.add_row(severity, finding.check, Text(visible(finding.message)))
    return listed


def remarks(verdict: Verdict) -> Iterator[Text]:
    """Say what was accepted, what changed meanwhile, and what is to be said of suppressions."""
    if verdict.accepted:
        count = len(verdict.accepted)
        yield Text(f"Accepted: {count:,} finding{'s' * (count != 1)} that the suppressions name.")
    changed = _known(verdict.drift)
    if changed:
        kinds = Counter(change.kind for change in changed)
        said = ", ".join(f"{count:,} of kind {kind}" for kind, count in kinds.items())
        yield Text(visible(f"Changed while it was read: {said}. Run the audit again for a picture of one moment."))
    unknown = dict.fromkeys(change.kind for change in verdict.drift if change.change == "unknown")
    if unknown:
        said = f"Not known whether these changed while it was read, for want of a second look: {', '.join(unknown)}."
        yield Text(visible(said))
    for note in verdict.notes:
        yield Text(visible(f"Note: {note}"))


def not_read(verdict: Verdict) -> Iterator[Text]:
    """Say what could not be read, a line for each reason."""
    for one in verdict.unread:
        operations = ", ".join(f"{name} ({count:,} times)" if count > 1 else name for name, count in one.times.items())
        yield Text(visible(f"Not read: {operations}. {one.reason}{not_judged(one.checks)}"))


def _known(drift: Sequence[Change]) -> Sequence[Change]:
    """Return what is known to have changed; some lists could not be read a second time."""
    return [change for change in drift if change.change != "unknown"]
