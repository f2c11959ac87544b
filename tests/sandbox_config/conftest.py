"""A sandbox for each test, with the whole catalog and nothing else, and a client for each of its APIs."""

from collections.abc import AsyncIterator

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api
from tests.sandbox_config.support import Config


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed="empty", clock=lambda: NOW) as box:
        yield box


@pytest.fixture
def config(box: Sandbox) -> Config:
    return Config(box)


@pytest.fixture
def public(box: Sandbox) -> Api:
    return Api(box.url, box.token)
