"""A server in a process of its own that answers any GET with a page of sources.

It costs next to nothing, so that what is measured is the client.
"""

import argparse
import asyncio
import sys
from urllib.parse import parse_qsl

from benchmarks.bodies import dumped, sources

_MARK = '"pagination":null'


class Pages:
    """A list of pages with the same sources."""

    def __init__(self, size: int, count: int) -> None:
        """Prepare every byte but the cursors."""
        self.size = size
        self.count = count
        whole = dumped({"data": {"sources": sources(size, rich=False), "pagination": None}})
        self._before, self._after = whole.split(_MARK.encode())

    def answer(self, target: str) -> bytes:
        """Return the answer to a request for a page; its cursor is its number, however the client spells it."""
        asked = {name.rpartition(".")[2]: value for name, value in parse_qsl(target.partition("?")[2])}
        number = int(asked.get("cursor", "0"))
        about = {"current": str(number), "totalEntries": self.size * self.count}
        if number + 1 < self.count:
            about["next"] = str(number + 1)
        body = b'%b"pagination":%b%b' % (self._before, dumped(about), self._after)
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.segment.v1+json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class Connection(asyncio.Protocol):
    """Answers one request after the other, each after the latency."""

    def __init__(self, pages: Pages, latency: float) -> None:
        """Answer from these pages, so many seconds after a request has come."""
        self.pages = pages
        self.latency = latency
        self.received = b""
        self.transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.WriteTransport)  # noqa: S101 - a TCP connection
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request; none has a body."""
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            answer = self.pages.answer(head.split(b" ", 2)[1].decode())
            if self.latency:
                asyncio.get_running_loop().call_later(self.latency, self.send, answer)
            else:
                self.send(answer)

    def send(self, answer: bytes) -> None:
        """Send, unless the client has gone."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(answer)


async def serve(size: int, count: int, latency: float) -> None:
    """Serve until the standard input ends, so that no server outlives who started it."""
    pages = Pages(size, count)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(pages, latency), "127.0.0.1", 0, backlog=1024)
    host, port = server.sockets[0].getsockname()
    print(f"http://{host}:{port}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100, help="sources a page")
    parser.add_argument("--count", type=int, default=1, help="pages")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before an answer")
    given = parser.parse_args()
    asyncio.run(serve(given.size, given.count, given.latency))
