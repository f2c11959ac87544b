"""Stop a running command when it is told to."""

import asyncio
import signal
from collections.abc import Coroutine
from types import FrameType
from typing import Any

STOPPED = 128
"""What shells add to the signal's number: 130 for SIGINT, 143 for SIGTERM."""


def run(main: Coroutine[Any, Any, int]) -> int:
    """Run a command to its end and return its exit code.

    SIGINT and SIGTERM cancel it, so that it cleans up; a second one ends it at once.
    """
    return asyncio.run(_supervise(main))


async def _supervise(main: Coroutine[Any, Any, int]) -> int:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(main)
    received: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        received.append(number)
        signal.signal(number, signal.default_int_handler)
        loop.call_soon_threadsafe(task.cancel)

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return await task
    except asyncio.CancelledError:
        if not received:
            raise
        return STOPPED + received[0]
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
