"""The one module that knows aiohttp: a request in, an answer out, or one of our errors."""

import asyncio
import ssl as ssl_module
from contextvars import ContextVar
from functools import lru_cache
from io import BytesIO
from typing import Final
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp import ClientHandlerType, ClientRequest, ClientResponse
from aiohttp.connector import Connection
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
CLOSED_SESSION: Final = "The aiohttp session is closed; pass one that stays open as long as the client."
LARGE: Final = 2**20

_FLIGHT: ContextVar[Flight] = ContextVar("flight")


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

        Raises:
            ConfigurationError: An argument is of another type.
        """
        if session is not None and not isinstance(session, aiohttp.ClientSession):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
            raise ConfigurationError(f"session is of type {type(session).__name__}; pass an aiohttp.ClientSession.")
        if ssl is not None and not isinstance(ssl, ssl_module.SSLContext | aiohttp.Fingerprint):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
            raise ConfigurationError(
                f"ssl is of type {type(ssl).__name__}; pass an ssl.SSLContext or an aiohttp.Fingerprint. "
                "Certificates are always checked."
            )
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
            self._session = aiohttp.ClientSession(
                connector=_connector(self._given, loop),
                connector_owner=self._given is None,
                cookie_jar=aiohttp.DummyCookieJar(),
                middlewares=(_no_hidden_resend,),
                read_bufsize=READ_SIZE,
                request_class=_Told,
                skip_auto_headers=("Content-Type",),
            )
            self._loop = loop
        elif self._session.closed:
            raise ConfigurationError(CLOSED_SESSION)

    async def send(
        self, request: Request, token: Token, flight: Flight, *, connect_timeout: float | None, max_bytes: int
    ) -> Answer:
        """Send one request, as `Transport.send` says."""
        if self._session is None:
            self.open()
        assert self._session is not None  # noqa: S101 - it is open
        url = URL(request.url, encoded=True)
        failure: BaseException
        _FLIGHT.set(flight)
        try:
            async with self._session.request(
                request.method,
                url,
                data=_payload(request.body),
                headers={**request.headers, "Authorization": token.authorization()},
                allow_redirects=False,
                ssl=self._ssl,
                proxy=_proxy_of(url) if self._trust_env else None,
                timeout=_timeout(connect_timeout),
            ) as response:
                return Answer(response.status, response.headers, await _read(response, max_bytes))
        except SegmentError as error:
            failure = error.with_traceback(None)  # its frames hold the headers
        except (aiohttp.ClientError, OSError) as error:
            failure = _translate(error)
        except ValueError:
            failure = ProtocolError("The server's answer is not HTTP; check base_url.", outcome="unknown")
        except RuntimeError as error:
            has_no_address = isinstance(error.__cause__, StopIteration)
            failure = _no_address() if has_no_address else _without_frames(error)
        except asyncio.CancelledError as error:
            failure = _without_frames(error) if _is_cancelled() else _lost(error)
        except BaseException as error:  # noqa: BLE001 - raised again below
            failure = _without_frames(error)
        raise failure if flight.sent else _unsent(failure)

    async def aclose(self) -> None:
        """Close every connection."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()


def _connector(given: aiohttp.ClientSession | None, loop: asyncio.AbstractEventLoop) -> aiohttp.BaseConnector:
    """Return the connector of a session, or a new one.

    Raises:
        ConfigurationError: The session cannot be used, or not here.
    """
    if given is None:
        return aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE)
    if given.connector is None or given.connector.closed:
        raise ConfigurationError(CLOSED_SESSION)
    if given._loop is not loop:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # aiohttp tells nobody
        raise ConfigurationError("The aiohttp session belongs to another event loop; make one in the loop that calls.")
    return given.connector


def _without_frames(error: BaseException) -> BaseException:
    """Return an error whose traceback does not lead into aiohttp, where local variables hold the token."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _is_cancelled() -> bool:
    """Tell whether this task was cancelled; aiohttp cancels what it waits for too, where its connector is closed."""
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0


def _lost(error: BaseException) -> ProtocolError:
    return ProtocolError(f"The connection was lost ({type(error).__name__}). Try again.", outcome="unknown")


def _no_address() -> ConnectFailed:
    return ConnectFailed("The host's name leads to no address; check base_url.", outcome="not_sent")


def _unsent(failure: BaseException) -> BaseException:
    """Return an error that says that nothing was sent, where the connection was lost before that."""
    if isinstance(failure, ProtocolError):
        return ConnectFailed("The connection was lost before anything was sent. Try again.", outcome="not_sent")
    return failure


def _payload(body: bytes | None) -> bytes | BytesIO | None:
    """Return a body as aiohttp wants it: it warns of large ones that are not read piece by piece."""
    return body if body is None or len(body) <= LARGE else BytesIO(body)


def _proxy_of(url: URL) -> str | None:
    """Return the proxy that the environment wants for an address.

    Left to aiohttp, it would look for credentials in ``.netrc`` too, and refuse to have them beside a token. Plain http
    goes to loopback alone, and over a proxy that would read the token it goes nowhere.
    """
    proxy = None if url.scheme != "https" or proxy_bypass(url.host or "") else getproxies().get("https")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"  # as others read it


@lru_cache(maxsize=16)
def _timeout(connect: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect)


class _Told(ClientRequest):
    """A request that tells its flight when it goes out: a trace would tell the same, at five times the cost."""

    async def send(self, conn: Connection) -> ClientResponse:
        """Send, over a connection that stands."""
        _FLIGHT.get().sent = True
        return await super().send(conn)


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
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.ClientHttpProxyError):
        return ConnectFailed(
            f"No connection could be made ({detail}). Check the network and base_url.", outcome="not_sent"
        )
    if isinstance(error, aiohttp.ClientConnectionError | aiohttp.ClientPayloadError | OSError):
        return _lost(error)
    return ProtocolError(
        f"The server's answer is not valid HTTP ({detail}). Try again; check base_url.", outcome="unknown"
    )
