"""The sandbox as a service: it listens until it is cancelled, and says where in a file."""

import asyncio
import json
import os
import secrets
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from segment_async.sandbox.access import SandboxError
from segment_async.sandbox.server import Sandbox


async def serve(
    *,
    ready_file: Path | None = None,
    on_ready: Callable[[Sandbox], object] = lambda _: None,
    **options: Any,  # noqa: ANN401 - handed on
) -> None:
    """Run a sandbox until this coroutine is cancelled; prints nothing.

    Args:
        ready_file: Where to write, once it answers, ``url``, ``token``, ``config_token`` and ``pid`` as JSON; removed
            at the end.
        on_ready: Called with the sandbox once it answers.
        **options: As in `Sandbox`.

    Raises:
        SandboxError: It cannot be started as asked.
    """
    async with Sandbox(**options) as box:
        with _announced(box, ready_file):
            on_ready(box)
            await asyncio.Event().wait()


@contextmanager
def _announced(box: Sandbox, path: Path | None) -> Generator[None]:
    if path is None:
        yield
        return
    about = {"url": box.url, "token": box.token, "config_token": box.config_token, "pid": os.getpid()}
    try:
        _write_at_once(path, json.dumps(about) + "\n")
    except OSError as error:
        raise SandboxError(
            f"The ready file {path} cannot be written ({error.strerror}); choose another place."
        ) from None
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def _write_at_once(path: Path, text: str) -> None:
    """Write a file that only its owner can read, and that is never seen half written."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
