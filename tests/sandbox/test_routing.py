"""From method and path to an operation, in specifications written for the purpose."""

import pytest

from segment_async.sandbox.routing import Router
from segment_async.sandbox.spec import parse


def router(*operations: tuple[str, str]) -> Router:
    paths: dict[str, dict[str, object]] = {}
    for method, path in operations:
        operation = {"operationId": f"{method} {path}", "responses": {"200": {}}}
        paths.setdefault(path, {})[method] = operation
    return Router(parse({"paths": paths}).endpoints)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/things/new", "get /things/new"),
        ("/things/old", "get /things/{id}"),
        ("/things/a%2Fb", "get /things/{id}"),
        ("/", "get /"),
    ],
)
def test_a_fixed_segment_wins_over_a_parameter_wherever_it_is_written(path: str, expected: str) -> None:
    routes = router(("get", "/things/{id}"), ("get", "/things/new"), ("get", "/"))
    assert expected == routes.find("GET", path)[0].id


def test_a_parameter_is_taken_where_the_fixed_segment_lacks_the_method() -> None:
    routes = router(("post", "/things/new"), ("delete", "/things/{id}"))
    endpoint, values = routes.find("DELETE", "/things/new")
    assert ("delete /things/{id}", {"id": "new"}) == (endpoint.id, values)


def test_each_segment_is_decoded_by_itself() -> None:
    _, values = router(("get", "/{a}/{b}")).find("GET", "/x%2Fy/%20")
    assert {"a": "x/y", "b": " "} == values
