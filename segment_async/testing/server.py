"""A server on loopback that answers by plan and keeps a ledger of what it saw."""

import asyncio
import socket
import struct
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from hashlib import sha256
from types import TracebackType
from typing import Final, Self

from attrs import define

from segment_async._core.auth import MASK
from segment_async._core.regions import is_loopback
from segment_async.sandbox.access import looks_real
from segment_async.testing.faults import status
from segment_async.testing.ledger import Connection, Ledger, Seen
from segment_async.testing.promises import NOBODY, find, route_of
from segment_async.testing.reading import MOST, Incoming, read_request
from segment_async.testing.steps import End, Fault, Pause, Promise
from segment_async.testing.tls import Certificate

_REFUSAL: Final = 501
"""Status of what no plan covers: clients do not ask for it again."""

_LINGER_NOT: Final = struct.pack("ii", 1, 0)
"""Value of ``SO_LINGER`` by which closing a socket resets its connection."""


@define
class _Planned:
    fault: Fault | None
    asked: bool = False


class _Plan(deque[_Planned]):
    """What is still to come; a lasting fault stays."""

    def take(self) -> Fault | None:
        first = self[0]
        first.asked = True
        return first.fault if first.fault is not None and first.fault.lasting else self.popleft().fault

    def left(self) -> list[Fault | None]:
        return [planned.fault for planned in self if not planned.asked]


class FaultServer:
    """Answers each operation by its plan, first come, first served, and records every request in `ledger`.

    ::

        async with FaultServer() as server, PublicClient("a-token", base_url=server.url) as segment:
            server.plan("listSources", [faults.status(503), faults.reset(), faults.ok()])
            await segment.sources.list()
            assert len(server.ledger.of("listSources")) == 3

    Leaving the block fails if something planned was never asked for, or if a request came that no plan covers.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        certificate: Certificate | None = None,
        otherwise: Fault | None = None,
    ) -> None:
        """Describe a server; it listens once it is entered.

        Args:
            host: A loopback address.
            port: The port; ``0`` for any that is free.
            certificate: What to show, as `segment_async.testing.certificate` makes it; ``None`` for plain HTTP.
            otherwise: The answer to what no plan covers; such requests are mistakes if left out.

        Raises:
            ValueError: Others could reach the host.
        """
        if not is_loopback(host):
            raise ValueError(f"A fault server serves this machine alone, and {host!r} is not loopback; use 127.0.0.1.")
        self.ledger = Ledger()
        """What came."""
        self._address = (host, port)
        self._certificate = certificate
        self._otherwise = otherwise
        self._plans: defaultdict[str, _Plan] = defaultdict(_Plan)
        self._greetings = _Plan()
        self._complaints: list[str] = []
        self._listener: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """Where the server listens.

        Raises:
            RuntimeError: It does not listen.
        """
        if self._listener is None:
            raise RuntimeError("The fault server does not listen; enter it with async with first.")
        host, port = self._listener.sockets[0].getsockname()[:2]
        return f"{'http' if self._certificate is None else 'https'}://{f'[{host}]' if ':' in host else host}:{port}"

    def plan(self, operation: str, answers: Iterable[Fault]) -> None:
        """Answer the next requests for an operation with these, one each, after those planned before.

        Args:
            operation: The official id, such as ``listSources``; ``config:`` before it for one of the Config API.
            answers: What to answer; `forever` makes one last.

        Raises:
            ValueError: There is no such operation.
            TypeError: An answer is no fault.
        """
        self._plans[route_of(operation).key].extend(_planned(answers))

    def plan_connections(self, greetings: Iterable[Fault | None]) -> None:
        """Greet the next connections with these, one each, before anything is read from them, TLS included.

        Args:
            greetings: What to do first; ``None`` lets a connection pass.

        Raises:
            TypeError: A greeting is no fault.
        """
        self._greetings.extend(_planned(greetings, or_none=True))

    def unplan(self, operation: str) -> list[Fault]:
        """Forget the rest of a plan, and return what of it was never asked for.

        Args:
            operation: As for `plan`.

        Raises:
            ValueError: There is no such operation.
        """
        return [fault for fault in self._plans.pop(route_of(operation).key, _Plan()).left() if fault is not None]

    def check(self) -> None:
        """Hold what came against what was planned.

        Raises:
            AssertionError: Something planned was never asked for, or a request came that no plan covers.
        """
        problems = [*self._unasked(), *self._complaints]
        if problems:
            raise AssertionError("\n".join(["What came is not what was planned.", *problems]))

    def _unasked(self) -> Iterator[str]:
        for operation, plan in self._plans.items():
            if left := plan.left():
                names = ", ".join(map(str, left))
                yield f"{operation} was not asked for the last {len(left)} of its planned answers: {names}."
        if unmade := self._greetings.left():
            yield f"{len(unmade)} planned connections were not made."

    def close_idle(self) -> int:
        """Close the connections that wait for a request, and return how many they were."""
        idle = [writer for writer in self._waiting if not writer.is_closing()]
        for writer in idle:
            writer.close()
        return len(idle)

    async def __aenter__(self) -> Self:
        """Start to listen."""
        self._listener = await asyncio.start_server(self._serve, *self._address, limit=MOST)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop to listen, end every connection, and check the plan; an error on its way out is told of it.

        Raises:
            AssertionError: As for `check`, where the block has not failed by itself.
        """
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks)
        try:
            self.check()
        except AssertionError as problem:
            if error is None:
                raise
            error.add_note(str(problem))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._tasks.add(task)
        connection = Connection(len(self.ledger.connections), asyncio.get_running_loop().time())
        self.ledger.connections.append(connection)
        try:
            await self._converse(connection, reader, writer)
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # the client went, or does not speak HTTP or TLS, or the server ends; the ledger has what there was
        except Exception as error:  # noqa: BLE001 - a fault of the test's own may raise anything
            self._complaints.append(f"A planned answer could not be made: {type(error).__name__}: {error}.")
        finally:
            connection.is_open = False
            self._tasks.discard(task)
            writer.close()

    async def _converse(
        self, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        greeting = self._greetings.take() if self._greetings else None
        if greeting is not None and await _play(greeting, NOBODY, writer):
            return
        if self._certificate is not None:
            await writer.start_tls(self._certificate.server)
        while True:
            self._waiting.add(writer)
            try:
                incoming = await read_request(reader)
            finally:
                self._waiting.discard(writer)
            if incoming is None or await _play(*self._answer(connection, incoming), writer):
                return

    def _answer(self, connection: Connection, incoming: Incoming) -> tuple[Fault, Promise]:
        """Choose the answer to a request, and record both."""
        route = find(incoming.method, incoming.target.partition("?")[0])
        operation, promise = (None, NOBODY) if route is None else (route.key, route.promise)
        scheme, _, secret = incoming.headers.get("authorization", "").partition(" ")
        fault = None if looks_real(secret) else self._next(operation)
        seen = Seen(
            connection=connection.number,
            arrived=asyncio.get_running_loop().time(),
            method=incoming.method,
            target=incoming.target,
            headers=incoming.headers | ({"authorization": f"{scheme} {MASK}"} if scheme else {}),
            token=sha256(secret.encode()).hexdigest() if secret else None,
            body=incoming.body,
            operation=operation,
            answer="nothing" if fault is None else fault.name,
        )
        connection.requests += 1
        self.ledger.record(seen)
        if fault is not None:
            return fault, promise
        why = "carried what looks like a real token" if looks_real(secret) else "is covered by no plan"
        self._complaints.append(f"{seen} {why}.")
        return status(_REFUSAL, body=promise.refusal(_REFUSAL, f"{seen} {why}")), promise

    def _next(self, operation: str | None) -> Fault | None:
        plan = self._plans.get(operation or "")
        return plan.take() if plan else self._otherwise


def _planned(faults: Iterable[Fault | None], *, or_none: bool = False) -> list[_Planned]:
    listed = list(faults)
    for fault in listed:
        if not isinstance(fault, Fault) and not (or_none and fault is None):
            raise TypeError(f"{fault!r} is no fault; pass what a function of segment_async.testing.faults returns.")
    return [_Planned(fault) for fault in listed]


async def _play(fault: Fault, promise: Promise, writer: asyncio.StreamWriter) -> bool:
    """Do what a fault says, and tell whether it has ended the connection."""
    for step in fault.play(promise):
        if isinstance(step, Pause):
            await asyncio.sleep(step.seconds)
        elif isinstance(step, End):
            await _end(writer, step)
            return True
        else:
            writer.write(step)
            await writer.drain()
    return False


async def _end(writer: asyncio.StreamWriter, end: End) -> None:
    if end.reset:
        connection: socket.socket = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        writer.transport.abort()
    else:
        writer.close()
