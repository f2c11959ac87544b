"""The bundled specification as values, read without any help of the package that is held against it."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from attrs import frozen

Schema: TypeAlias = Mapping[str, Any]

ROOT: Final = Path(__file__).parents[2]
DOCUMENT: Final[Mapping[str, Any]] = json.loads(
    (ROOT / "segment_async" / "_spec" / "public.json").read_text(encoding="utf-8")
)
SCHEMAS: Final[Mapping[str, Schema]] = DOCUMENT["components"]["schemas"]
METHODS: Final = ("get", "post", "put", "patch", "delete")

_VENDOR: Final = re.compile(r"application/vnd\.segment\.v1(beta|alpha)?\+json")


@frozen(kw_only=True, eq=False, repr=False)
class Endpoint:
    """An operation of the specification."""

    id: str
    tag: str
    """Name of the client's attribute."""

    name: str
    """Name of the method."""

    method: str
    path: str
    success: int
    media_types: Mapping[str, str]
    """The media type that each level answers with; its keys are the levels, the most stable first."""

    path_parameters: Mapping[str, Schema]
    query: Schema
    """The query parameters, as the schema of one object."""

    bodies: Mapping[str, tuple[str, Schema]]
    """For each level the media type and the schema of the body; empty where there is none."""

    data: Schema
    """What the success envelope holds."""

    stated: Mapping[str, Any]
    """The operation object, for what it states besides."""

    @property
    def paging(self) -> Mapping[str, str] | None:
        """Where cursors travel."""
        return self.stated.get("x-paginated")

    @property
    def key(self) -> str | None:
        """The one key whose value is the result; ``None`` where the result is a page or all of the data."""
        names = list(follow(self.data)["properties"])
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
    """Return what a reference leads to, or the node itself if it is none."""
    while "$ref" in node:
        target: Any = DOCUMENT
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
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


def names_in(node: object) -> Iterator[str]:
    """Yield the names of the schemas that a part of the document refers to, those that they refer to included."""
    if isinstance(node, Mapping):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
            yield from names_in(follow(node))
        else:
            for value in node.values():
                yield from names_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from names_in(value)


def _endpoints() -> Iterator[Endpoint]:
    attributes = {tag["name"]: tag["x-python-name"] for tag in DOCUMENT["tags"]}
    for path, item in DOCUMENT["paths"].items():
        for method in METHODS:
            if method in item:
                shared = item.get("parameters", [])
                yield _endpoint(method.upper(), path, item[method], shared, attributes)


def _endpoint(
    method: str, path: str, stated: Mapping[str, Any], shared: list[Any], attributes: Mapping[str, str]
) -> Endpoint:
    ((status, answer),) = ((status, each) for status, each in stated["responses"].items() if status[0] == "2")
    answers = _by_level(follow(answer)["content"])
    schemas = [schema for _, schema in answers.values()]
    assert all(schema == schemas[0] for schema in schemas)
    parameters = [follow(each) for each in [*shared, *stated.get("parameters", [])]]
    asked = [each for each in parameters if each["in"] == "query"]
    return Endpoint(
        id=stated["operationId"],
        tag=attributes[stated["tags"][0]],
        name=stated["x-python-name"],
        method=method,
        path=path,
        success=int(status),
        media_types={level: media_type for level, (media_type, _) in answers.items()},
        path_parameters={each["name"]: each["schema"] for each in parameters if each["in"] == "path"},
        query={
            "type": "object",
            "properties": {each["name"]: each["schema"] for each in asked},
            "required": [each["name"] for each in asked if each.get("required")],
        },
        bodies=_by_level(follow(stated.get("requestBody", {})).get("content", {})),
        data=follow(schemas[0])["properties"]["data"],
        stated=stated,
    )


def _by_level(contents: Mapping[str, Any]) -> dict[str, tuple[str, Schema]]:
    found = {
        match[1] or "v1": (media_type, content["schema"])
        for media_type, content in contents.items()
        if (match := _VENDOR.fullmatch(media_type))
    }
    return {level: found[level] for level in ("v1", "beta", "alpha") if level in found}


ENDPOINTS: Final[Mapping[str, Endpoint]] = {endpoint.id: endpoint for endpoint in _endpoints()}
"""Every operation by its official id."""

every_operation: Final = pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=list(ENDPOINTS))
"""Runs a test for each operation."""
