"""``python -m tests.audit.checks.check_docs``: write the page of the checks from the checks."""

from collections.abc import Iterator
from pathlib import Path

from segment_async.audit.checks import CHECKS, Check
from segment_async.audit.report.wording import LABELS

PAGE = Path(__file__).parents[3] / "docs" / "checks.md"

HEAD = f"""# The checks

What `segment-async audit` and `segment-async check` ask of a workspace: {len(CHECKS)} questions, each with what it
looks at and what to do about a finding. This page is made from the checks themselves.

Common to all: what is switched off is not blamed for what it lacks, and nothing is concluded from what could not be
read. A check that lacked something is named beside the gap, and shown as *not fully known*. [Auditing](audit.md) tells
how to choose checks, set thresholds and accept findings.
"""


def page() -> str:
    """Return the page."""
    return "".join([HEAD, *_overview(), *(part for check in CHECKS for part in _about(check))])


def _overview() -> Iterator[str]:
    yield "\n| check | severity | question |\n|---|---|---|\n"
    for check in CHECKS:
        yield f"| [{check.id}](#{check.id}) | {check.severity} | {check.question} |\n"


def _about(check: Check) -> Iterator[str]:
    found = (check.find.__doc__ or "").partition("\n")[0].removeprefix("Yield ")
    yield f"\n## {check.id}\n\n**{check.question}**\n\n"
    yield f"{LABELS[check.severity].one}. Finds {found}\n\n"
    yield f"*What to do:* {check.remedy}\n\n"
    if check.thresholds:
        yield "| threshold | usual | meaning |\n|---|---|---|\n"
        for name, threshold in check.thresholds.items():
            usual = "not set" if threshold.value is None else f"{threshold.value:g}"
            yield f"| `{name}` | {usual} | {threshold.meaning} |\n"
        yield "\n"
    yield f"Looks at {', '.join(f'`{operation}`' for operation in check.needs)}.\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
