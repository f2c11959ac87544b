"""What the tests of the contract share."""

from collections.abc import Iterator

import pytest

from segment_async import PublicClient
from tests.contract.wire import Unlimited, Wire


def connect(url: str) -> PublicClient:
    return PublicClient("a-token", base_url=url, retries=0, limiter=Unlimited())


@pytest.fixture(scope="session")
def wire() -> Iterator[Wire]:
    with Wire(connect) as wire:
        yield wire
