"""How the report says things: names, numbers, times, and facts of the evidence."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from attrs import frozen
from markupsafe import Markup

from segment_async._core.values import Json, is_list, is_object
from segment_async._core.visible import spelled_out
from segment_async.audit.diff.render import NAME
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
    "info": Label("Info", "Infos", "Something to tidy up."),
}
"""How each severity is shown."""

PLURALS: Final[Mapping[str, str]] = {
    "audience-audience-reference": "references between audiences",
    "live-plugins-latest": "latest live plugins",
    "api-calls-day": "days of API calls",
    "api-calls-source-day": "days of API calls by source",
    "events-volume": "series of events",
    "mtu-day": "days of tracked users",
    "mtu-source-day": "days of tracked users by source",
}
"""What several things of a kind are called, where that is no regular plural."""

ACRONYMS: Final[Mapping[str, str]] = {"api": "API", "etl": "ETL", "mtu": "MTU"}
"""Words that are letters."""

FACT: Final = 300
"""Letters of a fact, at most; ``findings.json`` has all."""


def visible(value: object) -> object:
    """Return what a page is to show as such text; markup stays as it is."""
    return value if isinstance(value, Markup) else spelled_out(str(value))


def seen(text: str) -> str:
    """Return text with nothing hidden in it; in quotes, if it is of blanks alone."""
    shown = spelled_out(text)
    return shown if shown.strip() else f'"{shown}"'


def named(name: str) -> str:
    """Return a name, of any length, as it stands beside a finding: as long as where it says what changed."""
    return cut(name, NAME)


def cut(text: str, most: int) -> str:
    """Return text with nothing hidden in it, as `seen` does, that is at most so many letters wide.

    Args:
        text: A name, of any length.
        most: Letters; those of Chinese, Japanese and Korean, and emoji, are as wide as two.
    """
    width = 0
    shown = seen(text)
    for place, letter in enumerate(shown):
        width += 2 if unicodedata.east_asian_width(letter) in "FW" else 1
        if width > most:
            return f"{shown[: place - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return shown


def fact(value: Json, name: str = "") -> str:
    """Return a fact of the evidence as people read it.

    Args:
        value: The fact.
        name: What it is called; a rate is a share of all.
    """
    if is_list(value):
        return ", ".join(map(fact, value)) or "none"
    if is_object(value):
        return ", ".join(f"{words(str(each))} {fact(said, str(each))}" for each, said in value.items()) or "none"
    if isinstance(value, str):
        return _minute(value) if _TIME.fullmatch(value) else cut(value, FACT)
    return _figure(value, name)


def _figure(value: float | None, name: str) -> str:
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    if isinstance(value, float):
        return f"{value:.1%}" if name == "rate" else f"{value:,.2f}" if abs(value) >= 1 else f"{value:.3g}"
    return f"{value:,}"


_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def _minute(text: str) -> str:
    """Return a time to the minute; what is none after all stays as it is."""
    try:
        return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError):
        return text


def several(value: Json) -> bool:
    """Tell whether a fact is several, each with facts of its own."""
    return is_list(value) and any(is_object(one) for one in value)


def words(name: str) -> str:
    """Return ``trackingPlanId`` or ``tracking-plan`` as words; a name with spaces in it stays as it is."""
    if " " in name:
        return name
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_]", " ", name).lower()
    return " ".join(ACRONYMS.get(word, word) for word in parted.split())


def heading(kind: str) -> str:
    """Return ``reverse-etl-model`` as a heading has it."""
    name = words(kind)
    return f"{name[:1].upper()}{name[1:]}"


def plural(kind: str) -> str:
    """Return what several things of a kind are called."""
    name = words(kind)
    if kind in PLURALS or name.endswith("s"):
        return PLURALS.get(kind, name)
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def moment(text: str) -> str:
    """Return a time as people read it."""
    return datetime.fromisoformat(text).strftime("%-d %B %Y, %H:%M UTC")


def short(count: float) -> str:
    """Return a number as people say it: ``980``, ``12,400``, ``1.2 million``."""
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if count >= size:
            return f"{count / size:.3g} {name}"
    return f"{count:,.0f}"
