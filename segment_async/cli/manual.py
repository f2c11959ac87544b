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
from segment_async.audit.reading.plan import resolve
from segment_async.cli.apis import Described
from segment_async.cli.fields import Field, Schema, either, example, fields, parts, whole

LEVELS: Final[Mapping[str, Level]] = {media_type: level for level, media_type in MEDIA_TYPES.items()}

CONFIDENCE: Final = {
    "high": "high: in Segment's own documents, or in several programs that work",
    "medium": "medium: in few programs, or in such as never ran it",
    "low": "low: inferred; Segment may well refuse it",
}
"""How sure it is that an operation of the Config API is there, and as it is described."""

OPENED_BY: Final = {
    frozenset({"basic"}): "an account, not a token: name:password in SEGMENT_CONFIG_ACCOUNT",
    frozenset({"basic", "bearer"}): "a token, or an account: name:password in SEGMENT_CONFIG_ACCOUNT",
}
"""What opens an operation, where it is not a token alone."""

FILLED_IN: Final = {"workspace-slug": "that of --workspace if left out", "workspace-id": "looked up if left out"}
"""Where a parameter is taken from that the client fills in."""

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
        need = FILLED_IN.get(one.get("x-default", ""), "required" if one.get("required") else "")
        beside = {key: one[key] for key in ("x-confidence", "x-resource-name") if key in one}
        named = _name_of(operation, one) if place == "path" else {}
        about = {**one["schema"], "description": one.get("description", ""), **named, **beside}
        yield from fields(operation.document, about, one["name"], need, depth=1, items=".0")


def _name_of(operation: Described, parameter: Mapping[str, Any]) -> dict[str, str]:
    """Say what resource name may stand for a parameter of a path, where the API has such names."""
    before, slot, _ = operation.path.lstrip("/").partition(f"{{{parameter['name']}}}")
    is_part = before.endswith("/") and parameter.get("x-default") != "workspace-id"  # names hold the slug
    has_names = operation.document.get("info", {}).get("x-resource-names")
    return {"x-resource-name": before + slot} if has_names and is_part else {}


def _given(operation: Described, place: str) -> list[Mapping[str, Any]]:
    parameters = (resolve(operation.document, one) for one in operation.said["parameters"])
    return [one for one in parameters if one["in"] == place]


def _facts(operation: Described) -> Iterator[tuple[str, str]]:
    said = operation.said
    yield "Tag", operation.tag
    if limit := said.get("x-rate-limit"):
        yield "Rate limit", f"{limit['requests']} requests a {limit['per']}"
    about: Mapping[str, Any] = operation.document.get("info", {})
    if limit := about.get("x-rate-limit"):
        yield "Rate limit", f"{limit['requests']} requests a {limit['per']}, of all operations together"
    if opened_by := OPENED_BY.get(_schemes(operation)):
        yield "Opened by", opened_by
    if confidence := said.get("x-confidence"):
        yield "Confidence", CONFIDENCE[confidence]
    if about.get("x-resource-names"):
        yield (
            "Names",
            "of a resource name the last part will do; in a path, a whole name stands for the values before it",
        )
    if mask := said.get("x-update-mask"):
        changed = (f"{mask['prefix']}{name}" for name in mask["fields"])
        yield "Mask", f"update_mask.paths names what changes, or is reset where it has no value: {', '.join(changed)}"
    if versions := said.get("x-stability"):
        choice = f"; {versions['default']} unless --version-level says otherwise" if versions["levels"][1:] else ""
        yield "Versions", f"{either(versions['levels'])}{choice}"
    for label, key in LABELS.items():
        if key in said:
            yield label, ", ".join(said[key])


def _schemes(operation: Described) -> frozenset[str]:
    kinds = operation.document.get("components", {}).get("securitySchemes", {})
    ways = operation.said.get("security", operation.document.get("security", ()))
    return frozenset(kinds[name]["scheme"] for way in ways for name in way)


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
            if one.get("required") and "x-default" not in one:
                pairs = _spelled(one["name"], example(document, one["schema"], one["name"]))
                words += chain.from_iterable((f"--{place}", pair) for pair in pairs)
    if "x-paginated" in said:
        words.append("--all")
    if "requestBody" in said:
        words += ["--body", json.dumps(_example_body(operation))]
    return shlex.join(words)


def _example_body(operation: Described) -> Json:
    """Return a body with what is required; with a first field where nothing is."""
    said, document = operation.said, operation.document
    schema = _schema(operation, said["requestBody"])
    if mask := said.get("x-update-mask"):
        name: str = mask["fields"][0]
        field = whole(document, schema["properties"][mask["in"]])["properties"][name]
        changed = {mask["in"]: {name: example(document, field, name)}}
        return {**changed, "update_mask": {"paths": [f"{mask['prefix']}{name}"]}}
    body = example(document, schema, "") or example(document, _with_first(schema), "")
    if (key := said.get("x-wrapped-in")) and not body.get(key):
        body[key] = example(document, _with_first(whole(document, schema["properties"][key])), key)
    return body


def _with_first(schema: Schema) -> Schema:
    return {**schema, "required": [*schema.get("properties", {})][:1]}


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
