"""Tools that get everything twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from segment_async._core.fql import Unreadable, parse
from segment_async._core.paging import get
from segment_async._core.values import Json, is_list
from segment_async.audit.checks.base import Case, Check, Limits, kind_name, kind_of
from segment_async.audit.facts.conditions import read
from segment_async.audit.facts.links import enabled_names, filters
from segment_async.audit.facts.words import first_of, listed
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled

SUBSCRIPTIONS: Final = "listSubscriptionsFromDestination"


@frozen
class _Member:
    """A destination of a source and a kind."""

    id: str
    name: str
    by_actions: bool
    """Whether it takes only what a subscription lets through."""


@frozen
class _Intake:
    """What a destination may get at most."""

    condition: str
    """A condition that each of its events meets."""

    models: frozenset[str]
    """Ids of the reverse ETL models whose rows it takes."""


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources' enabled destinations of one kind, where several may get the same: once for all.

    Triggers and filters, or reverse ETL models, may part what they get.
    """
    sources = enabled_names(snapshot, "source")
    titles: dict[str, tuple[str, str]] = {}
    groups: dict[tuple[str, str], list[_Member]] = defaultdict(list)
    for destination in filter(is_enabled, snapshot.resources("destination")):
        source_id, kind = destination.data.get("sourceId"), kind_of(destination).get("id")
        if isinstance(source_id, str) and source_id in sources and isinstance(kind, str) and kind:
            titles[kind] = kind_name(destination), str(kind_of(destination).get("name") or kind)
            actions = kind_of(destination).get("actions")
            by_actions = is_list(actions) and len(actions) > 0
            groups[source_id, kind].append(_Member(destination.id, destination.name, by_actions))
    drops = _drops(snapshot)
    for (source_id, kind), members in groups.items():
        found = _alike(snapshot, members, drops)
        if found:
            source, (slug, title) = sources[source_id], titles[kind]
            evidence = {
                "kind": slug,
                "metadataId": kind,
                "sourceId": source_id,
                "source": source,
                "count": len(found),
                "destinations": [{"id": one.id, "name": one.name} for one in first_of(found)],
            }
            what = f"{len(found):,} destinations of one kind, {title}: {listed([one.name for one in found])}"
            first = Resource("destination", found[0].id, "", found[0].name, {})
            yield Case(first, f"{source} sends its events to {what}.", evidence)


def _alike(snapshot: Facts, members: Sequence[_Member], drops: Mapping[str, Sequence[str]]) -> Sequence[_Member]:
    """Return the destinations that may get what another of them gets as well."""
    if len(members) < 2:  # noqa: PLR2004 - it takes two
        return ()
    intakes = [_intake(snapshot, one, drops.get(one.id, ())) for one in members]
    return [
        one
        for place, one in enumerate(members)
        if any(_overlap(intakes[place], other) for at, other in enumerate(intakes) if at != place)
    ]


def _intake(snapshot: Facts, destination: _Member, drops: Sequence[str]) -> _Intake:
    taken, models = ["all"], frozenset[str]()
    if destination.by_actions and not snapshot.lacks(SUBSCRIPTIONS, destination.id):
        own = [one for one in snapshot.resources("destination-subscription", destination.id) if is_enabled(one)]
        models = frozenset(str(model) for one in own if (model := get(one.data, "modelId")))
        taken = [_readable(get(one.data, "trigger"), "all") for one in own if not get(one.data, "modelId")]
    condition = _joined("or", taken) if taken else "false"
    return _Intake(_joined("and", [condition, *(f"not ({one})" for one in drops)]), models)


def _overlap(one: _Intake, other: _Intake) -> bool:
    return not one.models.isdisjoint(other.models) or not read(_joined("and", [one.condition, other.condition])).never


def _readable(condition: Json, otherwise: str) -> str:
    """Return a condition, or another in place of one that cannot be read."""
    try:
        parse(str(condition))
    except Unreadable:
        return otherwise
    return str(condition)


def _joined(word: str, conditions: Sequence[str]) -> str:
    return f" {word} ".join(f"({condition})" for condition in conditions)


def _drops(snapshot: Facts) -> Mapping[str, Sequence[str]]:
    """Return the conditions of the filters that drop events before each destination, by its id."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in filters(snapshot):
        if one.passes <= 0 and one.source_id:
            found[one.resource.parent_id].append(_readable(get(one.resource.data, "if"), "false"))
    return found


CHECK: Final = Check(
    id="destination-duplicate",
    severity="warning",
    question="Which sources send the same to several destinations of one kind?",
    remedy="Make sure that the tool does not get everything twice: disable all but one, or part the events by filters.",
    needs=("listSources", "listDestinations"),
    find=find,
)
