"""A checked request to the Config API as a value, and the table of what answers it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar

from attrs import frozen

from segment_async.sandbox import paging
from segment_async.sandbox.auditing import Witness
from segment_async.sandbox.calls import Call as PublicCall
from segment_async.sandbox.calls import Handler as PublicHandler
from segment_async.sandbox.config import masks
from segment_async.sandbox.spec import Document, Endpoint
from segment_async.sandbox.store import Invalid, Record, Table, Workspace
from segment_async.sandbox.trees import is_object

V = TypeVar("V")


class Counterpart:
    """The Public API on the same workspace: what both can do is done by it, and leaves its trace in the audit trail."""

    def __init__(self, document: Document, handlers: Mapping[str, PublicHandler], workspace: Workspace) -> None:
        """Get ready to ask.

        Args:
            document: The Public API's specification.
            handlers: What answers its operations.
            workspace: What they work on.
        """
        self._endpoints = {endpoint.id: endpoint for endpoint in document.endpoints}
        self._handlers = handlers
        self._workspace = workspace
        self._actor = workspace.ids.next("token")

    def ask(
        self,
        operation_id: str,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Record:
        """Do what an operation of the Public API does, and return the data of its answer.

        Args:
            operation_id: The official id.
            path: Values in its URL.
            query: Its query, as it is read.
            body: Its body, which has to be as the specification asks: nobody checks it again.
        """
        call = PublicCall(self._endpoints[operation_id], self._workspace, path or {}, query or {}, body or {})
        witness = Witness(call, self._handlers)
        data = self._handlers[operation_id](call)
        if not is_object(data):
            raise TypeError(f"{operation_id} cannot be asked: its answer has to be waited for")
        witness.record(data, self._actor)
        return data


@frozen
class Call:
    """A request whose parameters and body are as the specification asks."""

    endpoint: Endpoint
    """The operation."""

    workspace: Workspace
    """What it works on."""

    public: Counterpart
    """The Public API over the same workspace."""

    path: Mapping[str, str]
    """Values in the URL, decoded; of a resource name the values in its slots."""

    query: Mapping[str, Any]
    """Values of the parameters, wherever they came."""

    body: Mapping[str, Any]
    """The JSON object sent; empty where there is none."""

    def page(self, rows: Table[Any, V] | Sequence[V], view: Callable[[Workspace, V], Any]) -> Record:
        """Return one page of a list, and the token of the next, which is empty at the end.

        Args:
            rows: The whole list.
            view: How the API shows one row.

        Raises:
            Invalid: The page size is negative. One that is too large is cut down to what a page may hold.
        """
        rule = self.endpoint.paging
        if rule is None:
            raise TypeError(f"{self.endpoint.id} has no pages in the specification")
        count = self.query.get(rule.count, 0)
        if count < 0:
            raise Invalid(f"{rule.count} is less than 0; leave it out, or ask for some items.", field=rule.count)
        query = {**self.query, rule.count: min(count, rule.maximum)}
        cut, about = paging.cut(rule, query, rows)
        return {rule.items: [view(self.workspace, row) for row in cut], rule.next: "", **about}

    def changes(self, empty: Mapping[str, Any]) -> Record:
        """Return the new value of each field that the update mask names.

        Args:
            empty: What a field is reset to where there is no value for it.

        Raises:
            Invalid: The mask names what cannot be changed.
        """
        if self.endpoint.update_mask is None:
            raise TypeError(f"{self.endpoint.id} has no update mask in the specification")
        return masks.changes(self.body, self.endpoint.update_mask, empty)


Handler: TypeAlias = Callable[[Call], Record]
"""Does what an operation does, and returns the body of its answer; refuses with a `Refusal` or a `Failure`."""

HANDLERS: Final[dict[str, Handler]] = {}
"""Every handler by operation id; complete once `segment_async.sandbox.config.handlers` is imported."""


def handles(operation_id: str) -> Callable[[Handler], Handler]:
    """Enter a function into the table.

    Args:
        operation_id: The id of the operation that it answers.
    """

    def enter(handler: Handler) -> Handler:
        if operation_id in HANDLERS:
            raise ValueError(f"{operation_id} has two handlers")
        HANDLERS[operation_id] = handler
        return handler

    return enter
