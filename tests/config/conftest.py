"""What the tests of the Config API's contract share."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Final, TypeAlias

import pytest

from segment_async import ConfigClient, Token
from tests.config.both import Both, both_of
from tests.config.endpoints import takes_account
from tests.contract.specification import CONFIG_ENDPOINTS, Endpoint
from tests.contract.wire import Unlimited, Wire, success

ACCOUNT: Final = ("me@example.com", "a-password")

WORKSPACE: Final = {"name": "workspaces/acme", "id": "e5bdb0902b"}
"""The workspace that every client here is about."""

WireOf: TypeAlias = Callable[[Endpoint], Wire]
"""Gives the wire whose client may call an operation."""


def connect(url: str, token: str | Token) -> ConfigClient:
    return ConfigClient(token, workspace="acme", base_url=url, retries=0, limiter=Unlimited())


@pytest.fixture(scope="session")
def wire_of() -> Iterator[WireOf]:
    with (
        Wire(lambda url: connect(url, "a-token")) as by_token,
        Wire(lambda url: connect(url, Token.account(*ACCOUNT))) as by_account,
    ):
        look_up_the_workspace(by_token)
        yield lambda endpoint: by_account if takes_account(endpoint) else by_token


@pytest.fixture
async def both() -> AsyncIterator[Both]:
    """Open both APIs of an empty workspace."""
    async with both_of("empty") as both:
        yield both


def look_up_the_workspace(wire: Wire) -> None:
    """Let a client find the id of its workspace, which it asks for once."""
    found = success(CONFIG_ENDPOINTS["getWorkspace"], WORKSPACE)
    wire.exchange(lambda client: client.functions.get("sfnc_1"), found, success(CONFIG_ENDPOINTS["getFunction"], {}))
