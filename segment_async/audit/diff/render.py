"""A diff for people: lines that a terminal, a file or a page shows in its own way."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from difflib import unified_diff
from itertools import groupby
from typing import Final, Literal, TypeAlias

from attrs import frozen

from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.diff.fields import MARKER
from segment_async.audit.diff.kinds import COMPARED
from segment_async.audit.diff.values import Change, Diff, Field, NotCompared, Side, What
from segment_async.audit.facts.words import number_of

Look: TypeAlias = Literal["title", "plain", "heading", "added", "removed", "changed", "field", "more", "less", "code"]
"""What a line is, which decides how it looks."""

SIGNS: Final[Mapping[What, str]] = {"added": "+", "removed": "-", "changed": "~"}

WIDTH: Final = 60
"""Characters of a value from which on only what is different is shown."""

NAME: Final = 200
"""Characters of a name, of many."""

AROUND: Final = 16
"""Characters that are shown before and after what is different."""

CONTEXT: Final = 2
"""Lines that are shown before and after those that are different."""

LINES: Final = 60
"""Lines of one field, of many."""

ENTRIES: Final = 20
"""Fields of one thing, of many."""

BETWEEN: Final = " / "
"""Stands between the names on the way to a thing."""


@frozen
class Line:
    """A line that people read."""

    look: Look
    text: str
    depth: int = 0
    """How far it is indented."""


def headline(diff: Diff) -> str:
    """Say whose snapshots they are, and how much changed."""
    a, b = diff.a.workspace, diff.b.workspace
    between = f"between {_moment(diff.a)} and {_moment(diff.b)}"
    if not diff.same_workspace:
        said = number_of(len(diff.changes), "difference") if diff.changes else "no difference"
        return f"{a.name} ({a.slug}) and {b.name} ({b.slug}) are different workspaces: {said}"
    older = ", the second snapshot being the older one" if _began(diff.b) < _began(diff.a) else ""
    said = number_of(len(diff.changes), "change") if diff.changes else "nothing changed"
    return f"{b.name}: {said} {between}{older}"


def summary(diff: Diff) -> str:
    """Count what was added, removed and changed."""
    return ", ".join(f"{count:,} {what}" for what, count in diff.counts.items() if count)


def lines(diff: Diff) -> Iterator[Line]:
    """Yield everything that people read of a diff."""
    yield Line("title", headline(diff))
    if diff.changes:
        yield Line("plain", summary(diff))
    kinds = COMPARED[diff.b.api]
    for kind, changes in groupby(diff.changes, lambda change: change.thing.kind):
        yield Line("plain", "")
        yield Line("heading", kinds[kind].title)
        for change in changes:
            yield Line(change.change, f"{SIGNS[change.change]} {named(change)}{beside(change)}", 1)
            yield from change_lines(change)
    if diff.not_compared:
        yield Line("plain", "")
        yield Line("heading", "Not compared")
        yield from (Line("plain", missing(one, diff), 1) for one in diff.not_compared)


def named(change: Change) -> str:
    """Return the names on the way to what changed."""
    return BETWEEN.join(_short(name, NAME) for name in change.thing.way)


def beside(change: Change) -> str:
    """Return how many things came or went with it; an empty text for none."""
    return f" (with {number_of(change.below, 'thing')} on it)" if change.below else ""


def missing(one: NotCompared, diff: Diff) -> str:
    """Say what could not be compared, and why."""
    kinds = COMPARED[diff.b.api]
    what = kinds[one.what].title if one.what in kinds else one.what.capitalize()
    where = {"a": " in the first snapshot", "b": " in the second snapshot", "both": ""}[one.snapshot]
    operation = f" ({one.operation})" if one.operation else ""
    times = f" This happened {one.times:,} times." if one.times > 1 else ""
    return f"{what}{where}{operation}: {one.reason}{times}"


def change_lines(change: Change) -> Iterator[Line]:
    """Yield how a thing changed, field by field; of many fields the rest is counted."""
    for field in change.fields[:ENTRIES]:
        yield from field_lines(field)
    rest = len(change.fields) - ENTRIES
    if rest > 0:
        yield Line("field", f"… and {number_of(rest, 'more field')}", 2)


def field_lines(field: Field) -> Iterator[Line]:
    """Yield how a field changed: one line, or those that differ where it is a text of several lines, or a schema."""
    if field.path == "id":
        yield Line("field", f"was made anew: {_short(field.before)} -> {_short(field.after)}", 2)
    elif field.before == field.after and _is_secret(field.before):
        yield Line("field", f"{field.path}: another secret", 2)
    elif _is_names(field.before) and _is_names(field.after) and (field.before or field.after):
        less, more = [*_besides(field.before, field.after)], [*_besides(field.after, field.before)]
        yield Line("field", field.path if less or more else f"{field.path}: the same in another order", 2)
        yield from (Line("less", f"- {one}", 3) for one in less)
        yield from (Line("more", f"+ {one}", 3) for one in more)
    elif _is_long(field.before) or _is_long(field.after):
        yield Line("field", field.path, 2)
        yield from unified(field)
    else:
        before, after = _text(field.before), _text(field.after)
        if before == after:  # a number that became a text, and the like
            before, after = json.dumps(field.before), json.dumps(field.after)
        before, after = apart(before, after)
        yield Line("field", f"{field.path}: {before} -> {after}", 2)


def unified(field: Field) -> Iterator[Line]:
    """Yield the lines of a field that differ, with those around them."""
    texts = _lines(field.before), _lines(field.after)
    found = list(unified_diff(texts[0], texts[1], lineterm="", n=CONTEXT))[2:]  # without the names of files
    looks: Mapping[str, Look] = {"+": "more", "-": "less"}
    for line in found[:LINES]:
        yield Line(looks.get(line[:1], "code"), line, 3)
    if len(found) > LINES:
        yield Line("code", f"… and {number_of(len(found) - LINES, 'more line')}", 3)


def apart(before: str, after: str) -> tuple[str, str]:
    """Return two texts, shortened to where they differ if they are long."""
    if max(len(before), len(after)) <= WIDTH:
        return before, after
    same = _shared(before, after)
    rest = _shared(before[same:][::-1], after[same:][::-1])
    return _cut(before, same, rest), _cut(after, same, rest)


def _cut(text: str, same: int, rest: int) -> str:
    begin, end = max(0, same - AROUND), min(len(text), len(text) - rest + AROUND)
    middle = text[begin:end]
    if len(middle) > WIDTH + 2 * AROUND:
        middle = f"{middle[: WIDTH // 2 + AROUND]}…{middle[-WIDTH // 2 :]}"
    return f"{'…' * (begin > 0)}{middle}{'…' * (end < len(text))}"


def _shared(one: str, other: str) -> int:
    """Return with how many of the same characters two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _short(value: Json, width: int = WIDTH) -> str:
    text = _text(value)
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _text(value: Json) -> str:
    """Return a value as one line; a text that begins or ends in what cannot be seen, in quotes."""
    if value is None:
        return "(none)"
    is_plain = isinstance(value, str) and value and value == value.strip()
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _lines(value: Json) -> list[str]:
    if value is None:
        return []
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
    return text.splitlines()


def _is_long(value: Json) -> bool:
    """Tell whether a value has several lines."""
    if isinstance(value, str):
        return "\n" in value
    return is_object(value) or (is_list(value) and len(_text(value)) > WIDTH)


def _is_names(value: Json) -> bool:
    """Tell whether a value is a list of texts, or missing."""
    return value is None or (is_list(value) and all(isinstance(one, str) for one in value))


def _is_secret(value: Json) -> bool:
    texts = value if is_list(value) else [value]
    return any(isinstance(one, str) and MARKER.fullmatch(one) for one in texts)


def _besides(ones: Json, others: Json) -> Iterable[str]:
    """Return the texts of a list that another one lacks, each as often as it lacks it."""
    left = list(others or ())
    found: list[str] = []
    for one in ones or ():
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found


def _began(side: Side) -> datetime:
    return datetime.fromisoformat(side.started_at)


def _moment(side: Side) -> str:
    return f"{_began(side):%Y-%m-%d %H:%M} UTC"
