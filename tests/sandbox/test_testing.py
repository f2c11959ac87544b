"""The echo, and the failures that it can be told to answer with."""

import asyncio
from types import SimpleNamespace

import pytest

from segment_async.sandbox import Sandbox
from segment_async.sandbox.handlers import testing
from tests.sandbox.support import ALPHA, BETA, V1, Api

pytestmark = pytest.mark.anyio


async def test_what_was_sent_comes_back_with_its_headers_but_without_the_token(box: Sandbox, api: Api) -> None:
    answer = await api.get("/echo?message=hello%20there", X_Colour="green")
    assert ("get", "hello there") == (answer.data["method"], answer.data["message"])
    assert "green" == answer.data["headers"]["x-colour"]
    assert box.token not in str(answer.json)


async def test_a_message_is_needed(api: Api) -> None:
    answer = await api.get("/echo")
    assert (422, "message") == (answer.status, answer.errors[0]["field"])


@pytest.mark.parametrize(
    ("query", "status", "entries"),
    [
        ("triggerError=true", 400, 1),
        ("triggerError=true&statusCode=404", 404, 1),
        ("triggerError=true&statusCode=503", 400, 1),
        ("triggerMultipleErrors=true", 400, 2),
        ("triggerUnexpectedError=true", 500, 1),
        ("triggerError=true&triggerMultipleErrors=true&triggerUnexpectedError=true", 400, 1),
        ("triggerMultipleErrors=true&triggerUnexpectedError=true", 400, 2),
        ("statusCode=418", 418, 1),
        ("statusCode=429", 429, 1),
        ("statusCode=503", 503, 1),
    ],
)
async def test_failures_are_answered_on_request(api: Api, query: str, status: int, entries: int) -> None:
    answer = await api.get(f"/echo?message=oh%20no&{query}")
    assert (status, ["oh no"] * entries) == (answer.status, [entry["message"] for entry in answer.errors])


@pytest.mark.parametrize("query", ["triggerError=false", "triggerUnexpectedError=false", "statusCode=200", "delay=0"])
async def test_nothing_fails_unless_it_is_told_to(api: Api, query: str) -> None:
    assert 200 == (await api.get(f"/echo?message=fine&{query}")).status


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("statusCode=302", "statusCode"),
        ("statusCode=99", "statusCode"),
        ("statusCode=600", "statusCode"),
        ("statusCode=404.5", "statusCode"),
        ("delay=-1", "delay"),
        ("delay=60001", "delay"),
        ("delay=NaN", "delay"),
        ("delay=Infinity", "delay"),
        ("triggerError=yes", "triggerError"),
    ],
)
async def test_what_cannot_be_answered_with_is_invalid(api: Api, query: str, field: str) -> None:
    answer = await api.get(f"/echo?message=hm&{query}")
    assert (422, field) == (answer.status, answer.errors[0]["field"])


async def test_an_answer_is_held_back_for_as_many_milliseconds_as_are_asked_for(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def note(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(testing, "asyncio", SimpleNamespace(sleep=note))
    assert [200, 400] == [
        (await api.get(f"/echo?message=late&delay=1500{more}")).status for more in ("", "&triggerError=true")
    ]
    assert [1.5, 1.5] == slept


async def test_others_are_answered_while_one_waits(api: Api) -> None:
    late = asyncio.ensure_future(api.get("/echo?message=late&delay=2000"))
    assert 200 == (await api.get("/echo?message=soon")).status
    assert not late.done()
    late.cancel()
    await asyncio.gather(late, return_exceptions=True)


async def test_only_the_first_and_the_alpha_level_know_it(api: Api) -> None:
    statuses = [(await api.get("/echo?message=x", Accept=accept)).status for accept in (V1, BETA, ALPHA)]
    assert [200, 406, 200] == statuses
