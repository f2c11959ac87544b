"""A token that a leak would show, and where it might leak from."""

import pprint
import secrets
import string
import traceback
from base64 import b64encode
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from attrs import define, field

from segment_async import PublicClient, RetryPolicy, SegmentError
from segment_async._core.limiter import PacingLimiter
from segment_async.testing import Fault, FaultServer

_LETTERS: Final = string.ascii_letters + string.digits


def make_canary() -> str:
    """Return a new token, of a shape that no real one has and that changes when it is quoted."""
    ends = ["".join(secrets.choice(_LETTERS) for _ in range(16)) for _ in range(2)]
    return f"{ends[0]}/canary+%{ends[1]}"


def forms_of(token: str) -> dict[str, str]:
    """Return what must show nowhere, by name: the token, its spellings, and its ends."""
    plain = token.encode()
    return {
        "plain": token,
        "quoted": quote(token, safe=""),
        "escaped": token.replace("/", "\\/"),
        "first 8": token[:8],
        "last 8": token[-8:],
        "reversed": token[::-1],
        "hex": plain.hex(),
    } | {f"base64 at {shift}": _base64_at(plain, shift) for shift in range(3)}


def _base64_at(plain: bytes, shift: int) -> str:
    """Return the part of a base64 text that is the same whatever stands before and after."""
    encoded = b64encode(b"\0" * shift + plain).decode()
    return encoded[4 if shift else 0 : len(encoded) // 4 * 4 - 4]


def found_in(text: str, token: str) -> list[str]:
    """Return the names of the forms of a token that a text holds."""
    return [name for name, form in forms_of(token).items() if form in text]


def shown(value: Any) -> str:
    """Return everything that a value shows of itself."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, BaseException):
        return shown_error(value)
    return "\n".join([repr(value), str(value), f"{value}", pprint.pformat(value)])


def shown_error(error: BaseException) -> str:
    """Return everything that an error shows: itself, its attributes, its chain, each with local variables."""
    trace = traceback.TracebackException.from_exception(error, capture_locals=True, max_group_width=99)
    chain = [each for each in (error.__cause__, error.__context__) if each is not None]
    return "\n".join([
        repr(error), str(error), repr(error.args), repr(vars(error)), "".join(trace.format()), *map(shown_error, chain),
    ])  # fmt: skip


@define
class World:
    """A server that does what it is told, a client with the canary, and a folder."""

    server: FaultServer
    segment: PublicClient
    token: str = field(repr=False)
    folder: Path
    limiter: PacingLimiter

    def client(self, **options: Any) -> PublicClient:
        """Return another client with the canary."""
        given = {"base_url": self.server.url, "limiter": PacingLimiter(), "retries": QUICK} | options
        return PublicClient(self.token, **given)

    async def get(self, *answers: Fault) -> Any:
        """Get a source, for which the server has these answers."""
        self.server.plan("getSource", answers)
        return await self.segment.sources.get("a")

    async def failure(self, *answers: Fault, segment: PublicClient | None = None) -> SegmentError:
        """Return the error that these answers lead to."""
        self.server.plan("getSource", answers)
        return await failure_of(segment or self.segment)


async def failure_of(segment: PublicClient) -> SegmentError:
    """Return the error that getting a source leads to."""
    try:
        await segment.sources.get("a")
    except SegmentError as error:
        return error
    raise AssertionError("nothing failed")


QUICK: Final = RetryPolicy(retries=1, base=0.001, cap=0.002)


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """Set up a server and a client with a new canary."""
    token, limiter = make_canary(), PacingLimiter()
    async with (
        FaultServer() as server,
        PublicClient(token, base_url=server.url, limiter=limiter, retries=QUICK) as segment,
    ):
        yield World(server, segment, token, folder, limiter)


def lines(values: Iterable[Any]) -> str:
    """Return everything that some values show."""
    return "\n".join(map(shown, values))
