"""An audit of the demo finds what is planted and nothing else, on every day that it may be made."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from attrs import asdict

from segment_async import PublicClient
from segment_async.audit.checks import CHECKS
from segment_async.audit.findings import Finding
from segment_async.audit.run import audit
from segment_async.sandbox import Sandbox
from segment_async.sandbox.seeds.cases import NEAR_MISSES, PLANTED, Case, planted_at, subject_id
from segment_async.sandbox.store import Workspace

pytestmark = pytest.mark.anyio

# All of them are over: the sandbox says by its own clock until when its limits last, and clients wait for that.
MOMENTS = (
    datetime(2025, 3, 8, 0, 0, 1, tzinfo=UTC),  # the first day on which the pace of a month is judged
    datetime(2025, 2, 28, 23, 59, 58, tzinfo=UTC),  # the last of a short month
    datetime(2025, 3, 31, 0, 0, 1, tzinfo=UTC),
    datetime(2025, 8, 1, 12, 0, tzinfo=UTC),  # too early to judge the pace
)


def findings_about(case: Case, findings: Sequence[Finding], space: Workspace) -> list[Finding]:
    subject = case.check, case.kind, subject_id(case, space)
    return [
        finding
        for finding in findings
        if subject == (finding.check, finding.subject.kind, finding.subject.id)
        and case.within in json.dumps(asdict(finding), ensure_ascii=False)
    ]


def test_every_check_has_cases() -> None:
    assert {check.id for check in CHECKS} == {case.check for case in PLANTED}


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
async def test_an_audit_finds_what_is_planted_and_nothing_else(
    moment: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(moment.timestamp(), tz)

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("segment_async.audit.snapshot.store.datetime", Then)
    async with Sandbox(seed="demo", clock=lambda: moment) as box, PublicClient(box.token, base_url=box.url) as client:
        verdict = (await audit(client, tmp_path / "out")).verdict
    space = box.workspace
    expected = {case: findings_about(case, verdict.findings, space) for case in planted_at(moment)}
    assert [] == [case for case, found in expected.items() if not found]
    told = [finding for found in expected.values() for finding in found]
    assert [] == [finding.message for finding in verdict.findings if finding not in told]
    assert [] == [case for case in NEAR_MISSES if findings_about(case, verdict.findings, space)]
    assert () == verdict.gaps
