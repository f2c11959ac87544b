"""What the clients of both APIs have in common: any operation by its id, pages as they came, opening and closing."""

import sys
from collections.abc import AsyncIterator, Mapping
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self, TypeVar, overload

from segment_async._core import codec
from segment_async._core.hooks import Hooks
from segment_async._core.operation import Level, Operation, Operations
from segment_async._core.paging import Cursor, Page, Paginator, page_query
from segment_async._core.retry import as_policy, as_timeout
from segment_async._core.session import Session
from segment_async._core.unset import UNSET, Unset
from segment_async._core.wire import RawAnswer
from segment_async.errors import ConfigurationError

T = TypeVar("T")


class Client:
    """A client of one API: it performs operations, and is closed when it is no longer needed."""

    _operations: Operations
    """Every operation of the API."""

    _session: Session

    @property
    def hooks(self) -> Hooks | None:
        """Who is told what happens during calls; for who passes further hooks on with `Hooks.and_also`."""
        return self._session.options.hooks

    def _changed(self, **changes: object) -> Self:
        """Return a copy that shares connections and token; what is `UNSET` stays as it is."""
        given = {name: value for name, value in changes.items() if value is not UNSET}
        if "timeout" in given:
            given["timeout"] = as_timeout(given["timeout"])  # type: ignore[arg-type]  # checked there
        if "policy" in given:
            given["policy"] = as_policy(given["policy"])  # type: ignore[arg-type]  # checked there
        changed = self.__class__.__new__(self.__class__)
        changed._session = self._session.with_options(**given)  # noqa: SLF001 - a copy of ours
        return changed

    @overload
    async def call(
        self,
        operation: Operation[T],
        /,
        *,
        path: Mapping[str, str | Unset] | None = None,
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
        path: Mapping[str, str | Unset] | None = None,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
        version: Level | None = None,
    ) -> Any: ...  # noqa: ANN401 - an id does not tell the type

    async def call(
        self,
        operation: Operation[Any] | str,
        /,
        *,
        path: Mapping[str, str | Unset] | None = None,
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
        operation = self._find(operation)
        requests = await self._session.prepare(operation, path=path, query=query, body=body, version=version)
        return await self._session.call(requests, operation)

    async def call_raw(
        self,
        operation: Operation[Any] | str,
        /,
        *,
        path: Mapping[str, str | Unset] | None = None,
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
        found = self._find(operation)
        requests = await self._session.prepare(found, path=path, query=query, body=body, version=version)
        return await self._session.call_raw(requests, found)

    async def pages_raw(
        self,
        operation: Operation[Any] | str,
        /,
        *,
        path: Mapping[str, str | Unset] | None = None,
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
        found = self._find(operation)
        paging = found.paging
        if paging is None:
            raise ConfigurationError(f"{found} answers in one piece; use call or call_raw.", operation_id=found.id)

        size = paging.default if page_size is None else page_size

        async def fetch(cursor: Cursor | None) -> Page[RawAnswer]:
            asked = {**(query or {}), **page_query(paging, size, cursor)}
            raw = await self.call_raw(found, path=path, query=asked, version=version)
            options = self._session.options
            cursor = codec.next_cursor(found, raw.json, strict=options.strict, envelope=options.dialect.envelope)
            return Page(items=(raw,), next=cursor)

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

    def _find(self, operation: Operation[Any] | str) -> Operation[Any]:
        """Return the operation of an id."""
        if isinstance(operation, Operation):
            return operation
        try:
            return self._operations[operation]
        except KeyError:
            pass
        raise ConfigurationError(f"There is no operation {operation!r}; {self._operations.listed} lists the ids.")


def user_agent_of(prefix: str | None) -> str:
    """Return what the client calls itself.

    Raises:
        ConfigurationError: The prefix cannot be sent.
    """
    own = f"segment-async/{version('segment-async')} Python/{sys.version_info.major}.{sys.version_info.minor}"
    if prefix is None:
        return own
    if not prefix.isascii() or not prefix.isprintable() or not prefix.strip():
        raise ConfigurationError("user_agent may hold printable ASCII only; pass a name such as 'shop-backend/2.1'.")
    return f"{prefix} {own}"
