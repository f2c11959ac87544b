"""What goes over a connection, and when: bytes, pauses, and the end."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from attrs import evolve, field, frozen


@frozen
class Pause:
    """Send nothing for a while."""

    seconds: float
    """For how long; infinite for as long as the server lives."""


@frozen
class End:
    """End the connection."""

    reset: bool
    """Whether by a reset, which throws away what is on its way, rather than in order."""


RESET: Final = End(reset=True)
CLOSE: Final = End(reset=False)

Step: TypeAlias = bytes | Pause | End


@frozen
class Promise:
    """What an operation promises to answer when it succeeds."""

    status: int
    """The documented status of success."""

    media_type: str
    """The media type of its most stable level."""

    body: bytes
    """The least JSON that the specification takes for an answer."""

    refusal: Callable[[int, str], bytes] = field(repr=False)
    """Makes an error body of the API, of a status and a message."""


@frozen
class Fault:
    """One way of answering, good or bad. The functions of `segment_async.testing.faults` make them."""

    name: str
    """What tests show."""

    play: Callable[[Promise], Iterable[Step]] = field(repr=False)
    """Says what goes over the connection; without an `End` it stays open for the next request."""

    lasting: bool = False
    """Whether it answers every further request too, rather than one."""

    def __str__(self) -> str:
        """Return the name."""
        return f"{self.name} for ever" if self.lasting else self.name


def forever(fault: Fault) -> Fault:
    """Return a fault that answers every further request, one at least."""
    return evolve(fault, lasting=True)


def whole(fault: Fault, promise: Promise) -> bytes:
    """Return every byte that a fault sends."""
    return b"".join(step for step in fault.play(promise) if isinstance(step, bytes))


def halves(fault: Fault, promise: Promise) -> tuple[bytes, bytes]:
    """Return what a fault sends up to the empty line after the headers, and what it sends after that."""
    head, separator, body = whole(fault, promise).partition(b"\r\n\r\n")
    return head + separator, body
