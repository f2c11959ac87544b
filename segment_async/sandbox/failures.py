"""What a request is refused with."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from segment_async.sandbox.store import Conflict, Invalid, Missing, Refusal, Unsuitable


class Failure(Exception):
    """A request is refused; says with which status, and why."""

    def __init__(
        self,
        status: int,
        type: str,
        message: str,
        *,
        field: str | None = None,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Describe what is wrong.

        Args:
            status: The HTTP status.
            type: The kind of error, as the API names kinds.
            message: A sentence for people.
            field: Dotted name of the field that is wrong, where one is.
            data: More about the error.
            headers: Headers that the answer carries besides.
        """
        super().__init__(message)
        self.status = status
        self.entry: dict[str, Any] = {"type": type, "message": message}
        if field is not None:
            self.entry["field"] = field
        if data is not None:
            self.entry["data"] = dict(data)
        self.headers = headers or {}

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Everything that is wrong, one entry each."""
        return [self.entry]


class ManyFailures(Failure):
    """A request is refused for several reasons at once."""

    def __init__(self, failures: list[Failure]) -> None:
        """Join them under the status of the first."""
        first = failures[0]
        super().__init__(first.status, first.entry["type"], first.entry["message"])
        self._entries = [failure.entry for failure in failures]

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Everything that is wrong, one entry each."""
        return self._entries


def invalid(message: str, field: str | None = None) -> Failure:
    """Return the refusal of a value."""
    return Failure(HTTPStatus.UNPROCESSABLE_ENTITY, "input-validation", message, field=field)


def bad_request(message: str) -> Failure:
    """Return the refusal of a request that makes no sense."""
    return Failure(HTTPStatus.BAD_REQUEST, "bad-request", message)


def failure_of(refusal: Refusal) -> Failure:
    """Translate what the workspace refuses into what the API answers."""
    match refusal:
        case Missing():
            return Failure(HTTPStatus.NOT_FOUND, "NotFound", str(refusal))
        case Invalid():
            return invalid(str(refusal), refusal.field)
        case Conflict():
            return Failure(HTTPStatus.CONFLICT, "conflict", str(refusal))
        case Unsuitable():
            return bad_request(str(refusal))
        case _:
            raise refusal
