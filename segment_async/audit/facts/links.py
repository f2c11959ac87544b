"""What hangs together: which plan a source follows, what feeds a destination, what filters stand before it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from segment_async._core.paging import get
from segment_async._core.values import Json, is_list, is_number
from segment_async.audit.facts import routing
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled

RULES: Final = "listRulesFromTrackingPlan"

CONNECTIONS: Final = "listDestinationsFromAudience"

FUNCTIONS: Final = "listFunctions"
INSTANCES: Final = "listInsertFunctionInstances"


class Plans:
    """Which plan each source follows, and which events a plan names. What is asked for again is not read again."""

    def __init__(self, facts: Facts) -> None:
        """Note which sources the plans list."""
        self._facts = facts
        self._followed = {source.id: source.parent_id for source in facts.resources("tracking-plan-source")}
        self._names: dict[str, frozenset[str] | None] = {}

    def of(self, source_id: str) -> str | None:
        """Return the id of the plan that a source follows; ``None`` where none is known."""
        if source_id not in self._followed:
            details = self._facts.resources("source-detail", source_id)
            self._followed[source_id] = next((str(get(one.data, "trackingPlanId") or "") for one in details), "")
        return self._followed[source_id] or None

    def names(self, plan_id: str) -> frozenset[str] | None:
        """Return the names of events that a plan has rules for, in force or not; ``None`` where they are not known."""
        if plan_id not in self._names:
            known = not self._facts.lacks(RULES, plan_id)
            self._names[plan_id] = frozenset(name for name, _ in track_rules(self._facts, plan_id)) if known else None
        return self._names[plan_id]

    def planned(self, source_id: str) -> frozenset[str] | None:
        """Return the names that a source may send by its plan, none where it follows none; ``None`` if not known."""
        plan_id = self.of(source_id)
        if plan_id is not None:
            return self.names(plan_id)
        return None if self._facts.lacks("getSource", source_id) else frozenset()


def track_rules(facts: Facts, plan_id: str) -> Iterator[tuple[str, Resource]]:
    """Yield the rules of a plan for events, with the names of the events."""
    for rule in facts.resources("tracking-plan-rule", plan_id):
        key = get(rule.data, "key")
        if get(rule.data, "type") == "TRACK" and isinstance(key, str) and key:
            yield key, rule


def enabled_names(facts: Facts, kind: str) -> Mapping[str, str]:
    """Return the names of what is switched on of a kind, by id."""
    return {thing.id: thing.name for thing in facts.resources(kind) if is_enabled(thing)}


def audience_connections(facts: Facts) -> Counter[str] | None:
    """Count the enabled connections of audiences to each destination, by its id; ``None`` where some are not known."""
    spaces = [space.id for space in facts.resources("space")]
    if facts.lacks("listSpaces") or any(facts.lacks("listAudiences", space) for space in spaces):
        return None
    scopes = (f"{audience.parent_id}/{audience.id}" for audience in facts.resources("space-audience"))
    if any(facts.lacks(CONNECTIONS, scope) for scope in scopes):
        return None
    connections = facts.resources("space-audience-destination-connection")
    return Counter(str(get(one.data, "destinationId")) for one in connections if is_enabled(one))


def insertions(facts: Facts) -> Counter[str] | None:
    """Count the enabled instances of functions by the id of what they stand in; ``None`` where some are not known."""
    inserted = [one.id for one in facts.resources("function") if _is_inserted(one)]
    if facts.lacks(FUNCTIONS) or any(facts.lacks(INSTANCES, function) for function in inserted):
        return None
    instances = facts.resources("function-instance")
    return Counter(str(get(one.data, "integrationId")) for one in instances if is_enabled(one))


def _is_inserted(function: Resource) -> bool:
    return str(get(function.data, "resourceType")).startswith("INSERT_")


@frozen
class Filter:
    """An enabled filter before something that is enabled itself."""

    resource: Resource

    place: str
    """What it stands before, such as ``the space Shop``."""

    source_id: str = ""
    """The source whose events it sees; empty where that is no one source."""

    source: str = ""
    """The name of that source."""

    @property
    def passes(self) -> float:
        """The share of the events that meet its condition and get past it, from 0 to 1."""
        actions = get(self.resource.data, "actions")
        does = [(get(one, "type"), get(one, "percent")) for one in actions] if is_list(actions) else []
        drops = get(self.resource.data, "drop") is True or any(what == "DROP" for what, _ in does)
        samples = [float(share) for what, share in does if what == "SAMPLE" and is_number(share)]
        return routing.Filter(self.resource.name, None, drops, min(samples, default=None)).passes

    @property
    def told(self) -> Mapping[str, Json]:
        """What findings tell of where it stands."""
        place = self.resource.parent_id
        if not self.source_id:
            return {"spaceId": place}
        return {"destinationId": place, "sourceId": self.source_id, "source": self.source}


def filters(facts: Facts) -> Iterator[Filter]:
    """Yield the enabled filters, but for those of destinations that get nothing anyhow."""
    found = [one for one in facts.resources("destination-filter") if is_enabled(one)]
    if found:
        sources = enabled_names(facts, "source")
        places = {
            one.id: (one.name, str(get(one.data, "sourceId")))
            for one in facts.resources("destination")
            if is_enabled(one)
        }
        for one in found:
            name, source_id = places.get(one.parent_id, ("", ""))
            if source_id in sources:
                yield Filter(one, f"the destination {name}", source_id, sources[source_id])
    spaces = {space.id: space.name for space in facts.resources("space")}
    for one in filter(is_enabled, facts.resources("space-filter")):
        yield Filter(one, f"the space {spaces.get(one.parent_id, one.parent_id)}")
