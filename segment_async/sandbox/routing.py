"""From method and path to the operation that is meant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from urllib.parse import unquote

from segment_async.sandbox.failures import Failure
from segment_async.sandbox.spec import Endpoint


def segments_of(path: str) -> tuple[str, ...]:
    """Split a raw URL path, tolerating doubled and trailing slashes; each segment is decoded by itself."""
    return tuple(unquote(segment) for segment in path.split("/") if segment)


class Router:
    """Finds operations by path; a fixed segment wins over a parameter."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        """Sort the operations by the length of their paths."""
        self._by_length: dict[int, list[tuple[tuple[str, ...], Endpoint]]] = defaultdict(list)
        for endpoint in endpoints:
            template = tuple(segment for segment in endpoint.path.split("/") if segment)
            self._by_length[len(template)].append((template, endpoint))
        for routes in self._by_length.values():
            routes.sort(key=lambda route: [segment.startswith("{") for segment in route[0]])

    def find(self, method: str, path: str) -> tuple[Endpoint, dict[str, str]]:
        """Return the operation that is meant, and the values in its path.

        Args:
            method: The HTTP method, in capitals.
            path: The raw URL path, without the query.

        Raises:
            Failure: No operation has this path (404), or none with this method (405).
        """
        segments = segments_of(path)
        methods: list[str] = []
        for template, endpoint in self._by_length.get(len(segments), ()):
            values = match(template, segments)
            if values is None:
                continue
            if endpoint.method == method:
                return endpoint, values
            methods.append(endpoint.method)
        if methods:
            raise Failure(
                HTTPStatus.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                f"{method} does not work here; use {' or '.join(methods)}.",
                headers={"Allow": ", ".join(methods)},
            )
        raise Failure(
            HTTPStatus.NOT_FOUND, "NotFound", "No operation has this path; the specification lists those there are."
        )


def match(template: Sequence[str], segments: Sequence[str]) -> dict[str, str] | None:
    """Return the values that segments have where a template has parameters; ``None`` if they do not fit.

    Args:
        template: Fixed segments, parameters such as ``{id}``, and both in one such as ``sfn_{id}``.
        segments: As many segments, decoded.
    """
    values: dict[str, str] = {}
    for expected, segment in zip(template, segments, strict=True):
        fixed, is_parameter, name = expected.partition("{")
        if segment != expected and not (is_parameter and segment.startswith(fixed)):
            return None
        if is_parameter:
            values[name[:-1]] = segment.removeprefix(fixed)
    return values
