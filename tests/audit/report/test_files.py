"""The findings in Markdown, as SARIF, and as the JSON Schema promises them."""

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from attrs import evolve

from segment_async.audit.checks import CHECKS
from segment_async.audit.config import Suppression
from segment_async.audit.findings import FINDINGS, HiddenPart, document
from segment_async.audit.report.markdown import escaped, markdown
from segment_async.audit.report.sarif import sarif
from segment_async.audit.verdict import Accepted, Verdict, check_snapshot
from tests.audit.report.test_page import HOSTILE, verdict_about


@pytest.fixture(scope="module")
def verdict(demo_audit: Path) -> Verdict:
    return check_snapshot(demo_audit)


def accepted(verdict: Verdict) -> Verdict:
    suppression = Suppression(
        check="source-without-destination", subject="*", reason="On purpose.", until=date(2027, 1, 1)
    )
    return evolve(verdict, findings=(), accepted=tuple(Accepted(one, suppression) for one in verdict.findings))


def test_findings_are_as_their_schema_promises(verdict: Verdict) -> None:
    schema = json.loads(files("segment_async.audit").joinpath("findings.schema.json").read_bytes())
    validator = jsonschema_rs.Draft202012Validator(schema)
    whole = json.loads(document(verdict.workspace, verdict.findings, (HiddenPart("listLabels", "It is off."),)))
    assert [] == [error.message for error in validator.iter_errors(whole)]
    assert len(whole["findings"]) > 20
    for spoiled in ({**whole, "format": 2}, {**whole, "more": 1}, {**whole, "findings": [{"check": "x"}]}):
        assert not validator.is_valid(spoiled)


def test_sarif_has_a_rule_for_each_check_and_a_result_for_each_finding(verdict: Verdict) -> None:
    (run,) = json.loads(sarif(verdict))["runs"]
    assert [check.id for check in CHECKS] == [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [finding.check for finding in verdict.findings] == [result["ruleId"] for result in run["results"]]
    assert all(CHECKS[result["ruleIndex"]].id == result["ruleId"] for result in run["results"])
    prints = [result["partialFingerprints"]["finding/v1"] for result in run["results"]]
    subjects = {(one.check, one.subject.kind, one.subject.id) for one in verdict.findings}
    assert len(subjects) == len(set(prints))


def test_github_knows_a_finding_again_wherever_it_stands(verdict: Verdict) -> None:
    """It goes by one fingerprint alone, and refuses rules without a full description."""

    def prints(shown: Verdict) -> list[str]:
        (run,) = json.loads(sarif(shown))["runs"]
        assert all(rule["fullDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]

    known = prints(verdict)
    assert len(verdict.findings) == len(set(known))
    assert known[1:] == prints(evolve(verdict, findings=verdict.findings[1:]))
    twice = prints(evolve(verdict, findings=verdict.findings[:1] * 2))
    assert [known[0], known[0].replace(":1", ":2")] == twice


def test_a_name_is_no_link_in_sarif_and_hides_nothing() -> None:
    text = sarif(verdict_about("[x](javascript:1)\u202e\x1b")).decode()
    (result,) = json.loads(text)["runs"][0]["results"]
    assert result["message"]["text"].startswith(r"[x] (javascript:1)\u202e\u001b is lost.")
    assert "" == "".join(letter for letter in text if letter != "\n" and not letter.isprintable())


def test_a_result_points_to_its_line_in_the_findings(verdict: Verdict, demo_audit: Path) -> None:
    lines = (demo_audit / FINDINGS).read_text().splitlines()
    for result in json.loads(sarif(verdict))["runs"][0]["results"]:
        (place,) = result["locations"]
        where = place["physicalLocation"]
        assert FINDINGS == where["artifactLocation"]["uri"]
        assert f'"check": "{result["ruleId"]}"' in lines[where["region"]["startLine"] - 1]


def test_what_is_accepted_is_suppressed_in_sarif_with_the_reason() -> None:
    (result,) = json.loads(sarif(accepted(verdict_about())))["runs"][0]["results"]
    expected: list[Any] = [{"kind": "external", "status": "accepted", "justification": "On purpose."}]
    assert expected == result["suppressions"]


def test_markdown_lists_every_finding_under_its_check(verdict: Verdict) -> None:
    text = markdown(verdict)
    assert all(f"- {escaped(finding.message)}\n" in text for finding in verdict.findings)
    assert "| Errors |" in text
    assert "Nothing: everything that the token may see was read." in text
    assert "\n## Accepted\n\n- Acme is lost. On purpose. (until 2027-01-01)\n" in markdown(accepted(verdict_about()))


@pytest.mark.parametrize("name", [*HOSTILE, "a|b", "[x](y)", "*a* _b_", "# a", "a\n\n# b", "1. a", "- a"])
def test_names_are_no_markup_in_markdown(name: str) -> None:
    """Held against a renderer of CommonMark with the tables and links of code hosts."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - rich brings it

    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown(verdict_about(name)))
    plain = MarkdownIt("gfm-like", {"linkify": False}).render(markdown(verdict_about("plain")))

    def tags(text: str) -> list[str]:
        return [part.partition(">")[0] for part in text.split("<")[1:]]

    assert tags(plain) == tags(html)


def test_nothing_in_markdown_commands_a_terminal_or_moves_text() -> None:
    text = markdown(verdict_about("a\x00\x1b[31m\u202e\ufeffz"))
    assert r"a\\u0000\\u001b\[31m\\u202e\\ufeffz" in text
    assert "" == "".join(letter for letter in text if letter != "\n" and not letter.isprintable())


@pytest.mark.parametrize(
    "name",
    ["@octocat", "team/@acme/all", "see www.example.com", "https://example.com/x.", "#12", "(GH-1)", "a@b.example"],
)
def test_what_code_hosts_link_without_markup_is_code(name: str) -> None:
    """A mention would call somebody who has nothing to do with the workspace."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - rich brings it

    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown(verdict_about(name)))
    rest = re.sub(r"<code>.*?</code>", "", html)
    assert re.sub(r"[().]", "", name.rsplit(maxsplit=1)[-1]) in re.sub(r"[().]", "", html)
    assert not re.search(r"@|://|www\.|#\d|GH-\d", rest)
