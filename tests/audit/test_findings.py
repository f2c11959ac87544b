"""The document for machines, and severities."""

import json
from typing import Any

from segment_async.audit.checks import CHECKS
from segment_async.audit.findings import Finding, HiddenPart, Severity, Subject, at_least, counted, document, in_order
from segment_async.audit.snapshot.view import Gap, Workspace
from segment_async.audit.verdict import hidden_parts


def finding(
    severity: Severity = "error", *, check: str = "c", name: str = "n", subject_id: str = "i", **evidence: Any
) -> Finding:
    return Finding(check, severity, Subject("source", subject_id, name), "It is so.", evidence, "Change it.")


def test_findings_are_sorted_by_severity_then_check_then_name_then_id() -> None:
    expected = (
        finding("error", check="b"),
        finding("warning", check="a", name="a", subject_id="2"),
        finding("warning", check="a", name="b", subject_id="1"),
        finding("warning", check="a", name="b", subject_id="2"),
        finding("info", check="a"),
    )
    assert expected == in_order(reversed(expected))


def test_severities_count_from_the_worst_and_at_least_includes_the_worse() -> None:
    findings = [finding("info"), finding("error"), finding("error")]
    assert [("error", 2), ("warning", 0), ("info", 1)] == list(counted(findings).items())
    assert 2 == len(at_least(findings, "error"))
    assert 2 == len(at_least(findings, "warning"))
    assert 3 == len(at_least(findings, "info"))


def test_the_document_has_the_documented_keys_in_the_documented_order() -> None:
    written = document(Workspace("w", "acme", "Acmé"), [finding(slug="s")], [HiddenPart("listLabels", "It is off.")])
    assert {
        "format": 1,
        "workspace": {"id": "w", "slug": "acme", "name": "Acmé"},
        "findings": [
            {
                "check": "c",
                "severity": "error",
                "subject": {"kind": "source", "id": "i", "name": "n"},
                "message": "It is so.",
                "evidence": {"slug": "s"},
                "remedy": "Change it.",
            }
        ],
        "gaps": [{"operation": "listLabels", "reason": "It is off."}],
    } == json.loads(written)
    assert ["format", "workspace", "findings", "gaps"] == list(json.loads(written))
    assert written.endswith(b"}\n")


def test_gaps_with_one_reason_are_put_together_and_name_the_checks_that_do_without() -> None:
    gaps = [
        Gap("getSource", "a", "No."),
        Gap("getSource", "b", "No."),
        Gap("getSource", "c", "Never."),
        Gap("listLabels", "", "Off."),
    ]
    assert [
        HiddenPart("getSource", "Never. Not fully judged for want of it: source-without-tracking-plan."),
        HiddenPart(
            "getSource", "No. This happened 2 times. Not fully judged for want of it: source-without-tracking-plan."
        ),
        HiddenPart("listLabels", "Off."),
    ] == list(hidden_parts(gaps, [check for check in CHECKS if check.id == "source-without-tracking-plan"]))
