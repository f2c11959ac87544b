"""Workspaces with the seeds planted, always at the same moment."""

from datetime import UTC, datetime, timedelta

import pytest

from segment_async.sandbox.seeds import plant
from segment_async.sandbox.store import Workspace
from segment_async.sandbox.store.volume import Group, Query, count, minute_of

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def planted(name: str, *, scale: int = 1000) -> Workspace:
    workspace = Workspace(clock=lambda: NOON)
    plant(name, workspace, scale=scale)
    return workspace


def volume(workspace: Workspace, *source_ids: str, days: int = 200) -> list[Group]:
    """Return what sources have sent in the last days, for every source, type and name apart."""
    start, end = minute_of(NOON - timedelta(days=days)), minute_of(NOON)
    return workspace.volume.groups(Query(start, end, by=("source", "eventType", "eventName"), sources=source_ids))


def events(workspace: Workspace, source_id: str, *, days: int) -> int:
    """Count what a source has sent in the last days."""
    start, end = minute_of(NOON - timedelta(days=days)), minute_of(NOON)
    groups = volume(workspace, source_id, days=days)
    return sum(count(daily, start, end) for group in groups for daily in group.streams)


@pytest.fixture(scope="session")
def demo() -> Workspace:
    """The shop, to be looked at only."""
    return planted("demo")
