"""Regions, tokens and what an error tells of them, over a real connection."""

import json
import traceback
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from segment_async import PublicClient
from segment_async._core.operation import Operation
from segment_async._core.retry import RetryPolicy
from segment_async.errors import (
    APIError,
    ConfigurationError,
    NotFound,
    SegmentError,
    Unauthorized,
    WrongRegion,
)
from tests.core.conftest import CREATE, DELETE, GET, Open, Thing, call, call_raw, operation
from tests.core.server import RESET, answer, ok, refused, serving

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("message", "region"),
    [
        ("use the EU-hosted API", "eu"),
        ("go to https://eu1.api.segmentapis.com", "eu"),
        ("https://api.segmentapis.com", None),
    ],
)
async def test_the_wrong_region_names_the_right_one(open_session: Open, message: str, region: str | None) -> None:
    async with serving(refused(401, message)) as server, open_session(server.url) as session:
        with pytest.raises(APIError) as caught:
            await call(session, GET)
    assert region == getattr(caught.value, "region", None)
    assert isinstance(caught.value, WrongRegion) == (region is not None)


@pytest.mark.parametrize("status", [404, 422, 429, 500, 502])
async def test_a_host_in_any_other_error_is_no_other_region(open_session: Open, status: int) -> None:
    failing = refused(status, "upstream eu1.api.segmentapis.com failed")
    async with serving(failing) as server, open_session(server.url, policy=RetryPolicy(retries=0)) as session:
        with pytest.raises(APIError) as caught:
            await call(session, GET)
    assert not isinstance(caught.value, WrongRegion)


async def test_a_refused_token_is_asked_for_once_more(open_session: Open) -> None:
    """F14: a provider that has a new token is believed once."""
    given = iter(["first-token", "second-token"])
    async with serving(refused(401), ok()) as server, open_session(server.url, lambda: next(given)) as session:
        assert Thing(id="a") == await call(session, GET)
    assert ["Bearer first-token", "Bearer second-token"] == [seen.headers["authorization"] for seen in server.seen]


async def test_a_deletion_with_a_long_list_goes_out_in_parts(open_session: Open) -> None:
    """One deadline holds for all of them, and every request counts as an attempt."""
    wanted = operation("DELETE", "convergent")
    emails = [f"{number}@example.com" for number in range(450)]
    async with serving(ok()) as server, open_session(server.url) as session:
        await call(session, wanted, query={"emails": emails})
    sent = [value for seen in server.seen for _, value in parse_qsl(urlsplit(seen.target).query)]
    assert len(server.seen) == 3
    assert emails == sent


async def test_a_deletion_that_stops_between_its_parts_says_how_far_it_came(open_session: Open) -> None:
    """What was done before is done, even if the last part was refused."""
    wanted = operation("DELETE", "convergent")
    emails = [f"{number}@example.com" for number in range(450)]
    async with serving(ok(), ok(), refused(404)) as server, open_session(server.url) as session:
        with pytest.raises(NotFound, match=r"3 parts, and the first 2 of them were carried out") as caught:
            await call(session, wanted, query={"emails": emails})
    assert (caught.value.outcome, caught.value.attempts) == ("unknown", 3)


async def test_a_read_only_client_sends_no_write(open_session: Open) -> None:
    """S24: it is refused before anything is sent."""
    async with serving(ok()) as server, open_session(server.url, read_only=True) as session:
        with pytest.raises(ConfigurationError):
            await call(session, DELETE)
        await call(session, GET)
    assert ["GET"] == [seen.method for seen in server.seen]


async def test_the_raw_answer_is_what_came(open_session: Open) -> None:
    body = '{"data": {"thing": {"id": 7, "unknown": [1.50]}}}'
    async with serving(answer(200, body, ["X-Extra: yes"])) as server, open_session(server.url) as session:
        raw = await call_raw(session, GET)
    assert (200, body.encode(), "yes") == (raw.status, raw.body, raw.headers["x-extra"])
    assert json.loads(body) == raw.json


FAULTS: list[tuple[Operation[Any], bytes]] = [
    (GET, RESET),
    (CREATE, RESET),
    (GET, refused(500)),
    (GET, refused(401)),
    (GET, answer(200, "{")),
    (GET, b"garbage\r\n\r\n"),
    (GET, ok('{"thing": 1}')),
    (GET, answer(302, headers=["Location: http://127.0.0.2/"])),
]


@pytest.mark.parametrize(("wanted", "script"), FAULTS)
async def test_no_error_leads_to_the_token(
    open_session: Open, token: str, wanted: Operation[Any], script: bytes
) -> None:
    """S01: not in its text, its chain, or a traceback that shows local variables."""
    async with serving(script) as server, open_session(server.url) as session:
        with pytest.raises(SegmentError) as caught:
            await call(session, wanted)
    trace = caught.value.__traceback__
    assert trace is not None
    inner = caught.value.with_traceback(trace.tb_next)  # this function's own variables hold the token
    shown = "".join(traceback.TracebackException.from_exception(inner, capture_locals=True).format())
    assert "self = <segment_async._core.session.Session" in shown
    assert token not in shown
    assert token not in repr(vars(caught.value))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


async def test_a_token_that_the_server_echoes_is_masked(open_session: Open, token: str) -> None:
    async with serving(refused(401, f"bad token {token}")) as server, open_session(server.url) as session:
        with pytest.raises(Unauthorized) as caught:
            await call(session, GET)
    assert token not in str(caught.value)
    assert token not in repr([entry.raw for entry in caught.value.errors])


BAD: list[dict[str, Any]] = [
    {"region": "mars"},
    {"base_url": "ftp://x"},
    {"concurrency": 0},
    {"timeout": "5"},
    {"retries": -1},
    {"version": "v9"},
    {"user_agent": "a\nb"},
    {"max_response_bytes": 0},
]


@pytest.mark.parametrize("wrong", BAD)
def test_a_client_that_cannot_be_made_tells_nothing_of_the_token(token: str, wrong: dict[str, Any]) -> None:
    """S01: also where the traceback shows local variables."""
    with pytest.raises(ConfigurationError) as caught:
        PublicClient(token, **wrong)
    trace = caught.value.__traceback__
    assert trace is not None
    inner = caught.value.with_traceback(trace.tb_next)  # this function's own variables hold the token
    shown = "".join(traceback.TracebackException.from_exception(inner, capture_locals=True).format())
    assert "PublicClient of nothing yet" in shown
    assert token not in shown
