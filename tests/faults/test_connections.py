"""Rows F20 to F27, F32 and F33: connections that fail, break, or carry what is not HTTP."""

import asyncio
import socket
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from segment_async import (
    ConnectFailed,
    OutcomeUnknown,
    ProtocolError,
    PublicClient,
    RetryPolicy,
    SegmentError,
    Timeout,
    TLSFailed,
)
from segment_async.testing import Fault, FaultServer, InstantClock, certificate, faults, forever, sample
from segment_async.testing.faults import CLOSE, Malformation, Pause
from segment_async.testing.tls import CertificateKind
from tests.faults.support import BY_METHOD, GET, POST, QUICK, REPEATABLE, TOKEN, call, facing, retries

pytestmark = pytest.mark.anyio

FOR_EVER = float("inf")


@pytest.mark.parametrize("operation", BY_METHOD)
async def test_f20_a_refused_connection_is_tried_again_whatever_the_method(operation: str) -> None:
    async with FaultServer() as server:
        url = server.url
    async with PublicClient(TOKEN, base_url=url, retries=QUICK) as segment:
        with pytest.raises(ConnectFailed) as caught:
            await call(segment, operation)
    assert (QUICK.retries + 1, "not_sent") == (caught.value.attempts, caught.value.outcome)


class NoSuchName(AbstractResolver):
    """Finds no name; answers with an error, or with nothing."""

    def __init__(self, error: OSError | None) -> None:
        self._error = error

    async def resolve(self, *_: Any, **__: Any) -> list[ResolveResult]:
        if self._error is not None:
            raise self._error
        return []

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("error", [socket.gaierror(-2, "Name or service not known"), None])
async def test_f20_a_name_that_is_not_found_is_not_sent(error: OSError | None) -> None:
    connector = aiohttp.TCPConnector(resolver=NoSuchName(error))
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        PublicClient(TOKEN, base_url="https://api.example", retries=QUICK, session=session) as segment,
    ):
        with pytest.raises(ConnectFailed) as caught:
            await call(segment, POST)
    assert (QUICK.retries + 1, "not_sent") == (caught.value.attempts, caught.value.outcome)


async def test_f20_a_host_that_does_not_answer_costs_the_connect_timeout_and_no_more() -> None:
    """The queue of a listener that accepts nobody is full, so further connections hang."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for filler in (first, second):
            filler.settimeout(0)
            filler.connect_ex(listener.getsockname())
        url = "http://{}:{}".format(*listener.getsockname())
        bounds = Timeout(total=60, connect=2)
        async with PublicClient(TOKEN, base_url=url, timeout=bounds, retries=retries(1)) as segment:
            with InstantClock() as clock, pytest.raises(ConnectFailed) as caught:
                await call(segment, POST)
    assert (2, "not_sent") == (caught.value.attempts, caught.value.outcome)
    assert 4 == pytest.approx(clock.elapsed(), abs=0.1)


@pytest.mark.parametrize("kind", ["wrong name", "expired", "self-signed"])
async def test_f21_a_server_that_cannot_prove_who_it_is_gets_no_request(kind: CertificateKind) -> None:
    shown = certificate(kind)
    async with (
        FaultServer(certificate=shown) as server,
        PublicClient(TOKEN, base_url=server.url, ssl=shown.trust, retries=QUICK) as segment,
    ):
        with pytest.raises(TLSFailed) as caught:
            await call(segment, POST)
    assert (1, "not_sent") == (caught.value.attempts, caught.value.outcome)
    assert (1, 0) == (len(server.ledger.connections), len(server.ledger.requests))


ALERT = faults.raw(b"\x15\x03\x03\x00\x02\x02\x46", Pause(FOR_EVER), name="alert: no such protocol version")
PLAIN = faults.raw(b"HTTP/1.1 400 Bad Request\r\n\r\n", Pause(FOR_EVER), name="plain HTTP")


@pytest.mark.parametrize("greeting", [ALERT, PLAIN])
async def test_f21_a_server_that_speaks_no_tls_of_ours_gets_no_request(greeting: Fault) -> None:
    shown = certificate()
    async with FaultServer(certificate=shown) as server:
        server.plan_connections([greeting])
        async with PublicClient(TOKEN, base_url=server.url, ssl=shown.trust, retries=QUICK) as segment:
            with pytest.raises(TLSFailed) as caught:
                await call(segment, GET)
    assert (1, 0) == (caught.value.attempts, len(server.ledger.requests))


async def test_f21_a_server_that_proves_who_it_is_gets_the_request() -> None:
    shown = certificate()
    async with FaultServer(certificate=shown) as server:
        server.plan(GET, [faults.ok()])
        async with PublicClient(TOKEN, base_url=server.url, ssl=shown.trust) as segment:
            await call(segment, GET)


@pytest.mark.parametrize("number", [0, 1, 3])
@pytest.mark.parametrize("lost", [faults.reset(), faults.close()])
@pytest.mark.parametrize("operation", BY_METHOD)
async def test_f22_attempts_are_requests_on_the_wire(operation: str, lost: Fault, number: int) -> None:
    """R14: aiohttp by itself would send GET, PUT and DELETE once more."""
    async with facing(operation, [forever(lost)], retries=retries(number)) as (server, segment):
        with pytest.raises((ProtocolError, OutcomeUnknown)) as caught:
            await call(segment, operation)
    assert (number + 1 if operation in REPEATABLE else 1) == len(server.ledger.requests) == caught.value.attempts
    assert ("unknown", None) == (caught.value.outcome, caught.value.status)


@pytest.mark.parametrize("greeting", [faults.reset(), faults.close()])
@pytest.mark.parametrize("operation", [GET, POST])
async def test_f22_a_connection_that_ends_before_anything_is_read_is_an_attempt(
    operation: str, greeting: Fault
) -> None:
    """It may end before the request is sent, or after: nobody can tell in advance."""
    async with FaultServer() as server, PublicClient(TOKEN, base_url=server.url, retries=QUICK) as segment:
        server.plan_connections([forever(greeting)])
        with pytest.raises((ConnectFailed, ProtocolError, OutcomeUnknown)) as caught:
            await call(segment, operation)
    assert isinstance(caught.value, ConnectFailed) is (caught.value.outcome == "not_sent")
    assert caught.value.attempts == len(server.ledger.connections)
    assert [] == server.ledger.requests


async def test_f23_connections_that_close_behind_an_answer_fail_no_read() -> None:
    """The next request may go out on a connection whose end is on its way."""
    calls = 200
    async with facing(GET, [forever(faults.closing())]) as (_, segment):
        await asyncio.gather(*(call(segment, GET) for _ in range(calls)))


async def test_f23_connections_that_close_behind_an_answer_make_no_create_twice() -> None:
    calls = 200
    async with facing(POST, [forever(faults.closing())], concurrency=8) as (server, segment):
        results = await asyncio.gather(*(call(segment, POST) for _ in range(calls)), return_exceptions=True)
    assert {OutcomeUnknown} >= {type(result) for result in results if isinstance(result, BaseException)}
    assert len(server.ledger.of(POST)) <= calls


async def test_f23_idle_connections_that_were_closed_are_not_used() -> None:
    async with facing(POST, [faults.ok(), faults.ok()]) as (server, segment):
        await call(segment, POST)
        assert 1 == server.close_idle()
        await asyncio.sleep(0.01)
        await call(segment, POST)
    assert [0, 1] == [seen.connection for seen in server.ledger.requests]


CUTS = [
    faults.cut(where="headers"),
    faults.cut(where="headers", reset=True),
    faults.cut(),
    faults.cut(reset=True),
    faults.cut(keep=0),
    faults.cut(faults.chunked()),
    faults.cut(faults.chunked(), keep=0.99),
    faults.cut(faults.chunked(), reset=True),
    faults.cut(faults.status(503)),
]


@pytest.mark.parametrize("broken", CUTS, ids=str)
async def test_f24_half_an_answer_is_none(broken: Fault) -> None:
    async with facing(GET, [broken, broken, faults.ok()]) as (server, segment):
        source = await call(segment, GET)
    assert sample(GET)["data"]["source"]["id"] == source.source.id
    assert 3 == len(server.ledger.requests)


@pytest.mark.parametrize("broken", CUTS, ids=str)
async def test_f24_half_an_answer_to_a_create_leaves_its_outcome_unknown(broken: Fault) -> None:
    async with facing(POST, [broken]) as (_, segment):
        with pytest.raises(OutcomeUnknown) as caught:
            await call(segment, POST)
    assert "unknown" == caught.value.outcome


@pytest.mark.parametrize(
    "head",
    [b"Content-Length: 9\r\nConnection: close\r\n", b"Connection: close\r\n", b""],
    ids=["a length that is too short", "no length", "neither length nor end announced"],
)
async def test_f25_a_body_whose_end_is_not_told_is_read_whole_or_not_at_all(head: bytes) -> None:
    broken = faults.raw(b"HTTP/1.1 200 OK\r\n" + head + b'\r\n{"data": {"source": {"id":', CLOSE)
    async with facing(GET, [broken, faults.ok()]) as (server, segment):
        await call(segment, GET)
    assert 2 == len(server.ledger.requests)


MALFORMED: list[Malformation] = [
    "chunk size",
    "length and chunks",
    "two lengths",
    "status line",
    "not http",
    "long header",
    "many headers",
    "endless 1xx",
]


@pytest.mark.parametrize("kind", MALFORMED)
async def test_f26_f32_what_is_not_http_is_no_status(kind: Malformation) -> None:
    """Aiohttp reports most of these as a status of 400."""
    async with facing(GET, [forever(faults.malformed(kind))], retries=retries(1)) as (server, segment):
        with pytest.raises(ProtocolError) as caught:
            await call(segment, GET)
    assert (None, "unknown") == (caught.value.status, caught.value.outcome)
    assert 2 == caught.value.attempts == len(server.ledger.requests)
    assert 0 == server.ledger.open_connections()


async def test_f27_an_answer_that_nobody_asked_for_reaches_nobody() -> None:
    poison = faults.ok({"data": {"source": {"id": "poison"}}})
    calls = 100
    async with facing(GET, [forever(faults.twice(second=poison))]) as (server, segment):
        answers = [await call(segment, GET) for _ in range(calls)]
    assert ["text"] * calls == [answer.source.id for answer in answers]
    assert calls <= len(server.ledger.requests)


async def test_f32_headers_without_end_end_with_the_deadline() -> None:
    endless = faults.drip(faults.ok(headers={"X-Long": "a" * 4000}), every=0.5)
    async with facing(GET, [endless], timeout=5.0) as (_, segment):
        with InstantClock() as clock, pytest.raises(SegmentError):
            await call(segment, GET)
        assert 5 == pytest.approx(clock.elapsed(), abs=0.1)


async def test_f33_a_proxy_that_was_not_asked_for_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = certificate()
    async with FaultServer() as proxy, FaultServer(certificate=shown) as server:
        monkeypatch.setenv("https_proxy", proxy.url)
        server.plan(GET, [faults.ok()])
        async with PublicClient(TOKEN, base_url=server.url, ssl=shown.trust) as segment:
            await call(segment, GET)
    assert [] == proxy.ledger.connections


@pytest.mark.parametrize("trust_env", [False, True])
async def test_f33_no_proxy_gets_a_request_that_it_could_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, trust_env: bool
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    async with FaultServer() as proxy, facing(GET, [faults.ok()], trust_env=trust_env) as (server, segment):
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("NETRC", str(netrc))
        await call(segment, GET)
    assert [] == proxy.ledger.connections
    assert server.ledger.requests[0].headers["authorization"].startswith("Bearer ")


@pytest.mark.parametrize("left_out", ["", "http://"])
async def test_f33_a_proxy_that_was_asked_for_sees_no_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left_out: str
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.example login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    async with FaultServer(otherwise=faults.status(502)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.removeprefix(left_out))
        options: dict[str, Any] = {"trust_env": True, "retries": RetryPolicy(retries=0)}
        async with PublicClient(TOKEN, base_url="https://api.example", **options) as segment:
            with pytest.raises(SegmentError) as caught:
                await call(segment, POST)
    assert ["CONNECT"] == [seen.method for seen in proxy.ledger.requests]
    assert "authorization" not in proxy.ledger.requests[0].headers
    assert (None, "not_sent") == (caught.value.status, caught.value.outcome)
