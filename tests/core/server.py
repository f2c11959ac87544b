"""A server on loopback that answers by script and keeps a record of what it saw."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from attrs import define, field

RESET = b"<reset>"
"""In a script: cut the connection without a byte of an answer."""

SILENCE = b"<silence>"
"""In a script: never answer."""


@define
class Seen:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@define
class Server:
    """What the script leads to, and what came."""

    script: list[bytes]
    url: str = ""
    seen: list[Seen] = field(factory=list[Seen])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await self._read(reader):
                self.seen.append(request)
                answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
                if answer == SILENCE:
                    await asyncio.sleep(30)
                if answer == RESET:
                    connection: socket.socket = writer.get_extra_info("socket")
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                writer.write(answer)
                await writer.drain()
                if b"connection: close" in answer.lower():
                    return
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Seen | None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return Seen(method, target, headers, body)


@asynccontextmanager
async def serving(*script: bytes) -> AsyncIterator[Server]:
    """Serve a script; its last entry answers for ever."""
    served = Server(list(script))
    listener = await asyncio.start_server(served.serve, "127.0.0.1", 0)
    host, port = listener.sockets[0].getsockname()
    served.url = f"http://{host}:{port}"
    try:
        yield served
    finally:
        listener.close()


def answer(status: int, body: bytes | str = b"", headers: Sequence[str] = (), *, length: int | None = None) -> bytes:
    """Return a whole answer; `length` overrides the true length of the body."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(raw) if length is None else length}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def ok(data: str = '{"thing": {"id": "a"}}') -> bytes:
    """Return a success envelope."""
    return answer(200, f'{{"data": {data}}}', ["Content-Type: application/json"])


def refused(status: int, message: str = "no", headers: Sequence[str] = ()) -> bytes:
    """Return an error envelope."""
    return answer(status, f'{{"errors": [{{"type": "t", "message": "{message}"}}]}}', headers)
