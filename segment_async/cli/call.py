"""``segment-async call``: any operation of either API."""

import re
from codecs import BOM_UTF8
from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing
from typing import Annotated, Any, Final, get_origin

import msgspec
from cyclopts import Parameter
from rich.highlighter import JSONHighlighter

from segment_async import Timeout
from segment_async._core.operation import Level, Operation, Paging
from segment_async._core.paging import get
from segment_async._core.visible import visible, visible_lines
from segment_async._core.wire import RawAnswer
from segment_async.cli import signals
from segment_async.cli.apis import API, APIS, api_of, describe, described, find_operation
from segment_async.cli.app import build
from segment_async.cli.explain import catalogue, explain
from segment_async.cli.failures import FINE
from segment_async.cli.manual import manual, query_fields
from segment_async.cli.options import Connection, connect
from segment_async.cli.terminal import complain, on_terminal, show, write
from segment_async.cli.values import body_value, path_values, query_values
from segment_async.errors import ConfigurationError, DecodeError

_INDEX: Final = re.compile(r"\.\d+(\..*)?$")
"""What follows the name of a list where its items are numbered, as in ``groupBy.0``."""


def operation_ids(_: object) -> list[tuple[str, str]]:
    """Return what a shell may complete an operation id to, each with what it does."""
    return [(one.name, one.summary) for api in APIS.values() for one in described(api)]


def call(
    operation_id: Annotated[str | None, Parameter(completer=operation_ids)] = None,
    /,
    *,
    path: list[str] | None = None,
    query: list[str] | None = None,
    body: str | None = None,
    all_: Annotated[bool, Parameter(name="--all")] = False,
    version_level: Level | None = None,
    timeout: float = 60.0,
    help_: Annotated[bool, Parameter(name=("--help", "-h"))] = False,
    connection: Connection = Connection(),  # noqa: B008 - frozen
) -> int:
    """Perform any operation and print the answer's JSON as it came.

    Args:
        operation_id: The official id, such as listSources, with config: before it for the Config API. All of them are
            shown where it is left out.
        path: A parameter of the address, such as sourceId=abc, or source_slug=shop for the Config API, where a whole
            resource name does too; may be repeated.
        query: A query parameter, such as pagination.count=2; given again it becomes a list.
        body: The request's body: JSON, or @FILE, or @- for the standard input.
        all_: Walk through every page and print one item a line.
        version_level: The version to speak; the most stable one where it is left out.
        timeout: Seconds that the call may take in all, or with --all each attempt at a page.
        help_: Show this page, or with an operation id what that operation takes and gives.
        connection: See `Connection`.
    """
    if help_:
        return _help(operation_id)
    if operation_id is None:
        if path or query or body is not None or all_ or connection.json:
            raise ConfigurationError("Name an operation, such as: segment-async call listSources")
        show(catalogue(one for api in APIS.values() for one in described(api)))
        return FINE
    api, bare_id = api_of(operation_id)
    operation = find_operation(api, bare_id)
    if connection.token_stdin and body == "@-":
        raise ConfigurationError(
            "The standard input cannot hold both the token and the body; use --token-file or @FILE."
        )
    arguments: dict[str, Any] = {
        "path": path_values(path or ()),
        "query": _query(api, operation, query or []),
        "version": version_level,
    }
    if all_:
        key = list_key(operation)
        if body is not None:
            raise ConfigurationError("A list takes no --body; leave out --body or --all.")
        client = connect(api, connection, auth=operation.auth, timeout=Timeout(total=None, attempt=timeout))
        return signals.run(_print_items(client, operation, arguments, key))
    arguments["body"] = None if body is None else body_value(body)
    _check_mask(operation, arguments["body"])
    client = connect(api, connection, auth=operation.auth, timeout=timeout)
    return signals.run(_print_answer(client, operation, arguments, decorated=on_terminal() and not connection.json))


def _help(operation_id: str | None) -> int:
    if operation_id is None:
        build().help_print(["call"])
    else:
        api, bare_id = api_of(operation_id)
        show(*explain(manual(describe(api, bare_id))))
    return FINE


def _query(api: API, operation: Operation[Any], given: list[str]) -> dict[str, Any]:
    if not given:
        return {}
    fields = query_fields(describe(api, operation.id))
    known = {field.name: field.form == "list" for field in fields if field.form != "object"}
    for name in (text.partition("=")[0] for text in given):
        if _INDEX.sub("", name) not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            complain(
                visible(f"Note: {operation.id} documents no query parameter {name!r}; {takes}. It is sent anyway.")
            )
    return query_values(given, lists={name for name, is_list in known.items() if is_list})


def _check_mask(operation: Operation[Any], body: Mapping[str, Any] | None) -> None:
    """Say that an update would change nothing, where nobody asked it to."""
    mask = operation.mask
    if mask is None or body is None or get(body, "update_mask.paths") or get(body, f"{mask.key}.update_mask.paths"):
        return
    complain(
        f"Note: {operation.id} changes only what update_mask.paths names, such as {mask.prefix}{mask.fields[0]}, and "
        "this body names nothing there. It is sent anyway."
    )


async def _print_answer(
    client: AbstractAsyncContextManager[Any], operation: Operation[Any], arguments: dict[str, Any], *, decorated: bool
) -> int:
    async with client as segment:
        answer = await segment.call_raw(operation, **arguments)
    body: bytes = answer.body.removeprefix(BOM_UTF8)
    if not body:
        return FINE  # a delete that an earlier attempt had done
    if decorated:
        show(JSONHighlighter()(visible_lines(msgspec.json.format(body, indent=2).decode())))
    else:
        write(msgspec.json.format(body, indent=-1) + b"\n")
    return FINE


async def _print_items(
    client: AbstractAsyncContextManager[Any], operation: Operation[Any], arguments: dict[str, Any], key: str
) -> int:
    bare = operation.paging is not None and operation.paging.bare
    async with client as segment, aclosing(_pages(segment, operation, arguments)) as pages:
        async for page in pages:
            lines = b"".join(item + b"\n" for item in items_of(page.body, key, bare=bare))
            if not write(visible_lines(lines.decode()).encode() if on_terminal() else lines):
                break
    return FINE


async def _pages(
    segment: Any,  # noqa: ANN401 - a client of either API
    operation: Operation[Any],
    arguments: dict[str, Any],
) -> AsyncGenerator[RawAnswer]:
    if operation.paging is None:
        yield await segment.call_raw(operation, **arguments)
        return
    query = arguments["query"]
    where = {"page_size": page_size(query, operation.paging), "after": get(query, operation.paging.cursor)}
    async with aclosing(segment.pages_raw(operation, **arguments, **where)) as pages:
        async for page in pages:
            yield page


def list_key(operation: Operation[Any]) -> str:
    """Return the key of the data that holds the items of a list.

    Raises:
        ConfigurationError: The operation answers something else.
    """
    if operation.paging is not None:
        return operation.paging.items
    if operation.key is None or get_origin(operation.result) is not tuple:
        raise ConfigurationError(f"{operation} answers no list; leave out --all.", operation_id=operation.id)
    return operation.key


def page_size(query: dict[str, Any], paging: Paging) -> int | None:
    """Return the page size that a query asks for; ``None`` where it leaves that open."""
    asked = get(query, paging.count)
    if asked is None:
        return None
    if not (isinstance(asked, str) and asked.isdecimal() and 1 <= int(asked) <= paging.maximum):
        raise ConfigurationError(f"--query {paging.count} is no page size; choose 1 to {paging.maximum} items a page.")
    return int(asked)


def items_of(body: bytes, key: str, *, bare: bool = False) -> list[bytes]:
    """Return the items of a page as they came, without the space between their parts.

    Args:
        body: The answer.
        key: Of the data, where its items are.
        bare: Whether the key may be left out where there are none.

    Raises:
        DecodeError: It holds no list of them.
    """
    try:
        data = _object(body.removeprefix(BOM_UTF8))
        if "data" in data:
            data = _object(data["data"])
        if bare and key not in data:
            return []
        items = msgspec.json.decode(data[key], type=list[msgspec.Raw])
    except (KeyError, msgspec.ValidationError):
        items = None
    if items is None:
        raise DecodeError(f"A page has no list of {key}. Leave out --all to see the answer as it is.")
    return [msgspec.json.format(item, indent=-1) for item in items]


def _object(text: bytes | msgspec.Raw) -> dict[str, msgspec.Raw]:
    return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
