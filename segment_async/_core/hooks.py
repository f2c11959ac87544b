"""What happens during calls, for those who want to know: values, and who is told of them."""

import inspect
import logging
from collections.abc import Callable
from typing import Any

from attrs import Attribute, field, frozen

from segment_async._core.operation import Operation
from segment_async._core.quota import Quota
from segment_async.errors import ConfigurationError, SegmentError

logger = logging.getLogger("segment_async")


@frozen(kw_only=True)
class Event:
    """What all events tell."""

    call: int
    """Number of the call in this process, the same in each of its events."""

    operation: Operation[Any]
    """What is called; it names id, method and URL template, and holds no value that was passed."""


@frozen(kw_only=True)
class WaitEvent(Event):
    """A call had to wait before it could be sent."""

    phase: str
    """``limiter`` for a rate limit, ``pool`` for other calls of the client to end."""

    wait: float
    """Seconds that it waited."""


@frozen(kw_only=True)
class RequestEvent(Event):
    """A request is about to be sent."""

    attempt: int
    """1 for the first request of the call."""


@frozen(kw_only=True)
class ResponseEvent(Event):
    """A request has ended; one comes for every `RequestEvent`, in the same task."""

    attempt: int
    """1 for the first request of the call."""

    seconds: float
    """From sending to the end, reading and decoding included."""

    status: int | None
    """The HTTP status; ``None`` where no answer came."""

    quota: Quota | None
    """What the answer says of its limit; for regulations, of the month's quota."""

    error: SegmentError | None
    """What ended the request; ``None`` where it succeeded, or was cancelled."""

    cancelled: bool
    """Whether it ended because the task that called was cancelled."""


@frozen(kw_only=True)
class RetryEvent(Event):
    """A request has failed, and another will follow."""

    attempt: int
    """Number of the request that failed."""

    wait: float
    """Seconds until the next one."""

    error: SegmentError
    """What it met."""


def _check(_: object, attribute: "Attribute[Any]", hook: object) -> None:
    if hook is not None and (not callable(hook) or any(map(inspect.iscoroutinefunction, (hook, type(hook).__call__)))):
        raise ConfigurationError(f"{attribute.name} is not a plain callable; pass a function of one event, or None.")


@frozen(kw_only=True)
class Hooks:
    """Who is told what happens during calls.

    Each hook is a plain function of one event. It is called in the task that calls, so that context variables hold
    there, and must return soon, as nothing else runs meanwhile. What it raises is logged once and otherwise ignored.
    Events hold no token, no path or query value and no body. Tracing stands on two of them::

        def start(event: RequestEvent) -> None:
            name = f"{event.operation.method} {event.operation.path}"
            attributes = {"segment.operation": event.operation.id, "http.request.resend_count": event.attempt - 1}
            spans[event.call] = tracer.start_span(name, kind=SpanKind.CLIENT, attributes=attributes)

        def end(event: ResponseEvent) -> None:
            span = spans.pop(event.call)
            if event.status is not None:
                span.set_attribute("http.response.status_code", event.status)
            if event.error is not None:
                span.set_attribute("error.type", type(event.error).__name__)
                span.set_status(StatusCode.ERROR)
            span.end()

        PublicClient(token, hooks=Hooks(on_request=start, on_response=end))
    """

    on_wait: Callable[[WaitEvent], object] | None = field(default=None, validator=_check)
    """Told when a call has waited for a rate limit, or for others of the client to end."""

    on_request: Callable[[RequestEvent], object] | None = field(default=None, validator=_check)
    """Told before each request."""

    on_response: Callable[[ResponseEvent], object] | None = field(default=None, validator=_check)
    """Told when a request has ended, however it did."""

    on_retry: Callable[[RetryEvent], object] | None = field(default=None, validator=_check)
    """Told before the pause that precedes another request."""

    _broken: set[str] = field(factory=set[str], init=False, repr=False, eq=False)

    def tell(self, event: Event) -> None:
        """Tell the hook that an event is for; what it raises is logged the first time."""
        name = _NAMES[type(event)]
        hook = getattr(self, name)
        if hook is None:
            return
        try:
            hook(event)
        except Exception:
            if name not in self._broken:
                self._broken.add(name)
                logger.exception("The hook %s failed, which is not reported again; the call goes on", name)

    def and_also(self, others: "Hooks") -> "Hooks":
        """Return hooks that tell these and then others."""

        def tell(event: Event) -> None:
            self.tell(event)
            others.tell(event)

        listened = {name for name in _NAMES.values() if getattr(self, name) or getattr(others, name)}
        return Hooks(**dict.fromkeys(listened, tell))


_NAMES: dict[type[Event], str] = {
    WaitEvent: "on_wait",
    RequestEvent: "on_request",
    ResponseEvent: "on_response",
    RetryEvent: "on_retry",
}


def as_hooks(hooks: Hooks | None) -> Hooks | None:
    """Return hooks, or ``None`` where they listen to nothing.

    Raises:
        ConfigurationError: They are something else.
    """
    if hooks is None:
        return None
    if not isinstance(hooks, Hooks):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        raise ConfigurationError(f"hooks is of type {type(hooks).__name__}; pass segment_async.Hooks(on_request=…).")
    return hooks
