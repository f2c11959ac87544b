"""Pages of a list: cursors, and where the specification puts them."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from segment_async.sandbox.failures import invalid
from segment_async.sandbox.spec import Paging
from segment_async.sandbox.store import Table
from segment_async.sandbox.trees import dig

V = TypeVar("V")


def encode_cursor(offset: int) -> str:
    """Write a position of a list as an opaque cursor."""
    return base64.b64encode(str(offset).encode()).decode()


def decode_cursor(cursor: str, field: str) -> int:
    """Read a cursor of `encode_cursor` back.

    Args:
        cursor: As it came.
        field: Name of the parameter, for the message.

    Raises:
        Failure: It is none of ours (422).
    """
    try:
        digits = base64.b64decode(cursor, validate=True)
    except (binascii.Error, ValueError):
        digits = b""
    if not digits.isdigit() or len(digits) > len(str(2**63)):
        raise invalid(f"{field} is no cursor of this list; send one that an earlier page gave.", field)
    return int(digits)


def cut(paging: Paging, query: Mapping[str, Any], rows: Table[Any, V] | Sequence[V]) -> tuple[list[V], dict[str, Any]]:
    """Return the rows of the page that a query asks for, and what the answer says about the page.

    Args:
        paging: Where the operation keeps its pages.
        query: The query, checked.
        rows: The whole list.
    """
    given = dig(query, paging.cursor.split("."))
    offset = decode_cursor(given, paging.cursor) if given else 0
    count = int(dig(query, paging.count.split(".")) or min(paging.default, paging.maximum))
    page = rows.page(offset, count) if isinstance(rows, Table) else list(rows[offset : offset + count])
    about: dict[str, Any] = {}
    parent = paging.next.rpartition(".")[0]
    if parent:
        _put(about, f"{parent}.current", encode_cursor(offset))
    if offset + count < len(rows):
        _put(about, paging.next, encode_cursor(offset + count))
    if offset > 0 and paging.previous is not None:
        _put(about, paging.previous, encode_cursor(max(0, offset - count)))
    if paging.total is not None:
        _put(about, paging.total, len(rows))
    return page, about


def _put(tree: dict[str, Any], path: str, value: object) -> None:
    *parents, last = path.split(".")
    for step in parents:
        tree = tree.setdefault(step, {})
    tree[last] = value
