"""Whether Segment answers at all: what fails while it does not is asked again, and is no gap."""

from collections.abc import Awaitable, Callable
from math import inf
from typing import Final

import anyio

from segment_async.errors import DecodeError, ServerError, TransportError, UnexpectedResponse

PATIENCE: Final = 120.0
"""Seconds that an outage may take; a longer one ends the audit, which can be resumed."""

FIRST: Final = 1.0
LONGEST: Final = 15.0
"""Seconds between two looks: the first pause, and the longest."""

PASSING: Final = (TransportError, ServerError, DecodeError, UnexpectedResponse)
"""Failures that may be everybody's, and over soon: no answer, none of the API's own, or that it cannot answer."""


class Pulse:
    """Looks at what every token may read, once for all who ask at a time."""

    def __init__(self, look: Callable[[], Awaitable[object]], *, patience: float = PATIENCE) -> None:
        """Prepare to look.

        Args:
            look: Makes a call, and raises where it has no answer.
            patience: Seconds that an outage may take.
        """
        self._look = look
        self._patience = patience
        self._lock = anyio.Lock()
        self._seen = -inf
        self._back = -inf

    async def was_away(self, since: float) -> bool:
        """Wait until Segment answers, and tell whether it did not do so at some time after a moment.

        Raises:
            SegmentError: It did not for longer than one has patience, or refuses everything.
        """
        async with self._lock:
            if self._seen <= since:
                await self._wait()
            return self._back > since

    async def _wait(self) -> None:
        until, pause = anyio.current_time() + self._patience, FIRST
        while True:
            began = anyio.current_time()
            try:
                await self._look()
            except PASSING:
                if anyio.current_time() + pause > until:
                    raise
            else:
                self._seen = began
                return
            await anyio.sleep(pause)
            pause = min(2 * pause, LONGEST)
            self._back = anyio.current_time()
