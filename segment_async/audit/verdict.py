"""Ask a snapshot every question there is."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from attrs import frozen

from segment_async.audit.apis import ApiName
from segment_async.audit.checks import CHECKS, Check
from segment_async.audit.config import Config, Suppression
from segment_async.audit.findings import Finding, HiddenPart, Severity, at_least, counted, in_order
from segment_async.audit.snapshot import translate
from segment_async.audit.snapshot.store import Change
from segment_async.audit.snapshot.view import Gap, Snapshot, Workspace

USUAL: Final = Config(checks=CHECKS)
"""Every check, as it comes."""


@frozen
class Accepted:
    """A finding that somebody has looked at and accepts."""

    finding: Finding
    suppression: Suppression


@frozen
class Unread:
    """What could not be read for one reason."""

    reason: str
    """Why, in a sentence."""

    times: Mapping[str, int]
    """How many things each operation was not read of."""

    checks: tuple[str, ...]
    """The checks that do without."""


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
    """What could not be read, by operation and reason."""

    resources: Mapping[str, int]
    """How many things of each kind there are."""

    calls: int
    """How many operations were read."""

    api: ApiName = "public"
    """What the workspace was read through."""

    checks: tuple[Check, ...] = CHECKS
    """What was asked."""

    accepted: tuple[Accepted, ...] = ()
    """What was found and is known already."""

    drift: tuple[Change, ...] = ()
    """What changed while the workspace was read."""

    notes: tuple[str, ...] = ()
    """What is to be said about suppressions: that one has expired, or is about nothing any more."""

    unread: tuple[Unread, ...] = ()
    """The gaps once more, by reason alone."""

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Findings of each severity, the worst first."""
        return counted(self.findings)

    def fails(self, severity: Severity) -> bool:
        """Tell whether there is a finding of this severity, or a worse one."""
        return bool(at_least(self.findings, severity))


def check_snapshot(path: Path | str, config: Config = USUAL, *, today: date | None = None) -> Verdict:
    """Check a snapshot again, without a connection.

    Args:
        path: The snapshot, or the folder that an audit wrote it to.
        config: The questions to ask, and how to judge the answers.
        today: Suppressions expire by this day; by default the day of the snapshot, so that the same snapshot gives the
            same verdict.

    Raises:
        ConfigurationError: It is no finished snapshot of a version that can be read.
    """
    with Snapshot(Path(path)) as snapshot:
        facts, checks = snapshot.facts, config.checks
        gaps = (*snapshot.gaps(), *unknown(checks, snapshot.api))
        unread = tuple(by_reason(gaps, checks, snapshot.api))
        found = in_order(finding for check in checks for finding in check.run(facts, config.thresholds.get(check.id)))
        day = today or facts.moment.date()
        findings, accepted = _sorted_out(found, [one for one in config.suppressions if one.holds_on(day)])
        return Verdict(
            workspace=snapshot.workspace,
            read_at=snapshot.finished_at,
            findings=findings,
            gaps=tuple(hidden_parts(gaps, checks, snapshot.api)),
            resources=snapshot.counts(),
            calls=snapshot.calls(),
            api=snapshot.api,
            checks=checks,
            accepted=accepted,
            drift=snapshot.drift(),
            notes=tuple(_notes(config, found, day, chain.from_iterable(one.checks for one in unread))),
            unread=unread,
        )


def _sorted_out(
    found: Sequence[Finding], suppressions: Sequence[Suppression]
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """Part what is new from what is known and accepted."""
    findings: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in found:
        suppression = next((one for one in suppressions if one.covers(finding)), None)
        if suppression is None:
            findings.append(finding)
        else:
            accepted.append(Accepted(finding, suppression))
    return tuple(findings), tuple(accepted)


def _notes(config: Config, found: Sequence[Finding], day: date, blind: Iterable[str]) -> Iterator[str]:
    """Say what is to be done about suppressions.

    Args:
        config: Says what they are.
        found: What they may be about.
        day: Decides which of them have expired.
        blind: Checks that did not see everything, so that what they did not find may be there.
    """
    judged = {check.id for check in config.checks}.difference(blind)
    for one in config.suppressions:
        what = f"The suppression of {one.check} for {one.subject!r}"
        covers = any(map(one.covers, found))
        if covers and not one.holds_on(day):
            yield f"{what} expired on {one.until}. Mend what was found, or renew it."
        elif not covers and one.check in judged:
            yield f"{what} is about nothing that was found. Remove it."


def unknown(checks: Sequence[Check], api: ApiName) -> tuple[Gap, ...]:
    """Return what checks look at and an API does not tell."""
    if api == "public":
        return ()
    asked = sorted({operation for check in checks for operation in check.needs})
    untold = {**translate.MISSING, **translate.PARTIAL}
    return tuple(Gap(operation, "", untold[operation]) for operation in asked if operation in untold)


def needs(check: Check, api: ApiName) -> frozenset[str]:
    """Return the operations of an API whose answers a check looks at."""
    return frozenset(check.needs if api == "public" else translate.needs(check.needs))


def hidden_parts(gaps: Iterable[Gap], checks: Sequence[Check], api: ApiName = "public") -> Iterable[HiddenPart]:
    """Put together the gaps of one operation and reason, and tell which checks do without."""
    counts = Counter((gap.operation, gap.reason) for gap in gaps)
    for (operation, reason), count in sorted(counts.items()):
        often = f" This happened {count} times." if count > 1 else ""
        yield HiddenPart(operation, f"{reason}{often}{not_judged(_blind(operation, reason, checks, api))}")


def by_reason(gaps: Iterable[Gap], checks: Sequence[Check], api: ApiName = "public") -> Iterable[Unread]:
    """Put together the gaps of one reason, and tell which checks do without."""
    counts: dict[str, Counter[str]] = {}
    for gap in sorted(gaps, key=lambda gap: gap.operation):
        counts.setdefault(gap.reason, Counter())[gap.operation] += 1
    for reason, times in counts.items():
        blind = {one for operation in times for one in _blind(operation, reason, checks, api)}
        yield Unread(reason, dict(times), tuple(check.id for check in checks if check.id in blind))


def not_judged(checks: Collection[str]) -> str:
    """Say which checks did without something; they may have found what they could see."""
    return f" Not fully judged for want of it: {', '.join(checks)}." if checks else ""


def _blind(operation: str, reason: str, checks: Sequence[Check], api: ApiName) -> Sequence[str]:
    """Return the checks that look at what an operation would have told."""
    if translate.PARTIAL.get(operation) == reason:  # it goes by its name in the Public API, which the other has, too
        return [check.id for check in checks if operation in check.needs]
    return [check.id for check in checks if operation in needs(check, api)]
