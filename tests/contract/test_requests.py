"""What a caller asks for reaches the server as documented, whether by `call` or by the generated method."""

from collections.abc import Mapping
from contextlib import aclosing
from types import NoneType
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from segment_async import PublicClient
from segment_async._core.operation import Level
from tests.contract.compare import exactly
from tests.contract.draw import bounded, requests
from tests.contract.methods import method_of
from tests.contract.samples import fullest, least, without
from tests.contract.specification import ENDPOINTS, Endpoint, every_operation
from tests.contract.wire import Asked, Wire, segments, spelled, success

CURSOR, PAGE_SIZE = "MA==", 3
PAGED = [endpoint for endpoint in ENDPOINTS.values() if endpoint.paging]


def pairs_of(query: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a query looks like on the wire."""
    return [pair for name, value in query.items() for pair in spelled(name, value)]


@frozen
class Request:
    """What a caller passes."""

    level: Level
    path: dict[str, str]
    query: dict[str, Any]
    body: Any


def hold(endpoint: Endpoint, asked: Asked, given: Request, pairs: list[tuple[str, str]]) -> None:
    """Hold a request against the specification."""
    assert endpoint.method == asked.method
    assert segments(endpoint, given.path) == asked.segments
    assert sorted(pairs) == sorted(asked.query)
    assert endpoint.media_types[given.level] == asked.headers["accept"]
    assert "Bearer a-token" == asked.headers["authorization"]
    assert endpoint.bodies.get(given.level, (None,))[0] == asked.headers.get("content-type")
    assert exactly(given.body) == exactly(asked.body)


def ask_both_ways(wire: Wire, endpoint: Endpoint, given: Request) -> None:
    """Make a call by id and by method, and hold both against the specification."""
    answer = success(endpoint, fullest(endpoint.data))
    parts = {"path": given.path, "query": given.query, "body": given.body, "version": given.level}
    called, (asked,) = wire.exchange(lambda client: client.call(endpoint.id, **parts), answer)
    hold(endpoint, asked, given, pairs_of(given.query))

    own = {name: value for name, value in given.query.items() if name in endpoint.own_query["properties"]}
    method = method_of(endpoint)
    arguments = {
        **method.structured("path", given.path),
        **method.structured("query", own),
        **method.structured("body", given.body or {}),
    }
    made, (asked,) = wire.exchange(lambda client: perform(client, endpoint, arguments), answer, version=given.level)
    assert made == (None if method.types["return"] is NoneType else called)
    paging = endpoint.paging
    page = [(paging["count"], str(PAGE_SIZE)), (paging["cursor"], CURSOR)] if paging else []
    hold(endpoint, asked, given, pairs_of(own) + page)


async def perform(client: PublicClient, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Any:
    """Call the method of an operation; where that is a list, fetch the page after a cursor."""
    method = getattr(getattr(client, endpoint.tag), endpoint.name)
    if not endpoint.paging:
        return await method(**arguments)
    async with aclosing(method(**arguments, page_size=PAGE_SIZE).pages(after=CURSOR)) as pages:
        return await anext(pages)


@every_operation
@pytest.mark.parametrize("sample", [fullest, least])
def test_the_fullest_and_the_least_request_arrive_at_every_level(wire: Wire, endpoint: Endpoint, sample: Any) -> None:
    path = {name: f"{name} a/b" for name in endpoint.path_parameters}
    for level in endpoint.levels:
        body = sample(endpoint.bodies[level][1]) if endpoint.bodies else None
        ask_both_ways(wire, endpoint, Request(level, path, sample(endpoint.query), body))


@every_operation
@bounded
@given(data=st.data())
def test_any_request_of_the_specification_arrives(wire: Wire, endpoint: Endpoint, data: st.DataObject) -> None:
    level: Level = data.draw(st.sampled_from(endpoint.levels))
    given = Request(level, *data.draw(requests(endpoint, level)))
    ask_both_ways(wire, endpoint, given)


@pytest.mark.parametrize("endpoint", PAGED, ids=repr)
def test_a_list_goes_on_where_its_page_says(wire: Wire, endpoint: Endpoint) -> None:
    """And asks for pages of a size that the operation allows unless told otherwise."""
    paging = endpoint.stated["x-paginated"]
    first = fullest(endpoint.data)
    second = without(first, tuple(paging["next"].split(".")))
    key, _ = endpoint.result
    arguments = {
        **method_of(endpoint).structured("path", dict.fromkeys(endpoint.path_parameters, "an-id")),
        **method_of(endpoint).structured("query", fullest(endpoint.own_query)),
    }

    async def walk(client: PublicClient) -> int:
        return len([item async for item in getattr(getattr(client, endpoint.tag), endpoint.name)(**arguments)])

    count, asked = wire.exchange(walk, success(endpoint, first), success(endpoint, second))
    assert 2 * len(first[key]) == count
    sizes = [int(dict(request.query)[paging["count"]]) for request in asked]
    assert [True, True] == [1 <= size <= paging["maximum"] for size in sizes]
    cursors = [dict(request.query).get(paging["cursor"]) for request in asked]
    assert [None, str(first["pagination"]["next"])] == cursors
