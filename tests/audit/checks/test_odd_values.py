"""No check breaks on an answer that is not what the specification says."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from segment_async.audit.checks import CHECKS
from segment_async.audit.reading.plan import Read, plan_of, resolve, specification
from segment_async.audit.snapshot.store import Row
from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker

ODD: list[Any] = [
    None,
    0,
    -1.5,
    True,
    False,
    "",
    "y",
    "FAILED",
    [],
    [1],
    [[]],
    [{}],
    {},
    {"a": 1},
    "0001-01-01T00:00:00Z",
]
DEEPEST = 4


def like(schema: Mapping[str, Any], *, depth: int = 0) -> Any:
    """Return a value that a schema allows. Every text is the same, so that whatever refers to an id finds it."""
    schema = resolve(specification(), schema)
    if "anyOf" in schema:
        return like(schema["anyOf"][0], depth=depth)
    kind = schema.get("type")
    if kind == "object":
        properties = schema.get("properties", {}) if depth < DEEPEST else {}
        return {name: like(one, depth=depth + 1) for name, one in properties.items()}
    if kind == "array":
        return [like(schema["items"], depth=depth + 1)]
    moment = schema.get("x-described-format") == "date-time"
    plain = {"boolean": True, "number": 1, "integer": 1}.get(kind if isinstance(kind, str) else "", "x")
    return "2026-01-01T00:00:00Z" if moment else schema.get("enum", [schema.get("const", plain)])[-1]


def spoilt(thing: Any) -> Iterator[Any]:
    """Yield copies of a value in each of which one part is odd."""
    yield from ODD
    if isinstance(thing, dict):
        for name, value in thing.items():
            yield {key: other for key, other in thing.items() if key != name}
            yield from ({**thing, name: odd} for odd in spoilt(value))
    elif isinstance(thing, list):
        for place, value in enumerate(thing):
            yield from ([*thing[:place], odd, *thing[place + 1 :]] for odd in spoilt(value))


def scopes() -> dict[str | None, str]:
    """Return what the things that hang on the thing ``x`` of each kind have as their parent."""
    reads = list(plan_of("public"))
    found: dict[str | None, str] = {None: ""}
    while unknown := [read for read in reads if read.kind not in found and read.parent in found]:
        found |= {read.kind: f"{found[read.parent]}/x".removeprefix("/") for read in unknown}
    return found


def rows(read: Read) -> Iterator[Row]:
    """Yield a thing as it should be, and others in which something is odd."""
    thing = like(read.schema)
    yield Row("x", "x", json.dumps(thing))
    for number, odd in enumerate(spoilt(thing)):
        if isinstance(odd, dict) or not read.objects:  # the audit itself insists on objects
            yield Row(f"x{number}", "x", json.dumps(odd))


def test_values_of_any_kind_in_any_place_break_no_check(maker: Maker) -> None:
    parents = scopes()
    for read in plan_of("public"):
        maker.store.add(read.kind, "", parents[read.parent], rows(read))
        maker.read(read.operation, parents[read.parent])
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        assert sum(snapshot.counts().values()) > 10_000
        found = [finding for check in CHECKS for finding in check.run(snapshot.facts)]
    assert json.dumps([dict(finding.evidence) for finding in found])
