"""One call over a real connection: what is sent, what is sent again, and what is raised."""

import asyncio
import gc
import gzip
import json
import socket
from contextlib import ExitStack
from typing import Any

import anyio
import anyio.to_thread
import pytest

from segment_async._core.operation import per_minute
from segment_async._core.retry import RetryPolicy, Timeout
from segment_async._core.session import Session
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
)
from tests.core.conftest import CREATE, DELETE, GET, QUICK, Open, Thing, call, operation
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


async def test_without_a_body_there_is_no_content_type(open_session: Open) -> None:
    """Aiohttp would add one of its own to a POST."""
    async with serving(ok()) as server, open_session(server.url) as session:
        await call(session, CREATE)
    assert "content-type" not in server.seen[0].headers
    assert b"" == server.seen[0].body


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


async def test_an_error_that_is_too_large_is_still_the_error_of_its_status(open_session: Open) -> None:
    long = answer(500, b"x" * 100_000)
    async with serving(long) as server, open_session(server.url, max_response_bytes=1000) as session:
        with pytest.raises(OutcomeUnknown) as caught:
            await call(session, CREATE, body={})
    assert caught.value.status == 500


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


async def test_a_call_that_only_waits_for_others_was_not_sent(open_session: Open) -> None:
    """F84: with one request in flight at a time, the others wait on their own account, not the server's."""
    errors: list[Any] = []

    async def create(session: Session) -> None:
        try:
            await call(session, CREATE, body={})
        except SegmentError as error:
            errors.append(error)

    async with (
        serving(SILENCE) as server,
        open_session(server.url, concurrency=1) as session,
        anyio.create_task_group() as waiting,
    ):
        await session.slots.take(lambda: None)
        for _ in range(2):
            waiting.start_soon(create, session.with_options(timeout=Timeout(total=0.1)))
    assert [("pool", "not_sent")] * 2 == [(error.phase, error.outcome) for error in errors]
    assert server.seen == []


async def test_the_bound_of_an_attempt_leaves_out_the_wait_for_others(open_session: Open) -> None:
    errors: list[Any] = []

    async def create(session: Session) -> None:
        try:
            await call(session, CREATE, body={})
        except SegmentError as error:
            errors.append(error)

    bound = Timeout(total=None, attempt=0.2)
    async with (
        serving(SILENCE) as server,
        open_session(server.url, concurrency=1, timeout=bound) as session,
        anyio.create_task_group() as group,
    ):
        for _ in range(3):
            group.start_soon(create, session)
    assert ["unknown"] * 3 == [error.outcome for error in errors]
    assert len(server.seen) == 3


async def test_a_deadline_that_passes_while_connecting_sent_nothing(open_session: Open) -> None:
    """A listener whose queue is full takes no connection, and says nothing."""
    with socket.socket() as listener, ExitStack() as stack:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(address)
        async with open_session(f"http://127.0.0.1:{address[1]}", timeout=Timeout(total=0.3)) as session:
            with pytest.raises(DeadlineExceeded) as caught:
                await call(session, CREATE, body={})
    assert (caught.value.phase, caught.value.outcome) == ("connect", "not_sent")


async def test_a_client_of_another_event_loop_says_so(open_session: Open) -> None:
    """F83."""
    async with serving(ok()) as server, open_session(server.url) as session:
        await call(session, GET)
        with pytest.raises(ConfigurationError, match="another event loop"):
            await anyio.to_thread.run_sync(asyncio.run, call(session, GET))


async def test_a_closed_client_says_so(open_session: Open) -> None:
    async with serving(ok()) as server, open_session(server.url) as session:
        await session.transport.aclose()
        with pytest.raises(ConfigurationError, match="closed") as caught:
            await call(session, GET)
    assert caught.value.attempts == 0


async def test_what_cannot_be_sent_names_the_operation(open_session: Open) -> None:
    async with open_session("http://127.0.0.1:1") as session:
        for wrong in (
            {"path": {"id": ".."}},
            {"path": {}},
            {"version": "v9"},
            {"body": [1]},
            {"query": {"a": object()}},
        ):
            with pytest.raises(ConfigurationError) as caught:
                await call(session, GET, **wrong)
            assert (caught.value.operation_id, caught.value.path_template) == ("getThing", "/things/{id}")


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


@pytest.mark.parametrize("end", [refused(400), refused(429, headers=["Retry-After: 500"])])
async def test_what_may_have_been_carried_out_stays_unknown_whatever_comes_later(
    open_session: Open, end: bytes
) -> None:
    """A deletion whose first answer is lost, and whose repetition is refused."""
    async with serving(RESET, end) as server, open_session(server.url) as session:
        with pytest.raises(APIError) as caught:
            await call(session, DELETE)
    assert ("unknown", 2) == (caught.value.outcome, len(server.seen))
