"""A small shop, made by hand: who sends what, and where it may go."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from segment_async.audit.answers import Cell, Table
from segment_async.audit.snapshot.view import Snapshot
from tests.audit.conftest import Maker

LISTS = ("listSources", "listDestinations", "listTransformations", "listFunctions", "listTrackingPlans", "listSpaces")


@contextmanager
def opened(maker: Maker) -> Generator[Snapshot]:
    """Finish a snapshot, and open it."""
    maker.store.finish()
    with Snapshot(maker.folder) as snapshot:
        yield snapshot


def lists(maker: Maker) -> None:
    """Note that every list of the workspace was read."""
    for operation in LISTS:
        maker.read(operation)


def sends(maker: Maker, source: str, **events: int) -> None:
    """Note how many events a source sent, by name; underscores stand for spaces, and ``page`` for the type."""
    maker.read("getEventsVolumeFromWorkspace", source)
    for name, total in events.items():
        about = {"eventType": name} if name == "page" else {"eventType": "track", "eventName": name.replace("_", " ")}
        series = [
            {"time": "2026-11-28T00:00:00.000Z", "count": total},
            {"time": "2026-11-29T00:00:00.000Z", "count": 0},
        ]
        maker.add("source-event-volume", name, {**about, "total": total, "series": series}, parent=source)


def feeds(maker: Maker, source: str, name: str, *, actions: bool = False, **data: Any) -> None:
    """Connect a destination to a source, all of which was read."""
    metadata = {"id": "kind", "slug": "webhooks", "actions": [{}] if actions else []}
    maker.add("destination", name, {"name": name, "sourceId": source, "metadata": metadata, **data})
    maker.read("listFiltersFromDestination", name)
    maker.read("listSubscriptionsFromDestination", name)


def follows(maker: Maker, source: str, *names: str, blocks: bool = False) -> None:
    """Let a source follow a plan of its own that names these events."""
    plan = f"plan of {source}"
    maker.add("tracking-plan", plan, {"name": plan, "type": "LIVE"})
    maker.read("listRulesFromTrackingPlan", plan)
    maker.source(source, plan=plan)
    maker.add("tracking-plan-source", source, {"name": source}, parent=plan)
    for name in names:
        rule = {"type": "TRACK", "key": name, "version": 1, "deprecatedAt": "0001-01-01T00:00:00.000Z"}
        maker.add("tracking-plan-rule", name, rule, parent=plan)
    settings = {"settings": {"track": {"allowUnplannedEvents": not blocks}}}
    maker.add("source-settings", source, settings, parent=source)


def told(table: Table, *columns: str) -> list[tuple[Cell, ...]]:
    """Return some columns of a table."""
    places = [[column.name for column in table.columns].index(name) for name in columns]
    return [tuple(row[place] for place in places) for row in table.rows]
