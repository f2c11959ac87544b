"""The one module that knows aiohttp: a request in, an answer out, or one of our errors."""

import ssl as ssl_module
from typing import Final

import aiohttp
import anyio
from aiohttp import ClientHandlerType, ClientRequest, ClientResponse
from yarl import URL

from segment_async._core.auth import Token
from segment_async._core.wire import Answer, Request
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
        concurrency: int = 64,
    ) -> None:
        """Prepare a pool; nothing is opened before the first request.

        Args:
            session: Whose connector to use instead of an own one; nothing else of it is used, and it is not closed.
            ssl: Certificates to trust, or a fingerprint to insist on, instead of the system's trust.
            trust_env: Whether to heed the proxy settings of the environment.
            concurrency: The most requests in flight.
        """
        if concurrency < 1:
            raise ConfigurationError(
                f"concurrency is {concurrency}; pass how many requests may be in flight, at least 1."
            )
        self._given = session
        self._ssl = True if ssl is None else ssl
        self._trust_env = trust_env
        self._slots = concurrency
        self._limiter: anyio.CapacityLimiter | None = None
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def send(self, request: Request, token: Token, *, connect_timeout: float | None, max_bytes: int) -> Answer:
        """Send one request, as `Transport.send` says."""
        session = self._open()
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self._slots)
        async with self._limiter:
            try:
                async with session.request(
                    request.method,
                    URL(request.url, encoded=True),
                    data=request.body,
                    headers={**request.headers, "Authorization": token.authorization()},
                    allow_redirects=False,
                    ssl=self._ssl,
                    timeout=aiohttp.ClientTimeout(total=None, connect=connect_timeout),
                ) as response:
                    return Answer(response.status, response.headers, await _read(response, max_bytes))
            except SegmentError as error:
                failure = error.with_traceback(None)  # its frames hold the headers
            except (aiohttp.ClientError, OSError) as error:
                failure = _translate(error)
            except ValueError:
                failure = ProtocolError("The server's answer is not HTTP; check base_url.", outcome="unknown")
        raise failure

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise ConfigurationError("The client is closed; make a new one, or call inside its async with block.")
        if self._session is None:
            given = None if self._given is None else self._given.connector
            self._session = aiohttp.ClientSession(
                connector=given or aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE),
                connector_owner=given is None,
                cookie_jar=aiohttp.DummyCookieJar(),
                middlewares=(_no_hidden_resend,),
                read_bufsize=READ_SIZE,
                trust_env=self._trust_env,
            )
        return self._session

    async def aclose(self) -> None:
        """Close every connection."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()


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
    """Read a body of bounded size, decompressed."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_any():
        size += len(chunk)
        if size > max_bytes:
            response.close()
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
