"""Stop a running command when it is told to."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from types import FrameType
from typing import Any, Final

STOPPED = 128
"""What shells add to the signal's number: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP."""

GRACE: Final = 10.0
"""Seconds that what is in progress may take to its end after the first signal."""


def run(main: Coroutine[Any, Any, int], *, stop: Callable[[], None] | None = None) -> int:
    """Run a command to its end and return its exit code.

    SIGINT, SIGTERM and the loss of the terminal (SIGHUP, unless it is ignored, as below ``nohup``) cancel it, so that
    it cleans up; a second one ends it at once.

    Args:
        main: The command.
        stop: Makes it start nothing more; then the first signal lets it end by itself, the second one, or the end of
            the `GRACE`, cancels it, and the third ends it at once.
    """
    return asyncio.run(_supervise(main, stop))


async def _supervise(main: Coroutine[Any, Any, int], stop: Callable[[], None] | None) -> int:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(main)
    received: list[int] = []

    def end_soon() -> None:
        if stop is not None:
            stop()
            loop.call_later(GRACE, task.cancel)

    def receive(number: int, _: FrameType | None) -> None:
        received.append(number)
        if stop is not None and len(received) == 1:
            loop.call_soon_threadsafe(end_soon)
            return
        signal.signal(number, signal.default_int_handler)
        loop.call_soon_threadsafe(task.cancel)

    previous = {number: signal.signal(number, receive) for number in _numbers()}
    try:
        code = await task
        return STOPPED + received[0] if received and stop is not None else code
    except asyncio.CancelledError:
        if not received:
            raise
        return STOPPED + received[0]
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _numbers() -> Iterator[signal.Signals]:
    """Yield the signals that a command ends by."""
    yield signal.SIGINT
    yield signal.SIGTERM
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        yield signal.SIGHUP
