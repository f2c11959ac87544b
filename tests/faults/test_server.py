"""The fault server itself: its plans, its ledger, and what it refuses."""

import asyncio
import hashlib
from collections.abc import AsyncIterator

import aiohttp
import pytest

from segment_async import PublicClient, ServerError, Token, testing
from segment_async.testing import Connection, Fault, FaultServer, certificate, faults, forever, sample
from tests.faults.conformance import IS_CONFIG_THERE
from tests.faults.support import GET, LIST, PATCH, POST, TOKEN, call, facing

pytestmark = pytest.mark.anyio


async def test_answers_come_in_the_order_of_their_plan() -> None:
    async with FaultServer() as server, aiohttp.ClientSession() as session:
        server.plan(LIST, [faults.status(418), faults.status(404)])
        server.plan(GET, [faults.status(409)])
        server.plan(LIST, [faults.ok()])
        paths = ["/sources", "/sources/x", "/sources?pagination.count=2", "/sources"]
        statuses = [(await session.get(server.url + path)).status for path in paths]
    assert [418, 409, 404, 200] == statuses


async def test_the_ledger_knows_what_came_on_which_connection() -> None:
    async with facing(POST, [faults.ok(), faults.closing(), faults.ok()]) as (server, segment):
        for number in range(3):
            await segment.call(POST, body={"slug": str(number)})
            await asyncio.sleep(0.01)
    first, *_ = seen = server.ledger.of(POST)
    assert seen == server.ledger.requests
    assert [0, 0, 1] == [each.connection for each in seen]
    assert [{"slug": "0"}, {"slug": "1"}, {"slug": "2"}] == [each.json for each in seen]
    assert ["ok", "ok and an end", "ok"] == [each.answer for each in seen]
    assert ("POST", "/sources", ("sources",), []) == (first.method, first.path, first.segments, first.query)
    assert [2, 1] == [connection.requests for connection in server.ledger.connections]
    assert sorted(each.arrived for each in seen) == [each.arrived for each in seen]
    assert not any(isinstance(each, Connection) and each.is_open for each in server.ledger.connections)


async def test_the_ledger_shows_no_token_but_tells_tokens_apart() -> None:
    async with facing(GET, [faults.ok()]) as (server, segment):
        await call(segment, GET)
    (seen,) = server.ledger.requests
    assert "Bearer ***" == seen.headers["authorization"]
    assert hashlib.sha256(TOKEN.encode()).hexdigest() == seen.token == Token(TOKEN).digest()
    assert TOKEN not in repr(server.ledger)
    assert TOKEN not in str(seen.headers)


async def test_a_plan_that_was_not_used_up_fails_the_block() -> None:
    with pytest.raises(AssertionError, match=r"listSources was not asked for the last 2 .*: ok, status 503\."):
        async with facing(LIST, [faults.ok(), faults.ok(), faults.status(503)]) as (_, segment):
            await segment.sources.list()


async def test_an_answer_for_ever_has_to_be_asked_for_once() -> None:
    async with facing(LIST, [forever(faults.ok())]) as (_, segment):
        for _each in range(3):
            await segment.sources.list()
    with pytest.raises(AssertionError, match="ok for ever"):
        async with facing(LIST, [forever(faults.ok())]):
            pass


async def test_a_connection_that_was_planned_and_not_made_fails_the_block() -> None:
    with pytest.raises(AssertionError, match="1 planned connections"):
        async with FaultServer() as server:
            server.plan_connections([faults.reset()])


async def test_a_request_that_no_plan_covers_fails_the_block() -> None:
    async def ask() -> None:
        async with facing(LIST, []) as (_, segment):
            with pytest.raises(ServerError, match="covered by no plan"):
                await segment.sources.list()

    with pytest.raises(AssertionError, match=r"GET /sources \(listSources\) is covered by no plan"):
        await ask()


async def test_what_no_plan_covers_can_have_an_answer() -> None:
    async with FaultServer(otherwise=faults.ok()) as server, PublicClient(TOKEN, base_url=server.url) as segment:
        await call(segment, GET)
        async with aiohttp.ClientSession() as session:
            answer = await session.get(f"{server.url}/nothing/like/it")
    assert 200 == answer.status
    assert [GET, None] == [seen.operation for seen in server.ledger.requests]


async def test_an_error_of_the_block_is_told_of_the_plan_and_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        async with facing(LIST, [faults.ok()]):
            _ = 1 / 0
    assert ["listSources was not asked for" in note for note in caught.value.__notes__] == [True]


async def test_the_rest_of_a_plan_can_be_taken_back() -> None:
    async with facing(LIST, [faults.ok(), faults.status(503)]) as (server, segment):
        await segment.sources.list()
        assert ["status 503"] == [str(left) for left in server.unplan(LIST)]


@pytest.mark.parametrize("operation", ["listSauces", "config:listSauces", ""])
def test_an_operation_that_does_not_exist_cannot_be_planned(operation: str) -> None:
    with pytest.raises(ValueError, match="has no operation"):
        FaultServer().plan(operation, [faults.ok()])


@pytest.mark.parametrize("host", ["0.0.0.0", "example.com", "10.0.0.1", "::"])  # noqa: S104 - refused
def test_others_cannot_reach_it(host: str) -> None:
    with pytest.raises(ValueError, match="this machine alone"):
        FaultServer(host=host)


def test_it_has_no_address_before_it_listens() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        _ = FaultServer().url


async def test_a_token_that_looks_real_is_refused() -> None:
    real = "sgp_" + "a1B2" * 16

    async def ask() -> None:
        async with FaultServer(otherwise=faults.ok()) as server, PublicClient(real, base_url=server.url) as segment:
            with pytest.raises(ServerError):
                await call(segment, GET)

    with pytest.raises(AssertionError, match="looks like a real token") as caught:
        await ask()
    assert real not in str(caught.value)


async def test_a_body_in_chunks_is_recorded_whole() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for piece in (b'{"slug":', b' "a"}'):
            yield piece

    async with FaultServer() as server, aiohttp.ClientSession() as session:
        server.plan(POST, [faults.ok()])
        async with session.post(f"{server.url}/sources", data=pieces()) as answer:
            assert 201 == answer.status
    assert {"slug": "a"} == server.ledger.requests[0].json


async def test_it_speaks_tls_and_its_certificate_can_be_trusted() -> None:
    shown = certificate()
    async with FaultServer(certificate=shown) as server, aiohttp.ClientSession() as session:
        server.plan(GET, [faults.ok()])
        assert server.url.startswith("https://127.0.0.1:")
        async with session.get(f"{server.url}/sources/x", ssl=shown.trust) as answer:
            assert sample(GET) == await answer.json(content_type=None)


ONE_OF_EACH: list[tuple[Fault, object]] = [
    (faults.ok(), 200),
    (faults.ok([1]), 200),
    (faults.ok(b"x", headers={"Content-Length": "1"}), 200),
    (faults.status(503, headers={"Retry-After": "1"}), 503),
    (faults.status(204), 204),
    (faults.status(799), 799),
    (faults.page(), 200),
    (faults.redirect(308, "/x"), 308),
    (faults.chunked(), 200),
    (faults.gzipped(), 200),
    (faults.bomb(100), 200),
    (faults.drip(every=0.0001), 200),
    (faults.stall(seconds=0.01), 200),
    (faults.stall(before="body", seconds=0.01), 200),
    (faults.twice(), 200),
    (faults.closing(), 200),
    (faults.reset(), aiohttp.ClientOSError),
    (faults.close(), aiohttp.ServerDisconnectedError),
    (faults.cut(where="headers"), aiohttp.ServerDisconnectedError),
    (faults.cut(), aiohttp.ClientPayloadError),
    (faults.cut(reset=True), aiohttp.ClientPayloadError),
    (faults.gzipped(damage="encoding"), 200),
    (faults.malformed("chunk size"), aiohttp.ClientError),
    (faults.malformed("length and chunks"), aiohttp.ClientResponseError),
    (faults.malformed("two lengths"), aiohttp.ClientResponseError),
    (faults.malformed("status line"), aiohttp.ClientResponseError),
    (faults.malformed("not http"), aiohttp.ClientResponseError),
    (faults.malformed("long header"), aiohttp.ClientResponseError),
    (faults.malformed("many headers"), aiohttp.ClientResponseError),
    (faults.malformed("endless 1xx"), aiohttp.ServerDisconnectedError),
]


@pytest.mark.parametrize(("fault", "expected"), ONE_OF_EACH, ids=[str(fault) for fault, _ in ONE_OF_EACH])
async def test_each_fault_is_what_its_name_says(fault: Fault, expected: object) -> None:
    """Seen by aiohttp alone, without anything of ours around it."""
    async with FaultServer() as server, aiohttp.ClientSession() as session:
        server.plan(PATCH, [fault])
        request = session.patch(f"{server.url}/sources/x", allow_redirects=False)
        if isinstance(expected, type):
            with pytest.raises(expected):
                await (await request).read()
            return
        answer = await request
        await answer.read()
        assert expected == answer.status


@pytest.mark.parametrize("name", [name for name in testing.__all__ if name != "faults"])
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(testing, name) is not None


@pytest.mark.parametrize("name", faults.__all__)
def test_every_fault_is_there(name: str) -> None:
    assert getattr(faults, name) is not None


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="FaultSaver"):
        _ = testing.FaultSaver  # type: ignore[attr-defined]  # on purpose


async def test_the_path_tells_which_api_is_meant() -> None:
    async with FaultServer(otherwise=faults.ok()) as server, aiohttp.ClientSession() as session:
        for path in ("/sources", "/v1beta/workspaces/acme/sources"):
            await session.get(server.url + path)
    config = "config:listSources" if IS_CONFIG_THERE else None
    assert [LIST, config] == [seen.operation for seen in server.ledger.requests]


async def test_what_is_planned_wrongly_is_said_at_once() -> None:
    async with FaultServer() as server:
        with pytest.raises(TypeError, match="is no fault"):
            server.plan(LIST, [faults.ok])  # type: ignore[list-item]  # the mistake
        with pytest.raises(TypeError, match="is no fault"):
            server.plan_connections([faults.reset])  # type: ignore[list-item]  # as above
        for ask in (server.unplan, server.ledger.of):
            with pytest.raises(ValueError, match="no operation 'listSorces'"):
                ask("listSorces")


async def test_an_answer_that_cannot_be_made_fails_the_test() -> None:
    async with FaultServer() as server, aiohttp.ClientSession() as session:
        server.plan(POST, [faults.ok({"a", "set"})])
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await session.post(server.url + "/sources")
        with pytest.raises(AssertionError, match="could not be made: TypeError"):
            server.check()
        server._complaints.clear()
