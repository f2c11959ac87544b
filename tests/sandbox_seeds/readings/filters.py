"""Checks of filters, which are tried out on every kind of event, and of functions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Final

from segment_async.sandbox.fql import compile_condition
from segment_async.sandbox.store import Record, Workspace

from .reading import Reading, enabled, ids, rules_of, sent

_CALLS: Final = ("alias", "group", "identify", "page", "screen")

_DEMANDED: Final = re.compile(r'([\w.]+) = "([^"]*)"')
"""What a condition asks of an event."""


def filters(space: Workspace) -> Iterator[tuple[Record, bool, list[str]]]:
    """Yield the enabled filters of what is enabled: whether each drops events, and the names of events it may meet.

    Where a function stands in the source, those are also the names that the filter asks for.
    """
    instances = (one for function in space.functions.values() for one in space.insert_function_instances.of(function))
    changed = {instance["integrationId"] for instance in instances if instance["enabled"]}
    for destination in enabled(space.destinations):
        source_id = destination["sourceId"]
        planned = [rule["key"] for rule in rules_of(space, space.tracking_plans.plan_of_source.get(source_id))]
        for guard in enabled(space.destinations.filters[destination["id"]]):
            drops = any(action["type"] == "DROP" for action in guard["actions"])
            asked = [value for path, value in _DEMANDED.findall(guard["if"]) if path == "event"]
            made = asked if source_id in changed else []
            yield guard, drops, [*planned, *made, *filter(None, sent(space, source_id))]
    everything = [name for name in sent(space) if name]
    for guard in enabled(space.space_filters):
        yield guard, guard["drop"], everything


def of_all_kinds(condition: str, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield events of each type and name, with nothing inside, and with what a condition asks for."""
    inside = [(path.split("."), value) for path, value in _DEMANDED.findall(condition) if path not in ("event", "type")]
    bare = [{"type": call} for call in _CALLS] + [{"type": "track", "event": name} for name in ("Any Other", *names)]
    for event, demanded in product(bare, (None, *inside)):
        if demanded is None:
            yield event
        else:
            path, nested = demanded
            for step in reversed(path):
                nested = {step: nested}
            yield {**event, **nested}


def drops_everything(space: Workspace) -> list[str]:
    return ids(
        guard
        for guard, drops, names in filters(space)
        if drops and all(map(compile_condition(guard["if"], "if"), of_all_kinds(guard["if"], names)))
    )


def never_matches(space: Workspace) -> list[str]:
    return ids(
        guard
        for guard, _, names in filters(space)
        if not any(map(compile_condition(guard["if"], "if"), of_names(guard["if"], names)))
    )


def of_names(condition: str, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield events that may well come: those of `of_all_kinds`, but for the unheard-of one."""
    return (event for event in of_all_kinds(condition, names) if event.get("event") != "Any Other")


def unused(space: Workspace) -> list[str]:
    made = {record["metadataId"] for table in (space.sources, space.destinations) for record in table.values()}
    return ids(
        function
        for function in space.functions.values()
        if function.get("catalogId") not in made
        and not any(instance["enabled"] for instance in space.insert_function_instances.of(function))
    )


def outdated(space: Workspace) -> list[str]:
    return ids(
        function
        for key, function in space.functions.items()
        if not max(space.functions.versions[key].values(), key=lambda version: version["createdAt"])["isDeployed"]
    )


READINGS: Final[Mapping[str, Reading]] = {
    "filter-drops-everything": drops_everything,
    "filter-never-matches": never_matches,
    "function-unused": unused,
    "function-outdated": outdated,
}
