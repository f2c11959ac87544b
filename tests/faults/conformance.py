"""What is sent again: every operation of every API against nine plans, with 0, 1 and 3 retries, on real connections.

What has to happen follows from the replay class alone. The server's ledger judges; `run` returns what it finds.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from typing import Any, Final, TypeAlias

from attrs import field, frozen

import segment_async
from segment_async import (
    BadRequest,
    Hooks,
    OutcomeUnknown,
    ProtocolError,
    PublicClient,
    RateLimited,
    RequestEvent,
    SegmentError,
    ServerError,
)
from segment_async._core.operation import Operation
from segment_async.public import OPERATIONS as PUBLIC
from segment_async.testing import Fault, FaultServer, InstantClock, faults, forever
from tests.faults.support import TOKEN, Unlimited, arguments, retries

Client: TypeAlias = Any
"""A client of any API."""

IS_CONFIG_THERE: Final = find_spec("segment_async.config") is not None
RETRIES: Final = (0, 1, 3)
AT_ONCE: Final = 32


@frozen
class Plan:
    """What the server does, and what it means."""

    name: str
    answers: Sequence[Fault]
    failures: float
    """Attempts that fail before one succeeds."""

    error: type[SegmentError]
    """What an attempt that fails meets."""

    status: int | None
    outcome: str


def _then_ok(name: str, *failing: Fault, error: type[SegmentError], status: int | None, outcome: str) -> Plan:
    return Plan(name, [*failing, faults.ok()], len(failing), error, status, outcome)


_503: Final = faults.status(503)
_LOST: Final[Mapping[str, Any]] = {"error": ProtocolError, "status": None, "outcome": "unknown"}

PLANS: Final = (
    _then_ok("503 once", _503, error=ServerError, status=503, outcome="unknown"),
    _then_ok("503 twice", _503, _503, error=ServerError, status=503, outcome="unknown"),
    Plan("503 for ever", [forever(_503)], math.inf, ServerError, 503, "unknown"),
    _then_ok("500 once", faults.status(500), error=ServerError, status=500, outcome="unknown"),
    _then_ok("reset before the answer", faults.reset(), **_LOST),
    _then_ok("reset within the headers", faults.cut(where="headers", reset=True), **_LOST),
    _then_ok("cut within the body", faults.cut(), **_LOST),
    _then_ok(
        "429 once", faults.status(429, headers={"Retry-After": "1"}), error=RateLimited, status=429, outcome="rejected"
    ),
    Plan("400 for ever", [forever(faults.status(400))], math.inf, BadRequest, 400, "final"),
)


@frozen
class Case:
    """One cell of the table."""

    key: str
    """The operation, as the fault server names it."""

    operation: Operation[Any] = field(repr=False)
    plan: Plan
    retries: int

    def expected(self) -> tuple[int, type[SegmentError] | None]:
        """Return how many requests are to be sent, and the error that is to be raised, if any."""
        if self.plan.outcome == "final":
            return 1, self.plan.error
        if self.plan.outcome == "unknown" and self.operation.replay not in {"safe", "convergent"}:
            return 1, OutcomeUnknown
        if self.plan.failures <= self.retries:
            return int(self.plan.failures) + 1, None
        return self.retries + 1, self.plan.error

    def __str__(self) -> str:
        return f"{self.key}, {self.operation.replay}, {self.plan.name}, {self.retries} retries"


def operations() -> Iterator[tuple[str, Operation[Any]]]:
    """Yield every operation of the APIs that there are, by the key that the fault server knows it by."""
    yield from PUBLIC.items()
    if IS_CONFIG_THERE:
        config = import_module("segment_async.config")
        yield from ((f"config:{id_}", operation) for id_, operation in config.OPERATIONS.items())


def cases() -> Iterator[Case]:
    """Yield the whole table."""
    for key, operation in operations():
        for plan in PLANS:
            yield from (Case(key, operation, plan, number) for number in RETRIES)


@frozen
class Verdict:
    """What came of a case."""

    case: Case
    problem: str
    """What went otherwise than it should; empty where nothing did."""

    on_the_wire: int
    """Requests that the server saw."""

    reported: int
    """Attempts that the client told of, by its hook and, where one was raised, by its error."""


async def run() -> list[Verdict]:
    """Run every case: one after the other for each operation, many operations at once."""
    by_operation: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases():
        by_operation[case.key].append(case)
    async with FaultServer() as server, _clients(server.url) as clients:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one_operation(key: str) -> list[Verdict]:
            async with gate:
                return [await _try(server, clients(case), case) for case in by_operation[key]]

        with InstantClock():
            verdicts = await asyncio.gather(*map(one_operation, by_operation))
    return list(chain.from_iterable(verdicts))


@asynccontextmanager
async def _clients(url: str) -> AsyncIterator[Callable[[Case], Client]]:
    """Open one client for each API and each kind of credentials, and yield what chooses among them."""
    options: dict[str, Any] = {"base_url": url, "limiter": Unlimited(), "timeout": None}
    async with AsyncExitStack() as stack:
        public = await stack.enter_async_context(PublicClient(TOKEN, **options))
        if not IS_CONFIG_THERE:
            yield lambda _: public
            return
        sdk: Any = segment_async
        tokens = {"token": TOKEN, "either": TOKEN, "account": sdk.Token.account("someone", "a-made-up-password")}
        config = {
            kind: await stack.enter_async_context(sdk.ConfigClient(token, workspace="acme", **options))
            for kind, token in tokens.items()
        }
        yield lambda case: config[_auth(case)] if case.key.startswith("config:") else public


def _auth(case: Case) -> str:
    """Return what kind of credentials an operation of the Config API takes."""
    operation: Any = case.operation
    return str(operation.auth)


async def _try(server: FaultServer, client: Client, case: Case) -> Verdict:
    requests, error = case.expected()
    before = len(server.ledger.of(case.key))
    told: list[RequestEvent] = []
    server.plan(case.key, case.plan.answers)
    patient = client.with_options(retries=retries(case.retries), hooks=Hooks(on_request=told.append))
    met: SegmentError | None = None
    try:
        await patient.call(case.operation, **arguments(case.operation))
    except SegmentError as caught:
        met = caught
    server.unplan(case.key)
    seen = server.ledger.of(case.key)[before:]
    found = {
        "requests": (requests, len(seen)),
        "error": (error, None if met is None else type(met)),
        "attempts of the error": (requests, requests if met is None else met.attempts),
        "attempts told": (list(range(1, requests + 1)), [event.attempt for event in told]),
        "status": (None if error is None else case.plan.status, None if met is None else met.status),
        "kinds of requests": (1, len({(each.method, each.target, each.body) for each in seen})),
    }
    problem = "; ".join(f"{what} {was}, not {wanted}" for what, (wanted, was) in found.items() if wanted != was)
    return Verdict(case, problem and f"{case}: {problem}", len(seen), max(len(told), met.attempts if met else 0))
