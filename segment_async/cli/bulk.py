"""``segment-async bulk``: an operation over a file of parameters."""

import json
import os
import shlex
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

from attrs import frozen
from cyclopts import Parameter
from rich.text import Text

from segment_async._core.hooks import Hooks
from segment_async._core.operation import Operation
from segment_async._core.visible import visible
from segment_async.bulk import PATIENT
from segment_async.bulk.survey import is_missing
from segment_async.cli import signals
from segment_async.cli.apis import API, api_of, describe, find_operation
from segment_async.cli.bulk_plan import Census, Plan, Said, is_meant, require_consent, strictest, too_many
from segment_async.cli.bulk_run import Watched, Work, writer
from segment_async.cli.call import operation_ids
from segment_async.cli.consent import can_ask
from segment_async.cli.failures import FAILED_ITEMS, FINE
from segment_async.cli.items import Format, Given, Items
from segment_async.cli.options import Connection, connect
from segment_async.cli.pace import Gate, Pace, reporting
from segment_async.cli.regulations import Regulations, regulations_of
from segment_async.cli.shapes import Shape
from segment_async.cli.terminal import complain, on_terminal, show
from segment_async.cli.tokens import read_token
from segment_async.errors import ConfigurationError
from segment_async.lookups import replay_of

DELETES_AT_MOST: Final = 100
"""What may be deleted or replaced in one run, unless the user says otherwise."""

PLAN_WITHIN: Final = 60.0
"""Seconds that looking at the workspace may take."""

Open: TypeAlias = Callable[..., AbstractAsyncContextManager[Any]]
"""Returns a client with further options."""


def bulk(
    operation_id: Annotated[str, Parameter(completer=operation_ids)],
    /,
    *,
    items: Annotated[str, Parameter(allow_leading_hyphen=True)],
    format: Format | None = None,
    journal: Path | None = None,
    no_journal: bool = False,
    dry_run: bool = False,
    yes: bool = False,
    max_deletes: int = DELETES_AT_MOST,
    confirm_deletion: int | None = None,
    concurrency: int = 32,
    on_error: Literal["collect", "stop"] = "collect",
    out: Path | None = None,
    connection: Connection = Connection(),  # noqa: B008 - frozen
) -> int:
    """Perform an operation for each row of a file, and print what became of each as a line of JSON.

    A row is a line of CSV below headers such as path.sourceId and body.name, or a JSON object such as {"path":
    {"sourceId": "abc"}, "body": {"name": "Website"}}, with query for query parameters. All rows are checked before the
    first is sent. What writes shows its plan and asks first. Items that failed, or of which it is unknown whether they
    were carried out, make the exit code 1. The same command goes on after an interruption.

    Args:
        operation_id: The official id, such as updateSource, with config: before it for the Config API.
        items: File of CSV, or with one JSON object a line; - for the standard input.
        format: How the items are written; without it csv for a file whose name ends in .csv, and jsonl for any other.
        journal: File that records what was sent, made if it is not there. Without it what writes keeps one beside the
            items: ITEMS.OPERATION_ID.journal.
        no_journal: Write without a journal: after an interruption nobody can tell what was sent.
        dry_run: Show what would be done; nothing is sent but a look at the workspace.
        yes: Do not ask before writing; needed where there is no terminal.
        max_deletes: The most that may be deleted, or replaced as a whole.
        confirm_deletion: For regulations that delete, instead of typing it: how many ids the items name.
        concurrency: Calls in progress at a time; regulations are sent one at a time.
        on_error: Whether a failure is noted like any other outcome, or nothing is started after it.
        out: File for the outcomes, readable by you alone; the standard output if left out. What writes, or has a
            journal, adds its lines to an earlier one; what only reads puts them in its place.
        connection: See `Connection`.
    """
    api, bare_id = api_of(operation_id)
    operation = find_operation(api, bare_id)
    given = Given.named(items, format)
    writes = operation.replay != "safe"
    if journal is None and writes and not no_journal:
        journal = _beside(given, operation_id)
    _check_numbers(concurrency=concurrency, max_deletes=max_deletes)
    _check(operation, given, journal, out, lacks_one=no_journal or dry_run, token_stdin=connection.token_stdin)
    if journal is not None and no_journal:
        raise ConfigurationError("--journal and --no-journal contradict each other; give one of them.")
    task = _read(api, operation, given, journal)
    asks = can_ask() and given.file is not None
    said = Said(asks=asks, yes=yes, confirm_deletion=confirm_deletion)
    refusal = too_many(operation, task.census, max_deletes)
    if writes and not dry_run:
        _refuse_early(task, refusal, said)
    token = read_token(api, auth=operation.auth, file=connection.token_file, stdin=connection.token_stdin)
    opened = partial(connect, api, connection, token=token)
    if writes or dry_run:
        planning = _Planning(task, refusal=refusal)
        code = signals.run(planning.run(opened(timeout=PLAN_WITHIN, read_only=True)))
        if planning.plan is None:
            return code
        _show(planning.plan, as_json=connection.json, to_stdout=dry_run)
        if dry_run:
            return FINE
        if not is_meant(planning.plan, said):
            complain("Nothing was sent.")
            return FAILED_ITEMS
    options = {"concurrency": 1 if task.census.regulations else concurrency, "on_error": on_error}
    return _run(task, opened, options, out=out, as_json=connection.json)


@frozen(kw_only=True)
class _Task:
    """What is to be done."""

    api: API
    operation: Operation[Any]
    given: Given
    items: Items
    census: Census
    journal: Path | None

    @property
    def regulations(self) -> Regulations | None:
        return self.census.regulations


def _beside(given: Given, operation_id: str) -> Path | None:
    """Return the journal that belongs to a file of items; ``None`` for a pipe."""
    if given.file is None or (given.file.exists() and not given.file.is_file()):
        return None
    return given.file.with_name(f"{given.file.name}.{operation_id.replace(':', '-')}.journal")


def _check(
    operation: Operation[Any],
    given: Given,
    journal: Path | None,
    out: Path | None,
    *,
    lacks_one: bool,
    token_stdin: bool,
) -> None:
    """Refuse what cannot be meant, before anything is read or written."""
    if operation.replay != "safe" and journal is None and not lacks_one:
        raise ConfigurationError(
            f"{operation} writes, and without a journal nobody can tell after an interruption what was sent. "
            "Pass --journal FILE, or --no-journal to do without."
        )
    if journal is not None and operation.auth == "account":
        raise ConfigurationError(
            f"{operation} is opened by an account, which does not tell its workspace, and a journal belongs to one. "
            "Pass --no-journal."
        )
    if out is None and sys.stdout is None:
        raise ConfigurationError("The standard output is closed; run the command with one, or pass --out FILE.")
    if token_stdin and given.file is None:
        raise ConfigurationError("The standard input cannot hold both the token and the items; use --token-file.")
    files = [os.path.realpath(file) for file in (given.file, journal, out) if file is not None]
    if len(set(files)) < len(files):
        raise ConfigurationError("--items, --journal and --out must be different files; name another one.")


def _check_numbers(*, concurrency: int, max_deletes: int) -> None:
    if concurrency < 1:
        raise ConfigurationError(f"--concurrency is {concurrency}; pass how many calls may be in progress, 1 or more.")
    if max_deletes < 0:
        raise ConfigurationError(f"--max-deletes is {max_deletes}; pass how much may be deleted, 0 or more.")


def _read(api: API, operation: Operation[Any], given: Given, journal: Path | None) -> _Task:
    """Read the items, and check every one of them."""
    described = describe(api, operation.id)
    shape = Shape(described, operation)
    items = Items(given.read(), given.format, shape)
    census = Census(operation, shape, regulations_of(described))
    items.look_through(census.count)
    return _Task(api=api, operation=operation, given=given, items=items, census=census, journal=journal)


def _refuse_early(task: _Task, refusal: str | None, said: Said) -> None:
    """Refuse what cannot be meant before the workspace is looked at."""
    if refusal is not None:
        raise ConfigurationError(refusal)
    if task.journal is None or is_missing(task.journal):  # else all may be done, which needs no consent
        require_consent(task.operation, len(task.items), task.census.deleted, said)


class _Planning:
    """Looks at the workspace and the journal, and makes the plan."""

    def __init__(self, task: _Task, *, refusal: str | None) -> None:
        self.plan: Plan | None = None
        self._task = task
        self._refusal = refusal

    async def run(self, client: AbstractAsyncContextManager[Any]) -> int:
        task, operation = self._task, self._task.operation
        replay = operation.replay if task.journal is None else replay_of(operation)
        known = workspace = None
        async with client as segment:
            address = segment._session.options.base_url  # noqa: SLF001 - nothing else tells
            if operation.auth != "account":
                workspace = _named(await segment.call("getWorkspace"))
            if task.journal is not None:
                call = partial(segment.call, operation)
                known = await segment.survey(call, task.items, journal=task.journal, replay=replay)
        self.plan = Plan(
            operation=operation,
            address=address,
            workspace=workspace,
            source=str(task.given),
            items=len(task.items),
            replay=replay,
            limit=strictest(operation.limit, task.api.dialect.limit),
            census=task.census,
            refusal=self._refusal,
            journal=task.journal,
            known=known,
        )
        return FINE


def _named(workspace: Any) -> str:  # noqa: ANN401 - of either API
    """Return what people call a workspace, and how to tell it from others."""
    name = getattr(workspace, "display_name", None) or workspace.name
    marks = (getattr(workspace, "slug", None), getattr(workspace, "id", None), workspace.name)
    return f"{name} ({', '.join(dict.fromkeys(mark for mark in marks if mark and mark != name))})"


def _show(plan: Plan, *, as_json: bool, to_stdout: bool) -> None:
    tell = show if to_stdout else complain
    tell(*([Text(json.dumps({"plan": plan.facts()}))] if as_json else plan.lines()))


def _run(task: _Task, opened: Open, options: dict[str, Any], *, out: Path | None, as_json: bool) -> int:
    regulations, limit = task.regulations, strictest(task.operation.limit, task.api.dialect.limit)
    gate = Gate(task.api.dialect.limit)
    hooks = None if regulations is None else Hooks(on_response=regulations.heed)
    client = opened(timeout=PATIENT, limiter=gate, concurrency=options["concurrency"], hooks=hooks)
    told = regulations.told if regulations is not None else str
    pace = Pace(gate, limit, told, regulations.facts if regulations is not None else dict)
    if task.journal is not None:
        options |= {"journal": task.journal, "replay": replay_of(task.operation)}
    work = Work(client, task.operation, gate)
    if regulations is not None:
        regulations.stop = work.stop
    try:
        with ExitStack() as stack:
            keeps = task.journal is not None or task.operation.replay != "safe"
            write = writer(out, stack, keeps=keeps)
            beside = out is None and on_terminal()
            reporter = stack.enter_context(reporting(pace, write, as_json=as_json, beside=beside))
            return signals.run(work.run(Watched(task.items, regulations), reporter, options), stop=work.stop)
    finally:
        if regulations is not None and regulations.short is not None:
            complain(regulations.short)
        if work.stopped:
            _tell_how_to_go_on(task)


def _tell_how_to_go_on(task: _Task) -> None:
    if task.journal is None:
        left = "; look before it is run again" if task.operation.replay != "safe" else ", and reading does no harm"
        complain(f"Stopped. Without a journal nobody can tell what is left{left}.")
    else:
        again = " with the same items on the standard input" if task.given.file is None else ""
        command = visible(shlex.join(("segment-async", *sys.argv[1:])))
        kept = visible(str(task.journal))
        complain(Text(f"Stopped. What was done is kept in {kept}. Go on{again} with: {command}"))
