"""What an operation takes, as the specification says it: items of ``bulk`` are held against it before one is sent."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final, TypeAlias

from jsonschema_rs import ValidationError, ValidationErrorKind, Validator, validator_for

from segment_async._core.home import ID, SLUG
from segment_async._core.operation import Operation
from segment_async._core.preparing import Options, ids_of, requests_of
from segment_async._core.values import Json, is_list, is_object
from segment_async._core.wire import encode_segment
from segment_async.audit.reading.plan import resolve
from segment_async.cli.apis import API, Described, document_of
from segment_async.cli.fields import Schema, either, variants, whole
from segment_async.errors import ConfigurationError

PARTS: Final = ("path", "query", "body")
"""Where the values of a call go."""

REDACTED: Final = "[redacted]"

_WORKSPACE: Final = re.compile(r"\bworkspaces/([^/\"\\]+)")
"""What says in a resource name which workspace it is of."""

_VALUE: Final = "it"
"""Stands in messages for a value, which could be a secret."""

_TYPES: Final = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})


class Unfit(ValueError):
    """An item is not what the operation takes. It reads on from "The item"."""

    def __init__(self, said: str, where: Sequence[str] = ()) -> None:
        """Say what is wrong, and where in the item: ``body``, ``label``, ``key``."""
        super().__init__(said)
        self.where = tuple(where)


ColumnOf: TypeAlias = Callable[[tuple[str, ...]], str | None]
"""Returns the column in which a part of an item stands; ``None`` where the item has no columns."""


def unusable(line: int, said: str, column: str | None = None) -> ConfigurationError:
    """Return the error of an item.

    Args:
        line: Where it begins.
        said: What is wrong, to be read on from "The item".
        column: The header of the column that is meant, in CSV.
    """
    where = f", column {column!r}," if column else ""
    return ConfigurationError(
        f"Line {line} of the items{where} {said}. Nothing was sent; correct it, and run the same again."
    )


class Shape:
    """What an operation takes."""

    def __init__(self, described: Described, operation: Operation[Any]) -> None:
        """Read it from the specification.

        Args:
            described: What the specification says.
            operation: The same as a value.
        """
        self._api = described.api
        self._document = described.document
        self._operation = operation
        self._options = Options(base_url="https://localhost", region=None, user_agent="", dialect=described.api.dialect)
        parameters = [resolve(described.document, one) for one in described.said["parameters"]]
        self._given = {place: [one for one in parameters if one["in"] == place] for place in ("path", "query")}
        body = resolve(described.document, described.said.get("requestBody", {}))
        self._bodies = [one["schema"] for one in body.get("content", {}).values()]
        self._known = {place: self._parts(place) for place in PARTS}
        self._home = [
            name for name in (SLUG, ID) if f"{{{name}}}" in operation.path or (operation.names and name == SLUG)
        ]
        """What the client fills in: the workspace."""

    def check(self, item: Mapping[str, Any]) -> None:
        """Be sure that an item can be sent as it is, and that it is what the operation takes.

        Raises:
            Unfit: It is not.
        """
        for name, part in item.items():
            if name not in PARTS:
                raise Unfit(f"has {name!r}; it may have path, query and body")
            if not is_object(part):
                raise Unfit(f"has a {name} that is no JSON object", (name,))
        for place in PARTS:
            self._refuse_unknown(place, item.get(place, {}))
        for name, value in item.get("path", {}).items():
            if not isinstance(value, str):
                raise Unfit(f"has a path {name} that is no text", ("path", name))
            self._refuse_segment(name, value)
        for place, validator in self._validators.items():
            try:
                for error in validator.iter_errors(item.get(place, {})):
                    raise self._unfit(place, error)
            except UnicodeEncodeError:
                raise Unfit(f"holds half of a surrogate pair in its {place}, which is no text", (place,)) from None
        self._prepare(item)

    def types_at(self, steps: Sequence[str]) -> frozenset[str]:
        """Return the JSON types that a value may be of.

        Args:
            steps: Where it stands in an item: ``body``, ``label``, ``key``.

        Raises:
            Unfit: There is no such place; the message says what there is instead.
        """
        place, *names = steps
        if place not in PARTS or not names:
            raise Unfit("begins with none of path., query. and body. and goes on with a name", steps)
        schemas: list[Schema] = []
        known = self._known[place]
        for depth, name in enumerate(names):
            schemas = [schema for key, schema in known if key in {name, _ANY_NAME}]
            if not schemas:
                raise Unfit(self._has_no(steps[: depth + 2], [key for key, _ in known]), steps)
            known = [part for schema in schemas for part in self._properties(schema)]
        return frozenset[str]().union(*(_types(self._document, schema) for schema in schemas))

    def shown(self, item: Mapping[str, Any]) -> Json:
        """Return an item as it may be shown: with `REDACTED` in the place of what is secret."""
        return {place: self._public(self._known[place], values) for place, values in item.items()}

    def _has_no(self, steps: Sequence[str], known: Iterable[str]) -> str:
        before = ".".join(steps[:-1])
        takes = [f"{before}.{name}" for name in sorted(set(known))]
        said = f"{self._operation.id} takes {either(takes)}" if takes else f"nothing is known of what {before} holds"
        return f"names nothing that it takes: {said}" + ("" if takes else "; give it whole, as JSON")

    def _parts(self, place: str) -> list[tuple[str, Schema]]:
        """Return the names below a place with their schemas, one of each level that knows them."""
        if place == "body":
            return [part for schema in self._bodies for part in self._properties(schema)]
        return [(one["name"], one["schema"]) for one in self._given[place]]

    def _properties(self, node: Schema) -> Iterator[tuple[str, Schema]]:
        for kind in variants(self._document, node):
            yield from kind.get("properties", {}).items()
            others = kind.get("additionalProperties")
            if is_object(others) and others:
                yield _ANY_NAME, others

    def _public(self, known: list[tuple[str, Schema]], values: Json) -> Json:
        if not is_object(values):
            return values
        return {name: self._shown(name, known, value) for name, value in values.items()}

    def _shown(self, name: str, known: list[tuple[str, Schema]], value: Json) -> Json:
        schemas = [schema for key, schema in known if key in {name, _ANY_NAME}]
        kinds = [kind for schema in schemas for kind in variants(self._document, schema)]
        if any(part.get("x-sensitive") for part in (*schemas, *(whole(self._document, one) for one in schemas))):
            return f"{REDACTED} ({len(value)})" if is_list(value) else REDACTED
        below = [part for schema in schemas for part in self._properties(schema)]
        if is_list(value):
            items = [("", kind["items"]) for kind in kinds if "items" in kind]
            return [self._shown("", items, one) for one in value]
        return self._public(below, value)

    def _refuse_unknown(self, place: str, values: Mapping[str, Any]) -> None:
        known = {name for name, _ in self._known[place]}
        for name in values:
            if name not in known and _ANY_NAME not in known:
                takes = f"takes {', '.join(sorted(known))}" if known else "takes none"
                raise Unfit(f"has the {place} {name!r}, and {self._operation.id} {takes}", (place, name))

    @cached_property
    def _validators(self) -> Mapping[str, Validator]:
        """Compiled schemas of what an item holds; of the path, that what is needed is there."""
        places = {place: _together(given) for place, given in self._given.items()}
        if self._options.dialect.has_names:  # names stand for one another there, and the client knows how
            del places["path"]
        if self._bodies:
            places["body"] = self._bodies[0]
        components = _components(self._api)
        return {
            place: validator_for({**_opened(schema), "components": components}, mask=_VALUE, offline=True)
            for place, schema in places.items()
        }

    def _unfit(self, place: str, error: ValidationError) -> Unfit:
        where = (place, *map(str, error.instance_path))
        spelled = where[0] + "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in where[1:])
        if isinstance(error.kind, ValidationErrorKind.Required):
            missing = error.kind.property
            what = f"the {place} {missing!r}" if place != "body" else f"{spelled}.{missing}"
            return Unfit(f"lacks {what}, which {self._operation.id} requires", (*where, missing))
        return Unfit(f"does not fit {self._operation.id} at {spelled}: {error.message}", where)

    def _refuse_segment(self, name: str, value: str) -> None:
        if self._options.dialect.has_names:
            return  # a value may be a name of several segments
        try:
            encode_segment(name, value)
        except ConfigurationError as error:
            raise Unfit(f"cannot be sent: {str(error).rstrip('.')}", ("path", name)) from None

    def _prepare(self, item: Mapping[str, Any]) -> None:
        """Make the request as the client would, so that what cannot be sent is known now."""
        operation, options = self._operation, self._options
        try:
            ids = ids_of(operation, options, item.get("path", {}))
            named = _WORKSPACE.search(plain(item)) if self._home else None
            filled = {**dict.fromkeys(self._home, named[1] if named else "x"), **ids}
            requests_of(operation, options, filled, query=item.get("query"), body=item.get("body"), version=None)
        except ConfigurationError as error:
            raise Unfit(f"cannot be sent: {str(error).rstrip('.')}") from None


_ANY_NAME: Final = ""
"""Stands for the names of an object that may have any."""


def _types(document: Schema, node: Schema) -> frozenset[str]:
    """Return the JSON types that a schema takes, null among them."""
    schema = whole(document, node)
    options = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if options:
        return frozenset[str]().union(*(_types(document, option) for option in options))
    said = schema.get("type")
    return frozenset([said]) if isinstance(said, str) else frozenset(said or _TYPES)


def _together(parameters: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a schema of the mapping that holds the values of parameters."""
    return {
        "type": "object",
        "properties": {one["name"]: one["schema"] for one in parameters},
        "required": [one["name"] for one in parameters if one.get("required")],
    }


@cache
def _components(api: API) -> Any:  # noqa: ANN401 - schemas
    """Return the schemas that those of an API's operations refer to."""
    return _opened(document_of(api).get("components", {}))


def _opened(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a part of a schema without the values of enums that may grow: others are taken too."""
    if is_object(part):
        closed = part if not part.get("x-open-enum") else {k: v for k, v in part.items() if k != "enum"}
        return {name: _opened(value) for name, value in closed.items()}
    return [_opened(one) for one in part] if is_list(part) else part


def plain(item: Json) -> str:
    """Return JSON on one line."""
    return json.dumps(item, ensure_ascii=False)
