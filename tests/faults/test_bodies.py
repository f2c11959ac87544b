"""Rows F28, F29 and F40 to F45: bodies that are damaged, huge, or not what was promised."""

import json
import logging
import tracemalloc
from typing import Any

import pytest

from segment_async import UNSET, DecodeError, OutcomeUnknown, ProtocolError, unstructure
from segment_async.testing import Fault, faults, forever, sample
from segment_async.testing.faults import Damage
from tests.faults.support import GET, LIST, POST, call, facing
from tests.faults.truncation import swallowed

pytestmark = pytest.mark.anyio

LONG: dict[str, Any] = {"data": {"sources": [sample(GET)["data"]["source"]] * 200, "pagination": {"current": "x"}}}
WHOLE = json.dumps(sample(GET))


@pytest.mark.parametrize("damage", ["half", "header", "garbage", "checksum", "encoding"])
async def test_f28_a_damaged_stream_is_no_answer(damage: Damage) -> None:
    """Aiohttp by itself takes half a stream for a whole one."""
    damaged = faults.gzipped(faults.ok(LONG), damage)
    async with facing(LIST, [damaged, damaged, faults.gzipped(faults.ok(LONG))]) as (server, segment):
        page = await segment.sources.list()
    assert 200 == len(page.items)
    assert 3 == len(server.ledger.requests)


@pytest.mark.parametrize("damage", ["half", "header", "garbage", "checksum"])
async def test_f28_a_damaged_stream_that_answers_a_create_leaves_its_outcome_unknown(damage: Damage) -> None:
    async with facing(POST, [faults.gzipped(damage=damage)]) as (_, segment):
        with pytest.raises(OutcomeUnknown):
            await call(segment, POST)


@pytest.mark.parametrize("damage", ["trailing", "members"])
async def test_f28_more_than_a_stream_is_read_whole_or_not_at_all(damage: Damage) -> None:
    async with facing(LIST, [forever(faults.gzipped(faults.ok(LONG), damage))]) as (_, segment):
        try:
            page = await segment.sources.list()
        except (DecodeError, ProtocolError):
            return
    assert 200 == len(page.items)


async def test_f29_a_bomb_is_stopped_at_the_bound() -> None:
    bound = 4 * 2**20
    bomb = faults.bomb(256 * 2**20)
    async with facing(GET, [bomb], max_response_bytes=bound) as (_, segment):
        tracemalloc.start()
        try:
            with pytest.raises(DecodeError, match="max_response_bytes") as caught:
                await call(segment, GET)
            assert tracemalloc.get_traced_memory()[1] < 2 * bound + 64 * 2**20
        finally:
            tracemalloc.stop()
    assert (1, "done") == (caught.value.attempts, caught.value.outcome)


async def test_f29_an_answer_as_large_as_the_bound_is_read() -> None:
    body = WHOLE.encode().ljust(2**20)
    async with facing(GET, [faults.ok(body), faults.ok(body + b" ")], max_response_bytes=2**20) as (_, segment):
        await call(segment, GET)
        with pytest.raises(DecodeError):
            await call(segment, GET)


BROKEN: dict[str, str | bytes] = {
    "cut": WHOLE[:-1],
    "two values": WHOLE + WHOLE,
    "UTF-16": WHOLE.encode("utf-16"),
    "not UTF-8": WHOLE.replace("text", "\udcff").encode("utf-8", "surrogateescape"),
    "empty": b"",
    "blank": b" \n",
    "a web page": "<!doctype html><p>Hello",
    "NaN": WHOLE.replace("null", "NaN"),
    "Infinity": WHOLE.replace("null", "-Infinity"),
    "1e999": WHOLE.replace("null", "1e999"),
    "half a surrogate pair": WHOLE.replace("text", "\\ud800"),
    "100,000 levels": WHOLE.replace("null", "[" * 100_000 + "]" * 100_000),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_f40_f41_f42_what_is_not_one_whole_json_value_is_asked_for_again(body: str | bytes) -> None:
    async with facing(GET, [faults.ok(body), faults.ok()]) as (server, segment):
        await call(segment, GET)
    assert 2 == len(server.ledger.requests)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_f40_f41_f42_what_is_not_one_whole_json_value_is_named_in_the_end(body: str | bytes) -> None:
    async with facing(GET, [faults.ok(body)], retries=0) as (_, segment):
        with pytest.raises(DecodeError) as caught:
            await call(segment, GET)
    assert (200, "unknown") == (caught.value.status, caught.value.outcome)
    assert len(str(caught.value)) <= 1200


@pytest.mark.parametrize("body", ["null", "[]", "7", '"text"', "{}", '{"data": null}', '{"data": []}'])
async def test_f40_a_whole_value_of_another_kind_is_final(body: str) -> None:
    async with facing(GET, [faults.ok(body)]) as (_, segment):
        with pytest.raises(DecodeError) as caught:
            await call(segment, GET)
    assert (1, "done") == (caught.value.attempts, caught.value.outcome)


READ: dict[str, Fault] = {
    "a byte order mark": faults.ok(b"\xef\xbb\xbf" + WHOLE.encode()),
    "a wrong charset": faults.ok(WHOLE, headers={"Content-Type": "application/json; charset=utf-16"}),
    "an unknown charset": faults.ok(WHOLE, headers={"Content-Type": "application/json; charset=klingon"}),
    "another content type": faults.ok(WHOLE, headers={"Content-Type": "text/html"}),
}


@pytest.mark.parametrize("answer", READ.values(), ids=READ)
async def test_f40_what_is_odd_and_harmless_is_read(answer: Fault) -> None:
    async with facing(GET, [answer], retries=0) as (_, segment):
        source = await call(segment, GET)
    assert sample(GET)["data"] == unstructure(source)


ODD: dict[str, Fault] = {
    "a key twice": faults.ok(WHOLE.replace("{", '{"data": 1, ', 1)),
    "900 levels": faults.ok(WHOLE.replace("{", '{"new": ' + "[" * 900 + "]" * 900 + ", ", 1)),
    "a number of 5,000 digits": faults.ok(WHOLE.replace("{", '{"new": 1' + "0" * 4999 + ", ", 1)),
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
async def test_f41_f42_what_is_odd_is_read_as_it_is_or_refused_in_our_words(answer: Fault) -> None:
    async with facing(GET, [answer], retries=0) as (_, segment):
        try:
            source = await call(segment, GET)
        except DecodeError:
            return
    assert sample(GET)["data"] == unstructure(source)


async def test_f43_f44_what_a_later_release_adds_passes() -> None:
    body = sample(GET)
    body["data"]["source"] |= {"newField": {"deep": [1]}}
    body["data"]["source"]["metadata"]["status"] = "RETIRED"
    async with facing(GET, [faults.ok(body), faults.ok(body)]) as (_, segment):
        source = await call(segment, GET)
        raw = await segment.call_raw(GET, path={"sourceId": "an-id"})
    assert "RETIRED" == source.source.metadata.status
    assert {"deep": [1]} == raw.json["data"]["source"]["newField"]


async def test_f45_a_field_that_is_missing_reads_as_unset(caplog: pytest.LogCaptureFixture) -> None:
    body = sample(GET)
    del body["data"]["source"]["metadata"]["slug"]
    async with facing(GET, [faults.ok(body)] * 2) as (_, segment):
        with caplog.at_level(logging.WARNING, "segment_async"):
            source = await call(segment, GET)
        assert source.source.metadata.slug is UNSET
        with pytest.raises(DecodeError):
            await call(segment.with_options(strict=True), GET)


@pytest.mark.parametrize("wrong", [None, 5, True, [], {}, 1.5])
@pytest.mark.parametrize("strict", [False, True])
async def test_f45_a_value_of_the_wrong_type_is_never_converted(wrong: object, *, strict: bool) -> None:
    body = sample(GET)
    body["data"]["source"]["metadata"]["name"] = wrong
    async with facing(GET, [faults.ok(body)], strict=strict) as (_, segment):
        with pytest.raises(DecodeError) as caught:
            await call(segment, GET)
    assert ("$.data.source.metadata.name", "done") == (caught.value.path, caught.value.outcome)


async def test_f24_f25_f28_no_beginning_of_an_answer_passes_for_the_whole() -> None:
    """R11: each length of a plain and of a compressed body."""
    tried, taken = await swallowed()
    assert [] == taken
    assert tried > 500
