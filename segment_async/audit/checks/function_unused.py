"""Code that nothing runs."""

from collections.abc import Iterator, Mapping
from typing import Final

from segment_async._core.paging import get
from segment_async._core.values import Json
from segment_async.audit.checks.base import Case, Check, Limits, kind_of
from segment_async.audit.facts.words import number_of
from segment_async.audit.snapshot.view import Facts, Resource, is_enabled

INSTANCES: Final = "listInsertFunctionInstances"
USERS: Final = {"SOURCE": ("source", "listSources"), "DESTINATION": ("destination", "listDestinations")}
"""What runs a function by being of its kind, switched on or not, and the operation that lists it."""


def find(snapshot: Facts, _: Limits) -> Iterator[Case]:
    """Yield the functions that are the kind of no source or destination, or that have no enabled instance."""
    used: dict[str, set[str]] = {}
    for function in snapshot.resources("function"):
        of_type = str(get(function.data, "resourceType"))
        evidence = {"type": of_type, "createdAt": function.data.get("createdAt")}
        if of_type.startswith("INSERT_") and not snapshot.lacks(INSTANCES, function.id):
            yield from _without_instance(snapshot, function, evidence)
        elif of_type in USERS and (catalog_id := function.data.get("catalogId")):
            kind, operation = USERS[of_type]
            if snapshot.lacks(operation):
                continue
            if kind not in used:
                used[kind] = {str(kind_of(thing).get("id")) for thing in snapshot.resources(kind)}
            if str(catalog_id) not in used[kind]:
                message = f"No {kind} runs the {kind} function {function.name}."
                yield Case(function, message, {**evidence, "catalogId": catalog_id, f"{kind}s": 0})


def _without_instance(snapshot: Facts, function: Resource, evidence: Mapping[str, Json]) -> Iterator[Case]:
    instances = list(snapshot.resources("function-instance", function.id))
    if not any(map(is_enabled, instances)):
        message = f"The insert function {function.name} is attached to nothing."
        if instances:
            count = number_of(len(instances), "instance")
            message = f"The insert function {function.name} has {count}, and none is switched on."
        yield Case(function, message, {**evidence, "instances": len(instances), "enabledInstances": 0})


CHECK: Final = Check(
    id="function-unused",
    severity="info",
    question="Which functions does nothing run?",
    remedy="Delete the function, or attach it to what it was written for.",
    needs=("listFunctions", INSTANCES, *(operation for _, operation in USERS.values())),
    find=find,
)
