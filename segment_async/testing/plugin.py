"""Fixtures for pytest, which finds them wherever this package is installed.

The servers run in a thread of their own, so the fixtures serve plain tests and tests of every asyncio plugin alike.
Nothing but pytest is imported before a fixture is asked for.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from segment_async.sandbox import Sandbox
    from segment_async.testing import FaultServer


@pytest.fixture
def segment_sandbox() -> "Iterator[Sandbox]":
    """Serve Segment's APIs over a demo workspace of this test's own: ``.url``, ``.token``, ``.workspace``."""
    from anyio.from_thread import start_blocking_portal  # noqa: PLC0415 - only where a fixture is used

    from segment_async.sandbox import Sandbox  # noqa: PLC0415 - as above

    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Sandbox(seed="demo")) as box:
        yield box


@pytest.fixture
def segment_faults() -> "Iterator[FaultServer]":
    """Serve what the test plans, and fail the test if the plan was not kept to.

    Plans and ledger are for every thread; `FaultServer.close_idle` is not.
    """
    from anyio.from_thread import start_blocking_portal  # noqa: PLC0415 - only where a fixture is used

    from segment_async.testing import FaultServer  # noqa: PLC0415 - as above

    with start_blocking_portal() as portal, portal.wrap_async_context_manager(FaultServer()) as server:
        yield server
