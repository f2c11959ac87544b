"""How what a workspace is billed for adds up over a month, and where that leads."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, date, timedelta
from math import ceil
from typing import Final

from attrs import frozen

from segment_async._core.paging import get
from segment_async.audit.facts.measures import moment_of
from segment_async.audit.snapshot.view import Facts, Resource

WEEK: Final = 7
"""Days that tell something of the rest of a month. Fewer may happen to have no weekend among them, or little else."""


@frozen
class Course:
    """What a count had come to by the end of each day of a month."""

    month: date
    """Its first day."""

    counts: Mapping[int, int]
    """By day of the month, one at least."""

    @property
    def days(self) -> int:
        """How many days the month has."""
        return monthrange(self.month.year, self.month.month)[1]

    @property
    def day(self) -> int:
        """The latest day that is counted."""
        return max(self.counts)

    @property
    def total(self) -> int:
        """What the count has come to."""
        return self.counts[self.day]

    def by(self, day: int) -> int:
        """Return what the count had come to by the end of a day; 0 before the first that is counted."""
        known = max((one for one in self.counts if one <= day), default=None)
        return 0 if known is None else self.counts[known]


def courses(facts: Facts, kind: str, count: Callable[[Resource], int]) -> tuple[Course | None, Course | None]:
    """Return the course of the present month, up to the last day that is over, and that of the month before.

    The latter is there only if it runs from the beginning of its month to the end, so that others compare with it.

    Args:
        facts: What is known of the workspace.
        kind: What the counts of the days are kept as.
        count: Returns what one of them says.
    """
    today = facts.moment.astimezone(UTC).date()
    found: dict[date, dict[int, int]] = defaultdict(dict)
    for entry in facts.resources(kind):
        moment = moment_of(get(entry.data, "timestamp"))
        if moment is not None and (day := moment.astimezone(UTC).date()) < today:
            found[day.replace(day=1)][day.day] = count(entry)
    month = today.replace(day=1)
    present, before = (
        Course(one, found[one]) if found[one] else None for one in (month, (month - timedelta(days=1)).replace(day=1))
    )
    is_whole = before is not None and before.day == before.days and before.by(WEEK) > 0
    return present, before if is_whole else None


def projected(present: Course, before: Course | None, *, steadily: bool) -> int:
    """Return what a count comes to by the end of the month.

    Two ways lead there: as many again on each day that is left, and in proportion what the month before added from the
    same day on. The lesser of the two is returned, so that a quiet beginning of the month before raises no alarm.

    Args:
        present: Its course until now.
        before: Its course in the whole month before, if that is known.
        steadily: Whether it can be trusted to go on as it began. People who were counted are not counted again, so that
            a count of people slows down: without a month to compare with, it is what it is now.
    """
    if before is None and not steadily:
        return present.total
    ends = [present.total * present.days / present.day]
    if before is not None and (then := before.by(present.day)):
        ends.append(present.total * before.total / then)
    return int(min(ends))


def reached(present: Course, end: int, quota: float) -> date:
    """Return the day on which a count passes its quota.

    Args:
        present: Its course until now.
        end: What it comes to by the end of the month, more than the quota.
        quota: What it may come to.
    """
    passed = min((day for day, count in present.counts.items() if count > quota), default=None)
    if passed is None:
        rest = present.days - present.day
        passed = present.day + ceil(rest * (quota - present.total) / (end - present.total))
    return present.month.replace(day=max(1, min(passed, present.days)))
