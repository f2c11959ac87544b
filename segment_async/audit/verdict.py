"""Ask a snapshot every question there is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from segment_async.audit import translate
from segment_async.audit.apis import ApiName
from segment_async.audit.checks import CHECKS, Check
from segment_async.audit.findings import Finding, HiddenPart, Severity, at_least, counted, in_order
from segment_async.audit.view import Gap, Snapshot, Workspace


@frozen
class Verdict:
    """What a snapshot says about its workspace."""

    workspace: Workspace
    """Whose snapshot it is."""

    read_at: str
    """When its last thing was read; RFC 3339, UTC."""

    findings: tuple[Finding, ...]
    """What the checks found, the worst first."""

    gaps: tuple[HiddenPart, ...]
    """What could not be read."""

    resources: Mapping[str, int]
    """How many things of each kind there are."""

    calls: int
    """How many operations were read."""

    api: ApiName = "public"
    """What the workspace was read through."""

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Findings of each severity, the worst first."""
        return counted(self.findings)

    def fails(self, severity: Severity) -> bool:
        """Tell whether there is a finding of this severity, or a worse one."""
        return bool(at_least(self.findings, severity))


def check_snapshot(path: Path | str, *, checks: Sequence[Check] = CHECKS) -> Verdict:
    """Check a snapshot again, without a connection.

    Args:
        path: The snapshot, or the folder that an audit wrote it to.
        checks: The questions to ask.

    Raises:
        ConfigurationError: It is no finished snapshot of a version that can be read.
    """
    with Snapshot(Path(path)) as snapshot:
        facts, gaps = snapshot.facts, (*snapshot.gaps(), *unknown(checks, snapshot.api))
        return Verdict(
            workspace=snapshot.workspace,
            read_at=snapshot.finished_at,
            findings=in_order(finding for check in checks for finding in check.run(facts)),
            gaps=tuple(hidden_parts(gaps, checks, snapshot.api)),
            resources=snapshot.counts(),
            calls=snapshot.calls(),
            api=snapshot.api,
        )


def unknown(checks: Sequence[Check], api: ApiName) -> tuple[Gap, ...]:
    """Return what checks look at and an API does not tell."""
    if api == "public":
        return ()
    asked = sorted({operation for check in checks for operation in check.needs})
    return tuple(
        Gap(operation, "", translate.MISSING[operation]) for operation in asked if operation in translate.MISSING
    )


def needs(check: Check, api: ApiName) -> frozenset[str]:
    """Return the operations of an API whose answers a check looks at."""
    return frozenset(check.needs if api == "public" else translate.needs(check.needs))


def hidden_parts(gaps: Iterable[Gap], checks: Sequence[Check], api: ApiName = "public") -> Iterable[HiddenPart]:
    """Put together the gaps of one operation and reason, and tell which checks do without."""
    counts = Counter((gap.operation, gap.reason) for gap in gaps)
    for (operation, reason), count in sorted(counts.items()):
        blind = [check.id for check in checks if operation in needs(check, api)]
        often = f" This happened {count} times." if count > 1 else ""
        judged = f" Not judged for want of it: {', '.join(blind)}." if blind else ""
        yield HiddenPart(operation, f"{reason}{often}{judged}")
