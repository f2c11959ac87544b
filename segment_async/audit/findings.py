"""What checks find, and the ``findings.json`` that tells it to machines."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from attrs import asdict, frozen

from segment_async._core.values import Json
from segment_async._core.visible import spelled_out
from segment_async.audit.snapshot.view import Resource, Workspace

Severity: TypeAlias = Literal["error", "warning", "info"]
"""How much a finding matters: something is lost, something is wrong, something can be tidied up."""

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")
"""From the worst to the mildest."""

FORMAT: Final = 1
"""Version of ``findings.json``."""

FINDINGS: Final = "findings.json"
"""Name of the file."""


@frozen
class Subject:
    """What a finding is about."""

    kind: str
    id: str
    name: str


@frozen
class Finding:
    """Something that a check found."""

    check: str
    """Id of the check."""

    severity: Severity
    """How much it matters."""

    subject: Subject
    """What it is about."""

    message: str
    """What is the matter, in a sentence."""

    evidence: Mapping[str, Any]
    """The facts that decided, as JSON."""

    remedy: str
    """What to do about it."""


@frozen
class HiddenPart:
    """Something that could not be read, and what that hides."""

    operation: str
    """The operation that failed."""

    reason: str
    """Why, for how many things, and which checks do without."""


def subject_of(resource: Resource) -> Subject:
    """Return a resource as the subject of a finding."""
    return Subject(resource.kind, resource.id, resource.name)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings: the worst first, then by check, name and id."""

    def key(finding: Finding) -> tuple[int, str, str, str]:
        return SEVERITIES.index(finding.severity), finding.check, finding.subject.name, finding.subject.id

    return tuple(sorted(findings, key=key))


def counted(findings: Iterable[Finding]) -> Mapping[Severity, int]:
    """Count findings by severity, the worst first."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}


def at_least(findings: Iterable[Finding], severity: Severity) -> tuple[Finding, ...]:
    """Return the findings of a severity and of every worse one."""
    among = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return tuple(finding for finding in findings if finding.severity in among)


def document(workspace: Workspace, findings: Sequence[Finding], gaps: Sequence[HiddenPart]) -> bytes:
    """Return the content of ``findings.json``; the same findings give the same bytes."""
    content = {
        "format": FORMAT,
        "workspace": asdict(workspace),
        "findings": [asdict(finding) for finding in findings],
        "gaps": [asdict(gap) for gap in gaps],
    }
    return written(content)


def written(content: Json) -> bytes:
    """Return JSON as a file has it: people can read it, and what they cannot see in it is escaped."""
    text = json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode()
    return f"{spelled_out(text)}\n".encode()
