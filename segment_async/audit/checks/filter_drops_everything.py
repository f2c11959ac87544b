"""Filters and transformations that let nothing through."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from segment_async._core.paging import get
from segment_async.audit.checks.base import Case, Check, Limits, kind_name, kind_of
from segment_async.audit.facts.conditions import read, shown
from segment_async.audit.facts.links import enabled_names, filters
from segment_async.audit.snapshot.view import Facts, is_enabled


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled filters and transformations that drop events by a condition that every event meets."""
    return chain(_filters(snapshot), _transformations(snapshot))


def _filters(snapshot: Facts) -> Iterator[Case]:
    for one in filters(snapshot):
        condition = get(one.resource.data, "if")
        if one.passes <= 0 and read(condition).always:
            name = one.resource.name
            came = f"{one.source} sends to" if one.source else "comes to"
            message = f"The filter {name} drops everything that {came} {one.place}."
            yield Case(one.resource, message, {"if": shown(condition), **one.told})


def _transformations(snapshot: Facts) -> Iterator[Case]:
    sources = enabled_names(snapshot, "source")
    kinds = {
        (str(get(one.data, "sourceId")), str(kind_of(one).get("id"))): kind_name(one)
        for one in snapshot.resources("destination")
        if is_enabled(one)
    }
    for one in filter(is_enabled, snapshot.resources("transformation")):
        source_id, kind = str(get(one.data, "sourceId")), str(get(one.data, "destinationMetadataId") or "")
        condition = get(one.data, "if")
        if source_id not in sources or get(one.data, "drop") is not True or not read(condition).always:
            continue
        if kind and (source_id, kind) not in kinds:
            continue  # nothing of the kind gets anything anyhow
        to = f" to destinations of the kind {kinds[source_id, kind]}" if kind else ""
        message = f"The transformation {one.name} drops everything that {sources[source_id]} sends{to}."
        about = {"sourceId": source_id, "source": sources[source_id], "destinationMetadataId": kind or None}
        yield Case(one, message, {"if": shown(condition), **about})


CHECK: Final = Check(
    id="filter-drops-everything",
    severity="error",
    question="Which filters and transformations drop every event?",
    remedy="Correct the condition so that it picks what should not pass, or disable what should get nothing at all.",
    needs=(
        *("listSources", "listDestinations", "listFiltersFromDestination", "listSpaces", "listFiltersForSpace"),
        "listTransformations",
    ),
    find=find,
)
