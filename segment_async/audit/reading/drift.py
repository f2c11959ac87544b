"""What changed while a workspace was read: the lists that everything hangs on are read a second time."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import TypeAlias

import anyio

from segment_async.audit.reading.reads import Plan, Read
from segment_async.audit.reading.redact import Redactor
from segment_async.audit.reading.things import row_of, things_in
from segment_async.audit.reading.walk import Reader, answers, cleaned
from segment_async.audit.snapshot.store import Change, Row, Store
from segment_async.errors import SegmentError

Listed: TypeAlias = Mapping[str, tuple[str, str]]
"""What a list holds: name and digest of each thing, by its id."""


async def changes(reader: Reader, store: Store, redactor: Redactor, plan: Plan, *, now: datetime) -> list[Change]:
    """Return what was added, removed and changed since the lists were read.

    A list that cannot be read a second time is one change that nobody knows.

    Args:
        reader: Performs the calls.
        store: What was read.
        redactor: Takes the secrets out, as it did then.
        plan: What was read, and how.
        now: The moment that time spans end at, as it was then.
    """
    found: list[Change] = []

    async def compare(read: Read) -> None:
        before = {row.id: _about(row) for row in store.listed(read.kind)}
        try:
            after = {row.id: _about(row) for row in await _again(reader, redactor, read, now)}
        except (SegmentError, RecursionError):
            found.append(Change(read.kind, "", read.operation, "unknown"))
        else:
            found.extend(differences(read.kind, before, after))

    async with anyio.create_task_group() as group:
        for read in plan.roots:
            if read.items is not None and read.steady and not read.slow and store.is_whole(read.operation):
                group.start_soon(compare, read)
    return sorted(found, key=lambda change: (change.kind, change.id))


def differences(kind: str, before: Listed, after: Listed) -> Iterator[Change]:
    """Yield how two readings of a list differ."""
    for thing_id in before.keys() | after.keys():
        if thing_id not in after:
            yield Change(kind, thing_id, before[thing_id][0], "removed")
        elif thing_id not in before:
            yield Change(kind, thing_id, after[thing_id][0], "added")
        elif before[thing_id] != after[thing_id]:
            yield Change(kind, thing_id, after[thing_id][0], "changed")


async def _again(reader: Reader, redactor: Redactor, read: Read, now: datetime) -> list[Row]:
    return [
        row_of(read, thing, (), ask)
        for ask in read.asks(now, (), {})
        async for answer in answers(reader, read, ask)
        for thing in cleaned(redactor, read, things_in(read, answer.json))
    ]


def _about(row: Row) -> tuple[str, str]:
    text = json.dumps(json.loads(row.json), sort_keys=True)  # the order of keys says nothing
    return row.name, sha256(text.encode("utf-8", "replace")).hexdigest()
