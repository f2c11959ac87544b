"""The clients: where the generated surface, the session and the configuration meet."""

import os
import sys
from collections.abc import AsyncIterator, Mapping
from importlib.metadata import version
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from segment_async._core import codec
from segment_async._core.auth import Token, TokenSource
from segment_async._core.limiter import Limiter
from segment_async._core.operation import Level, Operation
from segment_async._core.paging import Cursor, Page, Paginator, page_query
from segment_async._core.regions import Region, base_url_of, region_of
from segment_async._core.retry import RetryPolicy, Timeout, as_policy, as_timeout
from segment_async._core.session import Options, Session
from segment_async._core.shared import Credentials, Slots
from segment_async._core.unset import UNSET, Unset
from segment_async._core.wire import RawAnswer
from segment_async.errors import ConfigurationError
from segment_async.public import OPERATIONS, Tags

if TYPE_CHECKING:
    from ssl import SSLContext

    from aiohttp import ClientSession, Fingerprint

T = TypeVar("T")


class PublicClient(Tags):
    """A client of the Public API, for one workspace.

    Use it as ``async with PublicClient(token) as segment:``, or call `aclose` when done. One client serves any number
    of tasks of one event loop.
    """

    def __init__(
        self,
        token: TokenSource,
        *,
        region: Region = "us",
        base_url: str | None = None,
        timeout: float | Timeout | None = 60.0,
        retries: int | RetryPolicy = 3,
        concurrency: int = 64,
        limiter: Limiter | None = None,
        session: "ClientSession | None" = None,
        ssl: "SSLContext | Fingerprint | None" = None,
        trust_env: bool = False,
        read_only: bool = False,
        strict: bool = False,
        version: Level | None = None,
        max_response_bytes: int = 64 * 2**20,
        user_agent: str | None = None,
    ) -> None:
        """Prepare a client; nothing is sent.

        Args:
            token: A Public API token, or a plain or async callable that returns one; it is asked again once on a 401.
            region: Where the workspace lives.
            base_url: Another address than the region's, such as a sandbox's.
            timeout: Seconds that a call may take in all, retries and waiting included, or a `Timeout`.
            retries: Attempts after the first, or a `RetryPolicy`.
            concurrency: The most requests in flight.
            limiter: Decides when a request may be sent; by default the clients of one token share one.
            session: An aiohttp session whose connector is used; nothing else of it is, and it is not closed.
            ssl: Certificates to trust, or a fingerprint to insist on.
            trust_env: Whether to heed the environment's proxy settings.
            read_only: Refuse operations that write.
            strict: Refuse answers in which a required field is missing; otherwise it reads as `UNSET`.
            version: The version level to speak where an operation has it; the most stable one by default.
            max_response_bytes: The most bytes that an answer may have.
            user_agent: Put before the SDK's own name.

        Raises:
            ConfigurationError: An argument cannot be used.
        """
        super().__init__()
        from segment_async._core.transport import AiohttpTransport  # noqa: PLC0415 - aiohttp is slow to import

        error = None
        try:
            credentials = Credentials(token)
            address = base_url_of(region, base_url)
            options = Options(
                base_url=address,
                region=region_of(region, address),
                user_agent=_user_agent(user_agent),
                timeout=as_timeout(timeout),
                policy=as_policy(retries),
                limiter=limiter,
                read_only=read_only,
                strict=strict,
                version=version,
                max_response_bytes=max_response_bytes,
            )
            transport = AiohttpTransport(session=session, ssl=ssl, trust_env=trust_env)
            self._session = Session(transport, credentials, Slots(concurrency), options)
        except ConfigurationError as caught:
            error = caught.with_traceback(None)
        del token  # so that no traceback shows it
        if error is not None:
            raise error

    @classmethod
    def from_env(cls, **options: Any) -> Self:  # noqa: ANN401 - handed on to __init__
        """Make a client from ``SEGMENT_PUBLIC_TOKEN``, ``SEGMENT_REGION`` and ``SEGMENT_BASE_URL``.

        Args:
            **options: As for the class, without the token; what is passed here counts more than the environment.

        Raises:
            ConfigurationError: There is no token in the environment.
        """
        if not os.environ.get("SEGMENT_PUBLIC_TOKEN", "").strip():
            raise ConfigurationError("SEGMENT_PUBLIC_TOKEN is not set; set it to a Public API token of the workspace.")
        token = Token(os.environ["SEGMENT_PUBLIC_TOKEN"].strip())
        for name, variable in (("region", "SEGMENT_REGION"), ("base_url", "SEGMENT_BASE_URL")):
            if os.environ.get(variable):
                options.setdefault(name, os.environ[variable])
        return cls(token, **options)

    def with_options(
        self,
        *,
        timeout: float | Timeout | Unset | None = UNSET,
        retries: int | RetryPolicy | Unset = UNSET,
        limiter: Limiter | Unset | None = UNSET,
        read_only: bool | Unset = UNSET,
        strict: bool | Unset = UNSET,
        version: Level | Unset | None = UNSET,
        max_response_bytes: int | Unset = UNSET,
    ) -> Self:
        """Return a client that shares this one's connections and token and calls otherwise.

        Args:
            timeout: As for the class.
            retries: As for the class.
            limiter: As for the class.
            read_only: As for the class.
            strict: As for the class.
            version: As for the class.
            max_response_bytes: As for the class.
        """
        changes: dict[str, object] = {
            "timeout": UNSET if timeout is UNSET else as_timeout(timeout),
            "policy": UNSET if retries is UNSET else as_policy(retries),
            "limiter": limiter,
            "read_only": read_only,
            "strict": strict,
            "version": version,
            "max_response_bytes": max_response_bytes,
        }
        changed = self.__class__.__new__(self.__class__)
        Tags.__init__(changed)
        changed._session = self._session.with_options(**{k: v for k, v in changes.items() if v is not UNSET})  # noqa: SLF001 - a copy of ours
        return changed

    @overload
    async def call(
        self,
        operation: Operation[T],
        /,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
        version: Level | None = None,
    ) -> T: ...

    @overload
    async def call(
        self,
        operation: str,
        /,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
        version: Level | None = None,
    ) -> Any: ...  # noqa: ANN401 - an id does not tell the type

    async def call(
        self,
        operation: Operation[Any] | str,
        /,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
        version: Level | None = None,
    ) -> Any:
        """Perform any operation and return its result, as its method would.

        Args:
            operation: An operation, or its official id such as ``listSources``.
            path: Values of the URL template's parameters, by their names there.
            query: Query parameters by wire name.
            body: Body fields by wire name; models are turned into JSON first.
            version: The version level for this call; the operation must have it.

        Raises:
            ConfigurationError: What was passed cannot be sent.
            SegmentError: The call failed.
        """
        operation = _find(operation)
        requests = self._session.prepare(operation, path=path, query=query, body=body, version=version)
        return await self._session.call(requests, operation)

    async def call_raw(
        self,
        operation: Operation[Any] | str,
        /,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
        version: Level | None = None,
    ) -> RawAnswer:
        """Perform any operation and return the answer as it came: status, headers, bytes and parsed JSON.

        Args:
            operation: As for `call`.
            path: As for `call`.
            query: As for `call`.
            body: As for `call`.
            version: As for `call`.

        Raises:
            SegmentError: As for `call`.
        """
        found = _find(operation)
        requests = self._session.prepare(found, path=path, query=query, body=body, version=version)
        return await self._session.call_raw(requests, found)

    async def pages_raw(
        self,
        operation: Operation[Any] | str,
        /,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
        page_size: int | None = None,
        after: Cursor | None = None,
        version: Level | None = None,
    ) -> AsyncIterator[RawAnswer]:
        """Walk through the pages of a list operation, each as it came.

        Args:
            operation: As for `call`; one that pages.
            path: As for `call`.
            query: As for `call`, without page size and cursor.
            page_size: Items a page may hold; the operation's default where it is left out.
            after: Cursor to go on from.
            version: As for `call`.

        Raises:
            ConfigurationError: The operation does not page.
            SegmentError: As for `call`.
        """
        found = _find(operation)
        paging = found.paging
        if paging is None:
            raise ConfigurationError(f"{found} answers in one piece; use call or call_raw.", operation_id=found.id)

        size = paging.default if page_size is None else page_size

        async def fetch(cursor: Cursor | None) -> Page[RawAnswer]:
            asked = {**(query or {}), **page_query(paging, size, cursor)}
            raw = await self.call_raw(found, path=path, query=asked, version=version)
            return Page(items=(raw,), next=codec.next_cursor(found, raw.json, strict=self._session.options.strict))

        async for page in Paginator(found, fetch).pages(after=after):
            yield page.items[0]

    async def aclose(self) -> None:
        """Close the connections, also those of copies made by `with_options`."""
        await self._session.transport.aclose()

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self.aclose()

    def __repr__(self) -> str:
        """Show where the client calls; never the token."""
        session: Session | None = vars(self).get("_session")
        return f"<{type(self).__name__} of {session.options.base_url if session else 'nothing yet'}>"


def _find(operation: Operation[Any] | str) -> Operation[Any]:
    if isinstance(operation, Operation):
        return operation
    try:
        return OPERATIONS[operation]
    except KeyError:
        pass
    raise ConfigurationError(f"There is no operation {operation!r}; segment_async.public.OPERATIONS lists the ids.")


def _user_agent(prefix: str | None) -> str:
    own = f"segment-async/{version('segment-async')} Python/{sys.version_info.major}.{sys.version_info.minor}"
    if prefix is None:
        return own
    if not prefix.isascii() or not prefix.isprintable() or not prefix.strip():
        raise ConfigurationError("user_agent may hold printable ASCII only; pass a name such as 'shop-backend/2.1'.")
    return f"{prefix} {own}"
