"""The report for people: one HTML page that needs nothing else, loads nothing and runs nothing."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from segment_async.audit.apis import TITLES
from segment_async.audit.checks import CHECKS, Check
from segment_async.audit.findings import Finding, Severity
from segment_async.audit.verdict import Verdict, needs

REPORT: Final = "report.html"
"""Name of the file."""


@frozen
class Label:
    """What people call findings of a severity, and what it means."""

    one: str
    several: str
    meaning: str


LABELS: Final[Mapping[Severity, Label]] = {
    "error": Label("Error", "Errors", "Data is lost."),
    "warning": Label("Warning", "Warnings", "Something is not as it should be."),
    "info": Label("Note", "Notes", "Something to tidy up."),
}
"""How each severity is shown."""

PLURALS: Final[Mapping[str, str]] = {
    "api-calls-day": "days of API calls",
    "api-calls-source-day": "days of API calls by source",
    "events-volume": "series of events",
    "mtu-day": "days of tracked users",
    "mtu-source-day": "days of tracked users by source",
}
"""What several things of a kind are called, where that is no regular plural."""

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Characters that hide or reorder text."""


@frozen
class Section:
    """One check in the report."""

    check: Check
    findings: tuple[Finding, ...]
    blind: bool
    """Whether something that the check looks at could not be read."""


def render(verdict: Verdict, checks: Sequence[Check] = CHECKS) -> str:
    """Return the page that shows a verdict."""
    environment = Environment(
        loader=PackageLoader("segment_async.audit"),
        autoescape=True,
        finalize=visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = environment.get_template("report.css").render()
    return environment.get_template("report.html.j2").render(
        verdict=verdict,
        api=TITLES[verdict.api],
        sections=sections(verdict, checks),
        resources=by_parent(verdict.resources),
        labels=LABELS,
        fact=fact,
        words=words,
        plural=plural,
        moment=moment,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
    )


def sections(verdict: Verdict, checks: Sequence[Check]) -> list[Section]:
    """Return the checks in their order, each with what it found."""
    hidden = {gap.operation for gap in verdict.gaps}
    return [
        Section(
            check,
            tuple(finding for finding in verdict.findings if finding.check == check.id),
            not hidden.isdisjoint(needs(check, verdict.api)),
        )
        for check in checks
    ]


def by_parent(resources: Mapping[str, int]) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Return the kinds of things that hang on nothing, each with how many there are and with the kinds that hang on it.

    ``source-settings`` hangs on ``source``: its name starts with it. Kinds on which something hangs come first.
    """
    groups: dict[str, list[tuple[str, int]]] = {}
    for kind in sorted(resources):
        root = next((root for root in groups if kind.startswith(f"{root}-")), None)
        if root is None:
            groups[kind] = []
        else:
            groups[root].append((kind.removeprefix(f"{root}-"), resources[kind]))
    return sorted(
        ((root, resources[root], children) for root, children in groups.items()), key=lambda group: not group[2]
    )


def visible(value: object) -> object:
    """Return what the page is to show as text in which characters that hide or reorder others are spelled out."""
    return value if isinstance(value, Markup) else _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", str(value))


def fact(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a fact of the evidence as people read it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def words(name: str) -> str:
    """Return ``trackingPlanId`` or ``tracking-plan`` as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", name).lower()


def plural(kind: str) -> str:
    """Return what several things of a kind are called."""
    name = words(kind)
    return PLURALS.get(kind) or (f"{name[:-1]}ies" if name.endswith("y") else f"{name}s")


def moment(text: str) -> str:
    """Return a time as people read it."""
    return datetime.fromisoformat(text).strftime("%-d %B %Y, %H:%M UTC")
