"""Filters that wait for what never comes."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits, sends_events
from segment_async.audit.facts.conditions import read, shown
from segment_async.audit.facts.links import FUNCTIONS, INSTANCES, RULES, Filter, Plans, filters, insertions
from segment_async.audit.facts.measures import names_heard
from segment_async.audit.facts.words import first_of, listed
from segment_async.audit.snapshot.view import Facts
from segment_async.audit.spans import VOLUME_DAYS

VOLUME: Final = "getEventsVolumeFromWorkspace"
TRANSFORMATIONS: Final = "listTransformations"

OF_AUDIENCES: Final = frozenset({"Audience Entered", "Audience Exited"})
"""Events that destinations get from the audiences that they are connected to, and not from their source."""


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled filters whose condition excludes itself, or waits for events that its source does not send."""
    expected = _Expected(snapshot)
    for one in filters(snapshot):
        condition = get(one.resource.data, "if")
        reading = read(condition)
        evidence = {"if": shown(condition), **one.told}
        which = f"The filter {one.resource.name} before {one.place}"
        if reading.never:
            message = f"{which} acts on no event: no event can meet its condition."
            yield Case(one.resource, message, {**evidence, "because": "contradiction"})
        elif reading.events is not None and expected.excludes(reading.events, one):
            waits = sorted(reading.events)
            which = f"{which} waits for {listed(waits)}"
            about = {"because": "events", "eventCount": len(waits), "events": first_of(waits), "days": VOLUME_DAYS}
            message = f"{which}, which {one.source} does not plan, and did not send in {VOLUME_DAYS} days."
            yield Case(one.resource, message, {**evidence, **about})


class _Expected:
    """Which events may reach a filter. Nothing is read before a filter asks for events by name."""

    def __init__(self, snapshot: Facts) -> None:
        self._snapshot = snapshot
        self._names: dict[str, frozenset[str] | None] = {}

    def excludes(self, events: frozenset[str], one: Filter) -> bool:
        """Tell whether a filter is sure to meet none of some events."""
        if one.source_id not in self._sources:
            return False  # of a space nobody knows what comes in, and sources of objects are not counted
        if one.source_id not in self._names:
            self._names[one.source_id] = self._of(one.source_id)
        names = self._names[one.source_id]
        return names is not None and names.isdisjoint(events)

    def _of(self, source_id: str) -> frozenset[str] | None:
        """Return what a source sends or plans, by its own names and by new ones; ``None`` where that is not known.

        The code of an insert function of the source may give events any name.
        """
        planned = self._plans.planned(source_id)
        if planned is None or self._snapshot.lacks(VOLUME, source_id) or self._snapshot.lacks(TRANSFORMATIONS):
            return None
        if self._insertions is None or self._insertions[source_id]:
            return None
        return planned | names_heard(self._snapshot, source_id) | self._renamed.get(source_id, set()) | OF_AUDIENCES

    @cached_property
    def _sources(self) -> frozenset[str]:
        return frozenset(one.id for one in self._snapshot.resources("source") if sends_events(one))

    @cached_property
    def _plans(self) -> Plans:
        return Plans(self._snapshot)

    @cached_property
    def _insertions(self) -> Mapping[str, int] | None:
        return insertions(self._snapshot)

    @cached_property
    def _renamed(self) -> Mapping[str, set[str]]:
        """What transformations call the events of each source."""
        found: dict[str, set[str]] = {}
        for one in self._snapshot.resources("transformation"):
            found.setdefault(str(get(one.data, "sourceId")), set()).add(str(get(one.data, "newEventName")))
        return found


CHECK: Final = Check(
    id="filter-never-matches",
    severity="warning",
    question="Which filters act on no event?",
    remedy="Correct the condition, such as the name of an event that is called otherwise now, or remove the filter.",
    needs=(
        *("listSources", "listDestinations", "listFiltersFromDestination", "listSpaces", "listFiltersForSpace"),
        *("listTrackingPlans", "listSourcesFromTrackingPlan", "getSource", RULES, VOLUME, TRANSFORMATIONS),
        *(FUNCTIONS, INSTANCES),
    ),
    find=find,
)
