"""What the tests of limits share."""

from collections.abc import Iterator

import pytest

from segment_async.testing import InstantClock


@pytest.fixture
async def clock() -> "Iterator[InstantClock]":
    """Make waits take no time; nothing comes from a network here."""
    with InstantClock(idle=0) as clock:
        yield clock
