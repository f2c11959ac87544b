"""Counts and lists of names, as sentences have them."""

from collections.abc import Sequence
from typing import Final, TypeVar

Item = TypeVar("Item")

MOST: Final = 20
"""How many of many things a finding tells, beside their number."""


def first_of(items: Sequence[Item]) -> list[Item]:
    """Return as many as a finding tells."""
    return list(items[:MOST])


def number_of(count: int, noun: str) -> str:
    """Return a count with what is counted, such as ``1 source`` or ``2,000 sources``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return names as a sentence lists them.

    Args:
        names: One at least.
        most: How many of them to name; the rest is counted.
    """
    rest = len(names) - most
    *others, last = names if rest <= 0 else (*names[:most], f"{rest:,} more")
    return f"{', '.join(others)} and {last}" if others else last
