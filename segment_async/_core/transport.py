"""The one module that knows aiohttp: a request in, an answer out, or one of our errors."""

import asyncio
import ssl as ssl_module
from types import SimpleNamespace
from typing import Final

import aiohttp
from aiohttp import ClientHandlerType, ClientRequest, ClientResponse
from yarl import URL

from segment_async._core.auth import Token
from segment_async._core.wire import Answer, Flight, Request
from segment_async.errors import (
    ConfigurationError,
    ConnectFailed,
    DecodeError,
    ProtocolError,
    SegmentError,
    TLSFailed,
    TransportError,
)

READ_SIZE: Final = 256 * 1024
KEEP_ALIVE: Final = 60.0


class AiohttpTransport:
    """A pool of connections."""

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession | None = None,
        ssl: ssl_module.SSLContext | aiohttp.Fingerprint | None = None,
        trust_env: bool = False,
    ) -> None:
        """Prepare a pool; nothing is opened before the first request.

        Args:
            session: Whose connector to use instead of an own one; nothing else of it is used, and it is not closed.
            ssl: Certificates to trust, or a fingerprint to insist on, instead of the system's trust.
            trust_env: Whether to heed the proxy settings of the environment.
        """
        self._given = session
        self._ssl = True if ssl is None else ssl
        self._trust_env = trust_env
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def open(self) -> None:
        """Get ready to send, as `Transport.open` says."""
        if self._closed:
            raise ConfigurationError("The client is closed; make a new one, or call inside its async with block.")
        loop = asyncio.get_running_loop()
        if self._loop not in {None, loop}:
            raise ConfigurationError("The client was used in another event loop; make one client for each loop.")
        if self._session is None:
            given = None if self._given is None else self._given.connector
            self._loop = loop
            self._session = aiohttp.ClientSession(
                connector=given or aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE),
                connector_owner=given is None,
                cookie_jar=aiohttp.DummyCookieJar(),
                middlewares=(_no_hidden_resend,),
                read_bufsize=READ_SIZE,
                trace_configs=[_tracing()],
                trust_env=self._trust_env,
            )

    async def send(
        self, request: Request, token: Token, flight: Flight, *, connect_timeout: float | None, max_bytes: int
    ) -> Answer:
        """Send one request, as `Transport.send` says."""
        self.open()
        assert self._session is not None  # noqa: S101 - just opened
        try:
            async with self._session.request(
                request.method,
                URL(request.url, encoded=True),
                data=request.body,
                headers={**request.headers, "Authorization": token.authorization()},
                skip_auto_headers=("Content-Type",),
                allow_redirects=False,
                ssl=self._ssl,
                timeout=aiohttp.ClientTimeout(total=None, connect=connect_timeout),
                trace_request_ctx=flight,
            ) as response:
                return Answer(response.status, response.headers, await _read(response, max_bytes))
        except SegmentError as error:
            failure = error.with_traceback(None)  # its frames hold the headers
        except (aiohttp.ClientError, OSError) as error:
            failure = _translate(error)
        except ValueError:
            failure = ProtocolError("The server's answer is not HTTP; check base_url.", outcome="unknown")
        raise failure

    async def aclose(self) -> None:
        """Close every connection."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()


def _tracing() -> aiohttp.TraceConfig:
    """Return what tells each flight that its request goes out."""

    async def went_out(_: object, context: SimpleNamespace, __: object) -> None:
        context.trace_request_ctx.sent = True

    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(went_out)
    return config


async def _no_hidden_resend(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    """Keep aiohttp from sending GET, PUT and DELETE a second time by itself after a lost connection.

    It does so for its own connection errors only, so an error of ours ends it. Raised outside of the ``except`` block,
    so that no traceback leads to the request and its credentials.
    """
    try:
        return await handler(request)
    except aiohttp.ClientConnectionError as error:
        failure = _translate(error)
    raise failure


async def _read(response: ClientResponse, max_bytes: int) -> bytes:
    """Read a body of bounded size, decompressed; of a larger one that is no success, the beginning tells enough."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_any():
        size += len(chunk)
        if size > max_bytes:
            response.close()
            if not response.ok:
                break
            raise DecodeError(
                f"The answer is larger than max_response_bytes ({max_bytes:,}). "
                "Ask for smaller pages, or raise the bound.",
                status=response.status,
                outcome="done",
            )
        chunks.append(chunk)
    return b"".join(chunks)


def _translate(error: Exception) -> TransportError:
    """Return our error for one of aiohttp's, which may hold the request and thereby the token."""
    detail = type(error).__name__
    if isinstance(
        error,
        aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError | aiohttp.ServerFingerprintMismatch,
    ):
        return TLSFailed(
            f"The server could not prove who it is ({detail}). "
            "Check base_url, or pass the certificates to trust as ssl=.",
            outcome="not_sent",
        )
    if isinstance(
        error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.ClientProxyConnectionError
    ):
        return ConnectFailed(
            f"No connection could be made ({detail}). Check the network and base_url.", outcome="not_sent"
        )
    if isinstance(error, aiohttp.ClientConnectionError | aiohttp.ClientPayloadError | OSError):
        return ProtocolError(f"The connection was lost ({detail}). Try again.", outcome="unknown")
    return ProtocolError(
        f"The server's answer is not valid HTTP ({detail}). Try again; check base_url.", outcome="unknown"
    )
