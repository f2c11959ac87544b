"""What became of events on their way, derived from how many came in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate, pairwise

from attrs import define

from segment_async.sandbox.courses import FIRST_ATTEMPT, Course, Fate, course_to
from segment_async.sandbox.store import Record, Workspace
from segment_async.sandbox.store.volume import Daily, Group, Query, counts_between, minute_of


def summary(workspace: Workspace, destination: Record, start: datetime, end: datetime) -> Record:
    """Count the successes, the discarded and the lost events; a disabled destination gets none.

    Events that are blocked at the source are on their way to no destination.

    Args:
        workspace: Where the events came in.
        destination: Where they go.
        start: First moment, included.
        end: Last moment, left out.
    """
    horizon = minute_of(workspace.started)
    edges = [min(minute_of(moment), horizon) for moment in (start, end)]
    query = Query(edges[0], edges[1], sources=(destination["sourceId"],))
    course = course_to(workspace, destination)
    totals = Counter[str]()
    for group in workspace.volume.groups(query) if destination["enabled"] else ():
        for daily in group.streams:
            for fate, counts in _met(daily, course, course.fates, edges):
                totals[fate.step] += sum(counts)
                totals[fate.reason] += sum(counts)
    first = totals[FIRST_ATTEMPT.reason]
    return {
        "sourceId": destination["sourceId"],
        "destinationMetadataId": destination["metadataId"],
        "metrics": [
            {
                "metricName": "successes",
                "total": totals["delivered"],
                "breakdown": [
                    {"metricName": "successes_on_first_attempt", "value": first},
                    {"metricName": "successes_after_retry", "value": totals["delivered"] - first},
                ],
            },
            {"metricName": "expired", "total": totals["failed"], "breakdown": []},
            {"metricName": "discarded", "total": totals["discarded"], "breakdown": []},
        ],
    }


@define
class Dataset:
    """Events that are counted together, slot by slot."""

    about: Mapping[str, str]
    """What they have in common, by what they were grouped by."""

    counts: list[int]
    """Events of each slot."""

    retries: list[int]
    """Retries in each slot."""


def datasets(
    groups: Iterable[Group], course: Course, fates: Collection[Fate], edges: Sequence[int], by: Collection[str]
) -> list[Dataset]:
    """Count the events that met some fates; without grouping always in one data set.

    Args:
        groups: The events that came in, grouped by all that ``by`` may name.
        course: The way that they were on.
        fates: What to count.
        edges: Minutes at which the slots begin, and the one at which the last ends.
        by: What to count apart, ``discardReason`` among it.
    """
    slots = len(edges) - 1
    found: dict[tuple[str, ...], Dataset] = {}
    if not by:
        found[()] = Dataset({}, [0] * slots, [0] * slots)
    for group in groups:
        for daily in group.streams:
            for fate, counts in _met(daily, course, fates, edges):
                if any(counts):
                    values = {**group.about, "discardReason": fate.reason}
                    about = {name: values[name] for name in by}
                    known = found.setdefault(tuple(about.values()), Dataset(about, [0] * slots, [0] * slots))
                    known.counts = [one + other for one, other in zip(known.counts, counts, strict=True)]
                    known.retries = [
                        one + other * fate.retries for one, other in zip(known.retries, counts, strict=True)
                    ]
    return list(found.values())


def _met(daily: Daily, course: Course, fates: Collection[Fate], edges: Sequence[int]) -> list[tuple[Fate, list[int]]]:
    """Return, for each fate, how many events met it between each two neighbouring minutes."""
    reached = list(accumulate(counts_between(daily, (0, *edges))))
    return [
        (fate, [later - earlier for earlier, later in pairwise(course.count(fate, events) for events in reached)])
        for fate in fates
    ]
