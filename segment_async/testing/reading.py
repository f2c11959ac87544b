"""Requests, read off a connection byte by byte: no library stands between the client and the ledger."""

from asyncio import IncompleteReadError, StreamReader
from typing import Final

from attrs import field, frozen

MOST: Final = 16 * 2**20
"""Bytes of a request's head, the most that is read."""


@frozen
class Incoming:
    """One request."""

    method: str
    target: str
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


async def read_request(reader: StreamReader) -> Incoming | None:
    """Read one request; return ``None`` where the client has ended the connection instead.

    Args:
        reader: The connection; its limit bounds the head.
    """
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers: dict[str, str] = {}
    for name, _, value in (line.partition(":") for line in lines):
        before = headers.get(name.lower())
        headers[name.lower()] = value.strip() if before is None else f"{before}, {value.strip()}"
    if "chunked" in headers.get("transfer-encoding", ""):
        return Incoming(method, target, headers, await _read_chunks(reader))
    return Incoming(method, target, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def _read_chunks(reader: StreamReader) -> bytes:
    chunks: list[bytes] = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        chunks.append(await reader.readexactly(size))
        await reader.readline()
    while await reader.readline() not in {b"\r\n", b""}:
        pass
    return b"".join(chunks)
