"""A sandbox for each test, with a catalog of three kinds and nothing else."""

from collections.abc import AsyncIterator

import pytest

from segment_async.sandbox import Sandbox
from tests.sandbox.support import NOW, Api, plant_catalog


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=plant_catalog, clock=lambda: NOW) as box:
        yield box


@pytest.fixture
def api(box: Sandbox) -> Api:
    return Api(box.url, box.token)
