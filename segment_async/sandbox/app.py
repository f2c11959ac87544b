"""From an HTTP request to the operation that answers it, and back."""

import asyncio
import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from inspect import isawaitable
from typing import Any, Final, Protocol

from aiohttp import web

from segment_async.sandbox.access import check_bearer, check_host
from segment_async.sandbox.auditing import Witness
from segment_async.sandbox.calls import BUDGETS, Call, Handler
from segment_async.sandbox.failures import Failure, failure_of, invalid
from segment_async.sandbox.limits import RateLimits
from segment_async.sandbox.media import JSON, answer_type, body_type
from segment_async.sandbox.query import read
from segment_async.sandbox.routing import Router
from segment_async.sandbox.spec import Document, Endpoint
from segment_async.sandbox.store import Refusal, Workspace
from segment_async.sandbox.validation import RequestValidator, parse_body

BODY_AT_MOST: Final = 32 * 2**20
"""Bytes of a request body."""

_log = logging.getLogger("segment_async.sandbox")


class Api(Protocol):
    """One of the APIs that show the workspace."""

    async def answer(self, request: web.Request, path: str) -> web.Response:
        """Answer a request.

        Args:
            request: The request.
            path: Its raw path below the root of this API.

        Raises:
            Failure: The request is refused.
        """
        ...

    def refuse(self, reason: Refusal | Failure) -> web.Response:
        """Put a refusal on the wire in the way of this API."""
        ...


class PublicApi:
    """The Public API over a workspace."""

    def __init__(
        self,
        document: Document,
        handlers: Mapping[str, Handler],
        workspace: Workspace,
        *,
        token: str,
        limits: RateLimits,
        without_features: frozenset[str] = frozenset(),
    ) -> None:
        """Get ready to answer.

        Args:
            document: The specification.
            handlers: What answers each operation.
            workspace: What the operations work on.
            token: The token that opens this API.
            limits: Counts the requests.
            without_features: What the workspace has not bought.
        """
        self._router = Router(document.endpoints)
        self._validator = RequestValidator(document)
        self._handlers = handlers
        self._workspace = workspace
        self._token = token
        self._limits = limits
        self._without_features = without_features
        self._actor = workspace.ids.next("token")

    async def answer(self, request: web.Request, path: str) -> web.Response:
        """Answer a request.

        Args:
            request: The request.
            path: Its raw path.

        Raises:
            Failure: The request is refused.
        """
        check_bearer(request.headers.get("Authorization", ""), [self._token])
        endpoint, values = self._router.find(request.method, path)
        media_type = answer_type(request.headers.get("Accept", ""), endpoint.answers)
        budget = self._limits.spend(endpoint, values)
        for feature in endpoint.features:
            if feature in self._without_features:
                raise Failure(
                    HTTPStatus.NOT_FOUND, "NotFound", f"This workspace does not have {feature}; ask for it first."
                )
        call = self._checked(endpoint, values, request, await request.read())
        if endpoint.id in BUDGETS:
            budget = self._limits.check(BUDGETS[endpoint.id](call))
        witness = Witness(call, self._handlers)
        data = self._handlers[endpoint.id](call)
        if isawaitable(data):
            data = await data
        witness.record(data, self._actor)
        return response(endpoint.success, {"data": data}, media_type, budget.headers)

    def refuse(self, reason: Refusal | Failure) -> web.Response:
        """Answer with every error that there is, each an object."""
        failure = failure_of(reason) if isinstance(reason, Refusal) else reason
        return response(failure.status, {"errors": failure.entries}, JSON, failure.headers)

    def _checked(self, endpoint: Endpoint, path: Mapping[str, str], request: web.Request, raw: bytes) -> Call:
        query = read(request.rel_url.raw_query_string, endpoint.query)
        body: dict[str, Any] = {}
        if endpoint.bodies and (raw or endpoint.body_required):
            media_type = body_type(request.headers.get("Content-Type", ""), endpoint.bodies)
            body = self._validator.checked_body(endpoint, media_type, parse_body(raw))
        elif raw.strip() and endpoint.method == "DELETE":
            query = {**_parameters_in_body(endpoint, raw), **query}
        self._validator.check_parameters(endpoint, path, query)
        return Call(endpoint, self._workspace, path, query, body, _without_token(request.headers))


def _without_token(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() != "authorization"}


def _parameters_in_body(endpoint: Endpoint, raw: bytes) -> dict[str, Any]:
    """Read query parameters out of the body of a DELETE, where programs put lists that are too long for a URL."""
    body = parse_body(raw)
    if not isinstance(body, dict):
        raise invalid("The body is not a JSON object; send one, or none.")
    return {parameter.name: body[parameter.name] for parameter in endpoint.query if parameter.name in body}


def build_app(apis: Mapping[str, Api], *, latency: float) -> web.Application:
    """Return an application that hands each request to the API whose root it is below.

    Args:
        apis: By the first segment of the path, ``""`` for all others.
        latency: Seconds to wait before each answer.
    """

    async def handle(request: web.Request) -> web.Response:
        if latency:
            await asyncio.sleep(latency)
        path = request.rel_url.raw_path
        root, _, rest = path.lstrip("/").partition("/")
        api, below = (apis[root], rest) if root in apis else (apis[""], path)
        try:
            check_host(request.headers.get("Host", ""))
            return await api.answer(request, below)
        except (Refusal, Failure) as reason:
            return api.refuse(reason)
        except web.HTTPRequestEntityTooLarge:
            return api.refuse(
                Failure(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "The body is too large; send less.")
            )
        except Exception:  # noqa: BLE001 - a defect of the sandbox answers as a failing server does
            _log.exception("The sandbox failed to answer %s %s", request.method, request.rel_url.raw_path)
            message = "The sandbox itself failed; please report what was asked of it."
            return api.refuse(Failure(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", message))

    app = web.Application(client_max_size=BODY_AT_MOST)
    app.router.add_route("*", r"/{path:[\s\S]*}", handle)
    return app


def response(status: int, body: object, media_type: str, headers: Mapping[str, str]) -> web.Response:
    """Return an answer whose body is JSON."""
    raw = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(status=status, body=raw, content_type=media_type, charset="utf-8", headers=headers)
