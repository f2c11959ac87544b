"""Docstrings from the specification's prose, which may hold anything."""

import re
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Final

from codegen.load import SpecificationError

WIDTH: Final = 116
"""Columns that a docstring may fill."""

_QUOTES: Final = '"""'


def one_line(text: str) -> str:
    """Return prose on one line, printable, and without what would end a docstring."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split()).replace(_QUOTES, "'''")


def sentence(text: str) -> str:
    """Return prose on one line, with a full stop."""
    line = one_line(text)
    return line if line.endswith((".", "?", "!")) or not line else f"{line}."


def listed(items: Iterable[str], conjunction: str) -> str:
    """Join items as a sentence does: ``a, b or c``."""
    *first, last = items
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def docstring(
    text: str, *, indent: int, details: Iterable[str] = (), arguments: Mapping[str, str] | None = None
) -> str:
    """Return the docstring of a class or a function, quotes included.

    Args:
        text: What it is, or does; the first sentence becomes the first line.
        indent: Columns before it.
        details: More sentences.
        arguments: What each argument means.

    Raises:
        SpecificationError: The first sentence does not fit on a line.
    """
    text = sentence(text)
    room = WIDTH - indent - len(_QUOTES)
    first, *others = [text] if len(text) <= room else re.split(r"(?<=[.?!]) (?=[^a-z])", text, maxsplit=1)
    if not 0 < len(first) <= room:
        raise SpecificationError(f"The description {text!r} must begin with a sentence of 1 to {room} characters.")
    lines = [first]
    if more := " ".join(filter(None, map(sentence, (*others, *details)))):
        lines += ["", *_wrapped(more, WIDTH - indent)]
    if arguments:
        lines += ["", "Args:"]
    for name, meaning in (arguments or {}).items():
        entry, *rest = _wrapped(f"{name}: {sentence(meaning)}", WIDTH - indent - 8)
        lines += [f"    {entry}", *(f"        {line}" for line in rest)]
    return _quoted(lines, indent)


def note(text: str, *, indent: int) -> str:
    """Return the string that stands under a field or an alias."""
    return _quoted(_wrapped(sentence(text), WIDTH - indent - len(_QUOTES)), indent)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _quoted(lines: list[str], indent: int) -> str:
    margin = " " * indent
    body = "\n".join(f"{margin}{line}".rstrip() for line in lines).strip()
    start = ("r" if "\\" in body else "") + _QUOTES
    end = _QUOTES if len(lines) == 1 and indent + len(start + body + _QUOTES) <= WIDTH + 4 else f"\n{margin}{_QUOTES}"
    return start + body + end
