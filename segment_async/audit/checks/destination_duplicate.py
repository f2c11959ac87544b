"""Tools that get everything twice."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from segment_async.audit.checks.base import Case, Check, Limits, kind_name, kind_of
from segment_async.audit.facts.links import enabled_names
from segment_async.audit.facts.words import first_of, listed
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled sources' enabled destinations of one kind, where there are several: once for all of them."""
    sources = enabled_names(snapshot, "source")
    titles: dict[str, tuple[str, str]] = {}
    members: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for destination in filter(is_enabled, snapshot.resources("destination")):
        source_id, kind = destination.data.get("sourceId"), kind_of(destination).get("id")
        if isinstance(source_id, str) and source_id in sources and isinstance(kind, str) and kind:
            titles[kind] = kind_name(destination), str(kind_of(destination).get("name") or kind)
            members[source_id, kind].append((destination.id, destination.name))
    for (source_id, kind), found in members.items():
        if len(found) > 1:
            found.sort()
            source, (slug, title) = sources[source_id], titles[kind]
            evidence = {
                "kind": slug,
                "metadataId": kind,
                "sourceId": source_id,
                "source": source,
                "count": len(found),
                "destinations": [{"id": one, "name": name} for one, name in first_of(found)],
            }
            what = f"{len(found):,} destinations of one kind, {title}: {listed([name for _, name in found])}"
            first, name = found[0]
            yield Case(Resource("destination", first, "", name, {}), f"{source} sends its events to {what}.", evidence)


CHECK: Final = Check(
    id="destination-duplicate",
    severity="warning",
    question="Which sources send to several destinations of one kind?",
    remedy="Make sure that the tool does not get everything twice: disable all but one, or part the events by filters.",
    needs=("listSources", "listDestinations"),
    find=find,
)
