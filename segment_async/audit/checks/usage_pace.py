"""Bills that grow."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits, Threshold
from segment_async.audit.facts.courses import WEEK, courses, projected, reached
from segment_async.audit.facts.measures import number
from segment_async.audit.snapshot.view import Facts, Resource


@frozen
class Measure:
    """Something that Segment bills by."""

    name: str
    """Name of its quota among the thresholds."""

    noun: str
    kind: str
    operation: str
    steadily: bool
    """Whether it goes on through the month as it began."""

    count: Callable[[Resource], int]


def _tracked(day: Resource) -> int:
    """Return how many users are billed: those with an id, and those who never had one."""
    return sum(number(get(day.data, key)) for key in ("identified", "neverIdentified"))


def _calls(day: Resource) -> int:
    return number(get(day.data, "apiCalls"))


MEASURES: Final = (
    Measure("mtu", "tracked users", "mtu-day", "getDailyWorkspaceMTUUsage", steadily=False, count=_tracked),
    Measure("api-calls", "API calls", "api-calls-day", "getDailyWorkspaceAPICallsUsage", steadily=True, count=_calls),
)


def find(snapshot: Facts, limits: Limits) -> Iterator[Case]:
    """Yield the workspace, once for each measure that heads for more than it should."""
    workspace = next(snapshot.resources("workspace"), None)
    if workspace is None:
        return
    for measure in MEASURES:
        said = None if snapshot.lacks(measure.operation) else _judged(snapshot, measure, limits)
        if said:
            yield Case(workspace, *said)


def _judged(snapshot: Facts, measure: Measure, limits: Limits) -> tuple[str, Mapping[str, Any]] | None:
    """Return what is to be said of a measure, and why; ``None`` where there is nothing to say."""
    present, before = courses(snapshot, measure.kind, measure.count)
    quota, growth = limits[measure.name], limits["growth"]
    if present is None or (present.day < WEEK and (quota is None or present.total <= quota)):
        return None
    end = projected(present, before, steadily=measure.steadily)
    heads = f"The workspace heads for {end:,} {measure.noun} this month"
    evidence = {
        "measure": measure.name,
        "until": present.month.replace(day=present.day).isoformat(),
        "soFar": present.total,
        "projected": end,
    }
    if quota is not None:
        if end <= quota:
            return None
        day = reached(present, end, quota).isoformat()
        message = f"{heads}; its quota of {quota:,.0f} is reached on {day}."
        return message, {**evidence, "quota": quota, "reached": day}
    if before is None or growth is None or before.total <= 0 or end <= growth * before.total:
        return None
    times = round(end / before.total, 4)
    message = f"{heads}, {times:.2f} times the {before.total:,} of the month before."
    return message, {**evidence, "monthBefore": before.total, "growth": times}


CHECK: Final = Check(
    id="usage-pace",
    severity="warning",
    question="Does the workspace head for more tracked users or API calls than its quota, or than usual?",
    remedy="See which sources grew, in the usage by source, and stop what is not wanted before the bill comes.",
    needs=tuple(measure.operation for measure in MEASURES),
    find=find,
    thresholds={
        "mtu": Threshold(None, "monthly tracked users that your contract allows; compared with last month if not set"),
        "api-calls": Threshold(None, "API calls a month that your contract allows; likewise"),
        "growth": Threshold(1.25, "times the month before from which on a month without a quota stands out"),
    },
)
