"""A stand-in for a client, for tests of code that takes a client or one of its tags."""

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import field, frozen

from segment_async._core.operation import Operation, Operations
from segment_async._core.paging import Page
from segment_async._core.unset import UNSET, Unset
from segment_async._core.values import is_list
from segment_async.config import OPERATIONS as CONFIG_OPERATIONS
from segment_async.config import Tags as ConfigTags
from segment_async.errors import ConfigurationError
from segment_async.public import OPERATIONS as PUBLIC_OPERATIONS
from segment_async.public import Tags as PublicTags

T = TypeVar("T")


@frozen(kw_only=True)
class Call:
    """One call that a `FakeCaller` was asked for."""

    operation: str
    """The official id."""

    path: Mapping[str, str] = field(factory=dict[str, str])
    """Values of the URL template's parameters, by their names there."""

    query: Mapping[str, Any] = field(factory=dict[str, Any])
    """Query parameters by wire name; what is `UNSET` is left out."""

    body: Mapping[str, Any] | None = None
    """Body fields by wire name; what is `UNSET` is left out."""


class _Fake:
    """Answers calls from a table."""

    _operations: Operations

    def __init__(self, answers: Mapping[str, Any]) -> None:
        """Set the table.

        Args:
            answers: What to answer, by official id.

        Raises:
            ConfigurationError: There is no such operation.
        """
        super().__init__()
        unknown = [operation for operation in answers if operation not in self._operations]
        if unknown:
            raise ConfigurationError(f"There is no operation {unknown[0]!r}; {self._operations.listed} lists the ids.")
        self.answers = dict(answers)
        """What to answer, by official id; may be changed at any time."""
        self.calls: list[Call] = []
        """What was asked for, in its order."""

    async def call(
        self,
        operation: Operation[T],
        /,
        *,
        path: Mapping[str, str | Unset] | None = None,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> T:
        """Record a call and answer it from the table, as `Caller.call` says.

        Raises:
            AssertionError: The table has no answer.
        """
        call = Call(
            operation=operation.id,
            path=_given(path or {}),
            query=_given(query or {}),
            body=None if body is None else _given(body),
        )
        self.calls.append(call)
        if operation.id not in self.answers:
            raise AssertionError(f"The {type(self).__name__} has no answer to {operation.id}; add one to its table.")
        result: T = _evaluate(operation, self.answers[operation.id], call)
        return result


class FakeCaller(_Fake, PublicTags):
    """Has the tags and methods of a `PublicClient`, answers from a table, and records the calls. Sends nothing.

    ::

        segment = FakeCaller({"getSource": source_answer, "listLabels": (label,), "createSource": Conflict("taken")})
        await code_under_test(segment.sources)
        assert segment.calls == [Call(operation="getSource", path={"sourceId": "abc"})]

    An answer is what the method returns; an exception is raised; a callable is given the `Call`, and answers in turn.
    For an operation that pages, a sequence stands for one page of these items.
    """

    _operations = PUBLIC_OPERATIONS


class FakeConfigCaller(_Fake, ConfigTags):
    """The same for a `ConfigClient`. It sees what a method hands on: names and slugs as they were passed."""

    _operations = CONFIG_OPERATIONS


def _evaluate(operation: Operation[Any], answer: Any, call: Call) -> Any:  # noqa: ANN401 - what the table holds
    if callable(answer):
        answer = answer(call)
    if isinstance(answer, BaseException):
        raise answer
    return Page(items=tuple(answer)) if operation.paging is not None and is_list(answer) else answer


def _given(values: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not UNSET}
