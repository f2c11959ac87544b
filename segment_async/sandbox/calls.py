"""A checked request as a value, and the table of what answers it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar

from attrs import field, frozen

from segment_async.sandbox import paging
from segment_async.sandbox.limits import Budget
from segment_async.sandbox.spec import Endpoint
from segment_async.sandbox.store import Record, Table, Workspace

V = TypeVar("V")


@frozen
class Call:
    """A request whose parameters and body are as the specification asks."""

    endpoint: Endpoint
    """The operation."""

    workspace: Workspace
    """What it works on."""

    path: Mapping[str, str]
    """Values in the URL, decoded."""

    query: Mapping[str, Any]
    """Values after the question mark, by parameter."""

    body: Mapping[str, Any]
    """The JSON object sent; empty where there is none."""

    headers: Mapping[str, str] = field(factory=dict[str, str])
    """What was said besides, by name in small letters; never the token."""

    def page(self, rows: Table[Any, V] | Sequence[V], view: Callable[[Workspace, V], Any]) -> Record:
        """Return the data of a list operation: one page of items, and the cursors around it.

        Args:
            rows: The whole list.
            view: How the API shows one row.
        """
        if self.endpoint.paging is None:
            raise TypeError(f"{self.endpoint.id} has no pages in the specification")
        cut, about = paging.cut(self.endpoint.paging, self.query, rows)
        return {self.endpoint.paging.items: [view(self.workspace, row) for row in cut], **about}


Handler: TypeAlias = Callable[[Call], Record | Awaitable[Record]]
"""Does what an operation does, and returns the data of its answer; refuses with a `Refusal` or a `Failure`."""

HANDLERS: Final[dict[str, Handler]] = {}
"""Every handler by operation id; complete once `segment_async.sandbox.handlers` is imported."""


def handles(operation_id: str) -> Callable[[Handler], Handler]:
    """Enter a function into the table.

    Args:
        operation_id: The official id of the operation that it answers.
    """

    def enter(handler: Handler) -> Handler:
        if operation_id in HANDLERS:
            raise ValueError(f"{operation_id} has two handlers")
        HANDLERS[operation_id] = handler
        return handler

    return enter


BUDGETS: Final[dict[str, Callable[[Call], Budget]]] = {}
"""By operation id, what counts the budget of the operations that report another one than that of their requests."""


def counts_itself(*operation_ids: str) -> Callable[[Callable[[Call], Budget]], Callable[[Call], Budget]]:
    """Enter a function into the table of budgets; it is asked before the operation does anything.

    Args:
        *operation_ids: The operations whose answers report what it counts.
    """

    def enter(count: Callable[[Call], Budget]) -> Callable[[Call], Budget]:
        BUDGETS.update(dict.fromkeys(operation_ids, count))
        return count

    return enter
