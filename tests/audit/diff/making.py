"""Snapshots made by hand, whose things are kept as an audit keeps them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from segment_async.audit.apis import ApiName
from segment_async.audit.reading.asks import Ask
from segment_async.audit.reading.plan import plan_of
from segment_async.audit.reading.reads import Read
from segment_async.audit.reading.things import row_of
from segment_async.audit.snapshot.store import Store

Things: TypeAlias = Mapping[str, Sequence[Any]]
"""Things by kind; below ``kind parent/ids`` those that were read from a parent."""

ACME: Final = {"id": "w1", "slug": "acme", "name": "Acme"}
OTHER: Final = {"id": "w2", "slug": "acme-dev", "name": "Acme Dev"}


def snapshot(
    folder: Path,
    things: Things,
    *,
    workspace: Mapping[str, Any] = ACME,
    api: ApiName = "public",
    gaps: Mapping[tuple[str, str], str] | None = None,
    more_gaps: Mapping[tuple[str, str], str] | None = None,
    without: Sequence[str] = (),
    secrets: bool = False,
) -> Path:
    """Write a snapshot in which everything was read but the gaps, and return where it is.

    Args:
        folder: Where to; it is made.
        things: What it holds.
        workspace: Whose it is.
        api: What it was read through.
        gaps: What could not be read, and why.
        more_gaps: What is told besides.
        without: Operations that nobody asked for.
        secrets: Whether it says that it keeps secrets.
    """
    folder.mkdir()
    plan = plan_of(api)
    reads = {read.kind: read for read in plan}
    store = Store(folder)
    store.begin(workspace, api, secrets=secrets)
    ways: dict[str, list[str]] = {}
    for said, listed in things.items():
        kind, _, parent = said.partition(" ")
        kept = [row_of(reads[kind], thing, _scope(parent, names=plan.has_names), Ask()) for thing in listed]
        store.add(kind, reads[kind].parent or "", parent, kept)
        ways.setdefault(kind, []).extend(way(row.id, parent, names=plan.has_names) for row in kept)
    for read in (one for one in plan if one.operation not in without):
        for parent in [""] if read.parent is None else ways.get(read.parent, []):
            end(store, read, parent, (gaps or {}).get((read.operation, parent)))
    for (operation, parent), reason in (more_gaps or {}).items():
        store.add_gap(operation, parent, reason)
    return store.finish()


def end(store: Store, read: Read, parent: str, gap: str | None) -> None:
    store.end_call(read.operation, parent, status=200 if gap is None else 403, pages=1, gap=gap)


def way(thing_id: str, parent: str, *, names: bool) -> str:
    return f"{parent}/{thing_id}" if parent and not names else thing_id


def _scope(parent: str, *, names: bool) -> tuple[str, ...]:
    return (parent,) if names else tuple(parent.split("/"))


def source(source_id: str, slug: str = "", **said: Any) -> dict[str, Any]:
    return {"id": source_id, "slug": slug or source_id, "name": slug or source_id, "enabled": True, **said}


def destination(destination_id: str, source_id: str, name: str = "GA4", **said: Any) -> dict[str, Any]:
    metadata = {"id": "m1", "name": "Google Analytics", "slug": "google-analytics"}
    return {"id": destination_id, "sourceId": source_id, "name": name, "metadata": metadata, "enabled": True, **said}


def rule(key: str, schema: Any = None, **said: Any) -> dict[str, Any]:
    made = {"type": "TRACK", "key": key, "version": 1, "createdAt": "2026-01-01T00:00:00.000Z"}
    return {**made, "jsonSchema": schema or {"type": "object"}, **said}
