"""What an API lets one read, and in which order: lists first, then what hangs on the things they list.

Everything here follows from the specification. What does not is data in `asks`, so that a further operation costs a
line at most.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import chain, zip_longest
from typing import Any, Final

from attrs import frozen

from segment_async._core.values import Json
from segment_async.audit.asks import COLLECTIONS, LEFT_OUT, RULES, Ask, Asks, Rule

SLOW: Final = 60
"""Requests a minute up to which an operation has a worker of its own, which is enough to use them up."""


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
    """The kind of the things that it hangs on; ``None`` where there are none."""

    asks: Asks
    """Returns its requests."""

    shared: bool
    """Whether several things lead to one answer."""

    slow: bool
    """Whether it is limited to so few requests a minute that nothing else should wait with it."""

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

    optional: bool
    """Whether the answer may be null in the place of the one thing."""


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
    gets = {path: item["get"] for path, item in spec["paths"].items() if "get" in item}
    above = {_shape(path): _collection(path, _rule(operation)) for path, operation in gets.items()}

    def depth(shape: str) -> int:
        return 1 + depth(above[shape]) if above.get(shape) in above else 0

    reads: list[Read] = []
    lists: dict[str, Read] = {}
    left_out: dict[str, str] = {}
    for path, operation in sorted(gets.items(), key=lambda get: depth(_shape(get[0]))):  # what others hang on first
        collection = lists.get(above[_shape(path)])
        read = _read(spec, path, operation, collection)
        reason = _obstacle(spec, path, operation, read, collection)
        if reason is not None:
            left_out[read.operation] = reason
            continue
        reads.append(read)
        if read.items is not None:
            lists[_shape(path)] = read
    return _arranged(reads, left_out)


def _arranged(reads: list[Read], left_out: Mapping[str, str]) -> Plan:
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
    return Plan(roots, {kind: tuple(found) for kind, found in children.items()}, left_out)


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
    thing = _present(one)
    rule = _rule(operation)
    return Read(
        operation=operation["operationId"],
        kind=rule.kind or _kind(path, only, is_list=is_list),
        path=_parameters(path),
        parent=collection.kind if collection else None,
        asks=_each(rule.each, _query(spec, operation)[rule.each]) if rule.each else rule.asks,
        shared=rule.shared,
        slow=_is_slow(operation.get("x-rate-limit")),
        paged=paging is not None,
        items=listed if is_list else None,
        key=only,
        schema=thing,
        objects=resolve(spec, thing).get("type") == "object",
        optional=thing is not one,
    )


def _rule(operation: Mapping[str, Json]) -> Rule:
    return RULES.get(operation["operationId"], Rule())


def _each(name: str, parameter: Mapping[str, Json]) -> Asks:
    """Ask with every value that a query parameter may have."""

    def asks(_: datetime, scope: tuple[str, ...], __: Mapping[str, Json]) -> Iterator[Ask]:
        for value in parameter["schema"]["enum"]:
            yield Ask(scope, {name: value})

    return asks


def _is_slow(limit: Mapping[str, Json] | None) -> bool:
    return limit is not None and (limit["per"] != "minute" or limit["requests"] <= SLOW)


def _present(schema: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return what a schema says about a value that is not null."""
    alternatives = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return alternatives[0] if len(alternatives) == 1 else schema


def _obstacle(
    spec: Mapping[str, Json], path: str, operation: Mapping[str, Json], read: Read, collection: Read | None
) -> str | None:
    """Return why an operation is not read; ``None`` where it is."""
    if read.operation in LEFT_OUT:
        return LEFT_OUT[read.operation]
    asked = [name for name, parameter in _query(spec, operation).items() if parameter.get("required")]
    if asked and read.operation not in RULES:
        return f"asks for {' and '.join(asked)}, which nothing in a workspace supplies"
    if read.path and collection is None:
        return f"asks for {read.path[-1]}, which no list supplies"
    if collection and path.endswith("}") and read.schema == collection.schema:
        return f"says what {collection.operation} says"
    return None


def _query(spec: Mapping[str, Json], operation: Mapping[str, Json]) -> Mapping[str, Mapping[str, Json]]:
    """Return the query parameters of an operation by name."""
    parameters = (resolve(spec, parameter) for parameter in operation.get("parameters", ()))
    return {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "query"}


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


def _collection(path: str, rule: Rule) -> str:
    """Return the path of the list on whose things an operation hangs; of no list where it hangs on none."""
    before = _shape(path).rpartition("/{}")[0]
    return rule.of or COLLECTIONS.get(before, before)


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
