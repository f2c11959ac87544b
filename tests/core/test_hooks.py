"""Hooks are told what happens, in its order, and cannot break a call."""

import asyncio
import logging
from contextvars import ContextVar
from typing import Any, Final

import anyio
import pytest

from segment_async import (
    ConfigurationError,
    Hooks,
    NotFound,
    PublicClient,
    RequestEvent,
    ResponseEvent,
    RetryEvent,
    Timeout,
    WaitEvent,
)
from segment_async._core.limiter import PacingLimiter
from segment_async._core.operation import Limit
from segment_async.errors import DeadlineExceeded, DecodeError, ProtocolError, ServerError
from tests.core.conftest import CREATE, GET, Open, Thing, call, operation
from tests.core.server import RESET, SILENCE, answer, ok, refused, serving

pytestmark = pytest.mark.anyio


class Told:
    """Remembers every event."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        hook = self.events.append
        self.hooks = Hooks(on_wait=hook, on_request=hook, on_response=hook, on_retry=hook)

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if type(event) is kind]

    def kinds(self) -> list[str]:
        return [type(event).__name__.removesuffix("Event") for event in self.events]


@pytest.fixture
def told() -> Told:
    return Told()


async def test_a_call_tells_of_each_request_and_its_end(open_session: Open, told: Told) -> None:
    async with serving(refused(503), RESET, ok()) as server, open_session(server.url, hooks=told.hooks) as session:
        await call(session, GET)
    assert ["Request", "Response", "Retry"] * 2 + ["Request", "Response"] == told.kinds()
    assert [1, 2, 3] == [event.attempt for event in told.of(RequestEvent)]
    assert [503, None, 200] == [event.status for event in told.of(ResponseEvent)]
    assert [ServerError, ProtocolError, type(None)] == [type(event.error) for event in told.of(ResponseEvent)]
    assert all(event.operation is GET for event in told.events)
    assert 1 == len({event.call for event in told.events})
    assert all(event.seconds > 0 and not event.cancelled for event in told.of(ResponseEvent))
    assert all(0 <= event.wait <= 0.002 for event in told.of(RetryEvent))


async def test_the_error_of_an_event_is_complete(open_session: Open) -> None:
    """A hook sees at once what the caller will see, without the frames that hold the answer."""
    seen: list[Any] = []

    def look(event: ResponseEvent) -> None:
        error = event.error
        assert error is not None
        seen.append((error.operation_id, error.status, error.attempts, error.outcome, error.__traceback__))

    async with serving(refused(404)) as server, open_session(server.url, hooks=Hooks(on_response=look)) as session:
        with pytest.raises(NotFound):
            await call(session, GET)
    assert [("getThing", 404, 1, "rejected", None)] == seen


async def test_two_calls_are_told_apart(open_session: Open, told: Told) -> None:
    async with serving(ok()) as server, open_session(server.url, hooks=told.hooks) as session:
        await asyncio.gather(call(session, GET), call(session, GET))
    first, second = {event.call for event in told.events}
    assert first != second


async def test_an_answer_that_cannot_be_read_is_an_error_of_its_request(open_session: Open, told: Told) -> None:
    async with serving(ok('{"thing": 5}')) as server, open_session(server.url, hooks=told.hooks) as session:
        with pytest.raises(DecodeError):
            await call(session, GET)
    (event,) = told.of(ResponseEvent)
    assert (200, DecodeError) == (event.status, type(event.error))


async def test_a_wait_for_the_rate_limit_is_told(open_session: Open, told: Told) -> None:
    wanted = operation(limit=Limit(1, 1))
    async with serving(ok()) as server, open_session(server.url, hooks=told.hooks) as session:
        await call(session, wanted)
        await call(session, wanted)
    (event,) = told.of(WaitEvent)
    assert "limiter" == event.phase
    assert event.wait > 0.5


async def test_a_wait_for_other_calls_is_told(open_session: Open, told: Told) -> None:
    async with serving(ok()) as server, open_session(server.url, hooks=told.hooks, concurrency=1) as session:
        await asyncio.gather(*(call(session, GET) for _ in range(3)))
    assert ["pool", "pool"] == [event.phase for event in told.of(WaitEvent)]


async def test_a_request_that_is_cancelled_has_its_end_told(open_session: Open, told: Told) -> None:
    async with serving(SILENCE) as server, open_session(server.url, hooks=told.hooks) as session:
        with anyio.move_on_after(0.1):
            await call(session, GET)
    (event,) = told.of(ResponseEvent)
    assert event.cancelled
    assert event.status is None
    assert event.error is None


async def test_a_deadline_is_the_error_of_the_request_that_it_ended(open_session: Open, told: Told) -> None:
    timeout = Timeout(total=0.1)
    async with serving(SILENCE) as server, open_session(server.url, hooks=told.hooks, timeout=timeout) as session:
        with pytest.raises(DeadlineExceeded):
            await call(session, CREATE, body={})
    assert [DeadlineExceeded] == [type(event.error) for event in told.of(ResponseEvent)]


async def test_what_a_hook_raises_is_logged_once_and_the_call_goes_on(
    open_session: Open, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("the hook is broken")

    hooks = Hooks(on_request=fail, on_response=fail, on_retry=fail)
    async with serving(refused(503), ok()) as server, open_session(server.url, hooks=hooks) as session:
        for _ in range(3):
            assert Thing(id="a") == await call(session, GET)
    broken = [record for record in caplog.records if record.exc_info]
    assert ["on_request", "on_response", "on_retry"] == sorted(record.args[0] for record in broken)  # type: ignore[index]  # a tuple
    assert "the hook is broken" in caplog.text


async def test_hooks_run_in_the_task_that_calls(open_session: Open) -> None:
    """Tracing finds the span that it stands in by a context variable."""
    span: ContextVar[str] = ContextVar("span")
    seen: list[str] = []
    hooks = Hooks(on_request=lambda _: seen.append(span.get()), on_response=lambda _: seen.append(span.get()))
    async with serving(ok()) as server, open_session(server.url, hooks=hooks) as session:
        span.set("outer")
        await call(session, GET)
    assert ["outer", "outer"] == seen


async def test_an_event_tells_what_an_answer_says_of_its_quota(open_session: Open, told: Told) -> None:
    """The month's quota of regulations comes in the same headers, and is reported."""
    headers = [
        "X-RateLimit-Consumed: 70",
        "X-RateLimit-Remaining: 30",
        "X-RateLimit-Reset: Tue, 01 Dec 2026 00:00:00 GMT",
    ]
    said = answer(200, '{"data": {"thing": {"id": "a"}}}', [*headers, "Date: Mon, 30 Nov 2026 00:00:00 GMT"])
    async with serving(said) as server, open_session(server.url, hooks=told.hooks) as session:
        await call(session, GET)
    (event,) = told.of(ResponseEvent)
    assert (70, 30, 100, 86_400) == (
        event.quota.consumed, event.quota.remaining, event.quota.limit, event.quota.resets_in,
    )  # fmt: skip


WRONG: Final[list[Any]] = [print, {"on_request": print}, Hooks, 5]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_hooks_is_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"pass segment_async\.Hooks"):
        PublicClient("a-made-up-token", hooks=wrong)


async def _asynchronous(_: object) -> None:
    pass


@pytest.mark.parametrize("wrong", ["print", _asynchronous])
@pytest.mark.parametrize("name", ["on_wait", "on_request", "on_response", "on_retry"])
def test_a_hook_that_cannot_be_called_plainly_is_refused(name: str, wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match=name):
        Hooks(**{name: wrong})


async def test_a_copy_of_a_client_may_have_other_hooks(told: Told) -> None:
    async with (
        serving(ok('{"workspace": {"id": "a", "name": "b", "slug": "c"}}')) as server,
        PublicClient("a-made-up-token", base_url=server.url, limiter=PacingLimiter()) as segment,
    ):
        await segment.with_options(hooks=told.hooks).workspaces.get()
        await segment.workspaces.get()
    assert ["Request", "Response"] == told.kinds()


class TestLogs:
    """Log records can be read by people and indexed by machines."""

    async def test_records_have_stable_fields(self, open_session: Open, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG, "segment_async")
        wanted = operation(limit=Limit(2, 1))
        async with serving(refused(503), ok()) as server, open_session(server.url) as session:
            await call(session, wanted)
            await call(session, wanted)
        fields = [{k: v for k, v in vars(each).items() if k.startswith("segment_")} for each in caplog.records]
        number = fields[0]["segment_call"]
        common = {"segment_call": number, "segment_operation": "getThing", "segment_method": "GET"}
        failed = {
            "segment_attempt": 1,
            "segment_status": 503,
            "segment_error": "ServerError",
            "segment_outcome": "unknown",
        }
        assert common | failed == {k: v for k, v in fields[0].items() if k != "segment_seconds"}
        assert common | failed == {k: v for k, v in fields[1].items() if k != "segment_wait"}
        assert common | {"segment_attempt": 2, "segment_status": 200} == {
            k: v for k, v in fields[2].items() if k != "segment_seconds"
        }
        assert {"segment_phase": "limiter", "segment_call": number + 1}.items() <= fields[3].items()
        assert ["DEBUG", "INFO", "DEBUG", "DEBUG", "DEBUG"] == [each.levelname for each in caplog.records]

    async def test_messages_read_well(self, open_session: Open, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG, "segment_async")
        async with serving(RESET, ok()) as server, open_session(server.url) as session:
            await call(session, GET)
        messages = [record.getMessage() for record in caplog.records]
        assert messages[0].startswith("getThing attempt 1: ProtocolError after 0.0")
        assert messages[1].startswith("getThing attempt 1 failed: ProtocolError; the next one starts in 0.00")
        assert messages[2].startswith("getThing attempt 2: status 200 after 0.")

    async def test_nothing_is_built_for_nobody(
        self, open_session: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Without hooks and below the level of the logger, a call makes no event."""
        caplog.set_level(logging.WARNING, "segment_async")

        def refuse(*_: Any, **__: Any) -> None:
            raise AssertionError("an event was made")

        for kind in ("RequestEvent", "ResponseEvent", "RetryEvent", "WaitEvent"):
            monkeypatch.setattr(f"segment_async._core.course.{kind}", refuse)
        async with serving(refused(503), ok()) as server, open_session(server.url) as session:
            monkeypatch.setattr("segment_async._core.course.LEVELS", {refuse: logging.DEBUG})  # it stands for them all
            await call(session, GET)


async def test_what_a_log_handler_raises_is_printed_and_the_call_goes_on(
    open_session: Open, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise ValueError(record.levelname)

    caplog.set_level(logging.DEBUG, "segment_async")
    logger, broken = logging.getLogger("segment_async"), Broken()
    logger.addHandler(broken)
    try:
        async with serving(refused(503), ok()) as server, open_session(server.url) as session:
            assert await call(session, GET) == Thing(id="a")
    finally:
        logger.removeHandler(broken)
    assert "ValueError: INFO" in capsys.readouterr().err


def test_an_object_that_is_called_asynchronously_is_no_hook() -> None:
    class Asynchronous:
        async def __call__(self, event: object) -> None:
            pass

    with pytest.raises(ConfigurationError, match="on_request"):
        Hooks(on_request=Asynchronous())
