"""A diff in Markdown, for a pull request, an issue or the summary of a run in CI.

Whatever comes from a workspace stands in code, where it makes no link, calls nobody and is no HTML.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from segment_async._core.visible import visible
from segment_async.audit.diff.kinds import COMPARED
from segment_async.audit.diff.render import Line, beside, field_lines, headline, missing, named, summary
from segment_async.audit.diff.values import Change, Diff

_MEANS: Final = re.compile(r"[\\`*_\[\]<>#|~&]|^[-+]|(?<=\d)[.)](?=\s)")
_CALLS: Final = re.compile(r"((?<!\S)\S*(?:@|://|\bwww\.|#\d|\bGH-\d)\S*)", re.IGNORECASE)
"""Words of which code hosts make a link, or that call somebody, without any markup."""

_FENCE: Final = 3


def markdown(diff: Diff) -> Iterator[str]:
    """Yield a diff in Markdown, line by line."""
    yield f"## {escaped(headline(diff))}"
    if diff.changes:
        yield from ("", f"{summary(diff)}.")
    kinds = COMPARED[diff.b.api]
    for kind, changes in groupby(diff.changes, lambda change: change.thing.kind):
        yield from ("", f"### {kinds[kind].title}", "")
        for change in changes:
            yield f"- {change.change} {code(named(change))}{beside(change)}"
            yield from _fields(change)
    if diff.not_compared:
        yield from ("", "### Not compared", "")
        yield from (f"- {escaped(missing(one, diff))}" for one in diff.not_compared)


def escaped(text: str) -> str:
    """Return one line of text that Markdown shows as it is; what a code host would link is code."""
    parts = _CALLS.split(_line(text))
    return "".join(_called(part) if place % 2 else _MEANS.sub(r"\\\g<0>", part) for place, part in enumerate(parts))


def _called(word: str) -> str:
    """Return a word as code, without what ends a sentence."""
    core = word.rstrip(".,:;)") or word
    return f"{code(core)}{word[len(core) :]}"


def code(text: str) -> str:
    """Return one line of text as code."""
    line = _line(text)
    fence = "`" * (1 + _longest_run(line))
    pad = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _line(text: str) -> str:
    return visible(" ".join(text.split()))


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _fields(change: Change) -> Iterator[str]:
    for field in change.fields:
        first, *rest = field_lines(field)
        yield f"  - {code(first.text)}"
        if rest:
            yield from _block(rest)


def _block(block: list[Line]) -> Iterator[str]:
    fence = "`" * max(_FENCE, 1 + max(_longest_run(line.text) for line in block))
    yield f"    {fence}diff"
    yield from (f"    {visible(line.text)}" for line in block)
    yield f"    {fence}"
