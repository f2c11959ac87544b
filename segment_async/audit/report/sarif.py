"""The findings as SARIF 2.1.0, which code hosts show beside a build.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/, and "SARIF support for code scanning" in GitHub's documentation for
what it asks beyond that. A finding is about a workspace and no file, so its place is its line in ``findings.json``; the
thing that it is about is its logical location.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from typing import Any, Final, Literal

from segment_async._core.visible import spelled_out
from segment_async.audit.checks import Check
from segment_async.audit.findings import FINDINGS, Finding, Severity, document, written
from segment_async.audit.verdict import Verdict

SARIF: Final = "findings.sarif"
"""Name of the file."""

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

LEVELS: Final[Mapping[Severity, Literal["error", "warning", "note"]]] = {
    "error": "error",
    "warning": "warning",
    "info": "note",
}


def sarif(verdict: Verdict) -> bytes:
    """Return a verdict as SARIF; what is accepted is in it as suppressed."""
    places = {check.id: place for place, check in enumerate(verdict.checks)}
    lines = _lines(document(verdict.workspace, verdict.findings, verdict.gaps))
    results = [_result(finding, places, next(lines)) for finding in verdict.findings]
    for one in verdict.accepted:
        suppression = {"kind": "external", "status": "accepted", "justification": one.suppression.reason}
        results.append({**_result(one.finding, places, 1), "suppressions": [suppression]})
    _tell_apart(results)
    driver = {
        "name": "segment-async",
        "version": version("segment-async"),
        "rules": [_rule(check) for check in verdict.checks],
    }
    about = {"id": f"segment/{verdict.workspace.slug}/", "description": {"text": f"Audit of {verdict.workspace.name}"}}
    run = {
        "tool": {"driver": driver},
        "automationDetails": about,
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return written(whole)


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "shortDescription": {"text": check.question},
        "fullDescription": {"text": f"{check.question} {check.remedy}"},
        "help": {"text": check.remedy},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
    }


def _result(finding: Finding, places: Mapping[str, int], line: int) -> dict[str, Any]:
    subject = finding.subject
    where = {
        "physicalLocation": {"artifactLocation": {"uri": FINDINGS}, "region": {"startLine": line}},
        "logicalLocations": [
            {
                "name": spelled_out(subject.name),
                "fullyQualifiedName": spelled_out(f"{subject.kind}/{subject.id}"),
                "kind": subject.kind,
            }
        ],
    }
    return {
        "ruleId": finding.check,
        "ruleIndex": places[finding.check],
        "level": LEVELS[finding.severity],
        "message": {"text": _plain(f"{finding.message} {finding.remedy}")},
        "locations": [where],
        "partialFingerprints": {"finding/v1": _digest(finding)},
    }


def _plain(text: str) -> str:
    """Return a message without what viewers take for a link, and with what cannot be seen spelled out."""
    return spelled_out(text).replace("](", "] (")


def _tell_apart(results: Iterable[dict[str, Any]]) -> None:
    """Give each result the one fingerprint that GitHub goes by: the line of a finding changes with those before it."""
    seen = Counter[str]()
    for result in results:
        digest = result["partialFingerprints"]["finding/v1"]
        seen[digest] += 1
        result["partialFingerprints"]["primaryLocationLineHash"] = f"{digest}:{seen[digest]}"


def _digest(finding: Finding) -> str:
    """Return what tells a finding from others, in every run the same."""
    about: Sequence[str] = (finding.check, finding.subject.kind, finding.subject.id)
    return sha256("\n".join(about).encode("utf-8", "replace")).hexdigest()


def _lines(text: bytes) -> Iterator[int]:
    """Yield the lines on which the findings of a document begin."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(b'      "check": '):  # as deep as nothing else with this name
            yield number
