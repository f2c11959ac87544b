"""From an HTTP request to the operation of the Config API that answers it, and back."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from segment_async.sandbox.app import response
from segment_async.sandbox.calls import Handler as PublicHandler
from segment_async.sandbox.config import access, masks
from segment_async.sandbox.config.calls import Call, Counterpart, Handler
from segment_async.sandbox.config.refusals import rendered, unroutable
from segment_async.sandbox.config.routing import router
from segment_async.sandbox.failures import Failure
from segment_async.sandbox.limits import RateLimits
from segment_async.sandbox.media import JSON
from segment_async.sandbox.query import read
from segment_async.sandbox.spec import Document, Endpoint
from segment_async.sandbox.store import Invalid, Missing, Record, Refusal, Workspace
from segment_async.sandbox.trees import is_object
from segment_async.sandbox.validation import RequestValidator, parse_body


class ConfigApi:
    """The Config API over a workspace.

    The workspace's slug stands in its paths, for functions its id. A bearer token is the sandbox's own or one that this
    API has made; where HTTP Basic is asked for, any e-mail address does with the sandbox's token as its password.
    Headers of requests besides ``Authorization`` are of no account: a body is JSON whatever its type says.
    """

    def __init__(
        self,
        document: Document,
        handlers: Mapping[str, Handler],
        workspace: Workspace,
        *,
        public: Document,
        public_handlers: Mapping[str, PublicHandler],
        token: str,
        limits: RateLimits,
    ) -> None:
        """Get ready to answer.

        Args:
            document: The specification.
            handlers: What answers each operation.
            workspace: What the operations work on.
            public: The specification of the Public API.
            public_handlers: What answers the operations of the Public API.
            token: The token that opens this API.
            limits: Counts the requests.
        """
        self._router = router(document.endpoints)
        self._validator = RequestValidator(document)
        self._handlers = handlers
        self._workspace = workspace
        self._public = Counterpart(public, public_handlers, workspace)
        self._token = token
        self._limits = limits

    async def answer(self, request: web.Request, path: str) -> web.Response:
        """Answer a request.

        Args:
            request: The request.
            path: Its raw path below ``/v1beta``.

        Raises:
            Failure: The request is refused.
            Refusal: The workspace does not do what is asked.
        """
        endpoint, values = self._find(request.method, path)
        access.check(request.headers.get("Authorization", ""), endpoint, self._workspace, self._token)
        self._limits.spend(endpoint, values)
        raw = await request.read()
        self._check_workspace(values)
        query, body = self._checked(endpoint, values, request.rel_url.raw_query_string, raw)
        call = Call(endpoint, self._workspace, self._public, values, query, body)
        return response(endpoint.success, self._handlers[endpoint.id](call), JSON, {})

    def refuse(self, reason: Refusal | Failure) -> web.Response:
        """Answer with a text and a code, as plain text where the URL leads nowhere; no header says more."""
        status, body = rendered(reason)
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            return web.Response(status=status, text=body["error"])
        return response(status, body, JSON, {})

    def _find(self, method: str, path: str) -> tuple[Endpoint, dict[str, str]]:
        try:
            return self._router.find(method, path)
        except Failure:
            raise unroutable() from None

    def _check_workspace(self, values: Mapping[str, str]) -> None:
        for name, key in (("workspace_slug", "slug"), ("workspace_id", "id")):
            if values.get(name, self._workspace.record[key]) != self._workspace.record[key]:
                raise Missing(f"There is no workspace with this {key}; list the workspaces to see which there are.")

    def _checked(
        self, endpoint: Endpoint, path: Mapping[str, str], text: str, raw: bytes
    ) -> tuple[Record, Mapping[str, Any]]:
        """Return the parameters, which may stand in the body as well, and the body."""
        sent: Any = parse_body(raw) if raw.strip() else {}
        if not is_object(sent):
            raise Invalid("The body is no JSON object; send one, or none.")
        query = {parameter.name: sent[parameter.name] for parameter in endpoint.query if parameter.name in sent}
        query |= read(text, endpoint.query)
        self._validator.check_parameters(endpoint, path, query)
        if not endpoint.bodies:
            return query, {}
        if endpoint.update_mask is not None:
            sent = masks.with_mask(sent, endpoint.update_mask["in"])
        return query, self._validator.checked_body(endpoint, JSON, sent)
