"""What the tests of the contract share."""

from collections.abc import Iterator

import pytest

from tests.contract.wire import Wire


@pytest.fixture(scope="session")
def wire() -> Iterator[Wire]:
    with Wire() as wire:
        yield wire
