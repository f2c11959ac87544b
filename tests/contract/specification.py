"""The bundled specifications as values, read without any help of the package that is held against them."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import urlsplit

import pytest
from attrs import frozen

Schema: TypeAlias = Mapping[str, Any]
API: TypeAlias = Literal["public", "config"]

ROOT: Final = Path(__file__).parents[2]
METHODS: Final = ("get", "post", "put", "patch", "delete")
JSON: Final = "application/json"

_VENDOR: Final = re.compile(r"application/vnd\.segment\.v1(beta|alpha)?\+json")


def document(api: API) -> dict[str, Any]:
    """Read the bundled specification of an API."""
    read: dict[str, Any] = json.loads((ROOT / "segment_async" / "_spec" / f"{api}.json").read_text(encoding="utf-8"))
    return read


def _from_elsewhere(node: Any, file: str) -> Any:
    """Return a part of a document whose references name the file that they lead to."""
    if isinstance(node, dict):
        return {key: f"{file}{each}" if key == "$ref" else _from_elsewhere(each, file) for key, each in node.items()}
    return [_from_elsewhere(each, file) for each in node] if isinstance(node, list) else node


DOCUMENT: Final[Mapping[str, Any]] = document("public")
SCHEMAS: Final[Mapping[str, Schema]] = DOCUMENT["components"]["schemas"]

_FILES: Final[Mapping[str, Any]] = {"": DOCUMENT, "config.json": _from_elsewhere(document("config"), "config.json")}
"""The documents by what stands before the # of a reference that leads into them."""

CONFIG_SCHEMAS: Final[Mapping[str, Schema]] = _FILES["config.json"]["components"]["schemas"]


@frozen(kw_only=True, eq=False, repr=False)
class Endpoint:
    """An operation of a specification."""

    api: API

    root: str
    """The path that all paths of the API are below."""

    id: str
    tag: str
    """Name of the client's attribute."""

    name: str
    """Name of the method."""

    method: str
    path: str
    success: int
    media_types: Mapping[str | None, str]
    """The media type that each level answers with, the most stable first; where there are no levels, that of None."""

    path_parameters: Mapping[str, Schema]
    query: Schema
    """The query parameters, as the schema of one object."""

    bodies: Mapping[str | None, tuple[str, Schema]]
    """For each level the media type and the schema of the body; empty where there is none."""

    data: Schema
    """What the success envelope holds, or the whole answer where there is none."""

    stated: Mapping[str, Any]
    """The operation object, for what it states besides."""

    @property
    def envelope(self) -> str | None:
        """The key of an answer that holds the data; ``None`` where the answer is the data."""
        return "data" if self.api == "public" else None

    @property
    def base(self) -> str:
        """The path of the data, as errors name it."""
        return "$.data" if self.envelope else "$"

    @property
    def path_arguments(self) -> tuple[str, ...]:
        """The path parameters that a caller has to fill; a client knows its workspace."""
        filled_in = {each["name"] for each in self.stated["parameters"] if "x-default" in each}
        return tuple(name for name in self.path_parameters if name not in filled_in)

    @property
    def paging(self) -> Mapping[str, str] | None:
        """Where cursors travel."""
        return self.stated.get("x-paginated")

    @property
    def key(self) -> str | None:
        """The one key whose value is the result; ``None`` where the result is a page or all of the data."""
        names = list(follow(self.data)["properties"]) if self.envelope else []
        return names[0] if len(names) == 1 and not self.paging else None

    @property
    def levels(self) -> tuple[Any, ...]:
        """The version levels, the most stable first."""
        return tuple(self.media_types)

    @property
    def own_query(self) -> Schema:
        """The query parameters without those that choose a page."""
        pages = {self.paging[way].partition(".")[0] for way in ("cursor", "count")} if self.paging else set()
        kept = {name: each for name, each in self.query["properties"].items() if name not in pages}
        return {**self.query, "properties": kept}

    @property
    def result(self) -> tuple[str | None, Schema]:
        """The key of the data that holds the result, or the items of a page, and its schema; no key for all of it."""
        key = self.paging["items"] if self.paging else self.key
        return key, self.data if key is None else follow(self.data)["properties"][key]

    def __repr__(self) -> str:
        return f"{self.id} ({self.method} {self.path})"


def follow(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a reference leads to, with what is required beside it, or the node itself if it is none."""
    while "$ref" in node:
        file, _, pointer = node["$ref"].partition("#/")
        target: Any = _FILES[file]
        for step in pointer.split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        required = [*target.get("required", ()), *node["required"]] if "required" in node else None
        node = {**target, "required": required} if required else target
    return node


def decided(schema: Schema, given: Mapping[str, Any]) -> Schema:
    """Return the schema of a property, by the sibling that decides it where there is one.

    Args:
        schema: The property's schema.
        given: The object that holds it, or what of it is known.
    """
    follows = schema.get("x-follows")
    name = follows["schemas"].get(given.get(follows["field"])) if follows else None
    return schema if name is None else {"anyOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "null"}]}


def names_in(node: object) -> set[str]:
    """Return the names of the schemas that a part of a document refers to, those that they refer to included."""
    found: dict[str, Mapping[str, Any]] = {}
    parts = [node]
    while parts:
        part = parts.pop()
        if isinstance(part, Mapping) and "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            if name not in found:
                found[name] = follow({"$ref": part["$ref"]})
                parts.append(found[name])
        elif isinstance(part, Mapping):
            parts.extend(part.values())
        elif isinstance(part, list):
            parts.extend(part)
    return set(found)


def _endpoints(api: API, of: Mapping[str, Any]) -> Iterator[Endpoint]:
    everywhere = {
        "root": urlsplit(of["servers"][0]["url"]).path,
        "tags": {tag["name"]: tag["x-python-name"] for tag in of["tags"]},
    }
    for path, item in of["paths"].items():
        for method in METHODS:
            if method in item:
                parameters = [*item.get("parameters", []), *item[method].get("parameters", [])]
                stated = {**item[method], "parameters": [follow(each) for each in parameters]}
                yield _endpoint(api, method.upper(), path, stated, **everywhere)


def _endpoint(
    api: API, method: str, path: str, stated: Mapping[str, Any], *, root: str, tags: Mapping[str, str]
) -> Endpoint:
    ((status, answer),) = ((status, each) for status, each in stated["responses"].items() if status[0] == "2")
    answers = _by_level(follow(answer)["content"])
    schemas = [schema for _, schema in answers.values()]
    assert all(schema == schemas[0] for schema in schemas)
    parameters = stated["parameters"]
    asked = [each for each in parameters if each["in"] == "query"]
    return Endpoint(
        api=api,
        root=root,
        id=stated["operationId"],
        tag=tags[stated["tags"][0]],
        name=stated["x-python-name"],
        method=method,
        path=path,
        success=int(status),
        media_types={level: media_type for level, (media_type, _) in answers.items()},
        path_parameters={each["name"]: _in_path(each) for each in parameters if each["in"] == "path"},
        query={
            "type": "object",
            "properties": {each["name"]: each["schema"] for each in asked},
            "required": [each["name"] for each in asked if each.get("required")],
        },
        bodies=_by_level(follow(stated.get("requestBody", {})).get("content", {})),
        data=follow(schemas[0])["properties"]["data"] if api == "public" else schemas[0],
        stated=stated,
    )


def _in_path(parameter: Mapping[str, Any]) -> Schema:
    """Return the schema of a path parameter, with the pattern of its names where whole names stand in its place."""
    pattern = parameter.get("x-resource-name")
    is_whole = pattern is not None and f"{{{parameter['name']}}}" not in pattern
    return {**parameter["schema"], "x-resource-name": pattern} if is_whole else parameter["schema"]


def _by_level(contents: Mapping[str, Any]) -> dict[str | None, tuple[str, Schema]]:
    if set(contents) == {JSON}:
        return {None: (JSON, contents[JSON]["schema"])}
    found = {
        match[1] or "v1": (media_type, content["schema"])
        for media_type, content in contents.items()
        if (match := _VENDOR.fullmatch(media_type))
    }
    return {level: found[level] for level in ("v1", "beta", "alpha") if level in found}


def every(endpoints: Mapping[str, Endpoint]) -> pytest.MarkDecorator:
    """Return what runs a test for each of some operations."""
    return pytest.mark.parametrize("endpoint", endpoints.values(), ids=list(endpoints))


ENDPOINTS: Final[Mapping[str, Endpoint]] = {each.id: each for each in _endpoints("public", DOCUMENT)}
"""Every operation of the Public API by its official id."""

CONFIG_ENDPOINTS: Final[Mapping[str, Endpoint]] = {
    each.id: each for each in _endpoints("config", _FILES["config.json"])
}
"""Every operation of the Config API by its id."""

every_operation: Final = every(ENDPOINTS)
"""Runs a test for each operation of the Public API."""
