"""``segment-async bulk``: an operation over a file of parameters."""

import os
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from cyclopts import Parameter
from rich.text import Text

from segment_async._core.codec import unstructure
from segment_async._core.operation import Operation
from segment_async.bulk import PATIENT, Done, Outcome, Run, Skipped
from segment_async.cli import signals
from segment_async.cli.apis import api_of, describe, find_operation
from segment_async.cli.call import operation_ids
from segment_async.cli.failures import FAILED_ITEMS, FINE, REFUSED, as_object
from segment_async.cli.items import Item, items_of, read_lines
from segment_async.cli.options import Connection, connect
from segment_async.cli.pace import Gate, reporting
from segment_async.cli.terminal import complain, on_terminal, visible, visible_lines, write
from segment_async.errors import ConfigurationError, Unauthorized, WrongRegion

PRIVATE: Final = 0o600


def bulk(
    operation_id: Annotated[str, Parameter(completer=operation_ids)],
    /,
    *,
    items: str,
    journal: Path | None = None,
    no_journal: bool = False,
    concurrency: int = 32,
    on_error: Literal["collect", "stop"] = "collect",
    out: Path | None = None,
    connection: Connection = Connection(),  # noqa: B008 - frozen
) -> int:
    """Perform an operation for each line of a file, and print what became of each as a line of JSON.

    A line is a JSON object such as {"path": {"sourceId": "abc"}, "body": {"name": "Website"}}, with query for query
    parameters. All lines are checked before the first is sent. Items that failed, or of which it is unknown whether
    they were carried out, make the exit code 1. The same command with the same journal goes on after an interruption.

    Args:
        operation_id: The official id, such as updateSource.
        items: File with one JSON object a line, or @- for the standard input.
        journal: File that records what was sent, made if it is not there; what writes needs one.
        no_journal: Write without a journal: after an interruption nobody can tell what was sent.
        concurrency: Calls in progress at a time.
        on_error: Whether a failure is noted like any other outcome, or nothing is started after it.
        out: File for the outcomes, in the place of an earlier one; the standard output if left out.
        connection: See `Connection`.
    """
    api, bare_id = api_of(operation_id)
    operation = find_operation(api, bare_id)
    _check(operation, items, journal, out, no_journal=no_journal, token_stdin=connection.token_stdin)
    lines, described = read_lines(items), describe(api, bare_id)
    count = sum(1 for _ in items_of(lines, described))
    given = _Counted(partial(items_of, lines, described), count)
    gate = Gate()
    client = connect(api, connection, timeout=PATIENT, limiter=gate, concurrency=concurrency)
    with ExitStack() as stack:
        emit = _emitter(out, stack)
        report = stack.enter_context(reporting(as_json=connection.json))
        options = {"concurrency": concurrency, "on_error": on_error, "journal": journal, "progress": report}
        work = _Work(client, operation, emit, gate)
        code = signals.run(work.run(given, options), stop=work.stop)
    if work.stopped or code > signals.STOPPED:
        _tell_how_to_go_on(items, journal)
    return code


class _Counted:
    """The items of a file, of which it is known how many there are."""

    def __init__(self, each: Callable[[], Iterator[Item]], count: int) -> None:
        self._each = each
        self._count = count

    def __iter__(self) -> Iterator[Item]:
        return self._each()

    def __length_hint__(self) -> int:
        return self._count


class _Work:
    """A run of the command, which can be told to start nothing more."""

    def __init__(
        self,
        client: AbstractAsyncContextManager[Any],
        operation: Operation[Any],
        emit: Callable[[bytes], bool],
        gate: Gate,
    ) -> None:
        self.stopped = False
        self._client = client
        self._operation = operation
        self._emit = emit
        self._gate = gate
        self._run: Run[Item, Any] | None = None

    def stop(self) -> None:
        """Start nothing more; what was sent may end."""
        self.stopped = True
        self._gate.close()
        if self._run is not None:
            self._run.stop()

    async def run(self, items: Iterable[Item], options: Mapping[str, Any]) -> int:
        """Run to the end, or until it is stopped, and return the exit code."""
        ended = Counter[str]()
        refused = False
        async with self._client as segment:
            run: Run[Item, Any] = segment.bulk(partial(segment.call, self._operation), items, **options)
            self._run = run
            if self.stopped:
                return FAILED_ITEMS
            async with run:
                async for outcome in run:
                    ended[type(outcome).__name__] += 1
                    refused = refused or isinstance(outcome.error, Unauthorized | WrongRegion)
                    if not self._emit(line_of(outcome)) and not self.stopped:
                        self.stop()  # nobody reads any more
        if refused and ended["Skipped"]:
            return REFUSED
        return FINE if ended.total() == ended["Done"] and not self.stopped else FAILED_ITEMS


def line_of(outcome: Outcome[Item, Any]) -> bytes:
    """Return an outcome as a line of JSON."""
    said: dict[str, Any] = {"line": outcome.item.line, "outcome": type(outcome).__name__.lower()}
    if isinstance(outcome, Done):
        said |= {"resumed": True} if outcome.resumed else {}
        said["value"] = unstructure(outcome.value)
    elif isinstance(outcome, Skipped):
        said["reason"] = outcome.reason
    else:
        said["error"] = as_object(outcome.error)
    return msgspec.json.encode(said) + b"\n"


def _check(
    operation: Operation[Any],
    items: str,
    journal: Path | None,
    out: Path | None,
    *,
    no_journal: bool,
    token_stdin: bool,
) -> None:
    """Refuse what cannot be meant, before anything is read or written."""
    if operation.replay != "safe" and journal is None and not no_journal:
        raise ConfigurationError(
            f"{operation} writes, and without a journal nobody can tell after an interruption what was sent. "
            "Pass --journal FILE, or --no-journal to do without."
        )
    if journal is not None and no_journal:
        raise ConfigurationError("--journal and --no-journal contradict each other; give one of them.")
    if token_stdin and items in {"@-", "-"}:
        raise ConfigurationError("The standard input cannot hold both the token and the items; use --token-file.")
    files = [os.path.realpath(file) for file in (items.removeprefix("@"), journal, out) if file is not None]
    if len(set(files)) < len(files):
        raise ConfigurationError("--items, --journal and --out must be different files; name another one.")


def _emitter(out: Path | None, stack: ExitStack) -> Callable[[bytes], bool]:
    """Return what writes a line, and tells whether anybody reads it."""
    if out is None:
        return write if not on_terminal() else lambda line: write(visible_lines(line.decode()).encode())
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), PRIVATE)
    file = stack.enter_context(os.fdopen(handle, "wb", buffering=0))
    return lambda line: file.write(line) > 0


def _tell_how_to_go_on(items: str, journal: Path | None) -> None:
    if journal is None:
        complain("Stopped. Without a journal nobody can tell what is left; look before it is run again.")
    else:
        again = " with the same items on the standard input" if items in {"@-", "-"} else ""
        command = visible(shlex.join(("segment-async", *sys.argv[1:])))
        complain(Text(f"Stopped. What was done is kept in {visible(str(journal))}. Go on{again} with: {command}"))
