"""Bytes to models and back: a page of 200 sources, plain and rich."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
import orjson

from benchmarks import bodies, peers
from benchmarks.measure import Work, side_by_side
from benchmarks.table import Row, Table
from segment_async._core import codec
from segment_async._core.unset import UNSET
from segment_async.public import OPERATIONS
from segment_async.public.models import LabelInput

LIST = OPERATIONS["listSources"]
COLUMNS = ("us CPU", "us wall", "x base")


def decode(*, rounds: int, turn: float, official: str | None) -> Iterator[Table]:
    """Measure reading.

    Args:
        rounds: As in `side_by_side`.
        turn: As in `side_by_side`.
        official: As in `peers.readers`.
    """
    for kind in ("plain", "rich"):
        body = bodies.page(rich=kind == "rich")
        drifted = body.replace(b'"slug"', b'"new":1,"slug"')
        work: dict[str, Work] = {
            "orjson.loads": partial(orjson.loads, body),
            "msgspec.json.decode, untyped": partial(msgspec.json.decode, body),
            "segment_async": partial(codec.decode, LIST, body, strict=False),
            "segment_async, with fields nobody knew": partial(codec.decode, LIST, drifted, strict=False),
            "segment_async, the converter alone": partial(_judged, body),
        }
        work |= {name: partial(read, body) for name, read in peers.readers(official).items()}
        yield _table(f"decode, {kind}: {len(body):,} bytes", work, "orjson.loads", rounds, turn)


def _judged(body: bytes) -> object:
    return codec.judged(LIST, codec.parse(body), strict=False)


def encode(*, rounds: int, turn: float, official: str | None) -> Iterator[Table]:
    """Measure writing: the page's sources, and the body of one create call."""
    del official  # it writes no page
    for kind in ("plain", "rich"):
        body = bodies.page(rich=kind == "rich")
        items = {"segment_async": codec.decode(LIST, body, strict=True).items}
        readers = peers.readers(None)
        if "openapi-python-client" in readers:
            items["openapi-python-client"] = readers["openapi-python-client"](body).data.sources
        ready = orjson.loads(codec.encode({"sources": items["segment_async"]}))
        work: dict[str, Work] = _base(ready) | {
            "segment_async": partial(codec.encode, {"sources": items["segment_async"]})
        }
        yield _table(f"encode, {kind}: 200 sources", work | peers.writers(items), "orjson.dumps", rounds, turn)
    for kind, given, ready in (("plain", *_plain_create()), ("rich", *_rich_create())):
        work = _base(ready) | {
            "segment_async": partial(codec.encode, given),
            "json.dumps of a ready dict": partial(json.dumps, ready),
        }
        yield _table(f"encode, {kind}: the body of one create call", work, "orjson.dumps", rounds, turn)


def _base(ready: object) -> dict[str, Work]:
    return {
        "orjson.dumps": partial(orjson.dumps, ready),
        "msgspec.json.encode of a ready dict": partial(msgspec.json.Encoder().encode, ready),
    }


def _plain_create() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the body of ``sources.create`` as its method makes it, and as the dict that it means."""
    ready = {"slug": "my-website", "enabled": True, "metadataId": "IqDTy1TpoU"}
    return {**ready, "settings": UNSET, "disconnectAllWarehouses": UNSET, "name": UNSET}, ready


def _rich_create() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    settings = bodies.sources(1, rich=True)[0]["settings"]
    ready = {"slug": "my-website", "enabled": True, "metadataId": "IqDTy1TpoU", "settings": settings}
    labels = [{"key": f"team{number}", "value": "web", "description": "Who cares"} for number in range(3)]
    given = {**ready, "name": UNSET, "labels": [LabelInput(**label) for label in labels]}
    return given, {**ready, "labels": labels}


def _table(title: str, work: Mapping[str, Callable[[], object]], base: str, rounds: int, turn: float) -> Table:
    costs = side_by_side(work, rounds=rounds, turn=turn)
    return Table(
        title,
        COLUMNS,
        tuple(Row(name, (each.cpu * 1e6, each.wall * 1e6, each.cpu / costs[base].cpu)) for name, each in costs.items()),
    )
