"""What conditions in FQL make of events.

Knows the functions ``contains match lowercase length typeof``, and refuses others rather than guess.
"""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final, TypeAlias, assert_never

from segment_async._core.fql import And, Call, Comparison, Constant, Node, Not, Or, Path, Sign, Unreadable, parse
from segment_async.sandbox.store import Invalid
from segment_async.sandbox.trees import dig, is_list

Event: TypeAlias = Mapping[str, Any]

Expression: TypeAlias = Callable[[Event], Any]
"""A condition, or a part of one, ready to be asked about an event."""


def _equal(left: object, right: object) -> bool:
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare_alike(left: object, right: object) -> bool:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        return (numbers or (isinstance(left, str) and isinstance(right, str))) and compare(left, right)

    return compare_alike


_COMPARISONS: Final[dict[Sign, Callable[[Any, Any], bool]]] = {
    "=": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
}


def _contains(value: object, part: object) -> bool:
    if isinstance(value, str):
        return isinstance(part, str) and part in value
    return is_list(value) and part in value


def _match(value: object, glob: object) -> bool:
    return isinstance(value, str) and isinstance(glob, str) and fnmatchcase(value, glob)


def _lowercase(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _length(value: object) -> int | None:
    return len(value) if isinstance(value, str) or is_list(value) else None


def _typeof(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


_FUNCTIONS: Final[dict[str, tuple[int, Callable[..., Any]]]] = {
    "contains": (2, _contains),
    "match": (2, _match),
    "lowercase": (1, _lowercase),
    "length": (1, _length),
    "typeof": (1, _typeof),
}


def compile_condition(text: str, field: str) -> Callable[[Event], bool]:
    """Read a condition, and return a function that tells whether an event meets it.

    Args:
        text: The condition, such as ``type = "track" and event != "Viewed"``.
        field: Name of the field that it came in, for the message.

    Raises:
        Invalid: It is not FQL, or uses a part of FQL that the sandbox does not know.
    """
    try:
        expression = _compiled(parse(text))
    except Unreadable as error:
        raise Invalid(
            f'{field} is not FQL: {error}; write it like type = "track" and event = "Signed Up".', field=field
        ) from None
    return lambda event: expression(event) is True


def _compiled(node: Node) -> Expression:  # noqa: PLR0911 - one for each kind of node
    match node:
        case Constant(value):
            return lambda _event: value
        case Path(steps):
            return lambda event: dig(event, steps)
        case Not(part):
            inner = _compiled(part)
            return lambda event: inner(event) is not True
        case And(parts):
            conditions = [_compiled(part) for part in parts]
            return lambda event: all(holds(event) is True for holds in conditions)
        case Or(parts):
            conditions = [_compiled(part) for part in parts]
            return lambda event: any(holds(event) is True for holds in conditions)
        case Comparison(sign, left, right):
            compare, one, other = _COMPARISONS[sign], _compiled(left), _compiled(right)
            return lambda event: compare(one(event), other(event))
        case Call(name, arguments):
            return _called(name, [_compiled(argument) for argument in arguments])
        case _:
            assert_never(node)


def _called(name: str, arguments: list[Expression]) -> Expression:
    if name not in _FUNCTIONS:
        raise Unreadable(f"the sandbox knows no function {name!r}, only {', '.join(_FUNCTIONS)}")
    count, function = _FUNCTIONS[name]
    if len(arguments) != count:
        raise Unreadable(f"{name} takes {count} values, not {len(arguments)}")
    return lambda event: function(*(argument(event) for argument in arguments))
