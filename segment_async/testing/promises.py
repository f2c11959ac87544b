"""What the specification says of each operation: how a request for it looks, and what it promises to answer."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from attrs import frozen

from segment_async import _spec
from segment_async.testing.steps import Promise

Schema: TypeAlias = Mapping[str, Any]

_SLOT: Final = re.compile(r"\{(\w+)\}")
_METHODS: Final = ("get", "put", "post", "delete", "patch")
_EMPTY: Final[Mapping[str, Any]] = {"array": [], "null": None, "object": {}}
_VALUES: Final[Mapping[str, Any]] = {"boolean": False, "integer": 7, "number": 7, "string": "text"}
_CONFIG: Final = "config:"
_CONFIG_BASE: Final = "/v1beta"
_UNKNOWN: Final = 2
_CODES: Final = {400: 3, 401: 16, 403: 7, 404: 5, 409: 6, 429: 8, 500: 13, 501: 12, 503: 14}


@frozen
class Route:
    """One operation of one API."""

    key: str
    """Its official id, with ``config:`` before it for one of the Config API."""

    method: str
    path: str
    """The URL template."""

    pattern: re.Pattern[str]
    """Matches the paths of its requests."""

    promise: Promise


def sample(operation: str) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return the least that an operation promises to answer, as JSON values of one's own to change.

    Args:
        operation: The official id, such as ``listSources``; ``config:`` before it for one of the Config API.

    Raises:
        ValueError: There is no such operation.
    """
    return json.loads(route_of(operation).promise.body)


def route_of(operation: str) -> Route:
    """Return an operation.

    Args:
        operation: As for `sample`.

    Raises:
        ValueError: There is no such operation.
    """
    api = "config" if operation.startswith(_CONFIG) else "public"
    for route in _routes(api):
        if route.key == operation:
            return route
    raise ValueError(
        f"The {api.title()} API has no operation {operation.removeprefix(_CONFIG)!r}; "
        f"`segment-async spec {api}` prints those there are."
    )


def find(method: str, path: str) -> Route | None:
    """Return the operation that a request is for; ``None`` where it is for none.

    Args:
        method: The HTTP method, in capitals.
        path: The raw path of the URL.
    """
    api = "config" if path.startswith(f"{_CONFIG_BASE}/") else "public"
    routes = _routes(api)
    return next((route for route in routes if route.method == method and route.pattern.fullmatch(path)), None)


@cache
def _routes(api: str) -> tuple[Route, ...]:
    """Read the operations of an API, those first whose paths leave least open."""
    try:
        document = _spec.load(api)
    except FileNotFoundError:
        return ()
    routes = [
        _route(api, document, method, path)
        for path, item in document["paths"].items()
        for method in _METHODS
        if method in item
    ]
    return tuple(sorted(routes, key=lambda route: route.path.count("{")))


def _route(api: str, document: Schema, method: str, path: str) -> Route:
    item: Schema = document["paths"][path]
    operation: Schema = item[method]
    parameters = [_follow(document, each) for each in (*item.get("parameters", ()), *operation.get("parameters", ()))]
    names = {each["name"]: each.get("x-resource-name", "") for each in parameters if each["in"] == "path"}
    status, answer = next((int(s), answer) for s, answer in operation["responses"].items() if s[0] == "2")
    media_type, content = next(iter(_follow(document, answer)["content"].items()))
    body = json.dumps(_least(document, content["schema"])).encode()
    return Route(
        key=operation["operationId"] if api == "public" else _CONFIG + operation["operationId"],
        method=method.upper(),
        path=path,
        pattern=re.compile(("" if api == "public" else _CONFIG_BASE) + _pattern(path, names)),
        promise=Promise(status, media_type, body, _REFUSALS[api]),
    )


def _pattern(path: str, names: Mapping[str, str]) -> str:
    """Return what matches the paths of a template.

    Args:
        path: The template.
        names: For each of its parameters the resource name that it may hold, as a template too; empty for none.
    """
    literals_and_slots = _SLOT.split(path)
    pattern = re.escape(literals_and_slots[0])
    for slot, literal in zip(literals_and_slots[1::2], literals_and_slots[2::2], strict=True):
        name = names.get(slot, "")
        is_whole = name and f"{{{slot}}}" not in name  # otherwise the slot is the name's last part
        pattern += (_pattern(name, {}) if is_whole else "[^/]+") + re.escape(literal)
    return pattern


def _least(document: Schema, schema: Schema) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return a value with the required properties only; lists and maps are empty."""
    schema = _follow(document, schema)
    if "anyOf" in schema:
        return _least(document, schema["anyOf"][-1])
    if "properties" in schema:
        return {name: _least(document, schema["properties"][name]) for name in schema.get("required", ())}
    kinds = schema.get("type", "object")
    kind = "null" if "null" in kinds else kinds
    if kind in _EMPTY:
        return _EMPTY[kind]
    return schema.get("const", schema.get("enum", [schema.get("maximum", _VALUES[kind])])[0])


def _follow(document: Schema, node: Schema) -> Schema:
    while "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = {**target, **{name: value for name, value in node.items() if name != "$ref"}}
    return node


def _public_refusal(status: int, message: str) -> bytes:
    return json.dumps({"errors": [{"type": "fault", "message": message, "status": status}]}).encode()


def _config_refusal(status: int, message: str) -> bytes:
    return json.dumps({"error": message, "code": _CODES.get(status, _UNKNOWN)}).encode()


_REFUSALS: Final[Mapping[str, Callable[[int, str], bytes]]] = {"public": _public_refusal, "config": _config_refusal}

NOBODY: Final = Promise(200, "application/json", b'{"data": {}}', _public_refusal)
"""What is promised where no operation is meant."""
