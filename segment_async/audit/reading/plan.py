"""What an API lets one read, and in which order: lists first, then what hangs on the things they list.

Everything here follows from the specification. What does not is data, in `asks_public` and `asks_config`, so that a
further operation costs a line at most.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any, Final

from attrs import evolve

from segment_async._core.operation import DAY, MINUTE
from segment_async._core.values import Json
from segment_async.audit.apis import ApiName
from segment_async.audit.reading import asks_config, asks_public
from segment_async.audit.reading.asks import Ask, Asks, Hints, Rule
from segment_async.audit.reading.reads import Plan, Read

HINTS: Final[Mapping[ApiName, Hints]] = {"public": asks_public.HINTS, "config": asks_config.HINTS}
"""What each specification does not say."""


@cache
def specification(api: ApiName = "public") -> Mapping[str, Json]:
    """Return the bundled specification of an API."""
    text = files("segment_async._spec").joinpath(f"{api}.json").read_bytes()
    document: Mapping[str, Json] = json.loads(text)
    return document


@cache
def plan_of(api: ApiName) -> Plan:
    """Return what there is to read through an API."""
    return make_plan(specification(api), HINTS[api])


def make_plan(spec: Mapping[str, Json], hints: Hints) -> Plan:
    """Derive what there is to read.

    Args:
        spec: The specification of an API.
        hints: What it does not say.
    """
    has_names = bool(spec.get("info", {}).get("x-resource-names"))
    gets = [
        (_below_home(spec, path, item["get"]), item["get"], rule)
        for path, item in spec["paths"].items()
        if "get" in item
        for rule in _rules(item["get"], hints)
    ]
    above = {_shape(path): _collection(path, rule, hints) for path, _, rule in reversed(gets)}

    def depth(shape: str) -> int:
        return 1 + depth(above[shape]) if above.get(shape) in above else 0

    def place(get: tuple[str, Mapping[str, Json], Rule]) -> int:
        path, _, rule = get
        return depth(_shape(path)) if rule not in hints.again.values() else 1 + depth(_collection(path, rule, hints))

    reads: list[Read] = []
    lists: dict[str, Read] = {}
    left_out: dict[str, str] = {}
    for path, operation, rule in sorted(gets, key=place):  # what others hang on first
        collection = lists.get(_collection(path, rule, hints))
        read = _read(spec, path, operation, rule=rule, collection=collection, hints=hints)
        reason = _obstacle(spec, path, operation, rule=rule, read=read, collection=collection, hints=hints)
        if reason is not None:
            left_out[read.operation] = reason
            continue
        reads.append(read)
        if read.items is not None:
            lists.setdefault(_shape(path), read)
    if has_names:
        reads = [evolve(read, path=read.path[-1:]) for read in reads]
    roots, children = _arranged(reads)
    return Plan(roots, children, left_out, has_names)


def _arranged(reads: list[Read]) -> tuple[tuple[Read, ...], Mapping[str, tuple[Read, ...]]]:
    """Put those reads first that lead to slow ones, so that these begin early."""
    hurried = {read.kind for read in reads if read.slow}
    for read in reversed(reads):  # what hangs on others comes after them
        if read.kind in hurried and read.parent is not None:
            hurried.add(read.parent)
    reads = sorted(reads, key=lambda read: read.kind not in hurried)
    children: dict[str, list[Read]] = {}
    for read in reads:
        if read.parent is not None:
            children.setdefault(read.parent, []).append(read)
    roots = tuple(read for read in reads if read.parent is None)
    return roots, {kind: tuple(found) for kind, found in children.items()}


def resolve(spec: Mapping[str, Json], node: Mapping[str, Json]) -> Mapping[str, Json]:
    """Follow a reference inside the specification."""
    while "$ref" in node:
        target: Any = spec
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _read(
    spec: Mapping[str, Json],
    path: str,
    operation: Mapping[str, Json],
    *,
    rule: Rule,
    collection: Read | None,
    hints: Hints,
) -> Read:
    envelope, answer = _data(spec, operation)
    data = resolve(spec, answer)
    properties: Mapping[str, Json] = data.get("properties", {})
    paging: Mapping[str, Json] = operation.get("x-paginated", {})
    only = next(iter(properties)) if envelope and len(properties) == 1 else None
    listed = paging.get("items", only)
    schema = resolve(spec, properties[listed]) if listed else data
    is_list = schema.get("type") == "array"
    one = schema["items"] if is_list else properties[only] if only else answer
    thing = _present(one)
    kind = rule.kind or _kind(path, only, is_list=is_list)
    return Read(
        operation=operation["operationId"],
        kind=kind,
        path=_parameters(path),
        parent=collection.kind if collection else None,
        asks=_each(rule.each, _query(spec, operation)[rule.each]) if rule.each else rule.asks,
        shared=rule.shared,
        interval=_interval(operation.get("x-rate-limit")),
        first=rule.first,
        paged=bool(paging),
        envelope=envelope,
        items=listed if is_list else None,
        bare=paging.get("bare", False),
        loose=rule.loose,
        open=rule.open,
        key=only,
        schema=thing,
        objects=resolve(spec, thing).get("type") == "object",
        optional=thing is not one,
        id="name" if "x-resource-name" in resolve(spec, thing).get("properties", {}).get("name", {}) else "id",
        identity=hints.identity.get(kind, ()),
        labels=hints.labels,
        steady=operation["operationId"] not in hints.fleeting,
        most=hints.caps.get(operation["operationId"], math.inf),
        none_is_404=operation["operationId"] in hints.none_is_404,
    )


def _rules(operation: Mapping[str, Json], hints: Hints) -> Iterator[Rule]:
    """Yield how an operation is asked, and how it is asked once more."""
    name = operation["operationId"]
    yield hints.rules.get(name, Rule())
    if name in hints.again:
        yield hints.again[name]


def _each(name: str, parameter: Mapping[str, Json]) -> Asks:
    """Ask with every value that a query parameter may have."""

    def asks(_: datetime, scope: tuple[str, ...], __: Mapping[str, Json]) -> Iterator[Ask]:
        for value in parameter["schema"]["enum"]:
            yield Ask(scope, {name: value})

    return asks


def _interval(limit: Mapping[str, Json] | None) -> float:
    if limit is None:
        return 0.0
    requests: int = limit["requests"]
    return (DAY if limit["per"] == "day" else MINUTE) / requests


def _present(schema: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return what a schema says about a value that is not null."""
    alternatives = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return alternatives[0] if len(alternatives) == 1 else schema


def _obstacle(
    spec: Mapping[str, Json],
    path: str,
    operation: Mapping[str, Json],
    *,
    rule: Rule,
    read: Read,
    collection: Read | None,
    hints: Hints,
) -> str | None:
    """Return why an operation is not read; ``None`` where it is."""
    if read.operation in hints.left_out:
        return hints.left_out[read.operation]
    asked = [name for name, parameter in _query(spec, operation).items() if parameter.get("required")]
    if asked and read.operation not in hints.rules:
        return f"asks for {' and '.join(asked)}, which nothing in a workspace supplies"
    if read.path and collection is None:
        return f"asks for {read.path[-1]}, which no list supplies"
    repeats = collection and path.endswith("}") and read.schema == collection.schema
    if collection and repeats and not rule.more:
        return f"says what {collection.operation} says"
    return None


def _query(spec: Mapping[str, Json], operation: Mapping[str, Json]) -> Mapping[str, Mapping[str, Json]]:
    """Return the query parameters of an operation by name."""
    return {one["name"]: one for one in _all_parameters(spec, operation) if one["in"] == "query"}


def _all_parameters(spec: Mapping[str, Json], operation: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    return [resolve(spec, parameter) for parameter in operation.get("parameters", ())]


def _data(spec: Mapping[str, Json], operation: Mapping[str, Json]) -> tuple[str | None, Mapping[str, Json]]:
    """Return the key of the envelope, and the schema of the data in it; of the whole answer where there is none."""
    success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    schema: Mapping[str, Json] = next(iter(resolve(spec, success)["content"].values()))["schema"]
    properties = resolve(spec, schema).get("properties", {})
    return ("data", properties["data"]) if [*properties] == ["data"] else (None, schema)


def _below_home(spec: Mapping[str, Json], path: str, operation: Mapping[str, Json]) -> str:
    """Return what of a path follows the workspace that the client fills in."""
    for parameter in _all_parameters(spec, operation):
        if "x-default" in parameter:
            path = path.partition(f"{{{parameter['name']}}}")[2] or "/"
    return path


def _parameters(path: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\{(\w+)\}", path))


def _shape(path: str) -> str:
    """Return a path without the names of its parameters, which differ from one operation to the next."""
    return re.sub(r"\{\w+\}", "{}", path)


def _collection(path: str, rule: Rule, hints: Hints) -> str:
    """Return the path of the list on whose things an operation hangs; of no list where it hangs on none."""
    before = _shape(path).rpartition("/{}")[0]
    return rule.of or hints.collections.get(before, before)


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
