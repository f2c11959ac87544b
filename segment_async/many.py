"""What the clients offer for many calls at once."""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from segment_async._core.client import Client
from segment_async.bulk import PATIENT, RecordedOptions, Run, RunOptions, id_of, listing, patiently, run
from segment_async.bulk.runner import JournalOptions
from segment_async.errors import SegmentError, Unauthorized, WrongRegion

if TYPE_CHECKING:
    from pathlib import Path

    from segment_async.bulk.recorder import Recorder
    from segment_async.bulk.survey import Survey

T = TypeVar("T")
V = TypeVar("V")


class Many(Client):
    """A client that makes many calls at once."""

    def bulk(
        self,
        call: Callable[[T], Awaitable[V]],
        items: AsyncIterable[T] | Iterable[T],
        *,
        journal: "str | Path | None" = None,
        **options: Unpack[RecordedOptions],
    ) -> Run[T, V]:
        """Call something for each item, so many at a time, as `segment_async.bulk.run` does.

        A method of a client, such as ``segment.sources.get``, waits for its rate limit as long as it takes, and 60
        seconds for each attempt, whatever the timeout of its client. Anything else is called as it is. A 401 ends the
        starting of calls where the token may not even read its workspace; otherwise it fails its item only. The
        client's own ``concurrency`` bounds the requests of all its runs together.

        With a journal, what may be sent again, and the key and the natural key of an item, come from the operation of
        the method unless they are passed; the journal belongs to the workspace, the address and the operation. What
        may have been created is looked for in a list where the workspace cannot hold it twice: labels and sources of
        the Public API.

        Args:
            call: Takes an item and returns an awaitable. A method that takes keywords only takes items that are
                mappings of them.
            items: A plain or an async iterable, even an endless one.
            journal: As for `segment_async.bulk.run`.
            **options: As for `segment_async.bulk.run`.

        Raises:
            ConfigurationError: An argument cannot be used.
        """
        call = patiently(call)
        recorder = None if journal is None else self._recorder(call, journal, options)
        return run(call, items, is_refused=self._is_refused, is_read=self._is_read, journal=recorder, **options)

    async def survey(
        self,
        call: Callable[[T], Awaitable[V]],
        items: Iterable[T],
        *,
        journal: "str | Path",
        **options: Unpack[JournalOptions],
    ) -> "Survey":
        """Tell what a journal knows of items, as `bulk` would meet them; nothing is sent but a look at the workspace.

        Args:
            call: As for `bulk`.
            items: As for `bulk`, and no generator that is needed afterwards.
            journal: As for `bulk`; where there is none, nothing is made.
            **options: As for `segment_async.bulk.run`.

        Raises:
            ConfigurationError: The run could not use the journal, or an argument.
            SegmentError: The workspace cannot be read.
        """
        return await self._recorder(patiently(call), journal, options).survey(items)

    def _recorder(
        self, call: Callable[[Any], Awaitable[Any]], journal: "str | Path", options: JournalOptions
    ) -> "Recorder[Any, Any]":
        from segment_async.lookups import recorder  # noqa: PLC0415 - brings SQLite

        looking, where = self._changed(timeout=PATIENT), self._session.options.base_url
        return recorder(looking, self._operations, call, journal, address=where, options=options)

    def walk(
        self,
        parents: AsyncIterable[T] | Iterable[T],
        children: Callable[[str], AsyncIterable[V]],
        *,
        key: Callable[[T], str] = id_of,
        **options: Unpack[RunOptions],
    ) -> Run[T, tuple[V, ...]]:
        """List what is below each of many parents, as ``segment.walk(segment.sources.list(), …)`` does.

        The outcome of a parent has all that is below it as its ``value``.

        Args:
            parents: The things to start from, such as a list of the client's, or a part of one.
            children: Lists what is below the parent of an id, as ``segment.sources.list_connected_destinations`` does.
            key: Returns a parent's id; for the Config API pass ``key=lambda source: source.name``.
            **options: As for `segment_async.bulk.run`.

        Raises:
            ConfigurationError: An argument cannot be used.
        """
        return self.bulk(listing(patiently(children), key), parents, **options)

    async def _is_refused(self) -> bool:
        """Tell whether the API refuses the token altogether."""
        try:
            await self.call("getWorkspace")
        except SegmentError as error:
            return isinstance(error, Unauthorized | WrongRegion)
        return False

    def _is_read(self, error: SegmentError) -> bool:
        """Tell whether a failed call only reads."""
        operation = self._operations.get(error.operation_id or "")
        return operation is not None and operation.replay == "safe"
