"""Read each operation of a bundled specification: what it takes, what it answers, and at which version levels."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from codegen.load import Json, Object, Specification, SpecificationError, is_object

METHODS: Final = ("get", "post", "put", "patch", "delete")

_VENDOR: Final = re.compile(r"application/vnd\.\w+\.v1(beta|alpha)?\+json")


@frozen
class Endpoint:
    """An operation, taken apart."""

    id: str
    """The official id."""

    name: str
    """The method's name in Python."""

    method: str
    """The HTTP method, in capitals."""

    url: str
    """The URL template."""

    described: Object
    """The operation object of the specification."""

    module: str
    """The module that it belongs to."""

    tag: str
    """The tag's name."""

    levels: tuple[str, ...]
    """The version levels, the most stable first."""

    path: tuple[str, ...]
    """Wire names of the parameters in the URL, in its order."""

    query: tuple[str, ...]
    """Wire names of the query parameters, without those that page."""

    body: tuple[str, ...]
    """Wire names of the body's fields, over all levels."""

    limited: Mapping[str, tuple[str, ...]]
    """Body fields that not every level takes, with those levels that do."""

    arguments: Object
    """Everything that it takes, as the schema of one object."""

    answer: Object
    """The result, or one item where that is a page, as the schema of an object with one property."""

    key: str | None
    """The one key of the data whose value is the result."""

    silent: bool
    """Whether it deletes something, and answers nothing but that it did."""

    success: int
    """Status of success."""

    @property
    def arguments_name(self) -> str:
        """What the schema of the arguments is called among the others."""
        return f"{self.id}:arguments"

    @property
    def answer_name(self) -> str:
        """What the schema of the answer is called among the others."""
        return f"{self.id}:answer"

    @property
    def paging(self) -> Mapping[str, Json] | None:
        """Where cursors travel, if the answer is a page."""
        return self.described.get("x-paginated")


def endpoints(specification: Specification) -> Iterator[Endpoint]:
    """Read every operation, in the specification's order.

    Raises:
        SpecificationError: An operation cannot become a method.
    """
    for url, item in specification.document["paths"].items():
        shared = item.get("parameters", [])
        for method, own in item.items():
            if method in METHODS:
                described = {**own, "parameters": [*shared, *own.get("parameters", [])]}
                try:
                    yield _endpoint(specification, url, method, described)
                except KeyError as error:
                    raise SpecificationError(f"{method.upper()} {url} lacks {error}. Add it.") from None


def resolve(document: Object, value: Object) -> Object:
    """Follow references until something else stands there."""
    while "$ref" in value:
        _, section, name = value["$ref"].removeprefix("#/").split("/")
        value = document["components"][section][name]
    return value


def _endpoint(specification: Specification, url: str, method: str, described: Object) -> Endpoint:
    document = specification.document
    operation_id: str = described["operationId"]
    tag: str = described["tags"][0]
    if tag not in {each["name"] for each in document.get("tags", [])}:
        raise SpecificationError(f"{operation_id} has the tag {tag}, which the root file does not list. Add it there.")
    if (paging := described.get("x-paginated")) and (missing := {"items", "cursor", "count", "next"} - paging.keys()):
        raise SpecificationError(f"{operation_id} pages, but does not say where its {min(missing)} is. Add it.")
    stability: Object = {"default": "v1", "levels": ["v1"], **described.get("x-stability", {})}
    path, query, parameters = _parameters(document, described, url)
    fields, limited = _body_fields(_bodies(document, described, stability), stability["levels"])
    if twice := sorted(parameters.keys() & fields.keys()):
        raise SpecificationError(f"{operation_id} takes {twice[0]} twice. Give each parameter a name of its own.")
    success, answer, key = _answer(document, described)
    return Endpoint(
        id=operation_id,
        name=described["x-python-name"],
        method=method.upper(),
        url=url,
        described=described,
        module=specification.homes[url],
        tag=tag,
        levels=tuple(stability["levels"]),
        path=path,
        query=query,
        body=tuple(fields),
        limited=limited,
        arguments=_as_object({**parameters, **fields}),
        answer=_as_object({key or "result": (answer, True)}),
        key=key,
        silent=method == "delete" and _says_nothing(resolve(document, answer)),
        success=success,
    )


def _as_object(properties: Mapping[str, tuple[Object, bool]]) -> Object:
    """Return the schema of an object, given for each property its schema and whether it is required."""
    return {
        "type": "object",
        "required": [name for name, (_, required) in properties.items() if required],
        "properties": {name: schema for name, (schema, _) in properties.items()},
    }


def _parameters(
    document: Object, described: Object, url: str
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, tuple[Object, bool]]]:
    """Return the names in the path, those in the query, and all of them as properties; those that page are left out."""
    operation_id = described["operationId"]
    paging = described.get("x-paginated")
    pages = {paging[way].partition(".")[0] for way in ("cursor", "count")} if paging else set[str]()
    names: dict[str, list[str]] = {"path": [], "query": []}
    properties: dict[str, tuple[Object, bool]] = {}
    for parameter in (resolve(document, each) for each in described["parameters"]):
        name, place = parameter["name"], parameter["in"]
        if place not in names:
            raise SpecificationError(
                f"{operation_id} takes {name} in the {place}, which has no form in code. Remove it."
            )
        if name in properties:
            raise SpecificationError(f"{operation_id} takes {name} twice. Give each parameter a name of its own.")
        if name not in pages:
            names[place].append(name)
            more: Object = {key: parameter[key] for key in ("description", "x-python-name") if key in parameter}
            properties[name] = ({**parameter["schema"], **more}, parameter.get("required", False))
    path = tuple(re.findall(r"{(\w+)}", url))
    if different := sorted(set(path) ^ set(names["path"])):
        raise SpecificationError(
            f"{operation_id} has {different[0]} in its URL or among its parameters, not in both. Add it."
        )
    return path, tuple(names["query"]), properties


def _bodies(document: Object, described: Object, stability: Object) -> dict[str, Object]:
    """Return the body's schema at each level that has one."""
    operation_id = described["operationId"]
    found: dict[str, Object] = {}
    for media_type, content in resolve(document, described.get("requestBody", {})).get("content", {}).items():
        vendor = _VENDOR.fullmatch(media_type)
        schema = resolve(document, content["schema"])
        if not vendor and media_type != "application/json":
            raise SpecificationError(f"{operation_id} takes {media_type}. Only JSON has a form in code.")
        if not is_object(schema.get("properties")):
            raise SpecificationError(f"The body of {operation_id} has no properties. Name its fields.")
        found.setdefault((vendor[1] or "v1") if vendor else stability["default"], schema)
    if unknown := sorted(found.keys() - set(stability["levels"])):
        raise SpecificationError(
            f"{operation_id} has a body at the level {unknown[0]}, which it does not have. Remove it."
        )
    return {level: found[level] for level in stability["levels"] if level in found}


def _body_fields(
    bodies: Mapping[str, Object], levels: list[str]
) -> tuple[dict[str, tuple[Object, bool]], dict[str, tuple[str, ...]]]:
    """Return the fields that any level takes with whether every level needs them, and those that some levels lack."""
    fields: dict[str, tuple[Object, bool]] = {}
    limited: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(name for schema in bodies.values() for name in schema["properties"]):
        takers = {level: schema for level, schema in bodies.items() if name in schema["properties"]}
        needed = all(name in schema.get("required", []) for schema in takers.values())
        if len(takers) < len(levels):
            limited[name] = tuple(takers)
        fields[name] = (
            _either(schema["properties"][name] for schema in takers.values()),
            needed and name not in limited,
        )
    return fields, limited


def _either(variants: Iterator[Object]) -> Object:
    """Return a schema for what any of some schemas describe; the first one's words describe it."""
    first, *others = variants
    distinct = [{**first}]
    for other in others:
        if all({**each, "description": None} != {**other, "description": None} for each in distinct):
            distinct.append(other)
    return first if len(distinct) == 1 else {"description": first.get("description", ""), "anyOf": distinct}


def _answer(document: Object, described: Object) -> tuple[int, Object, str | None]:
    """Return the status of success, the schema of the result or of one item, and the key that holds the result."""
    operation_id = described["operationId"]
    success = next((status for status in described["responses"] if status.startswith("2")), None)
    if success is None:
        raise SpecificationError(f"{operation_id} has no answer of success. Describe its 200 or 201.")
    contents = resolve(document, described["responses"][success]).get("content", {})
    schemas = [content["schema"] for content in contents.values()]
    if not schemas or any(schema != schemas[0] for schema in schemas):
        raise SpecificationError(f"{operation_id} does not answer with one schema at all levels. Give it one.")
    data: Object = schemas[0]
    enveloped = list(resolve(document, data).get("properties", {})) == ["data"]
    if enveloped:
        data = resolve(document, data)["properties"]["data"]
    properties: Object = resolve(document, data).get("properties", {})
    if paging := described.get("x-paginated"):
        return int(success), resolve(document, properties[paging["items"]])["items"], None
    if enveloped and len(properties) == 1:
        ((key, value),) = properties.items()
        return int(success), value, key
    return int(success), data, None


def _says_nothing(schema: Object) -> bool:
    """Tell whether all values of a schema are one and the same."""
    if schema.get("type") == "object":
        return not schema.get("properties") and not schema.get("additionalProperties")
    return "const" in schema or len(schema.get("enum", [])) == 1
