"""Names of events that are written much like another."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

MOST: Final = 5
"""Names that are suggested at most."""

CLOSE: Final = 0.6
"""How much of two names must be alike, from 0 to 1."""


def squashed(name: str) -> str:
    """Return a name without case and without all that is no letter or digit."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def similar(name: str, others: Iterable[str], *, widely: bool = True) -> list[str]:
    """Return names that differ from one in writing only, then those that are close, the closest first.

    Args:
        name: The name.
        others: Names to choose from.
        widely: Whether close ones will do.
    """
    by_form: dict[str, list[str]] = {}
    for other in sorted(set(others) - {name}):
        by_form.setdefault(squashed(other), []).append(other)
    wanted = squashed(name)
    found = by_form.get(wanted, [])
    if widely:
        forms = [form for form in get_close_matches(wanted, by_form, MOST + 1, CLOSE) if form != wanted]
        found = found + [other for form in forms for other in by_form[form]]
    return found[:MOST]
