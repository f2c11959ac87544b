"""Read each operation of a bundled specification: what it takes, what it answers, and at which version levels."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from codegen.load import Json, Object, Specification, SpecificationError, is_object

METHODS: Final = ("get", "post", "put", "patch", "delete")

_SAID_OF_PARAMETERS: Final = ("description", "x-python-name", "x-confidence")

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

    wrapper: str | None
    """The one key of the body that holds an object whose fields are arguments."""

    wrapped: tuple[str, ...]
    """Wire names of the fields inside the wrapper."""

    parts: tuple[Object, ...]
    """Schemas of the body's fields, where these are no arguments; who builds a body by hand needs them."""

    names: Mapping[str, str]
    """Where resource names stand, and their patterns."""

    arguments: Object
    """Everything that it takes, as the schema of one object."""

    answer: Object
    """The result, or one item where that is a page, as the schema of an object with one property."""

    key: str | None
    """The one key of the data whose value is the result."""

    auth: str
    """What authorizes it: ``token``, ``account`` or ``either``."""

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
    def mask(self) -> Mapping[str, Json] | None:
        """How an update says which fields it changes."""
        return self.described.get("x-update-mask")

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


def _stability(document: Object, described: Object) -> Object:
    """Return the default level and all levels of an operation; an API without levels has no media types of its own."""
    contents = [described.get("requestBody", {}), *described["responses"].values()]
    media_types = [name for content in contents for name in resolve(document, content).get("content", {})]
    plain: Object = {"default": None, "levels": []}
    vendor: Object = {"default": "v1", "levels": ["v1"]}
    stated: Object | None = described.get("x-stability")
    return stated or (vendor if any(map(_VENDOR.fullmatch, media_types)) else plain)


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
    stability = _stability(document, described)
    path, query, parameters = _parameters(document, described, url)
    bodies = _bodies(document, described, stability)
    wrapper, inside = _wrapped(document, described, bodies)
    fields, limited = _body_fields(bodies, stability["levels"])
    for name in (wrapper or "", "update_mask" if "x-update-mask" in described else ""):
        fields.pop(name, None)
    beside = tuple(fields)
    fields = {**inside, **fields}
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
        body=beside,
        limited=limited,
        wrapper=wrapper,
        wrapped=tuple(inside),
        parts=tuple(part for schema in bodies.values() for part in schema["properties"].values()) if wrapper else (),
        names=dict(_names(document, described, bodies)),
        arguments=_as_object({**parameters, **fields}),
        answer=_as_object({key or "result": (answer, True)}),
        key=key,
        auth=_auth(document, described),
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
    resolved = [resolve(document, each) for each in described["parameters"]]
    for parameter in resolved:
        name, place = parameter["name"], parameter["in"]
        if place not in names:
            raise SpecificationError(
                f"{operation_id} takes {name} in the {place}, which has no form in code. Remove it."
            )
        if name in properties:
            raise SpecificationError(f"{operation_id} takes {name} twice. Give each parameter a name of its own.")
        if name not in pages and "x-default" not in parameter:
            names[place].append(name)
            more: Object = {key: parameter[key] for key in _SAID_OF_PARAMETERS if key in parameter}
            properties[name] = ({**parameter["schema"], **more}, parameter.get("required", False))
    filled_in = {each["name"] for each in resolved if "x-default" in each}
    path = tuple(name for name in re.findall(r"{(\w+)}", url) if name not in filled_in)
    if different := sorted(set(path) ^ set(names["path"])):
        raise SpecificationError(
            f"{operation_id} has {different[0]} in its URL or among its parameters, not in both. Add it."
        )
    return path, tuple(names["query"]), properties


def _bodies(document: Object, described: Object, stability: Object) -> dict[str | None, Object]:
    """Return the body's schema at each level that has one, ``None`` being the level of an API without levels."""
    operation_id = described["operationId"]
    found: dict[str | None, Object] = {}
    for media_type, content in resolve(document, described.get("requestBody", {})).get("content", {}).items():
        vendor = _VENDOR.fullmatch(media_type)
        schema = resolve(document, content["schema"])
        if not vendor and media_type != "application/json":
            raise SpecificationError(f"{operation_id} takes {media_type}. Only JSON has a form in code.")
        if not is_object(schema.get("properties")):
            raise SpecificationError(f"The body of {operation_id} has no properties. Name its fields.")
        found.setdefault((vendor[1] or "v1") if vendor else stability["default"], schema)
    levels: list[str | None] = stability["levels"] or [None]
    if unknown := sorted(str(level) for level in found.keys() - set(levels)):
        raise SpecificationError(
            f"{operation_id} has a body at the level {unknown[0]}, which it does not have. Remove it."
        )
    return {level: found[level] for level in levels if level in found}


def _body_fields(
    bodies: Mapping[str | None, Object], levels: list[str]
) -> tuple[dict[str, tuple[Object, bool]], dict[str, tuple[str, ...]]]:
    """Return the fields that any level takes with whether every level needs them, and those that some levels lack."""
    fields: dict[str, tuple[Object, bool]] = {}
    limited: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(name for schema in bodies.values() for name in schema["properties"]):
        takers = {level: schema for level, schema in bodies.items() if name in schema["properties"]}
        needed = all(name in schema.get("required", []) for schema in takers.values())
        if len(takers) < len(levels):
            limited[name] = tuple(level for level in takers if level is not None)
        fields[name] = (
            _either(schema["properties"][name] for schema in takers.values()),
            needed and name not in limited,
        )
    return fields, limited


def _wrapped(
    document: Object, described: Object, bodies: Mapping[str | None, Object]
) -> tuple[str | None, dict[str, tuple[Object, bool]]]:
    """Return the key of the body whose object's fields are arguments, and these fields with whether they are needed."""
    mask: Object | None = described.get("x-update-mask")
    key: str | None = mask["in"] if mask else described.get("x-wrapped-in")
    if key is None:
        return None, {}
    operation_id = described["operationId"]
    (schema,) = bodies.values()
    if key not in schema["properties"]:
        raise SpecificationError(f"The body of {operation_id} has no {key} for fields to stand in. Add it.")
    inside: Object = schema["properties"][key]
    fields: Object = resolve(document, inside)["properties"]
    needed = set[str]() if mask else {*inside.get("required", []), *resolve(document, inside).get("required", [])}
    offered: list[str] = [name for name in mask["fields"] if "." not in name] if mask else list(fields)
    if unknown := sorted({*offered, *needed} - fields.keys()):
        raise SpecificationError(f"{operation_id} names {unknown[0]}, which {key} has not. Correct one of them.")
    return key, {name: (fields[name], name in needed) for name in offered}


def _names(document: Object, described: Object, bodies: Mapping[str | None, Object]) -> Iterator[tuple[str, str]]:
    """Iterate over the places where resource names stand in what is sent, outer ones first, with their patterns."""
    for parameter in (resolve(document, each) for each in described["parameters"]):
        if "x-resource-name" in parameter:
            yield parameter["name"], parameter["x-resource-name"]
        yield from _names_in(document, parameter["schema"], parameter["name"], frozenset())
    for schema in bodies.values():
        yield from _names_in(document, schema, "", frozenset())


def _names_in(document: Object, schema: Object, place: str, above: frozenset[str]) -> Iterator[tuple[str, str]]:
    if "x-resource-name" in schema:
        yield place, schema["x-resource-name"]
    if (reference := schema.get("$ref")) in above:
        return
    above = above | {reference} if reference else above
    schema = resolve(document, schema)
    properties: Object = schema.get("properties", {})
    parts = [(f"{place}.{name}" if place else name, inner) for name, inner in properties.items()]
    if "items" in schema:
        parts.append((f"{place}[]", schema["items"]))
    for inner_place, inner in sorted(parts, key=lambda part: "x-resource-name" not in part[1]):
        yield from _names_in(document, inner, inner_place, above)


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


def _auth(document: Object, described: Object) -> str:
    """Tell whether a token, the name and password of an account, or either of them authorizes an operation."""
    kinds: Object = document["components"].get("securitySchemes", {})
    ways: list[Object] = described["security"] if "security" in described else document.get("security", [])
    schemes = {kinds[name]["scheme"] for way in ways for name in way}
    if schemes == {"basic"}:
        return "account"
    return "either" if "basic" in schemes else "token"


def _says_nothing(schema: Object) -> bool:
    """Tell whether all values of a schema are one and the same."""
    if schema.get("type") == "object":
        return not schema.get("properties") and not schema.get("additionalProperties")
    return "const" in schema or len(schema.get("enum", [])) == 1
