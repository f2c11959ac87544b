"""Ask a snapshot made by hand one question."""

from datetime import UTC, datetime, timedelta
from typing import Any

from segment_async.audit.checks import Check
from segment_async.audit.findings import Finding
from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker

NOW = datetime(2026, 11, 29, 20, tzinfo=UTC)
"""The moment of every such snapshot, unless it says otherwise."""


def ago(days: float) -> str:
    """Return when that was, as the API writes it."""
    return (NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")


def ask(maker: Maker, check: Check, *, now: datetime = NOW, **limits: float | None) -> list[Finding]:
    """Finish a snapshot of that moment, and return what a check finds; underscores in limits stand for dashes."""
    maker.store._db.execute("UPDATE run SET started_at = ?", (now.isoformat(),))
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        return list(check.run(snapshot.facts, {name.replace("_", "-"): value for name, value in limits.items()}))


def found(maker: Maker, check: Check, **limits: float | None) -> list[str]:
    """Return the ids of what a check finds."""
    return [finding.subject.id for finding in ask(maker, check, **limits)]


def told(findings: list[Finding]) -> dict[str, Any]:
    """Return the evidence of the only finding."""
    (finding,) = findings
    return dict(finding.evidence)
