"""Events that sources have sent, day by day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from segment_async.sandbox.seeds.catalog import load
from segment_async.sandbox.store import Record, Stream, Workspace

_WEEK: Final = (1.0, 0.96, 0.98, 1.02, 1.08, 1.14, 1.05)
"""How busy each weekday is, Monday first."""

_CALLS: Final = ("alias", "group", "identify", "page", "screen")

OLDEST_DAY: Final = 120
"""Days ago that counts go back to: the last 30 days and the 90 before them."""


def send(workspace: Workspace, source: Record, raw: Record) -> None:
    """Count what a source has sent.

    Args:
        workspace: The workspace of the source.
        source: The source.
        raw: Its entry in the data file: ``sends`` and ``daily``, perhaps ``also``, ``days`` and ``versions``, and the
            like for each ``spell`` besides.
    """
    oldest = workspace.started.date() - timedelta(days=OLDEST_DAY)
    counts: defaultdict[Stream, list[int]] = defaultdict(lambda: [0] * (OLDEST_DAY + 1))
    for spell in (raw, *raw.get("spell", ())):
        first, last = spell.get("days", (OLDEST_DAY, 0))
        for stream, daily in _streams(spell):
            luck = Random(f"{source['slug']} {stream}")  # noqa: S311 - figures of a demo, the same in every run
            for place in range(OLDEST_DAY - first, OLDEST_DAY - last + 1):
                counts[stream][place] += _count(daily, oldest + timedelta(days=place), luck)
    for stream, daily_counts in counts.items():
        workspace.volume.add(source["id"], stream, oldest, daily_counts)


def _count(daily: float, day: date, luck: Random) -> int:
    return round(daily * _WEEK[day.weekday()] * luck.uniform(0.9, 1.1))


def _streams(spell: Record) -> Iterator[tuple[Stream, float]]:
    shares = _shares(spell)
    versions: dict[str, int] = spell.get("versions", {"": 1})
    for name, share in shares.items():
        kind, event = (name, "") if name in _CALLS else ("track", name)
        for version, part in versions.items():
            of_all = share / sum(shares.values()) * part / sum(versions.values())
            yield Stream(kind, event, version), spell["daily"] * of_all


def _shares(spell: Record) -> Mapping[str, int]:
    sends: str | Mapping[str, int] = spell["sends"]
    return {**(_patterns()[sends] if isinstance(sends, str) else sends), **spell.get("also", {})}


@cache
def _patterns() -> Record:
    return load("demo/traffic")
