"""What an API lets one read, and in which order: lists first, then what hangs on the things they list.

Everything here follows from the specification. What does not is data at the top of this module, so that a further
operation costs a line at most.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import chain, zip_longest
from typing import Any, Final, TypeAlias

from attrs import frozen

from segment_async._core.values import Json

Query: TypeAlias = Callable[[datetime, Mapping[str, Json]], Mapping[str, Json]]
"""Returns the query of a read, given the present moment and the thing that the read hangs on."""

VOLUME_DAYS: Final = 30
"""Days of event volume that a snapshot holds."""

DELIVERY_DAYS: Final = 13
"""Days of delivery metrics that a snapshot holds; Segment refuses a start that lies 14 days back."""

CAPS: Final[Mapping[str, int]] = {
    "getEventsVolumeFromWorkspace": 5000,  # series, whatever the page size
}
"""Things that an operation gives at most, however many there are."""

COLLECTIONS: Final[Mapping[str, str]] = {
    "/destination": "/destinations",  # the paths of filters spell it in the singular
}
"""Where a path parameter takes its values from another list than the one its path begins with."""


def _volume(now: datetime, _: Mapping[str, Json]) -> Mapping[str, Json]:
    end = now.replace(second=0, microsecond=0) - timedelta(minutes=1)  # the latest minute may still be incomplete
    return {"granularity": "DAY", "groupBy": ["source"], **_span(end, VOLUME_DAYS)}


def _delivery(now: datetime, destination: Mapping[str, Json]) -> Mapping[str, Json]:
    return {"sourceId": destination.get("sourceId", ""), "granularity": "DAY", **_span(now, DELIVERY_DAYS)}


def _span(end: datetime, days: int) -> dict[str, str]:
    return {
        "startTime": (end - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "endTime": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


QUERIES: Final[Mapping[str, Query]] = {
    "getEventsVolumeFromWorkspace": _volume,
    "listDeliveryMetricsSummaryFromDestination": _delivery,
}
"""How to ask where an operation insists on query parameters."""

IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "events-volume": ("source.id",),
    "label": ("key", "value"),
    "tracking-plan-rule": ("type", "key", "version"),
}
"""What tells the things of a kind apart, where they have no id."""


@frozen(kw_only=True)
class Read:
    """One reading operation and what becomes of its answers."""

    operation: str
    """The official operation id."""

    kind: str
    """What its answers are kept as, such as ``tracking-plan-rule``."""

    path: tuple[str, ...]
    """Names of the path parameters, in order."""

    parent: str | None
    """The kind whose ids fill the last path parameter; ``None`` where there is none."""

    paged: bool
    """Whether the answer comes in pages."""

    items: str | None
    """Key of the data that holds a list; ``None`` where the answer is one thing."""

    key: str | None
    """Key of the data that holds the one thing; ``None`` where the data is the thing."""

    schema: Mapping[str, Json]
    """The schema of one thing."""

    objects: bool
    """Whether each thing must be a JSON object."""


@frozen
class Plan:
    """Every read of an API."""

    roots: tuple[Read, ...]
    """Reads that hang on nothing."""

    children: Mapping[str, tuple[Read, ...]]
    """Reads that hang on the things of a kind."""

    left_out: Mapping[str, str]
    """Reading operations that a snapshot leaves out, and why."""

    def __iter__(self) -> Iterator[Read]:
        """Iterate over every read."""
        return chain(self.roots, *self.children.values())


@cache
def specification(api: str = "public") -> Mapping[str, Json]:
    """Return the bundled specification of an API."""
    text = files("segment_async._spec").joinpath(f"{api}.json").read_bytes()
    document: Mapping[str, Json] = json.loads(text)
    return document


def make_plan(spec: Mapping[str, Json]) -> Plan:
    """Derive from a specification what there is to read."""
    roots: list[Read] = []
    children: dict[str, list[Read]] = {}
    left_out: dict[str, str] = {}
    lists: dict[str, Read] = {}
    gets = [(path, item["get"]) for path, item in spec["paths"].items() if "get" in item]
    for path, operation in sorted(gets, key=lambda get: len(_parameters(get[0]))):  # what others hang on comes first
        collection = lists.get(_collection(path))
        read = _read(spec, path, operation, collection)
        reason = _obstacle(spec, path, operation, read, collection)
        if reason is not None:
            left_out[read.operation] = reason
            continue
        (roots if collection is None else children.setdefault(collection.kind, [])).append(read)
        if read.items is not None:
            lists[_shape(path)] = read
    return Plan(tuple(roots), {kind: tuple(found) for kind, found in children.items()}, left_out)


def resolve(spec: Mapping[str, Json], node: Mapping[str, Json]) -> Mapping[str, Json]:
    """Follow a reference inside the specification."""
    while "$ref" in node:
        target: Any = spec
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _read(spec: Mapping[str, Json], path: str, operation: Mapping[str, Json], collection: Read | None) -> Read:
    data = resolve(spec, _data(spec, operation))
    properties: Mapping[str, Json] = data.get("properties", {})
    paging = operation.get("x-paginated")
    only = next(iter(properties)) if len(properties) == 1 else None
    listed = paging["items"] if paging else only
    schema = resolve(spec, properties[listed]) if listed else data
    is_list = schema.get("type") == "array"
    one = schema["items"] if is_list else properties[only] if only else data
    return Read(
        operation=operation["operationId"],
        kind=_kind(path, only, is_list=is_list),
        path=_parameters(path),
        parent=collection.kind if collection else None,
        paged=paging is not None,
        items=listed if is_list else None,
        key=only,
        schema=one,
        objects=resolve(spec, one).get("type") == "object",
    )


def _obstacle(
    spec: Mapping[str, Json], path: str, operation: Mapping[str, Json], read: Read, collection: Read | None
) -> str | None:
    parameters = [resolve(spec, parameter) for parameter in operation.get("parameters", ())]
    asked = [parameter["name"] for parameter in parameters if parameter["in"] == "query" and parameter.get("required")]
    if asked and read.operation not in QUERIES:
        return f"asks for {' and '.join(asked)}, which nothing in a workspace supplies"
    if read.path and collection is None:
        return f"asks for {read.path[-1]}, which no list supplies"
    if collection and path.endswith("}") and read.schema == collection.schema:
        return f"says what {collection.operation} says"
    return None


def _data(spec: Mapping[str, Json], operation: Mapping[str, Json]) -> Mapping[str, Json]:
    success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    envelope = resolve(spec, next(iter(resolve(spec, success)["content"].values()))["schema"])
    data: Mapping[str, Json] = envelope["properties"]["data"]
    return data


def _parameters(path: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\{(\w+)\}", path))


def _shape(path: str) -> str:
    """Return a path without the names of its parameters, which differ from one operation to the next."""
    return re.sub(r"\{\w+\}", "{}", path)


def _collection(path: str) -> str:
    """Return the path of the list that supplies the last parameter of a path."""
    before = _shape(path).rpartition("/{}")[0]
    return COLLECTIONS.get(before, before)


def _kind(path: str, key: str | None, *, is_list: bool) -> str:
    """Name what a path leads to: ``/tracking-plans/{trackingPlanId}/rules`` is a ``tracking-plan-rule``."""
    words: list[str] = []
    parts = [part for part in path.split("/") if part]
    for part, following in zip_longest(parts, parts[1:], fillvalue=""):
        if not part.startswith("{"):
            words.append(_singular(part) if following.startswith("{") or (is_list and not following) else part)
    if path.endswith("}"):
        words.append("detail")
    return "-".join(words) or (key or "root")


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word.removesuffix('ies')}y"
    return word.removesuffix("s")
