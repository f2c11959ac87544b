"""Sinks: the objects of the package, however they are shown, copied or taken apart."""

import copy
import dataclasses
import inspect
import json
import pickle
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

import attrs

from segment_async import Hooks, SegmentError, Token, unstructure
from segment_async._core.limiter import shared_limiter
from segment_async._core.session import Session
from segment_async.public import OPERATIONS
from segment_async.testing import faults
from tests.secrets.canary import World, lines

Sink = Callable[[World], Awaitable[Any]]
SINKS: Final[dict[str, Sink]] = {}


def sink(name: str) -> Callable[[Sink], Sink]:
    """Enter a sink into the table."""

    def enter(function: Sink) -> Sink:
        assert name not in SINKS
        SINKS[name] = function
        return function

    return enter


def _session(at: World) -> Session:
    return at.segment._session


def _refusal(function: Callable[[Any], Any], value: Any) -> Any:
    try:
        return function(value)
    except (TypeError, ValueError, attrs.exceptions.NotAnAttrsClassError, SegmentError) as error:
        return error


def _simple(name: str, make: Callable[[World], Any]) -> None:
    async def show(at: World) -> Any:
        return make(at)

    sink(name)(show)


for _name, _make in {
    "client: repr, str, format": lambda at: at.segment,
    "client: vars": lambda at: vars(at.segment),
    "client: members": lambda at: [value for _, value in inspect.getmembers(at.segment)],
    "client: copy with other options": lambda at: vars(at.segment.with_options(timeout=1, hooks=Hooks())),
    "client: copy.copy": lambda at: vars(copy.copy(at.segment)),
    "client: copy.deepcopy": lambda at: _refusal(copy.deepcopy, at.segment),
    "client: pickle": lambda at: _refusal(pickle.dumps, at.segment),
    "client: unstructure": lambda at: _refusal(unstructure, at.segment),
    "tag: repr and slots": lambda at: [at.segment.sources, at.segment.sources._caller],
    "paginator": lambda at: at.segment.sources.list(),
    "session: repr and vars": lambda at: [_session(at), vars(_session(at))],
    "options: repr": lambda at: _session(at).options,
    "options: attrs.asdict": lambda at: attrs.asdict(_session(at).options, recurse=False),
    "options: attrs.astuple": lambda at: attrs.astuple(_session(at).options, recurse=False),
    "credentials: repr and vars": lambda at: [_session(at).credentials, vars(_session(at).credentials)],
    "transport: repr and vars": lambda at: [_session(at).transport, vars(_session(at).transport)],
    "limiter: repr and vars": lambda at: [at.limiter, vars(at.limiter)],
    "limiter: registry": lambda at: [shared_limiter(Token(at.token).digest(), "x"), shared_limiter.cache_info()],
    "token: repr, str, format": lambda at: [Token(at.token), f"{Token(at.token)!r:>60}", f"{Token(at.token):s}"],
    "token: percent formatting": lambda at: "%s %r %a" % ((Token(at.token),) * 3),
    "token: in containers": lambda at: {"a": [Token(at.token)], "b": {Token(at.token)}, Token(at.token): 1},
    "token: pickle": lambda at: [_refusal(partial(pickle.dumps, protocol=p), Token(at.token)) for p in range(6)],
    "token: copy": lambda at: [_refusal(copy.copy, Token(at.token)), _refusal(copy.deepcopy, Token(at.token))],
    "token: json": lambda at: [_refusal(json.dumps, Token(at.token)), json.dumps(Token(at.token), default=str)],
    "token: vars": lambda at: _refusal(vars, Token(at.token)),
    "token: attrs.asdict": lambda at: _refusal(attrs.asdict, Token(at.token)),
    "token: dataclasses.asdict": lambda at: _refusal(dataclasses.asdict, Token(at.token)),
    "token: unstructure": lambda at: _refusal(unstructure, Token(at.token)),
    "token: comparison and hash": lambda at: [Token(at.token) == at.token, hash(Token(at.token))],
    "token: fingerprint": lambda at: Token(at.token).digest(),
}.items():
    _simple(_name, _make)


@sink("request: repr and attrs.asdict")
async def _request(at: World) -> Any:
    given = {"path": {"sourceId": "a"}, "query": None, "body": None, "version": None}
    (request,) = await _session(at).prepare(OPERATIONS["getSource"], **given)
    return [request, attrs.asdict(request, recurse=False), request.headers]


@sink("answer: repr, headers, body")
async def _answer(at: World) -> Any:
    at.server.plan("getSource", [faults.ok()])
    raw = await at.segment.call_raw("getSource", path={"sourceId": "a"})
    return [raw, dict(raw.headers), raw.body, raw.json, attrs.asdict(raw, recurse=False)]


@sink("coroutine and task of a call")
async def _coroutine(at: World) -> Any:
    coroutine = at.segment.sources.get("a")
    text = lines([coroutine, coroutine.cr_frame.f_locals])
    coroutine.close()
    return text


@sink("aiohttp session of the client")
async def _aiohttp(at: World) -> Any:
    await at.get(faults.ok())
    transport: Any = _session(at).transport
    inner = transport._session
    return [inner, vars(inner), vars(inner.connector), inner.headers, inner.cookie_jar]
