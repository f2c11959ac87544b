"""Options that several commands take, each described once."""

import os
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from cyclopts import Parameter

from segment_async import Token
from segment_async._core.operation import Auth
from segment_async.cli.apis import API
from segment_async.cli.fields import either
from segment_async.cli.tokens import read_token
from segment_async.errors import ConfigurationError


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
    """File that holds the token, readable by you alone; without it the environment does: SEGMENT_PUBLIC_TOKEN, or
    SEGMENT_CONFIG_TOKEN for the Config API. Where that API asks for an account: name:password, or
    SEGMENT_CONFIG_ACCOUNT."""

    token_stdin: bool = False
    """Read the token, or the account, from the standard input."""

    region: Literal["us", "eu"] | None = None
    """Where the workspace lives; without it SEGMENT_REGION says so, and us where that is not set. The Config API has a
    known address in us only."""

    base_url: str | None = None
    """Another address of the API, such as a sandbox's; without it SEGMENT_BASE_URL may give one."""

    workspace: str | None = None
    """Slug of the workspace, for the Config API; without it SEGMENT_WORKSPACE says it, and where that is not set it is
    the only one that the token opens."""

    def given(self) -> list[str]:
        """Return the options that were given, as they are written; --json is not about the connection."""
        differ = (one.name for one in fields(self) if getattr(self, one.name) != one.default)
        return [f"--{name.replace('_', '-')}" for name in differ if name != "json"]


def connect(
    api: API,
    connection: Connection,
    *,
    auth: Auth = "token",
    token: Token | None = None,
    **options: Any,  # noqa: ANN401 - the client's
) -> AbstractAsyncContextManager[Any]:
    """Return a client for the workspace that the options name.

    Args:
        api: Which API.
        connection: Where the workspace is, and where the token.
        auth: What opens the operation that is to be called.
        token: It, where it was read before.
        **options: Further options of the client.

    Raises:
        ConfigurationError: There is no token, or an option cannot be used.
    """
    region = connection.region or os.environ.get("SEGMENT_REGION") or "us"
    base_url = connection.base_url or os.environ.get("SEGMENT_BASE_URL") or None
    if base_url is None and region not in api.dialect.origins:
        raise ConfigurationError(
            f"The {api.title} has no known address in the region {region!r}, only in {either(api.dialect.origins)}; "
            "give its address with --base-url."
        )
    if api.workspace_variable:
        options["workspace"] = connection.workspace or os.environ.get(api.workspace_variable) or None
    elif connection.workspace is not None:
        raise ConfigurationError(f"A token of the {api.title} belongs to one workspace; leave out --workspace.")
    client = getattr(import_module("segment_async"), api.client)
    if token is None:
        token = read_token(api, auth=auth, file=connection.token_file, stdin=connection.token_stdin)
    opened: AbstractAsyncContextManager[Any] = client(token, region=region, base_url=base_url, **options)
    return opened
