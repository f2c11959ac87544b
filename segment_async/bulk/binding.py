"""Methods of a client, turned into calls of a run."""

from collections.abc import AsyncIterable, Awaitable, Callable
from functools import partial
from inspect import signature
from typing import Any, Final, Generic, Protocol, Self, TypeVar, runtime_checkable

from attrs import frozen

from segment_async._core.resource import Caller, Resource
from segment_async._core.retry import Timeout

P = TypeVar("P")
T = TypeVar("T")
V = TypeVar("V")

PATIENT: Final = Timeout(total=None, attempt=60)
"""For calls of which many wait for one limit: no bound on the waiting, and 60 seconds for each attempt."""


@runtime_checkable
class _Client(Caller, Protocol):
    """What has a timeout that can be changed."""

    def with_options(self, *, timeout: Timeout) -> Self:
        """Return a copy that calls otherwise."""
        ...


@frozen
class ByName(Generic[T, V]):
    """A call of a method that takes keywords only: its items are mappings of them."""

    method: Callable[..., V]

    def __call__(self, item: T) -> V:
        """Call the method with what an item, which is a mapping, holds."""
        keywords: Any = item
        return self.method(**keywords)


def rebound(call: Callable[..., V], change: Callable[[Any], Any]) -> Callable[..., V] | None:
    """Return a method of a client as another client would offer it; ``None`` for what is no such method.

    Args:
        call: A method of a client or of one of its tags, or a `functools.partial` of one.
        change: Returns the other client for the client.
    """
    if isinstance(call, ByName):
        named = rebound(call.method, change)
        return None if named is None else ByName[Any, V](named)
    if isinstance(call, partial):
        whole = rebound(call.func, change)
        return None if whole is None else partial[V](whole, *call.args, **call.keywords)
    owner: object = getattr(call, "__self__", None)
    client = owner._caller if isinstance(owner, Resource) else owner  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]  # a copy of ours
    if not isinstance(client, _Client):
        return None
    changed = change(client)
    method: Callable[..., V] = getattr(type(owner)(changed) if isinstance(owner, Resource) else changed, call.__name__)
    return method


def patiently(call: Callable[[T], V]) -> Callable[[T], V]:
    """Return a method of a client, as that client would offer it with a `PATIENT` timeout.

    The method is taken from a copy of its tag on a copy of its client, which shares the connections, the token and the
    limits, and keeps every other option. A `functools.partial` of a method counts as one. Anything else, such as a
    lambda, is returned as it is: the timeout is that of the client which it uses. A method that takes keywords only
    becomes a call whose items are mappings of them.

    Args:
        call: A method such as ``segment.sources.get`` or ``segment.call``.
    """
    method = rebound(call, _patient)
    if method is None:
        return call
    return method if _takes_an_item(method) else ByName[T, V](method)


def _patient(client: _Client) -> _Client:
    return client.with_options(timeout=PATIENT)


def _takes_an_item(method: Callable[..., object]) -> bool:
    """Tell whether a method has a parameter that is not given by its name."""
    if isinstance(method, ByName):
        return True
    parameters = signature(method).parameters.values()
    return any(one.kind in {one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD, one.VAR_POSITIONAL} for one in parameters)


def id_of(thing: Any) -> str:  # noqa: ANN401 - most things have an id, and share no class for that
    """Return the id of a thing."""
    identity: str = thing.id
    return identity


def listing(
    children: Callable[[str], AsyncIterable[V]], key: Callable[[P], str]
) -> Callable[[P], Awaitable[tuple[V, ...]]]:
    """Return a call that lists everything below a parent.

    Args:
        children: Returns what is below the parent of an id.
        key: Returns a parent's id.
    """

    async def read(parent: P) -> tuple[V, ...]:
        return tuple([child async for child in children(key(parent))])

    return read
