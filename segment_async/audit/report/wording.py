"""How the report says things: names, numbers, times, and facts of the evidence."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen
from markupsafe import Markup

from segment_async.audit.findings import Severity


@frozen
class Label:
    """What people call findings of a severity, and what it means."""

    one: str
    several: str
    meaning: str


LABELS: Final[Mapping[Severity, Label]] = {
    "error": Label("Error", "Errors", "Data is lost, or a duty is missed."),
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


def spelled_out(text: str) -> str:
    """Return text in which characters that hide or reorder others are spelled out."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def visible(value: object) -> object:
    """Return what a page is to show as such text; markup stays as it is."""
    return value if isinstance(value, Markup) else spelled_out(str(value))


def fact(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a fact of the evidence as people read it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return ", ".join(map(fact, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{words(str(name))} {fact(each)}" for name, each in value.items()) or "none"
    return str(value) if isinstance(value, str | float) else json.dumps(value, ensure_ascii=False)


def several(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Tell whether a fact is several, each with facts of its own."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def words(name: str) -> str:
    """Return ``trackingPlanId`` or ``tracking-plan`` as words; a name with spaces in it stays as it is."""
    return name if " " in name else re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", name).lower()


def plural(kind: str) -> str:
    """Return what several things of a kind are called."""
    name = words(kind)
    return PLURALS.get(kind) or (f"{name[:-1]}ies" if name.endswith("y") else f"{name}s")


def moment(text: str) -> str:
    """Return a time as people read it."""
    return datetime.fromisoformat(text).strftime("%-d %B %Y, %H:%M UTC")


def short(count: float) -> str:
    """Return a number as people say it: ``980``, ``12,400``, ``1.2 million``."""
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if count >= size:
            return f"{count / size:.3g} {name}"
    return f"{count:,.0f}"
