"""The sandbox's life: set up, listen, answer, end."""

import errno
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Self, TypeAlias

from aiohttp import web

from segment_async.sandbox import spec
from segment_async.sandbox.access import SandboxError, check_token, loopback_address, make_token
from segment_async.sandbox.app import Api, PublicApi, build_app
from segment_async.sandbox.config.api import ConfigApi
from segment_async.sandbox.config.handlers import HANDLERS as CONFIG_HANDLERS
from segment_async.sandbox.handlers import HANDLERS
from segment_async.sandbox.limits import RateLimits
from segment_async.sandbox.store import Workspace

Seed: TypeAlias = str | Callable[[Workspace], None]
"""Name of a seed, or a function that fills a workspace."""

_PORTS: Final = range(2**16)


class Sandbox:
    """Segment on localhost: its APIs over one workspace, for as long as the ``async with`` block lasts.

    ::

        async with Sandbox(seed="demo") as box, PublicClient(box.token, base_url=box.url) as segment:
            workspace = await segment.workspaces.get()
    """

    def __init__(
        self,
        *,
        seed: Seed = "demo",
        scale: int = 1000,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str | None = None,
        config_token: str | None = None,
        latency: float = 0.0,
        rate_limit: str = "off",
        without_features: Collection[str] = (),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Describe a sandbox; it listens once it is entered.

        Args:
            seed: ``demo``, ``empty`` or ``large``, or a function that fills the workspace itself.
            scale: Sources of the seed ``large``.
            host: ``127.0.0.1`` or another loopback address.
            port: The port; ``0`` for any that is free.
            token: Token of the Public API; one is made where none is given.
            config_token: Token of the Config API; one is made where none is given.
            latency: Seconds to wait before each answer.
            rate_limit: ``off``, ``documented``, or ``N/min`` for all requests to one API together.
            without_features: Features that the workspace lacks, such as ``Protocols``.
            clock: Returns the present moment in UTC.

        Raises:
            SandboxError: One of these cannot be used.
        """
        self.token: str = make_token("public") if token is None else check_token(token)
        """Opens the Public API; no secret."""
        self.config_token: str = make_token("config") if config_token is None else check_token(config_token)
        """Opens the Config API; no secret."""
        if port not in _PORTS:
            raise SandboxError(f"{port} is no port; choose 1 to 65535, or 0 for any that is free.")
        if not 0 <= latency < float("inf"):
            raise SandboxError(f"A latency of {latency} seconds is not possible; choose 0 or more.")
        document, config = spec.load("public"), spec.load("config")
        self._address = loopback_address(host)
        self._port = port
        self._runner: web.AppRunner | None = None
        self._url: str | None = None
        try:
            limits = RateLimits(rate_limit, clock)
            config_limits = RateLimits(rate_limit, clock, documented=config.limit)
        except ValueError as error:
            raise SandboxError(str(error)) from None
        self.workspace = Workspace(clock=clock)
        """What the sandbox holds, for tests to look at and to change."""
        _plant(seed, self.workspace, scale)
        public = PublicApi(
            document,
            HANDLERS,
            self.workspace,
            token=self.token,
            limits=limits,
            without_features=_features(without_features, document),
        )
        config_api = ConfigApi(
            config,
            CONFIG_HANDLERS,
            self.workspace,
            public=document,
            public_handlers=HANDLERS,
            token=self.config_token,
            limits=config_limits,
        )
        self._apis: dict[str, Api] = {"": public, "v1beta": config_api}
        self._latency = latency

    @property
    def url(self) -> str:
        """Where the sandbox listens, without a path: the Public API is there, the Config API below ``/v1beta``.

        Raises:
            SandboxError: It does not listen yet.
        """
        if self._url is None:
            raise SandboxError("The sandbox does not listen yet; enter it with async with first.")
        return self._url

    async def __aenter__(self) -> Self:
        """Start to listen.

        Raises:
            SandboxError: It cannot, for instance because the port is in use.
        """
        runner = web.AppRunner(build_app(self._apis, latency=self._latency), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._address, self._port).start()
        except OSError as error:
            await runner.cleanup()
            raise SandboxError(_why_not_listening(error, self._address, self._port)) from None
        self._runner = runner
        host, port, *_ = runner.addresses[0]
        self._url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop to listen."""
        runner, self._runner, self._url = self._runner, None, None
        if runner is not None:
            await runner.cleanup()


def _plant(seed: Seed, workspace: Workspace, scale: int) -> None:
    if callable(seed):
        seed(workspace)
        return
    from segment_async.sandbox.seeds import plant  # noqa: PLC0415 - the seeds are large, and a function needs none

    try:
        plant(seed, workspace, scale=scale)
    except ValueError as error:
        raise SandboxError(str(error)) from None


def _features(names: Collection[str], document: spec.Document) -> frozenset[str]:
    known = {feature.casefold(): feature for endpoint in document.endpoints for feature in endpoint.features}
    unknown = [name for name in names if name.casefold() not in known]
    if unknown:
        there = ", ".join(sorted(known.values()))
        raise SandboxError(f"There is no feature {unknown[0]!r} to leave out; there are {there}.")
    return frozenset(known[name.casefold()] for name in names)


def _why_not_listening(error: OSError, address: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"The port {port} on {address} is in use; choose another, or 0 for any that is free."
    if error.errno == errno.EACCES:
        return f"The port {port} on {address} needs more rights; choose one above 1023, or 0 for any that is free."
    return f"The sandbox cannot listen on {address}, port {port} ({error.strerror}); choose another address or port."
