"""Sinks: logs, warnings, hooks, the wire, files and processes."""

import asyncio
import gc
import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import attrs

from segment_async import Hooks, PublicClient
from segment_async.sandbox import Sandbox
from segment_async.testing import FaultServer, faults
from tests.secrets.canary import World, lines, shown
from tests.secrets.values import sink


class _Keeper(logging.Handler):
    """Keeps everything about each record."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        texts = [self.format(record), repr(record.args), repr(vars(record))]
        if record.exc_info and record.exc_info[1] is not None:
            texts.append(shown(record.exc_info[1]))
        self.kept += texts


@contextmanager
def _listening(name: str | None) -> Iterator[list[str]]:
    logger, keeper = logging.getLogger(name), _Keeper()
    level = logger.level
    logger.addHandler(keeper)
    logger.setLevel(logging.DEBUG)
    try:
        yield keeper.kept
    finally:
        logger.removeHandler(keeper)
        logger.setLevel(level)


async def _work(at: World, segment: PublicClient | None = None) -> None:
    """Succeed, fail, be refused, pause and be cancelled."""
    body = {"errors": [{"type": at.token, "message": at.token}]}
    await at.get(faults.status(503, body=body), faults.ok())
    await at.failure(faults.status(404, body=body))
    await at.failure(faults.reset(), faults.cut())
    task = asyncio.create_task(at.get(faults.stall()))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait([task])


def _logs(name: str | None, title: str) -> None:
    async def listen(at: World) -> Any:
        with _listening(name) as kept:
            await _work(at)
        assert kept or name not in {None, "segment_async"}
        return lines(kept)

    sink(title)(listen)


_logs("segment_async", "log: ours at DEBUG, with arguments and fields")
_logs("aiohttp", "log: aiohttp's at DEBUG")
_logs(None, "log: everybody's at DEBUG")


@sink("log: asyncio's in debug mode")
async def _debug(at: World) -> Any:
    loop = asyncio.get_running_loop()
    slow = loop.slow_callback_duration
    loop.set_debug(True)
    loop.slow_callback_duration = 0.0  # every step is reported, with what it runs
    try:
        with _listening("asyncio") as kept:
            await _work(at)
    finally:
        loop.set_debug(False)
        loop.slow_callback_duration = slow
    assert kept
    return lines(kept)


@sink("asyncio: exception handler, for a task that nobody awaits")
async def _handler(at: World) -> Any:
    loop, seen = asyncio.get_running_loop(), list[str]()
    loop.set_exception_handler(lambda _, context: seen.extend([shown(context), *map(shown, context.values())]))
    try:
        at.server.plan("getSource", [faults.status(404, body=at.token)])
        task: Any = loop.create_task(at.segment.sources.get("a"))
        await asyncio.wait([task])
        del task
        gc.collect()
    finally:
        loop.set_exception_handler(None)
    assert seen
    return lines(seen)


@sink("warnings: a client that is not closed")
async def _unclosed(at: World) -> Any:
    loop, seen = asyncio.get_running_loop(), list[str]()
    loop.set_exception_handler(lambda _, context: seen.append(lines([context, *context.values()])))
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            segment = at.client()
            at.server.plan("getSource", [faults.closing()])
            await segment.sources.get("a")
            del segment
            gc.collect()
            await asyncio.sleep(0.01)
            gc.collect()
    finally:
        loop.set_exception_handler(None)
    assert caught
    return lines([*seen, *(f"{each.message} {each.source!r} {vars(each)}" for each in caught)])


@sink("hooks: every event")
async def _events(at: World) -> Any:
    seen: list[Any] = []
    hooks = Hooks(on_wait=seen.append, on_request=seen.append, on_response=seen.append, on_retry=seen.append)
    inside = at.segment
    at.segment = inside.with_options(hooks=hooks)
    await _work(at)
    at.segment = inside
    assert {"RequestEvent", "ResponseEvent", "RetryEvent"} == {type(event).__name__ for event in seen}
    errors = [event.error for event in seen if getattr(event, "error", None) is not None]
    return lines([seen, hooks, *errors, *(attrs.asdict(event, recurse=False) for event in seen)])


@sink("hooks: the log of one that fails")
async def _broken_hook(at: World) -> Any:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    inside = at.segment
    at.segment = inside.with_options(hooks=Hooks(on_request=fail, on_response=fail, on_retry=fail))
    with _listening("segment_async") as kept:
        await _work(at)
    at.segment = inside
    return lines(kept)


@sink("trace hooks of an aiohttp session that is passed")
async def _traced(at: World) -> Any:
    seen: list[str] = []

    async def look(_: Any, context: Any, params: Any) -> None:
        seen.append(lines([vars(context), *(getattr(params, name) for name in params.__slots__)]))

    config = aiohttp.TraceConfig()
    for signal in (config.on_request_start, config.on_request_headers_sent, config.on_request_end):
        signal.append(look)  # type: ignore[arg-type]  # each takes parameters of its own
    async with aiohttp.ClientSession(trace_configs=[config]) as pool, at.client(session=pool) as segment:
        at.server.plan("getSource", [faults.ok()])
        await segment.sources.get("a")
    return lines(seen)


@sink("the wire: all but the one header, cookies included")
async def _wire(at: World) -> Any:
    cookie = {"Set-Cookie": "session=kept; Path=/"}
    at.server.plan("getSource", [faults.ok(headers=cookie)] * 2)
    for _ in range(2):
        await at.segment.sources.get("a")
    seen = at.server.ledger.requests
    assert all(each.token is not None and "cookie" not in each.headers for each in seen)
    return lines([each.target, each.headers, each.body] for each in seen)


@sink("another origin, to which an answer redirects")
async def _elsewhere(at: World) -> Any:
    async with FaultServer(host="127.0.0.2", otherwise=faults.ok()) as other:
        for status in (301, 302, 303, 307, 308):
            await at.failure(faults.redirect(status, f"{other.url}/sources/a"))
        assert [] == other.ledger.requests
        return lines(other.ledger.requests)


@sink("the address of a plain connection to elsewhere")
async def _plain_http(at: World) -> Any:
    errors = []
    for address in ("http://api.segmentapis.com", "http://10.0.0.1", f"https://user:{at.token}@x.example"):
        try:
            PublicClient("made-up-token", base_url=address)
        except Exception as error:  # noqa: BLE001 - whatever it is
            errors.append(str(error))
    assert 3 == len(errors)
    return lines(errors)


@sink("files of an audit: snapshot, findings, report")
async def _audit(at: World) -> Any:
    async with Sandbox(seed="demo", token=at.token) as box:
        done = await _run(at, "audit", "--out", str(at.folder), "--fail-on", "never", base_url=box.url)
    files = [path for path in at.folder.rglob("*") if path.is_file()]
    assert {"snapshot.sqlite", "findings.json", "report.html"} <= {path.name for path in files}
    return lines([done, *(path.read_bytes() for path in files), *map(str, files)])


@sink("output of the command line, also where it fails")
async def _command(at: World) -> Any:
    body = {"errors": [{"type": "x", "message": f"bad {at.token}"}]}
    at.server.plan("listSources", [faults.status(401, body=body)])
    return await _run(at, "call", "listSources", "--json", base_url=at.server.url)


@sink("the list of processes, while the command line works")
async def _processes(at: World) -> Any:
    at.server.plan("listSources", [faults.stall(seconds=2)])
    work = asyncio.create_task(_run(at, "call", "listSources", base_url=at.server.url))
    while not at.server.ledger.requests and not work.done():  # noqa: ASYNC110 - the server tells nobody
        await asyncio.sleep(0.05)
    seen = _processes_seen()
    assert any("listSources" in each for each in seen)
    return lines([await work, *seen])


@sink("output of a program in development mode that ends with an error")
async def _program(at: World) -> Any:
    at.server.plan("getWorkspace", [faults.status(403, body=at.token)])
    program = at.folder / "program.py"
    program.write_text(
        "import asyncio, faulthandler, logging, sys\n"
        "from segment_async import PublicClient\n"
        "logging.basicConfig(level=logging.DEBUG)\n"
        "async def main():\n"
        "    segment = PublicClient.from_env()\n"
        "    faulthandler.dump_traceback_later(0.2, repeat=False)\n"
        "    await segment.workspaces.get()\n"
        "asyncio.run(main(), debug=True)\n"
    )
    return await _run(at, base_url=at.server.url, command=[sys.executable, "-X", "dev", str(program)])


def _processes_seen() -> list[str]:
    return [_read(each / name) for each in Path("/proc").glob("[0-9]*") for name in ("cmdline", "comm")]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("latin-1").replace("\0", " ")
    except OSError:
        return ""


async def _run(at: World, *arguments: str, base_url: str, command: list[str] | None = None) -> str:
    """Run a command with the token in its environment, and return what it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEGMENT_")}
    process = await asyncio.create_subprocess_exec(
        *(command or [sys.executable, "-m", "segment_async"]),
        *arguments,
        env={**kept, "SEGMENT_PUBLIC_TOKEN": at.token, "SEGMENT_BASE_URL": base_url, "HOME": str(at.folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    assert out
    return out.decode()
