"""What every test may use."""

import os

import pytest


def pytest_xdist_auto_num_workers() -> int:
    """Run half as many workers again as there are processors: tests of processes and of waits leave them idle."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests on asyncio, which aiohttp needs."""
    return "asyncio"
