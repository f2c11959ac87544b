"""The bundled specification as values: what there is to route, to check and to promise."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from attrs import field, frozen
from jsonschema_rs import Validator

from segment_async.sandbox.trees import is_list, is_object

Schema: TypeAlias = Mapping[str, Any]
"""A JSON schema; its references point into the components of the document."""

METHODS: Final = ("get", "put", "post", "delete", "patch")


@frozen
class Parameter:
    """One value that travels in the URL."""

    name: str
    """Its name on the wire."""

    required: bool
    """Whether the request is refused without it."""

    schema: Schema
    """What its value has to be, references resolved."""

    resource_name: str | None = None
    """Template of the resource name that a value in the URL may be, such as ``workspaces/{workspace_slug}``."""


@frozen
class Paging:
    """Where a list keeps its page: dotted paths into the query and into the answer's data."""

    items: str
    """Key of the data that holds the items."""

    cursor: str
    """Query path of the cursor to go on from."""

    count: str
    """Query path of the page size, in items."""

    next: str
    """Data path of the cursor of the next page."""

    previous: str | None = None
    """Data path of the cursor of the previous page; ``None`` where pages only go forward."""

    total: str | None = None
    """Data path of the count of all items; ``None`` where it is not told."""

    optional: bool = False
    """Whether an answer may leave all of that out; the sandbox never does."""

    bare: bool = False
    """Whether an answer may leave out even its items; the sandbox never does."""

    maximum: int = 1000
    """The most items a page may hold."""

    default: int = 200
    """Items of a page where the request does not say."""


@frozen(kw_only=True)
class Endpoint:
    """An operation of the specification."""

    id: str
    """The official operation id, such as ``listSources``."""

    method: str
    """The HTTP method, in capitals."""

    path: str
    """The URL template, such as ``/sources/{sourceId}``."""

    tag: str
    """The tag that it belongs to, such as ``Sources``; empty where it has none."""

    success: int
    """The documented status of success."""

    answers: tuple[str, ...]
    """Media types of the answer, the most stable level first."""

    bodies: Mapping[str, Schema] = field(factory=dict[str, Schema])
    """Schema of the request body by media type, the most stable level first; empty where there is no body."""

    body_required: bool = False
    """Whether the request is refused without a body."""

    path_parameters: tuple[Parameter, ...] = ()
    """The values in the URL template."""

    query: tuple[Parameter, ...] = ()
    """The values after the question mark."""

    paging: Paging | None = None
    """Where cursors travel; ``None`` for what is not a list of pages."""

    limit: Mapping[str, Any] | None = None
    """The stated rate limit, ``{"requests": 60, "per": "minute"}``; ``None`` where none is stated."""

    further_limit: Mapping[str, Any] | None = None
    """One more limit, counted for each value of the path parameter named as its ``scope``."""

    features: tuple[str, ...] = ()
    """What the workspace has to have bought for this operation to exist."""

    audit_events: tuple[str, ...] = ()
    """What the audit trail may tell of a call, such as ``Source Created``."""

    time_ranges: Mapping[str, Mapping[str, str]] = field(factory=dict[str, Mapping[str, str]])
    """By granularity, the longest span of time and the oldest start that are served, such as ``4h``."""

    schemes: tuple[str, ...] = ()
    """HTTP schemes that open it, such as ``bearer``."""

    update_mask: Mapping[str, Any] | None = None
    """Which ``fields`` a mask may name, behind which ``prefix``, and the key of the body that they are ``in``."""


@frozen
class Document:
    """A specification, read."""

    endpoints: tuple[Endpoint, ...]
    """Every operation."""

    components: Mapping[str, Any]
    """What references point into."""

    limit: Mapping[str, Any] | None = None
    """The stated rate limit of a token, ``{"requests": 200, "per": "minute"}``; ``None`` where none is stated."""

    validators: dict[tuple[str, str], Validator] = field(factory=dict[tuple[str, str], Validator], eq=False, repr=False)
    """Its schemas, compiled when they are first needed: those of requests, by operation and part."""

    def follow(self, schema: Schema) -> Schema:
        """Return what a reference points to, or the schema itself if it is none."""
        return _follow({"components": self.components}, schema)


@cache
def load(name: str) -> Document:
    """Read a bundled specification.

    Args:
        name: ``public``, or the name of another file of the bundle.
    """
    return parse(json.loads(files("segment_async").joinpath("_spec", f"{name}.json").read_text(encoding="utf-8")))


def parse(raw: Mapping[str, Any]) -> Document:
    """Read a specification that is one OpenAPI 3.1 document with local references."""
    return Document(tuple(_endpoints(raw)), raw.get("components", {}), raw.get("info", {}).get("x-rate-limit"))


def _endpoints(raw: Mapping[str, Any]) -> Iterator[Endpoint]:
    for path, item in raw["paths"].items():
        for method in METHODS:
            if method in item:
                shared = item.get("parameters", [])
                yield _endpoint(raw, method.upper(), path, item[method], shared)


def _endpoint(
    raw: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any], shared: list[Mapping[str, Any]]
) -> Endpoint:
    parameters = [_follow(raw, parameter) for parameter in [*shared, *operation.get("parameters", [])]]
    status, answer = next((status, answer) for status, answer in operation["responses"].items() if status[0] == "2")
    body = _follow(raw, operation.get("requestBody", {}))
    paging = operation.get("x-paginated")
    return Endpoint(
        id=operation["operationId"],
        method=method,
        path=path,
        tag=next(iter(operation.get("tags", ())), ""),
        success=int(status),
        answers=tuple(_follow(raw, answer).get("content", {})),
        bodies={media_type: content["schema"] for media_type, content in body.get("content", {}).items()},
        body_required=body.get("required", False),
        path_parameters=_parameters(raw, parameters, "path"),
        query=_parameters(raw, parameters, "query"),
        paging=Paging(**paging) if paging else None,
        limit=operation.get("x-rate-limit"),
        further_limit=operation.get("x-rate-limit-extra"),
        features=tuple(operation.get("x-workspace-features", ())),
        audit_events=tuple(operation.get("x-audit-events", ())),
        time_ranges=operation.get("x-time-range-limits", {}),
        schemes=tuple(_schemes(raw, operation)),
        update_mask=operation.get("x-update-mask"),
    )


def _schemes(raw: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[str]:
    for requirement in operation.get("security", raw.get("security", ())):
        for name in requirement:
            yield raw["components"]["securitySchemes"][name]["scheme"]


def _parameters(raw: Mapping[str, Any], parameters: list[Mapping[str, Any]], place: str) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            parameter["name"],
            parameter.get("required", False),
            _resolved(raw, parameter["schema"]),
            parameter.get("x-resource-name"),
        )
        for parameter in parameters
        if parameter["in"] == place
    )


def _resolved(raw: Mapping[str, Any], part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a part of a schema with its references replaced; those of parameters are never recursive."""
    if is_object(part):
        return {key: _resolved(raw, value) for key, value in _follow(raw, part).items()}
    return [_resolved(raw, item) for item in part] if is_list(part) else part


def _follow(raw: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = node.get("$ref")
    if reference is None:
        return node
    target = raw
    for step in reference.removeprefix("#/").split("/"):
        target = target[step.replace("~1", "/").replace("~0", "~")]
    return target
