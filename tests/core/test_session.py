"""One call over a real connection: what is sent, what is sent again, and what is raised."""

import gc
import gzip
import json
import traceback
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from segment_async._core.operation import Operation, per_minute
from segment_async._core.retry import RetryPolicy, Timeout
from segment_async.errors import (
    APIError,
    ConfigurationError,
    ConnectFailed,
    DeadlineExceeded,
    DecodeError,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    SegmentError,
    ServerError,
    Unauthorized,
    UnexpectedResponse,
    ValidationFailed,
    WrongRegion,
)
from tests.core.conftest import CREATE, DELETE, GET, QUICK, Open, Thing, call, call_raw, operation
from tests.core.server import RESET, SILENCE, answer, ok, refused, serving

pytestmark = pytest.mark.anyio


async def test_a_call_sends_one_request_and_returns_the_model(open_session: Open, token: str) -> None:
    async with serving(ok()) as server, open_session(server.url) as session:
        assert Thing(id="a") == await call(session, GET)
    (seen,) = server.seen
    assert seen.method == "GET"
    assert seen.target == "/things/a"
    assert f"Bearer {token}" == seen.headers["authorization"]
    assert seen.headers["accept"] == "application/vnd.segment.v1+json"
    assert "content-type" not in seen.headers


async def test_a_body_goes_out_as_json_of_the_level_in_use(open_session: Open) -> None:
    wanted = operation("POST", "reconcile", levels=("beta", "alpha"), success=201)
    async with serving(answer(201, '{"data": {"thing": {"id": "a"}}}')) as server, open_session(server.url) as session:
        await call(session, wanted, body={"name": "ü", "gone": None}, version="alpha")
    (seen,) = server.seen
    assert {"name": "ü", "gone": None} == json.loads(seen.body)
    assert seen.headers["content-type"] == "application/vnd.segment.v1alpha+json"


@pytest.mark.parametrize("retries", [0, 1, 3])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "POST"])
async def test_attempts_reported_are_requests_on_the_wire(open_session: Open, method: str, retries: int) -> None:
    """F22: aiohttp would send GET, PUT and DELETE a second time by itself."""
    wanted = operation(method, "safe")
    policy = RetryPolicy(retries=retries, base=0.001)
    async with serving(RESET) as server, open_session(server.url, policy=policy) as session:
        with pytest.raises(ProtocolError) as caught:
            await call(session, wanted)
    assert retries + 1 == caught.value.attempts == len(server.seen)
    assert caught.value.outcome == "unknown"
    assert caught.value.status is None


@pytest.mark.parametrize(
    "script", [refused(503), RESET, answer(200, '{"data": {"thi', ["Connection: close"], length=40)]
)
async def test_what_may_have_been_carried_out_is_never_sent_blindly_again(open_session: Open, script: bytes) -> None:
    """F08, F22, F24: a create whose answer is lost."""
    async with serving(script, ok()) as server, open_session(server.url) as session:
        with pytest.raises(OutcomeUnknown) as caught:
            await call(session, CREATE, body={})
    assert len(server.seen) == 1
    assert caught.value.outcome == "unknown"
    assert caught.value.operation_id == "postThing"


@pytest.mark.parametrize("script", [refused(503), refused(500), RESET, answer(200, '{"data": {"thi'), answer(200)])
async def test_what_does_no_harm_twice_is_sent_again(open_session: Open, script: bytes) -> None:
    """F08, F22, F25: reads go on until there is a whole answer."""
    async with serving(script, script, ok()) as server, open_session(server.url) as session:
        assert Thing(id="a") == await call(session, GET)
    assert len(server.seen) == 3


async def test_a_refusal_for_the_rate_is_waited_out_whatever_the_operation(open_session: Open) -> None:
    """F01: a 429 was not carried out, so creates are sent again too."""
    slow = answer(429, '{"errors": [{"type": "RequestError", "data": {"msBeforeNext": 20}}]}')
    async with serving(slow, ok()) as server, open_session(server.url) as session:
        assert Thing(id="a") == await call(session, CREATE, body={})
    assert len(server.seen) == 2


async def test_a_wait_beyond_the_deadline_is_raised_at_once(open_session: Open) -> None:
    """F04: there is no sleep before the error."""
    async with serving(refused(429, headers=["Retry-After: 90"])) as server, open_session(server.url) as session:
        with pytest.raises(RateLimited) as caught:
            await call(session, GET)
    assert caught.value.retry_after == 90
    assert caught.value.outcome == "rejected"
    assert len(server.seen) == 1


async def test_retries_run_out_with_what_the_last_attempt_met(open_session: Open) -> None:
    async with serving(refused(502, "bad gateway")) as server, open_session(server.url) as session:
        with pytest.raises(ServerError, match="bad gateway") as caught:
            await call(session, GET)
    assert QUICK.retries + 1 == len(server.seen) == caught.value.attempts
    assert caught.value.status == 502


async def test_what_the_server_does_not_do_is_not_asked_twice(open_session: Open) -> None:
    """F08: 501 is never sent again."""
    async with serving(refused(501)) as server, open_session(server.url) as session:
        with pytest.raises(ServerError):
            await call(session, GET)
    assert len(server.seen) == 1


async def test_a_delete_that_finds_its_work_done_has_succeeded(open_session: Open) -> None:
    """F12: the first answer was lost, the second says that there is nothing to delete."""
    async with serving(RESET, refused(404)) as server, open_session(server.url) as session:
        assert await call(session, DELETE) is None
        assert len(server.seen) == 2
        with pytest.raises(NotFound):
            await call(session, DELETE)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, APIError),
        (401, Unauthorized),
        (404, NotFound),
        (413, ValidationFailed),
        (422, ValidationFailed),
        (418, APIError),
    ],
)
async def test_a_refusal_is_final_and_keeps_every_entry(open_session: Open, status: int, kind: type[APIError]) -> None:
    """F11: nothing of the error body is lost."""
    body = '{"errors": [{"type": "a", "field": "slug", "message": "bad", "extra": 1}, {"type": "b"}]}'
    async with serving(answer(status, body)) as server, open_session(server.url) as session:
        with pytest.raises(kind) as caught:
            await call(session, GET)
    assert len(server.seen) == 1
    assert json.loads(body)["errors"] == [entry.raw for entry in caught.value.errors]
    assert "slug" in str(caught.value)
    assert caught.value.path_template == "/things/{id}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_an_error_and_is_not_followed(open_session: Open, status: int) -> None:
    """F18: neither body nor token goes anywhere else."""
    async with serving(ok()) as elsewhere:
        redirect = answer(status, headers=[f"Location: {elsewhere.url}/things/a"])
        async with serving(redirect) as server, open_session(server.url) as session:
            with pytest.raises(UnexpectedResponse):
                await call(session, GET)
    assert [] == elsewhere.seen


@pytest.mark.parametrize("status", [202, 204, 206])
async def test_an_undocumented_success_is_an_error(open_session: Open, status: int) -> None:
    """F17: it never passes as None."""
    async with serving(answer(status)) as server, open_session(server.url) as session:
        with pytest.raises(UnexpectedResponse):
            await call(session, GET)


async def test_a_web_page_is_called_one(open_session: Open) -> None:
    page = answer(403, "<html><body>Log in</body></html>", ["Content-Type: text/html"])
    async with serving(page) as server, open_session(server.url) as session:
        with pytest.raises(APIError, match="web page"):
            await call(session, GET)


async def test_an_answer_of_the_wrong_type_is_final(open_session: Open) -> None:
    """F45: it is whole, so sending again would not mend it."""
    async with serving(ok('{"thing": {"id": 7}}')) as server, open_session(server.url) as session:
        with pytest.raises(DecodeError) as caught:
            await call(session, GET)
    assert caught.value.path == "$.data.thing.id"
    assert caught.value.outcome == "done"
    assert caught.value.status == 200
    assert len(server.seen) == 1


@pytest.mark.parametrize("body", ["{}", '{"data": null}', '{"data": []}', "[]", "null", '{"data": {}}'])
async def test_an_envelope_without_its_data_is_an_error(open_session: Open, body: str) -> None:
    async with serving(answer(200, body)) as server, open_session(server.url) as session:
        with pytest.raises(DecodeError):
            await call(session, GET)


async def test_half_of_a_compressed_answer_is_not_taken_for_a_whole_one(open_session: Open) -> None:
    """F28: aiohttp alone gives out what it could decompress."""
    whole = gzip.compress(b'{"data": {"thing": {"id": "a"}}}' + b" " * 5000)
    half = answer(200, whole[: len(whole) // 2], ["Content-Encoding: gzip", "Connection: close"])
    async with serving(half) as server, open_session(server.url, policy=RetryPolicy(retries=0)) as session:
        with pytest.raises((DecodeError, ProtocolError)):
            await call(session, GET)


async def test_an_answer_that_grows_too_large_is_cut_off(open_session: Open) -> None:
    """F29: a small compressed body may become a large one."""
    bomb = answer(200, gzip.compress(b" " * 5_000_000), ["Content-Encoding: gzip"])
    async with serving(bomb) as server, open_session(server.url, max_response_bytes=1_000_000) as session:
        with pytest.raises(DecodeError, match="max_response_bytes"):
            await call(session, GET)
    assert len(server.seen) == 1


async def test_the_deadline_ends_a_call_that_gets_no_answer(open_session: Open) -> None:
    """F31: the error names the phase."""
    async with serving(SILENCE) as server, open_session(server.url, timeout=Timeout(total=0.1)) as session:
        with pytest.raises(DeadlineExceeded) as caught:
            await call(session, CREATE, body={})
    assert caught.value.phase == "request"
    assert caught.value.outcome == "unknown"


async def test_an_attempt_without_an_answer_is_followed_by_another(open_session: Open) -> None:
    timeout = Timeout(total=None, attempt=0.1)
    async with serving(SILENCE, ok()) as server, open_session(server.url, timeout=timeout) as session:
        assert Thing(id="a") == await call(session, GET)
    assert len(server.seen) == 2


async def test_a_reservation_beyond_the_deadline_fails_at_once(open_session: Open) -> None:
    wanted = operation("GET", "safe", limit=per_minute(1))
    async with serving(ok()) as server, open_session(server.url, timeout=Timeout(total=5)) as session:
        await call(session, wanted)
        with pytest.raises(DeadlineExceeded) as caught:
            await call(session, wanted)
    assert caught.value.phase == "limiter"
    assert caught.value.outcome == "not_sent"
    assert len(server.seen) == 1


async def test_a_limit_outlives_the_client_that_met_it(open_session: Open) -> None:
    """Web backends make a client for each request."""
    wanted = operation("GET", "safe", limit=per_minute(1))
    async with serving(ok()) as server:
        async with open_session(server.url, limiter=None) as session:
            await call(session, wanted)
        gc.collect()
        async with open_session(server.url, limiter=None, timeout=Timeout(total=5)) as session:
            with pytest.raises(DeadlineExceeded):
                await call(session, wanted)


async def test_no_connection_is_an_error_of_its_own(open_session: Open) -> None:
    """F20: nothing was sent, so even a create is tried again."""
    async with serving(ok()) as server:
        closed = server.url
    async with open_session(closed) as session:
        with pytest.raises(ConnectFailed) as caught:
            await call(session, CREATE, body={})
    assert caught.value.outcome == "not_sent"


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
    assert "token = Token('***')" in shown
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
