"""What a server may do wrong, as values for `FaultServer.plan`.

The plain ones are answers: `ok`, `status`, `page`, `redirect`, `malformed`. Others wrap an answer and spoil how it is
delivered: ``cut(ok())``, ``drip(status(503))``, ``cut(chunked(ok()), reset=True)``.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from math import inf
from typing import Final, Literal, TypeAlias

from segment_async.testing.steps import CLOSE, RESET, Fault, Pause, Promise, Step, forever, halves, whole

__all__ = [
    "CLOSE",
    "RESET",
    "Fault",
    "Pause",
    "bomb",
    "chunked",
    "close",
    "closing",
    "cut",
    "drip",
    "forever",
    "gzipped",
    "malformed",
    "ok",
    "page",
    "raw",
    "redirect",
    "reset",
    "stall",
    "status",
    "twice",
]

Headers: TypeAlias = Mapping[str, str] | Sequence[tuple[str, str]]

_NO_BODY: Final = frozenset({204, 304})


def ok(body: object = None, *, headers: Headers = ()) -> Fault:
    """Answer well, with the documented status.

    Args:
        body: What to answer: bytes and text as they are, anything else as JSON; ``None`` for the least that the
            operation promises.
        headers: More headers, or others in the place of those that every answer has.
    """

    def play(promise: Promise) -> Iterable[Step]:
        content = promise.body if body is None else _bytes(body)
        yield _answer(promise.status, {"Content-Type": promise.media_type}, headers, content)

    return Fault("ok", play)


def status(code: int, *, headers: Headers = (), body: object = None) -> Fault:
    """Answer with any status.

    Args:
        code: The status.
        headers: As for `ok`.
        body: As for `ok`; ``None`` for an error body of the API, or for none where the status is no error.
    """

    def play(promise: Promise) -> Iterable[Step]:
        content = _bytes(body) if body is not None else b""
        if body is None and code >= HTTPStatus.BAD_REQUEST:
            content = promise.refusal(code, f"the fault server was told to answer {code}")
        yield _answer(code, {"Content-Type": "application/json"}, headers, content)

    return Fault(f"status {code}", play)


def page(code: int = 200) -> Fault:
    """Answer with a web page, as log-in portals and proxies do."""
    html = "<!doctype html><html><body>Please log in.</body></html>"
    return status(code, headers={"Content-Type": "text/html"}, body=html)


def redirect(code: int, to: str) -> Fault:
    """Send the client somewhere else.

    Args:
        code: 301, 302, 303, 307 or 308.
        to: The ``Location``.
    """
    return status(code, headers={"Location": to})


def raw(*steps: Step, name: str = "raw") -> Fault:
    """Do exactly this, whatever was asked: ``raw(b"HTTP/1.1 200 OK", Pause(2), CLOSE)``.

    Args:
        *steps: Bytes, a `Pause`, `CLOSE` or `RESET`.
        name: What tests show.
    """
    return Fault(name, lambda _: steps)


def reset() -> Fault:
    """Reset the connection: after the request was read, or, for a connection, before a byte of it is."""
    return raw(RESET, name="reset")


def close() -> Fault:
    """Close the connection in order, without an answer."""
    return raw(CLOSE, name="close")


def cut(
    answer: Fault | None = None, *, where: Literal["headers", "body"] = "body", keep: float = 0.5, reset: bool = False
) -> Fault:
    """End the connection in the middle of an answer.

    Args:
        answer: What to cut; `ok` if left out.
        where: Which part is cut.
        keep: The share of it that is sent, 0 to below 1.
        reset: Whether to reset the connection rather than to close it.
    """
    inner = answer or ok()

    def play(promise: Promise) -> Iterable[Step]:
        head, body = halves(inner, promise)
        yield head[: int(len(head) * keep)] if where == "headers" else head + body[: int(len(body) * keep)]
        if reset:
            yield Pause(0.01)  # a reset throws away what the other side has not read yet
        yield RESET if reset else CLOSE

    return Fault(f"{inner} cut in its {where}" + (" by a reset" if reset else ""), play)


def chunked(answer: Fault | None = None, *, size: int = 16) -> Fault:
    """Send the body in chunks rather than with its length.

    Args:
        answer: What to send; `ok` if left out.
        size: Bytes of a chunk.
    """
    inner = answer or ok()

    def play(promise: Promise) -> Iterable[Step]:
        head, body = halves(inner, promise)
        chunks = [body[start : start + size] for start in range(0, len(body), size)]
        framed = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
        yield _with_headers(head, {"Transfer-Encoding": "chunked"}) + framed + b"0\r\n\r\n"

    return Fault(f"{inner} in chunks", play)


def drip(answer: Fault | None = None, *, every: float, size: int = 1) -> Fault:
    """Send an answer so slowly that no pause between two bytes is long, and the whole is.

    Args:
        answer: What to send; `ok` if left out.
        every: Seconds between two pieces.
        size: Bytes of a piece.
    """
    inner = answer or ok()

    def play(promise: Promise) -> Iterable[Step]:
        data = whole(inner, promise)
        for start in range(0, len(data), size):
            yield data[start : start + size]
            yield Pause(every)

    return Fault(f"{inner} in drips", play)


def stall(
    answer: Fault | None = None, *, before: Literal["headers", "body"] = "headers", seconds: float = inf
) -> Fault:
    """Fall silent, and answer afterwards.

    Args:
        answer: What to send in the end; `ok` if left out.
        before: What is held back.
        seconds: For how long; for ever if left out.
    """
    inner = answer or ok()

    def play(promise: Promise) -> Iterable[Step]:
        head, body = halves(inner, promise)
        yield from (Pause(seconds), head) if before == "headers" else (head, Pause(seconds))
        yield body

    return Fault(f"{inner} after a silence before its {before}", play)


def twice(answer: Fault | None = None, *, second: Fault | None = None) -> Fault:
    """Send one more answer that nobody asked for, on a connection that stays open.

    Args:
        answer: What was asked for; `ok` if left out.
        second: What was not; the same once more if left out.
    """
    inner = answer or ok()
    return Fault(f"{inner} twice", lambda promise: (whole(inner, promise), whole(second or inner, promise)))


def closing(answer: Fault | None = None) -> Fault:
    """Close the connection right after an answer that does not announce it, so that the next request may be lost."""
    inner = answer or ok()
    return Fault(f"{inner} and an end", lambda promise: (whole(inner, promise), CLOSE))


Damage: TypeAlias = Literal["none", "half", "header", "garbage", "checksum", "trailing", "members", "encoding"]

_DAMAGES: Final[Mapping[Damage, Callable[[bytes], bytes]]] = {
    "none": lambda packed: packed,
    "half": lambda packed: packed[: len(packed) // 2],
    "header": lambda packed: packed[:10],
    "garbage": lambda packed: b"\x1f\x8b\x08" + bytes(reversed(packed)),
    "checksum": lambda packed: packed[:-8] + bytes(byte ^ 255 for byte in packed[-8:-4]) + packed[-4:],
    "trailing": lambda packed: packed + b"trailing junk",
    "members": lambda packed: packed + gzip.compress(b" ", mtime=0),
    "encoding": lambda packed: packed,
}


def gzipped(answer: Fault | None = None, damage: Damage = "none") -> Fault:
    """Compress the body, and damage it.

    Args:
        answer: What to compress; `ok` if left out.
        damage: ``none``; ``half`` of the stream; its ``header`` alone; ``garbage``; a wrong ``checksum``; ``trailing``
            junk; two ``members``; or an ``encoding`` that nobody knows.
    """
    inner = answer or ok()

    def play(promise: Promise) -> Iterable[Step]:
        head, body = halves(inner, promise)
        packed = _DAMAGES[damage](gzip.compress(body, mtime=0))
        encoding = "zap" if damage == "encoding" else "gzip"
        yield _with_headers(head, {"Content-Encoding": encoding, "Content-Length": str(len(packed))}) + packed

    return Fault(f"{inner} gzipped" + ("" if damage == "none" else f" with damage: {damage}"), play)


def bomb(size: int) -> Fault:
    """Answer with a small body that is huge when decompressed: blanks, and a JSON object at their end.

    Args:
        size: Bytes that it is decompressed to.
    """

    def play(promise: Promise) -> Iterable[Step]:
        block = b" " * 2**20
        packer = zlib.compressobj(9, wbits=31)
        packed = b"".join(packer.compress(block) for _ in range(size // len(block)))
        packed += packer.compress(b" " * (size % len(block)) + promise.body) + packer.flush()
        yield _answer(promise.status, {"Content-Type": promise.media_type}, {"Content-Encoding": "gzip"}, packed)

    return Fault(f"bomb of {size:,} bytes", play)


_START: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

_MALFORMED: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "chunk size": lambda body: _START + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n" + body + b"\r\n0\r\n\r\n",
    "length and chunks": lambda body: (
        _START + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    ),
    "two lengths": lambda body: _START + b"Content-Length: %d\r\nContent-Length: 5\r\n\r\n%s" % (len(body), body),
    "status line": lambda _: b"HTTP/1.1 okay\r\n\r\n",
    "not http": lambda _: b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "long header": lambda body: _START + b"X-Long: " + b"a" * 100_000 + b"\r\n\r\n" + body,
    "many headers": lambda body: _START + b"".join(b"X-%d: a\r\n" % n for n in range(20_000)) + b"\r\n" + body,
    "endless 1xx": lambda _: b"HTTP/1.1 102 Processing\r\n\r\n" * 1_000,
}

Malformation: TypeAlias = Literal[
    "chunk size",
    "length and chunks",
    "two lengths",
    "status line",
    "not http",
    "long header",
    "many headers",
    "endless 1xx",
]


def malformed(kind: Malformation) -> Fault:
    """Answer with what is not HTTP.

    Args:
        kind: A bad ``chunk size``; ``length and chunks`` at once; ``two lengths``; a bad ``status line``; something
            that is ``not http`` at all; a ``long header`` of 100 KB; ``many headers``, 20,000; or ``endless 1xx``, a
            thousand interim answers and nothing more.
    """
    return Fault(f"malformed: {kind}", lambda promise: (_MALFORMED[kind](promise.body), CLOSE))


def _answer(code: int, own: Mapping[str, str], headers: Headers, body: bytes) -> bytes:
    given = list(headers.items() if isinstance(headers, Mapping) else headers)
    named = {name.lower() for name, _ in given}
    lines = [(name, value) for name, value in own.items() if name.lower() not in named] + given
    if not named & {"content-length", "transfer-encoding"} and code not in _NO_BODY:
        lines.append(("Content-Length", str(len(body))))
    phrase = HTTPStatus(code).phrase if code in set(HTTPStatus) else "Whatever"
    head = [f"HTTP/1.1 {code} {phrase}", *(f"{name}: {value}" for name, value in lines)]
    return "\r\n".join(head).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def _with_headers(head: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a head with the body's framing replaced."""
    kept = [line for line in head.split(b"\r\n") if line and not line.lower().startswith(b"content-length:")]
    return b"\r\n".join([*kept, *(f"{name}: {value}".encode() for name, value in headers.items())]) + b"\r\n\r\n"


def _bytes(body: object) -> bytes:
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()
