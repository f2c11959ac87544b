"""Workspaces with the seeds planted, at the same moment unless a test says otherwise."""

from datetime import UTC, datetime

import pytest

from segment_async.sandbox.seeds import plant
from segment_async.sandbox.store import Workspace

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def planted(name: str, *, scale: int = 1000, at: datetime = NOON) -> Workspace:
    workspace = Workspace(clock=lambda: at)
    plant(name, workspace, scale=scale)
    return workspace


@pytest.fixture(scope="session")
def demo() -> Workspace:
    """The shop, to be looked at only."""
    return planted("demo")
