"""Filters that let nothing through."""

from collections.abc import Iterator
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import is_list
from segment_async.audit.checks.base import Case, Check, Limits
from segment_async.audit.facts.conditions import read, shown
from segment_async.audit.facts.links import filters
from segment_async.audit.snapshot.view import Facts, Resource


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the enabled filters that drop events by a condition that every event meets."""
    for one in filters(snapshot):
        condition = get(one.resource.data, "if")
        if _drops(one.resource) and read(condition).always:
            name = one.resource.name
            came = f"{one.source} sends to" if one.source else "comes to"
            message = f"The filter {name} drops everything that {came} {one.place}."
            yield Case(one.resource, message, {"if": shown(condition), **one.told})


def _drops(resource: Resource) -> bool:
    """Tell whether a filter drops whole events; those of spaces have a switch for it, those of destinations actions."""
    actions = get(resource.data, "actions")
    return get(resource.data, "drop") is True or (
        is_list(actions) and any(get(action, "type") == "DROP" for action in actions)
    )


CHECK: Final = Check(
    id="filter-drops-everything",
    severity="error",
    question="Which filters drop every event?",
    remedy="Correct the condition so that it picks what should not pass, or disable what should get nothing at all.",
    needs=("listSources", "listDestinations", "listFiltersFromDestination", "listSpaces", "listFiltersForSpace"),
    find=find,
)
