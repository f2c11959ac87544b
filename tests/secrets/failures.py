"""Sinks: every class of error, made by real faults, with its traceback and the local variables of its frames."""

import asyncio
import logging
import pickle
from base64 import b64encode
from functools import partial
from typing import Any
from urllib.parse import quote

import anyio

from segment_async import PublicClient, SegmentError, Timeout, Token
from segment_async._core.limits import Feedback
from segment_async.public import OPERATIONS
from segment_async.testing import Fault, FaultServer, certificate, faults, forever
from tests.secrets.canary import World, failure_of
from tests.secrets.values import sink


def _echo(at: World, form: str = "") -> Any:
    """Return an error body that holds the token in some spelling."""
    said = form or at.token
    return {"errors": [{"type": said, "field": said, "message": f"bad {said}!", "data": {"token": said}}]}


def _plain(name: str, expected: str, *answers: Fault) -> None:
    async def fail(at: World) -> Any:
        return _is(expected, await at.failure(*answers))

    sink(f"{expected}: {name}")(fail)


def _is(expected: str, error: BaseException) -> BaseException:
    assert expected == type(error).__name__, f"{error!r} is no {expected}"
    return error


_plain("an answer that breaks off", "ProtocolError", *[faults.cut()] * 2)
_plain("a connection that is reset", "ProtocolError", *[faults.reset()] * 2)
_plain("an answer that is not HTTP", "ProtocolError", *[faults.malformed("status line")] * 2)
_plain("an answer of the wrong type", "DecodeError", faults.ok({"data": {"source": 5}}))
_plain("an answer that is no JSON", "DecodeError", *[faults.ok(b"{")] * 2)
_plain("a redirect", "UnexpectedResponse", faults.redirect(302, "http://127.0.0.2:9/"))
_plain("a web page", "Forbidden", faults.page(403))

for _status, _kind in {
    400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 409: "Conflict", 413: "ValidationFailed",
    422: "ValidationFailed", 429: "RateLimited", 500: "ServerError", 501: "ServerError", 418: "BadRequest",
}.items():  # fmt: skip

    async def _echoed(at: World, status: int = _status, kind: str = _kind) -> Any:
        answers = [faults.status(status, body=_echo(at))] * (2 if status in {429, 500} else 1)
        error = _is(kind, await at.failure(*answers))
        assert "***" in str(error)
        return [error, error.errors, [entry.raw for entry in error.errors]]  # type: ignore[attr-defined]  # ours

    sink(f"{_kind}: {_status} with the token in its body")(_echoed)


@sink("Unauthorized: the token in the body in other spellings")
async def _spelled(at: World) -> Any:
    forms = [quote(at.token, safe=""), b64encode(at.token.encode()).decode()]
    return [await at.failure(faults.status(401, body=_echo(at, form))) for form in forms]


@sink("Unauthorized: the token in the headers of the answer")
async def _headers(at: World) -> Any:
    headers = {"X-Request-Id": at.token, "Content-Type": at.token, "X-Other": at.token}
    error = await at.failure(faults.status(401, headers=headers, body="no"))
    return [error, error.request_id]


@sink("DecodeError: the token in the content type")
async def _content_type(at: World) -> Any:
    return await at.failure(*[faults.ok(b"{", headers={"Content-Type": at.token})] * 2)


@sink("WrongRegion")
async def _region(at: World) -> Any:
    body = {"errors": [{"message": f"{at.token} must go to https://eu1.api.segmentapis.com"}]}
    return _is("WrongRegion", await at.failure(faults.status(401, body=body)))


@sink("OutcomeUnknown")
async def _outcome(at: World) -> Any:
    at.server.plan("createSource", [faults.reset()])
    try:
        await at.segment.sources.create(slug="a", metadata_id="b", enabled=True)
    except SegmentError as error:
        return _is("OutcomeUnknown", error)


@sink("PaginationLoop")
async def _loop(at: World) -> Any:
    page = {"sources": [], "pagination": {"current": "a", "next": "a", "totalEntries": 0}}
    at.server.plan("listSources", [forever(faults.ok({"data": page}))])
    try:
        async for _ in at.segment.sources.list():
            pass
    except SegmentError as error:
        return _is("PaginationLoop", error)


@sink("ConnectFailed")
async def _refused(at: World) -> Any:
    async with FaultServer() as server:
        closed = server.url
    async with at.client(base_url=closed) as segment:
        return _is("ConnectFailed", await failure_of(segment))


@sink("TLSFailed")
async def _tls(at: World) -> Any:
    async with FaultServer(certificate=certificate("self-signed")) as server, at.client(base_url=server.url) as segment:
        return _is("TLSFailed", await failure_of(segment))


@sink("ConfigurationError: a closed client")
async def _closed(at: World) -> Any:
    segment = at.client()
    await segment.aclose()
    return _is("ConfigurationError", await failure_of(segment))


@sink("ConfigurationError: what cannot be sent")
async def _unsendable(at: World) -> Any:
    errors = []
    for given in ({"path": {"sourceId": ".."}}, {"query": {"a": object()}}, {"body": 5}, {"version": "v9"}):
        try:
            await at.segment.call("getSource", **{"path": {"sourceId": "a"}, **given})  # type: ignore[arg-type]  # on purpose
        except SegmentError as error:
            errors.append(_is("ConfigurationError", error))
    return errors


@sink("ConfigurationError: a token that cannot be one, in each of its ways in")
async def _no_token(at: World) -> Any:
    bad = at.token + "\n"
    errors: list[BaseException] = []
    provider = at.client()
    provider._session.credentials._ask, provider._session.credentials._token = (lambda: bad), None
    errors.append(await failure_of(provider))
    await provider.aclose()
    for make in (Token, PublicClient, partial(PublicClient, region="mars")):
        try:
            make(bad)
        except SegmentError as error:
            trace = error.__traceback__
            errors.append(error.with_traceback(trace and trace.tb_next))  # the variables of this very frame are ours
    return [_is("ConfigurationError", error) for error in errors]


@sink("DeadlineExceeded: waiting for an answer")
async def _late(at: World) -> Any:
    async with at.client(timeout=0.05) as segment:
        return _is("DeadlineExceeded", await at.failure(faults.stall(), segment=segment))


@sink("DeadlineExceeded: waiting for the limit")
async def _limited(at: World) -> Any:
    at.limiter.heed(OPERATIONS["getSource"], Feedback("refused", wait=100))
    return _is("DeadlineExceeded", await failure_of(at.segment.with_options(timeout=1)))


@sink("DeadlineExceeded: waiting for a token")
async def _tokenless(at: World) -> Any:
    async def give() -> str:
        await anyio.sleep(60)
        return at.token

    async with PublicClient(give, base_url=at.server.url, timeout=0.05) as segment:
        return _is("DeadlineExceeded", await failure_of(segment))


@sink("ProtocolError: an attempt that takes too long")
async def _attempt(at: World) -> Any:
    async with at.client(timeout=Timeout(total=None, attempt=0.05), retries=0) as segment:
        return _is("ProtocolError", await at.failure(faults.stall(), segment=segment))


@sink("TimeoutError of asyncio.timeout around a call")
async def _asyncio_timeout(at: World) -> Any:
    try:
        async with asyncio.timeout(0.05):
            await at.get(faults.stall())
    except TimeoutError as error:
        return error


@sink("TimeoutError of anyio.fail_after around a call")
async def _anyio_timeout(at: World) -> Any:
    try:
        with anyio.fail_after(0.05):
            await at.get(faults.drip(every=0.01, size=30))
    except TimeoutError as error:
        return error


@sink("CancelledError of a task that calls")
async def _cancelled(at: World) -> Any:
    task = asyncio.create_task(at.get(faults.stall()))
    await asyncio.sleep(0.05)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        return error


@sink("ExceptionGroup of a task group")
async def _group(at: World) -> Any:
    at.server.plan("getSource", [forever(faults.status(500, body=_echo(at)))])
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(at.segment.sources.get("a"))
    except* SegmentError as errors:
        found = errors
    return found


@sink("an error that is pickled and logged")
async def _pickled(at: World) -> Any:
    error = await at.failure(faults.status(404, body=_echo(at)))
    record = logging.LogRecord(
        "x", logging.ERROR, __file__, 1, "%s", (error,), (type(error), error, error.__traceback__)
    )
    return [*(pickle.dumps(error, protocol) for protocol in range(2, 6)), logging.Formatter().format(record)]


@sink("an error inside the SDK that nobody foresaw")
async def _unforeseen(at: World) -> Any:
    """What aiohttp raises of its own kind leads through frames whose variables hold the headers."""
    transport: Any = at.segment._session.transport
    transport.open()
    transport._session._connector._resolve_host = None
    try:
        await at.segment.sources.get("a")
    except BaseException as error:  # noqa: BLE001 - whatever it is
        return error
