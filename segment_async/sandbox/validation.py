"""Requests held against the specification."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from jsonschema_rs import ValidationError, ValidationErrorKind, validator_for

from segment_async.sandbox.failures import Failure, ManyFailures, invalid
from segment_async.sandbox.spec import Document, Endpoint, Schema

ERRORS_AT_MOST: Final = 20
"""Entries that one answer holds."""

_VALUE: Final = "the value"
"""Stands in messages for the value, which could be a secret."""


class RequestValidator:
    """Holds requests against the schemas of one document; each is compiled when it is first needed.

    Keys of a body that the schema does not name are passed over. Whether the API refuses them is not documented, and
    programs in use send some: the ids of the path once more, for one.
    """

    def __init__(self, document: Document) -> None:
        """Remember where references lead, and what was compiled for others who hold the same document."""
        self._document = document

    def check_parameters(self, endpoint: Endpoint, path: Mapping[str, Any], query: Mapping[str, Any]) -> None:
        """Refuse values in the URL that the specification does not allow.

        Raises:
            Failure: With an entry for each value that is wrong (422).
        """
        for place, values in (("path", path), ("query", query)):
            parameters = endpoint.path_parameters if place == "path" else endpoint.query
            schema = {
                "type": "object",
                "properties": {parameter.name: parameter.schema for parameter in parameters},
                "required": [parameter.name for parameter in parameters if parameter.required],
            }
            self._check((endpoint.id, place), schema, values)

    def checked_body(self, endpoint: Endpoint, media_type: str, body: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        """Return what the specification knows of a body.

        Raises:
            Failure: With an entry for each field that is wrong (422).
        """
        schema = endpoint.bodies[media_type]
        self._check((endpoint.id, media_type), schema, body)
        known = self._document.follow(schema)["properties"]
        return {name: value for name, value in body.items() if name in known}

    def _check(self, name: tuple[str, str], schema: Schema, value: object) -> None:
        validator = self._document.validators.get(name)
        if validator is None:
            validator = validator_for(
                {**schema, "components": dict(self._document.components)}, mask=_VALUE, offline=True
            )
            self._document.validators[name] = validator
        try:
            failures = [_failure(error) for error in validator.iter_errors(value)][:ERRORS_AT_MOST]
        except UnicodeEncodeError:
            raise invalid("The request holds half of a surrogate pair; send whole characters.") from None
        if failures:
            raise failures[0] if len(failures) == 1 else ManyFailures(failures)


def parse_body(raw: bytes) -> Any:  # noqa: ANN401 - JSON of any kind
    """Read a body as JSON.

    Raises:
        Failure: It is none (422).
    """
    try:
        return json.loads(raw, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise invalid("The body is not JSON; send one JSON object.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number


def _failure(error: ValidationError) -> Failure:
    path = [str(step) for step in error.instance_path]
    if isinstance(error.kind, ValidationErrorKind.Required):
        field = ".".join([*path, error.kind.property])
        return invalid(f"{field} is required.", field)
    field = ".".join(path)
    return invalid(f"{field or 'The body'}: {error.message}.", field or None)
