"""Events that sources have sent, day by day."""

from collections.abc import Iterator
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
        raw: Its entry in the data file: ``sends``, ``daily``, and perhaps ``days`` and ``versions``.
    """
    first, last = raw.get("days", (OLDEST_DAY, 0))
    today = workspace.started.date()
    days = [today - timedelta(days=ago) for ago in range(first, last - 1, -1)]
    for stream, daily in _streams(raw["sends"], raw["daily"], raw.get("versions", {"": 1})):
        luck = Random(f"{source['slug']} {stream}")  # noqa: S311 - figures of a demo, the same in every run
        counts = [_count(daily, day, luck) for day in days]
        workspace.volume.add(source["id"], stream, days[0], counts)


def _count(daily: float, day: date, luck: Random) -> int:
    return round(daily * _WEEK[day.weekday()] * luck.uniform(0.9, 1.1))


def _streams(pattern: str, daily: float, versions: dict[str, int]) -> Iterator[tuple[Stream, float]]:
    shares: dict[str, int] = _patterns()[pattern]
    for name, share in shares.items():
        kind, event = (name, "") if name in _CALLS else ("track", name)
        for version, part in versions.items():
            of_all = share / sum(shares.values()) * part / sum(versions.values())
            yield Stream(kind, event, version), daily * of_all


@cache
def _patterns() -> Record:
    return load("demo/traffic")
