"""What an operation takes and gives, as the specification says it."""

import json
import shlex
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from attrs import evolve, frozen

from segment_async._core.operation import Level
from segment_async._core.values import Json, is_list, is_object
from segment_async._core.wire import MEDIA_TYPES
from segment_async.audit.plan import resolve
from segment_async.cli.apis import Described
from segment_async.cli.fields import Field, Schema, either, example, fields, parts

LEVELS: Final[Mapping[str, Level]] = {media_type: level for level, media_type in MEDIA_TYPES.items()}

LABELS: Final = {
    "Features": "x-workspace-features",
    "Permissions": "x-token-permissions",
    "Audit trail": "x-audit-events",
}
"""What the workspace and the token must have, and what the call leaves behind."""


@frozen(kw_only=True)
class Manual:
    """All that a person needs to know to call an operation."""

    name: str
    """What ``call`` takes for it."""

    method: str
    path: str
    summary: str
    description: str

    facts: Mapping[str, str]
    """What else is known of it: a label and what it says."""

    path_fields: tuple[Field, ...]
    query_fields: tuple[Field, ...]
    body_fields: tuple[Field, ...]

    answer_fields: tuple[Field, ...]
    """What a successful answer holds, its envelope opened."""

    status: str
    """The status of success."""

    listed: str | None
    """Where the answer holds the items that ``--all`` prints; ``None`` where it is no list."""

    invocation: str
    """A command that gives all that is required."""


def manual(operation: Described) -> Manual:
    """Gather what the specification says of an operation."""
    said, document = operation.said, operation.document
    status, answer = next((status, one) for status, one in said["responses"].items() if status.startswith("2"))
    envelope = _schema(operation, answer)
    data = resolve(document, envelope.get("properties", {}).get("data", envelope))
    before = "data." if "data" in envelope.get("properties", {}) else ""
    answer_fields = tuple(parts(document, data, before, "", depth=0, items="[]"))
    paged: str | None = said.get("x-paginated", {}).get("items")
    only = answer_fields[0].name if [one.form for one in answer_fields] == ["list"] else None
    return Manual(
        name=operation.name,
        method=operation.method,
        path=operation.path,
        summary=operation.summary,
        description=said.get("description", ""),
        facts=dict(_facts(operation)),
        path_fields=tuple(_parameters(operation, "path")),
        query_fields=query_fields(operation),
        body_fields=tuple(_body(operation)),
        answer_fields=answer_fields,
        status=status,
        listed=f"{before}{paged}" if paged else only,
        invocation=_invocation(operation),
    )


def query_fields(operation: Described) -> tuple[Field, ...]:
    """Return what an operation's query takes, each as ``--query`` spells it."""
    return tuple(_parameters(operation, "query"))


def _parameters(operation: Described, place: str) -> Iterator[Field]:
    for one in _given(operation, place):
        need = "required" if one.get("required") else ""
        about = {**one["schema"], "description": one.get("description", "")}
        yield from fields(operation.document, about, one["name"], need, depth=1, items=".0")


def _given(operation: Described, place: str) -> list[Mapping[str, Any]]:
    parameters = (resolve(operation.document, one) for one in operation.said["parameters"])
    return [one for one in parameters if one["in"] == place]


def _facts(operation: Described) -> Iterator[tuple[str, str]]:
    said = operation.said
    yield "Tag", operation.tag
    if limit := said.get("x-rate-limit"):
        yield "Rate limit", f"{limit['requests']} requests a {limit['per']}"
    if versions := said.get("x-stability"):
        choice = f"; {versions['default']} unless --version-level says otherwise" if versions["levels"][1:] else ""
        yield "Versions", f"{either(versions['levels'])}{choice}"
    for label, key in LABELS.items():
        if key in said:
            yield label, ", ".join(said[key])


def _body(operation: Described) -> Iterator[Field]:
    """Yield what the body takes at any level; what not every level takes says so."""
    content = _content(operation, operation.said.get("requestBody", {}))
    rows: dict[str, Field] = {}
    takers: dict[str, list[str]] = {}
    for media_type, one in content.items():
        for row in parts(operation.document, one["schema"], "", "required", depth=1, items="[]"):
            rows.setdefault(row.name, row)
            takers.setdefault(row.name, []).append(media_type)
    levels = [media_type for media_type in content if media_type in LEVELS]
    for name, row in rows.items():
        taking = [LEVELS[media_type] for media_type in levels if media_type in takers[name]]
        yield row if len(taking) == len(levels) else evolve(row, kind=f"{row.kind}, {either(taking)} only")


def _invocation(operation: Described) -> str:
    said, document = operation.said, operation.document
    words = ["segment-async", "call", operation.name]
    for place in ("path", "query"):
        for one in _given(operation, place):
            if one.get("required"):
                pairs = _spelled(one["name"], example(document, one["schema"], one["name"]))
                words += chain.from_iterable((f"--{place}", pair) for pair in pairs)
    if "x-paginated" in said:
        words.append("--all")
    if "requestBody" in said:
        schema = _schema(operation, said["requestBody"])
        first = {**schema, "required": [*schema.get("properties", {})][:1]}
        words += ["--body", json.dumps(example(document, schema, "") or example(document, first, ""))]
    return shlex.join(words)


def _spelled(name: str, value: Json) -> Iterator[str]:
    """Yield ``name=value`` pairs as ``--query`` takes them."""
    if is_object(value):
        yield from chain.from_iterable(_spelled(f"{name}.{part}", one) for part, one in value.items())
    elif is_list(value):
        places = (f"{name}.{place}" if is_object(one) else name for place, one in enumerate(value))
        yield from chain.from_iterable(_spelled(place, one) for place, one in zip(places, value, strict=True))
    else:
        yield f"{name}={value if isinstance(value, str) else json.dumps(value)}"


def _content(operation: Described, node: Schema) -> Mapping[str, Any]:
    content: Mapping[str, Any] = resolve(operation.document, node).get("content", {})
    return content


def _schema(operation: Described, node: Schema) -> Schema:
    """Return the schema of a body or an answer at its first level; an empty one where there is nothing."""
    schemas = [one["schema"] for one in _content(operation, node).values()]
    return resolve(operation.document, schemas[0]) if schemas else {}
