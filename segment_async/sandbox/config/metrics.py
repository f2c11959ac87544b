"""How the delivery of events went, metric by metric, slot by slot.

Nobody has recorded what the Config API answers here. The names are those that the Public API uses for the same counts;
how long deliveries took is not known to the workspace, so there are no metrics of that.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen

from segment_async.sandbox.config import names
from segment_async.sandbox.courses import FIRST_ATTEMPT, Fate, course_to
from segment_async.sandbox.delivery import Dataset, datasets, summary
from segment_async.sandbox.store import Invalid, Missing, Record, Workspace, timestamp
from segment_async.sandbox.store.volume import Query, minute_of, moment_of
from segment_async.sandbox.timespan import SLOT_MINUTES, read_moment, slot_edges

SLOTS_AT_MOST: Final = 5000
"""Points of one series."""

_USUAL_SPAN: Final = timedelta(days=1)

METRICS: Final[Mapping[str, Callable[[Fate], bool]]] = {
    "successes": lambda fate: fate.step == "delivered",
    "successes_on_first_attempt": lambda fate: fate == FIRST_ATTEMPT,
    "successes_after_retry": lambda fate: fate.step == "delivered" and fate != FIRST_ATTEMPT,
    "expired": lambda fate: fate.step == "failed",
    "discarded": lambda fate: fate.step == "discarded",
    "retried": lambda fate: fate.retries > 0,
}
"""Which fates of events each metric counts; the last counts the retries instead."""


@frozen
class Span:
    """The time that is asked for."""

    start: datetime
    """First moment, included."""

    end: datetime
    """Last moment, left out."""

    granularity: str
    """``MINUTE``, ``HOUR`` or ``DAY``."""


def read_span(query: Mapping[str, str], now: datetime) -> Span:
    """Return the time that a query asks for: the last day by the hour, where it does not say.

    Raises:
        Failure: A moment cannot be read.
        Invalid: The span is empty or too long.
    """
    end = read_moment(query["end_time"], "end_time") if query.get("end_time") else now
    start = read_moment(query["start_time"], "start_time") if query.get("start_time") else end - _USUAL_SPAN
    granularity = query.get("granularity", "HOUR")
    if start >= end:
        raise Invalid("start_time has to lie before end_time; swap or widen them.", field="start_time")
    if (end - start) // timedelta(minutes=SLOT_MINUTES[granularity]) >= SLOTS_AT_MOST:
        raise Invalid(f"The span has more than {SLOTS_AT_MOST} slots; ask for less, or for longer slots.")
    return Span(start, end, granularity)


def series(workspace: Workspace, destination: Record, metric: str, span: Span) -> Record:
    """Return the counts of one metric.

    Raises:
        Missing: There is no such metric.
    """
    if metric not in METRICS:
        raise Missing(f"There is no metric {metric!r}; there are {', '.join(METRICS)}.")
    length, horizon = SLOT_MINUTES[span.granularity], minute_of(workspace.started)
    edges = slot_edges(minute_of(span.start), minute_of(span.end), length)
    counted = _counted(workspace, destination, metric, [min(edge, horizon) for edge in edges])
    points = counted.retries if metric == "retried" else counted.counts
    return {
        "name": f"{names.of_destination(workspace, destination)}/metrics/{metric}",
        "granularity": span.granularity,
        "points": [
            {"time": timestamp(moment_of(edge - edge % length)), "value": value}
            for edge, value in zip(edges, points, strict=False)
        ],
    }


def total(workspace: Workspace, destination: Record, span: Span) -> Record:
    """Return the sums of a span, as the Public API counts them."""
    counts = summary(workspace, destination, span.start, span.end)
    return {
        "name": names.of_destination(workspace, destination),
        "metrics": [
            {
                "metric_name": metric["metricName"],
                "total": metric["total"],
                "breakdown": [
                    {"metric_name": part["metricName"], "value": part["value"]} for part in metric["breakdown"]
                ],
            }
            for metric in counts["metrics"]
        ],
    }


def _counted(workspace: Workspace, destination: Record, metric: str, edges: Sequence[int]) -> Dataset:
    course = course_to(workspace, destination)
    volume = Query(edges[0], edges[-1], sources=(destination["sourceId"],))
    groups = workspace.volume.groups(volume) if destination["enabled"] else []
    fates = [fate for fate in course.fates if METRICS[metric](fate)]
    (counted,) = datasets(groups, course, fates, edges, ())
    return counted
