"""Cancel a task at any place where it waits."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from typing import Any, Literal, TypeAlias

When: TypeAlias = Literal["begins", "ends"]
"""When a wait begins, or when what was waited for has come but the task does not know yet."""


class Interrupted:
    """Awaits a coroutine, and cancels it at one of the places where it waits."""

    def __init__(
        self, coroutine: Coroutine[Any, Any, Any], at: int, when: When, cancel: Callable[[], object] | None = None
    ) -> None:
        """Prepare to cancel.

        Args:
            coroutine: What to await.
            at: At which of its waits, counted from 1.
            when: At the beginning or at the end of the wait.
            cancel: Cancels; the task that waits by default.
        """
        self.waits = 0
        self._coroutine = coroutine
        self._at = at
        self._when = when
        self._cancel = cancel

    def __await__(self) -> Generator[Any, Any, Any]:
        """Await the coroutine."""
        inner = self._coroutine.__await__()
        resume: Callable[[], Any] = lambda: inner.send(None)  # noqa: E731 - exchanged below
        while True:
            try:
                waited = resume()
            except StopIteration as end:
                return end.value
            self.waits += 1
            if self.waits == self._at:
                self._interrupt(waited)
            try:
                value = yield waited
            except BaseException as error:  # noqa: BLE001 - handed on
                resume = lambda error=error: inner.throw(error)  # noqa: E731 - bound to what this round met
            else:
                resume = lambda value=value: inner.send(value)  # noqa: E731 - bound to what this round met

    def _interrupt(self, waited: "asyncio.Future[Any] | None") -> None:
        task = asyncio.current_task()
        assert task is not None
        cancel = self._cancel or task.cancel
        if self._when == "begins":
            cancel()
        elif waited is None:
            asyncio.get_running_loop().call_soon(cancel)
        else:
            waited.add_done_callback(lambda _: cancel())
