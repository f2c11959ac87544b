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
from itertools import chain, zip_longest
from typing import Any, Final

from attrs import evolve, frozen

from segment_async._core.values import Json
from segment_async.audit import asks_config, asks_public
from segment_async.audit.apis import ApiName
from segment_async.audit.asks import Ask, Asks, Hints, Rule

SLOW: Final = 60
"""Requests a minute up to which an operation has a worker of its own, which is enough to use them up."""

HINTS: Final[Mapping[ApiName, Hints]] = {"public": asks_public.HINTS, "config": asks_config.HINTS}
"""What each specification does not say."""


@frozen(kw_only=True)
class Read:
    """One reading operation and what becomes of its answers."""

    operation: str
    """The official operation id."""

    kind: str
    """What its answers are kept as, such as ``tracking-plan-rule``."""

    path: tuple[str, ...]
    """Names of the path parameters that it is asked with, in order."""

    parent: str | None
    """The kind of the things that it hangs on; ``None`` where there are none."""

    asks: Asks
    """Returns its requests."""

    shared: bool
    """Whether several things lead to one answer."""

    slow: bool
    """Whether it is limited to so few requests a minute that nothing else should wait with it."""

    first: bool
    """Whether it is read before all else."""

    paged: bool
    """Whether the answer comes in pages."""

    envelope: str | None
    """Key of the answer that holds the data; ``None`` where the answer is the data."""

    items: str | None
    """Key of the data that holds a list; ``None`` where the answer is one thing."""

    bare: bool
    """Whether that key may be left out where the list is empty."""

    loose: bool
    """Whether nobody knows what the answer looks like."""

    open: frozenset[str]
    """In an answer that nobody knows and that names people: the fields whose texts stay readable."""

    key: str | None
    """Key of the data that holds the one thing; ``None`` where the data is the thing."""

    schema: Mapping[str, Json]
    """The schema of one thing."""

    objects: bool
    """Whether each thing must be a JSON object."""

    optional: bool
    """Whether the answer may be null in the place of the one thing."""

    id: str
    """Where the id of a thing stands."""

    identity: tuple[str, ...]
    """Where that stands which tells the things apart, where they have no id."""

    labels: tuple[str, ...]
    """Where the name that people use for a thing stands, the best place first."""

    most: float
    """The most things that it gives, however many there are."""

    none_is_404: bool
    """Whether a 404 says no more than that a thing has nothing of the kind."""


@frozen
class Plan:
    """Every read of an API."""

    roots: tuple[Read, ...]
    """Reads that hang on nothing."""

    children: Mapping[str, tuple[Read, ...]]
    """Reads that hang on the things of a kind."""

    left_out: Mapping[str, str]
    """Reading operations that a snapshot leaves out, and why."""

    has_names: bool = False
    """Whether things go by resource names, each of which says by itself what it hangs on."""

    @property
    def beginning(self) -> "Plan":
        """What is read before all else."""
        return Plan(tuple(read for read in self.roots if read.first), {}, {}, self.has_names)

    def __iter__(self) -> Iterator[Read]:
        """Iterate over every read."""
        return chain(self.roots, *self.children.values())


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
    gets = {_below_home(spec, path, item["get"]): item["get"] for path, item in spec["paths"].items() if "get" in item}
    above = {_shape(path): _collection(path, operation, hints) for path, operation in gets.items()}

    def depth(shape: str) -> int:
        return 1 + depth(above[shape]) if above.get(shape) in above else 0

    reads: list[Read] = []
    lists: dict[str, Read] = {}
    left_out: dict[str, str] = {}
    for path, operation in sorted(gets.items(), key=lambda get: depth(_shape(get[0]))):  # what others hang on first
        collection = lists.get(above[_shape(path)])
        read = _read(spec, path, operation, collection, hints)
        reason = _obstacle(spec, path, operation, read=read, collection=collection, hints=hints)
        if reason is not None:
            left_out[read.operation] = reason
            continue
        reads.append(read)
        if read.items is not None:
            lists[_shape(path)] = read
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
    spec: Mapping[str, Json], path: str, operation: Mapping[str, Json], collection: Read | None, hints: Hints
) -> Read:
    rule = _rule(operation, hints)
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
        slow=_is_slow(operation.get("x-rate-limit")),
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
        most=hints.caps.get(operation["operationId"], math.inf),
        none_is_404=operation["operationId"] in hints.none_is_404,
    )


def _rule(operation: Mapping[str, Json], hints: Hints) -> Rule:
    return hints.rules.get(operation["operationId"], Rule())


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
    spec: Mapping[str, Json],
    path: str,
    operation: Mapping[str, Json],
    *,
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
    if collection and repeats and not _rule(operation, hints).more:
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


def _collection(path: str, operation: Mapping[str, Json], hints: Hints) -> str:
    """Return the path of the list on whose things an operation hangs; of no list where it hangs on none."""
    before = _shape(path).rpartition("/{}")[0]
    return _rule(operation, hints).of or hints.collections.get(before, before)


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
