"""Options that several commands take, each described once."""

import os
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from cyclopts import Parameter

from segment_async.cli.apis import API
from segment_async.cli.tokens import read_token


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Output:
    """How a command answers."""

    json: bool = False
    """Answer for machines: JSON without decoration, errors as one JSON object on the standard error."""


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Connection(Output):
    """Which workspace a command speaks to, and as whom."""

    token_file: Path | None = None
    """File that holds the token, readable by you alone; without it the environment does (SEGMENT_PUBLIC_TOKEN)."""

    token_stdin: bool = False
    """Read the token from the standard input."""

    region: Literal["us", "eu"] | None = None
    """Where the workspace lives; without it SEGMENT_REGION says so, and us where that is not set."""

    base_url: str | None = None
    """Another address of the API, such as a sandbox's; without it SEGMENT_BASE_URL may give one."""


def connect(api: API, connection: Connection, **options: Any) -> AbstractAsyncContextManager[Any]:  # noqa: ANN401 - the client's
    """Return a client for the workspace that the options name.

    Args:
        api: Which API.
        connection: Where the workspace is, and where the token.
        **options: Further options of the client.

    Raises:
        ConfigurationError: There is no token, or an option cannot be used.
    """
    token = read_token(api.token_variable, file=connection.token_file, stdin=connection.token_stdin)
    client = getattr(import_module("segment_async"), api.client)
    opened: AbstractAsyncContextManager[Any] = client(
        token,
        region=connection.region or os.environ.get("SEGMENT_REGION") or "us",
        base_url=connection.base_url or os.environ.get("SEGMENT_BASE_URL") or None,
        **options,
    )
    return opened
