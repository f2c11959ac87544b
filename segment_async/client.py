"""The clients: where the generated surfaces, the session and the configuration meet."""

import os
from typing import TYPE_CHECKING, Any, Self

from segment_async._core import dialect
from segment_async._core.auth import Token, TokenSource
from segment_async._core.client import user_agent_of
from segment_async._core.dialect import Dialect
from segment_async._core.home import Home, Place, slug_of
from segment_async._core.hooks import Hooks
from segment_async._core.limiter import Limiter
from segment_async._core.operation import Level
from segment_async._core.preparing import Options
from segment_async._core.regions import Region, base_url_of, region_of
from segment_async._core.retry import RetryPolicy, Timeout, as_policy, as_timeout
from segment_async._core.session import Session
from segment_async._core.shared import Credentials, Slots
from segment_async._core.unset import UNSET, Unset
from segment_async.config import OPERATIONS as CONFIG_OPERATIONS
from segment_async.config import Tags as ConfigTags
from segment_async.errors import ConfigurationError
from segment_async.many import Many
from segment_async.public import OPERATIONS as PUBLIC_OPERATIONS
from segment_async.public import Tags as PublicTags

if TYPE_CHECKING:
    from ssl import SSLContext

    from aiohttp import ClientSession, Fingerprint

    from segment_async.config.models.workspaces import Workspace


class PublicClient(Many, PublicTags):
    """A client of the Public API, for one workspace.

    Use it as ``async with PublicClient(token) as segment:``, or call `aclose` when done. One client serves any number
    of tasks of one event loop.
    """

    _operations = PUBLIC_OPERATIONS

    def __init__(
        self,
        token: TokenSource,
        *,
        region: Region = "us",
        base_url: str | None = None,
        timeout: float | Timeout | None = 60.0,
        retries: int | RetryPolicy = 3,
        concurrency: int = 64,
        limiter: Limiter | None = None,
        session: "ClientSession | None" = None,
        ssl: "SSLContext | Fingerprint | None" = None,
        trust_env: bool = False,
        read_only: bool = False,
        strict: bool = False,
        version: Level | None = None,
        max_response_bytes: int = 64 * 2**20,
        user_agent: str | None = None,
        hooks: Hooks | None = None,
    ) -> None:
        """Prepare a client; nothing is sent.

        Args:
            token: A Public API token, or a plain or async callable that returns one; it is asked again once on a 401.
            region: Where the workspace lives.
            base_url: Another address than the region's, such as a sandbox's.
            timeout: Seconds that a call may take in all, retries and waiting included, or a `Timeout`.
            retries: Attempts after the first, or a `RetryPolicy`.
            concurrency: The most requests in flight.
            limiter: Decides when a request may be sent; by default the clients of one token share one.
            session: An aiohttp session whose connector is used; nothing else of it is, and it is not closed.
            ssl: Certificates to trust, or a fingerprint to insist on.
            trust_env: Whether to heed the environment's proxy settings.
            read_only: Refuse operations that write.
            strict: Refuse answers in which a required field is missing; otherwise it reads as `UNSET`.
            version: The version level to speak where an operation has it; the most stable one by default.
            max_response_bytes: The most bytes that an answer may have.
            user_agent: Put before the SDK's own name.
            hooks: Functions that are told of requests, answers, retries and waits.

        Raises:
            ConfigurationError: An argument cannot be used.
        """
        super().__init__()
        made = _session(
            dialect.PUBLIC,
            token,
            region=region,
            base_url=base_url,
            concurrency=concurrency,
            connections=(session, ssl, trust_env),
            timeout=timeout,
            policy=retries,
            limiter=limiter,
            read_only=read_only,
            strict=strict,
            version=version,
            max_response_bytes=max_response_bytes,
            user_agent=user_agent,
            hooks=hooks,
        )
        del token, base_url  # so that no traceback shows a secret
        self._session = _usable(made)

    @classmethod
    def from_env(cls, **options: Any) -> Self:  # noqa: ANN401 - handed on to __init__
        """Make a client from ``SEGMENT_PUBLIC_TOKEN``, ``SEGMENT_REGION`` and ``SEGMENT_BASE_URL``.

        Args:
            **options: As for the class, without the token; what is passed here counts more than the environment.

        Raises:
            ConfigurationError: There is no token in the environment.
        """
        token = _token_from_env("SEGMENT_PUBLIC_TOKEN", "Public API")
        return cls(token, **_from_env(options, region="SEGMENT_REGION", base_url="SEGMENT_BASE_URL"))

    def with_options(
        self,
        *,
        timeout: float | Timeout | Unset | None = UNSET,
        retries: int | RetryPolicy | Unset = UNSET,
        limiter: Limiter | Unset | None = UNSET,
        read_only: bool | Unset = UNSET,
        strict: bool | Unset = UNSET,
        version: Level | Unset | None = UNSET,
        max_response_bytes: int | Unset = UNSET,
        hooks: Hooks | Unset | None = UNSET,
    ) -> Self:
        """Return a client that shares this one's connections and token and calls otherwise.

        Args:
            timeout: As for the class.
            retries: As for the class.
            limiter: As for the class.
            read_only: As for the class.
            strict: As for the class.
            version: As for the class.
            max_response_bytes: As for the class.
            hooks: As for the class.
        """
        return self._changed(
            timeout=timeout,
            policy=retries,
            limiter=limiter,
            read_only=read_only,
            strict=strict,
            version=version,
            max_response_bytes=max_response_bytes,
            hooks=hooks,
        )


class ConfigClient(Many, ConfigTags):
    """A client of the older Config API.

    Its paths are resource names. Wherever a method takes a slug, it takes the whole name too, which then stands for
    the slugs before and after it::

        async with ConfigClient(token, workspace="acme") as config:
            await config.destinations.get("js", "google-analytics")
            await config.destinations.get("workspaces/acme/sources/js/destinations/google-analytics")
    """

    _operations = CONFIG_OPERATIONS

    def __init__(
        self,
        token: TokenSource,
        *,
        workspace: str | None = None,
        region: str = "us",
        base_url: str | None = None,
        timeout: float | Timeout | None = 60.0,
        retries: int | RetryPolicy = 3,
        concurrency: int = 64,
        limiter: Limiter | None = None,
        session: "ClientSession | None" = None,
        ssl: "SSLContext | Fingerprint | None" = None,
        trust_env: bool = False,
        read_only: bool = False,
        strict: bool = False,
        max_response_bytes: int = 64 * 2**20,
        user_agent: str | None = None,
        hooks: Hooks | None = None,
    ) -> None:
        """Prepare a client; nothing is sent.

        Args:
            token: A Config API token, or a plain or async callable that returns one; ``Token.account(…)`` for the few
                operations that take an account.
            workspace: Slug or resource name of the workspace that calls are about; by default the only one that the
                token opens, which is looked up when it is first needed.
            region: ``us``, as Segment documents no other host.
            base_url: Another origin, such as a sandbox's; ``/v1beta`` is appended unless it ends in it.
            timeout: As for `PublicClient`.
            retries: As for `PublicClient`.
            concurrency: As for `PublicClient`.
            limiter: As for `PublicClient`; by default 200 requests a minute are let through.
            session: As for `PublicClient`.
            ssl: As for `PublicClient`.
            trust_env: As for `PublicClient`.
            read_only: As for `PublicClient`.
            strict: As for `PublicClient`.
            max_response_bytes: As for `PublicClient`.
            user_agent: As for `PublicClient`.
            hooks: As for `PublicClient`.

        Raises:
            ConfigurationError: An argument cannot be used.
        """
        super().__init__()
        made = _session(
            dialect.CONFIG,
            token,
            region=region,
            base_url=base_url,
            concurrency=concurrency,
            connections=(session, ssl, trust_env),
            home=Home(workspace, self._place),
            timeout=timeout,
            policy=retries,
            limiter=limiter,
            read_only=read_only,
            strict=strict,
            max_response_bytes=max_response_bytes,
            user_agent=user_agent,
            hooks=hooks,
        )
        del token, base_url  # so that no traceback shows a secret
        self._session = _usable(made)

    @classmethod
    def from_env(cls, **options: Any) -> Self:  # noqa: ANN401 - handed on to __init__
        """Make a client from ``SEGMENT_CONFIG_TOKEN``, ``SEGMENT_WORKSPACE`` and ``SEGMENT_BASE_URL``.

        Args:
            **options: As for the class, without the token; what is passed here counts more than the environment.

        Raises:
            ConfigurationError: There is no token in the environment.
        """
        token = _token_from_env("SEGMENT_CONFIG_TOKEN", "Config API")
        return cls(token, **_from_env(options, workspace="SEGMENT_WORKSPACE", base_url="SEGMENT_BASE_URL"))

    def with_options(
        self,
        *,
        workspace: str | Unset | None = UNSET,
        timeout: float | Timeout | Unset | None = UNSET,
        retries: int | RetryPolicy | Unset = UNSET,
        limiter: Limiter | Unset | None = UNSET,
        read_only: bool | Unset = UNSET,
        strict: bool | Unset = UNSET,
        max_response_bytes: int | Unset = UNSET,
        hooks: Hooks | Unset | None = UNSET,
    ) -> Self:
        """Return a client that shares this one's connections and token and calls otherwise.

        Args:
            workspace: As for the class.
            timeout: As for the class.
            retries: As for the class.
            limiter: As for the class.
            read_only: As for the class.
            strict: As for the class.
            max_response_bytes: As for the class.
            hooks: As for the class.
        """
        changed = self._changed(
            timeout=timeout,
            policy=retries,
            limiter=limiter,
            read_only=read_only,
            strict=strict,
            max_response_bytes=max_response_bytes,
            hooks=hooks,
        )
        home = self._session.options.home
        return changed._changed(  # noqa: SLF001 - a copy of ours
            home=home and home.found_by(changed._place) if workspace is UNSET else Home(workspace, changed._place)  # noqa: SLF001 - a copy of ours
        )

    async def _place(self, slug: str | None) -> Place:
        """Look up a workspace: by its slug, or the only one that the token opens."""
        if slug is not None:
            return Place(slug, (await self.call("getWorkspace", path={"workspace_slug": slug})).id)
        opened = [_as_place(each) async for each in self.workspaces.list()]
        if len(opened) == 1:
            return opened[0]
        slugs = ", ".join(repr(place.slug) for place in opened) or "none"
        raise ConfigurationError(f"The token opens {len(opened)} workspaces ({slugs}); say which one with workspace=.")


def _as_place(workspace: "Workspace") -> Place:
    return Place(slug_of(workspace.name), workspace.id)


def _session(
    spoken: Dialect,
    token: TokenSource,
    *,
    region: str,
    base_url: str | None,
    concurrency: int,
    connections: "tuple[ClientSession | None, SSLContext | Fingerprint | None, bool]",
    timeout: float | Timeout | None,
    policy: int | RetryPolicy,
    user_agent: str | None,
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> Session | ConfigurationError:
    """Return a session that speaks a dialect, or what is wrong: raised from here it would show the token's frame."""
    from segment_async._core.transport import AiohttpTransport  # noqa: PLC0415 - aiohttp is slow to import

    try:
        credentials = Credentials(token)
        origin = base_url_of(region, base_url, spoken.origins)
        own_session, ssl, trust_env = connections
        return Session(
            AiohttpTransport(session=own_session, ssl=ssl, trust_env=trust_env),
            credentials,
            Slots(concurrency),
            Options(
                dialect=spoken,
                base_url=origin.removesuffix(spoken.root) + spoken.root,
                region=region_of(region, origin, spoken.origins),
                timeout=as_timeout(timeout),
                policy=as_policy(policy),
                user_agent=user_agent_of(user_agent),
                **options,
            ),
        )
    except ConfigurationError as error:
        return error.with_traceback(None)


def _usable(made: Session | ConfigurationError) -> Session:
    if isinstance(made, ConfigurationError):
        raise made
    return made


def _token_from_env(variable: str, api: str) -> Token:
    if not os.environ.get(variable, "").strip():
        raise ConfigurationError(f"{variable} is not set; set it to a {api} token of the workspace.")
    return Token(os.environ[variable].strip())


def _from_env(options: dict[str, Any], **variables: str) -> dict[str, Any]:
    """Return options with what the environment says where they say nothing."""
    said = {name: os.environ[variable] for name, variable in variables.items() if os.environ.get(variable)}
    return said | options
