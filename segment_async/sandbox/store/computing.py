"""What audiences and computed traits have in common: a query that Segment works out for each profile, in a while."""

import re
from collections.abc import Container
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Final

from segment_async.sandbox.store.records import Record

COMPUTING: Final = timedelta(seconds=2)
"""How long it takes to work something out, by the clock of the workspace."""

_TRAIT: Final = re.compile(r"""\btrait\(\s*(?:'([^']*)'|"([^"]*)")\s*\)""")


def is_computed(since: str, now: datetime) -> bool:
    """Tell whether what was written at a time has been worked out by now."""
    return now >= datetime.fromisoformat(since) + COMPUTING


def needs_history(query: str) -> bool:
    """Tell whether a query looks at events, which includes those of the past."""
    return "event(" in query


def traits_in(query: str) -> set[str]:
    """Return the traits that a query asks for; the key of an audience stands for membership."""
    return {single or double for single, double in _TRAIT.findall(query)}


def options_for(query: str, given: Record) -> Record:
    """Return options with historical data on where the query needs it."""
    return {**given, "includeHistoricalData": True} if needs_history(query) else given


def key_for(name: str, taken: Container[str]) -> str:
    """Derive a key from a name, with a number behind it if another one has it."""
    key = re.sub(r"\W+", "_", name.lower()).strip("_") or "unnamed"
    numbered = (f"{key}_{number}" for number in count(2))
    return next(free for free in chain([key], numbered) if free not in taken)
