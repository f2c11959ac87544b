"""Segment's own Python SDK against the same nine plans. Untried: it cannot be installed from a registry.

What is used of it: ``Configuration(host=, access_token=)``, ``ApiClient`` and ``WorkspacesApi.get_workspace``.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from importlib import import_module
from typing import Any, Final

from attrs import frozen

from segment_async import PublicClient
from segment_async.testing import FaultServer, faults
from tests.faults.conformance import PLANS
from tests.faults.support import TOKEN, Unlimited, retries

OPERATION: Final = "getWorkspace"
OURS: Final = "segment-async"


@frozen
class Outcome:
    """What became of one call."""

    sdk: str
    plan: str
    requests: int
    """Requests that the server saw."""

    elsewhere: int
    """Requests that another host saw."""

    result: str
    """Name of the type that came back, or of the error."""


def compare(module: str) -> Iterator[Outcome]:
    """Yield what becomes of a read, of this SDK and of another, for each plan and for a redirect to another host.

    Args:
        module: The name that the other SDK is imported by.

    Raises:
        ModuleNotFoundError: It is not installed.
    """
    other = import_module(module)
    for name, call in ((OURS, _ours), (module, lambda url: _theirs(other, url))):
        yield from asyncio.run(_outcomes(name, call))


async def _ours(url: str) -> object:
    async with PublicClient(TOKEN, base_url=url, limiter=Unlimited(), retries=retries(3)) as segment:
        return await segment.workspaces.get()


async def _theirs(sdk: Any, url: str) -> object:
    def get() -> object:
        with sdk.ApiClient(sdk.Configuration(host=url, access_token=TOKEN)) as client:
            return sdk.WorkspacesApi(client).get_workspace()

    return await asyncio.to_thread(get)


async def _outcomes(name: str, call: Callable[[str], Awaitable[object]]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    async with FaultServer(host="127.0.0.2", otherwise=faults.ok()) as foreign, FaultServer() as server:
        scripts = {plan.name: plan.answers for plan in PLANS} | {
            "redirect to another host": [faults.redirect(307, f"{foreign.url}/")]
        }
        for script, answers in scripts.items():
            before, elsewhere = len(server.ledger.requests), len(foreign.ledger.requests)
            server.plan(OPERATION, answers)
            try:
                result = type(await call(server.url)).__name__
            except Exception as error:  # noqa: BLE001 - named, whatever it is
                result = f"{type(error).__module__.partition('.')[0]}: {type(error).__name__}"
            server.unplan(OPERATION)
            sent = len(server.ledger.requests) - before
            outcomes.append(Outcome(name, script, sent, len(foreign.ledger.requests) - elsewhere, result))
    return outcomes
