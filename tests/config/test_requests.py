"""What a caller asks for reaches the server as documented, whether by `call` or by the generated method."""

from base64 import b64encode
from collections.abc import Mapping
from contextlib import aclosing
from types import NoneType
from typing import Any, Final

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from segment_async import ConfigClient
from tests.config.conftest import ACCOUNT, WORKSPACE, WireOf
from tests.config.endpoints import (
    PAGED,
    agreeing,
    body_fields,
    every_operation,
    mask_of,
    takes_account,
    wrapper_of,
)
from tests.contract.compare import exactly
from tests.contract.draw import bounded, requests
from tests.contract.methods import method_of
from tests.contract.reading import some_path
from tests.contract.samples import fullest, least, without
from tests.contract.specification import JSON, Endpoint
from tests.contract.wire import Asked, Wire, segments, spelled, success

CURSOR, PAGE_SIZE = "MA==", 3
OURS: Final = {"workspace_slug": "acme", "workspace_id": WORKSPACE["id"]}


@frozen
class Request:
    """What a caller passes."""

    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any


def pairs_of(query: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a query looks like on the wire."""
    return [pair for name, value in query.items() for pair in spelled(name, value, repeats=True)]


def hold(endpoint: Endpoint, asked: Asked, expected: Request) -> None:
    """Hold a request against the specification."""
    assert endpoint.method == asked.method
    assert segments(endpoint, expected.path) == asked.segments
    assert sorted(pairs_of(expected.query)) == sorted(asked.query)
    basic = f"Basic {b64encode(':'.join(ACCOUNT).encode()).decode()}"
    assert (basic if takes_account(endpoint) else "Bearer a-token") == asked.headers["authorization"]
    assert JSON == asked.headers["accept"]
    assert (JSON if endpoint.bodies else None) == asked.headers.get("content-type")
    assert exactly(expected.body) == exactly(asked.body)


def fields_of(endpoint: Endpoint, body: Any) -> dict[str, Any]:
    """Return the fields of a body that the method takes as arguments, by their dotted names."""
    wrapper = wrapper_of(endpoint)
    inside = {f"{wrapper}.{name}": value for name, value in (body or {}).get(wrapper, {}).items()}
    return {name: value for name, value in {**(body or {}), **inside}.items() if name in body_fields(endpoint)}


def body_sent(endpoint: Endpoint, fields: Mapping[str, Any], clear: tuple[str, ...]) -> Any:
    """Return the body that a method sends for these fields."""
    if not endpoint.bodies:
        return None
    mask, wrapper = mask_of(endpoint), wrapper_of(endpoint)
    if wrapper is None:
        return fields
    inside = {name.partition(".")[2]: value for name, value in fields.items() if name.startswith(f"{wrapper}.")}
    body = {wrapper: inside, **{name: value for name, value in fields.items() if "." not in name}}
    if mask is None:
        return body
    named = [name for name in mask["fields"] if name in inside]  # in the order of the method's arguments
    return {**body, "update_mask": {"paths": [f"{mask['prefix']}{name}" for name in (*named, *clear)]}}


def within_one_workspace(endpoint: Endpoint, given: Request) -> Request:
    """Return a request whose names agree with its path."""
    return Request(given.path, *agreeing(endpoint, given.path, given.query, given.body))


def ask_both_ways(wire: Wire, endpoint: Endpoint, given: Request, clear: tuple[str, ...] = ()) -> None:
    """Make a call by id and by method, and hold both against the specification."""
    answer = success(endpoint, fullest(endpoint.data))
    given = within_one_workspace(endpoint, given)
    parts = {"path": given.path, "query": given.query, "body": given.body}
    called, (asked,) = wire.exchange(lambda client: client.call(endpoint.id, **parts), answer)
    hold(endpoint, asked, given)

    given = within_one_workspace(endpoint, Request({**given.path, **OURS}, given.query, given.body))
    own = {name: value for name, value in given.query.items() if name in endpoint.own_query["properties"]}
    fields, method = fields_of(endpoint, given.body), method_of(endpoint)
    arguments = {
        **in_path(endpoint, given.path),
        **method.structured("query", own),
        **method.structured("body", fields),
        **({"clear": clear} if clear else {}),
    }
    made, (asked,) = wire.exchange(lambda client: perform(client, endpoint, arguments), answer)
    assert made == (None if method.types["return"] is NoneType else called)
    paging = endpoint.paging
    page = {paging["count"]: PAGE_SIZE, paging["cursor"]: CURSOR} if paging else {}
    hold(endpoint, asked, Request(given.path, {**own, **page}, body_sent(endpoint, fields, clear)))


def in_path(endpoint: Endpoint, path: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of a path as arguments."""
    return method_of(endpoint).structured("path", {name: path[name] for name in endpoint.path_arguments})


async def perform(client: ConfigClient, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Any:
    """Call the method of an operation; where that is a list, fetch the page after a cursor."""
    method = getattr(getattr(client, endpoint.tag), endpoint.name)
    if not endpoint.paging:
        return await method(**arguments)
    async with aclosing(method(**arguments, page_size=PAGE_SIZE).pages(after=CURSOR)) as pages:
        return await anext(pages)


def clearable(endpoint: Endpoint, body: Any) -> tuple[str, ...]:
    """Return the fields of a mask that a body leaves alone."""
    mask, wrapper = mask_of(endpoint), wrapper_of(endpoint)
    return tuple(name for name in mask["fields"] if name.partition(".")[0] not in body[wrapper]) if mask else ()


@every_operation
@pytest.mark.parametrize("sample", [fullest, least])
def test_the_fullest_and_the_least_request_arrive(wire_of: WireOf, endpoint: Endpoint, sample: Any) -> None:
    """The least update changes nothing, so it clears all that it may."""
    path = {name: value if "/" in value else f"{name} a:b ü&=+" for name, value in some_path(endpoint).items()}
    body = sample(endpoint.bodies[None][1]) if endpoint.bodies else None
    ask_both_ways(wire_of(endpoint), endpoint, Request(path, sample(endpoint.query), body), clearable(endpoint, body))


@every_operation
@bounded
@given(data=st.data())
def test_any_request_of_the_specification_arrives(wire_of: WireOf, endpoint: Endpoint, data: st.DataObject) -> None:
    request = Request(*data.draw(requests(endpoint, None)))
    ask_both_ways(wire_of(endpoint), endpoint, request, clearable(endpoint, request.body))


@pytest.mark.parametrize("endpoint", PAGED.values(), ids=list(PAGED))
def test_a_list_goes_on_where_its_page_says(wire_of: WireOf, endpoint: Endpoint) -> None:
    """And ends where the token is left out, or empty."""
    assert endpoint.paging is not None
    first = fullest(endpoint.data)
    key, _ = endpoint.result
    token = endpoint.paging["next"]
    arguments = {
        **in_path(endpoint, some_path(endpoint)),
        **method_of(endpoint).structured("query", fullest(endpoint.own_query)),
    }

    async def walk(client: ConfigClient) -> int:
        return len([item async for item in getattr(getattr(client, endpoint.tag), endpoint.name)(**arguments)])

    for last in (without(first, (token,)), {**first, token: ""}):
        answers = (success(endpoint, first), success(endpoint, last))
        count, asked = wire_of(endpoint).exchange(walk, *answers)
        assert 2 * len(first[key]) == count
        assert [None, first[token]] == [dict(request.query).get(endpoint.paging["cursor"]) for request in asked]
        sizes = {dict(request.query)[endpoint.paging["count"]] for request in asked}
        assert {str(endpoint.paging["maximum"])} == sizes
