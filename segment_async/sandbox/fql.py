"""A small reader of FQL, the language of filter conditions and triggers.

Knows literals, paths into the event, ``= != < <= > >=``, ``and or not !``, parentheses, ``all``, and the functions
``contains match lowercase length typeof``. What it does not know it refuses, rather than guess.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final, NamedTuple, TypeAlias

from segment_async.sandbox.store import Invalid
from segment_async.sandbox.trees import dig, is_list

Event: TypeAlias = Mapping[str, Any]

Expression: TypeAlias = Callable[[Event], Any]
"""A condition, or a part of one, ready to be asked about an event."""

DEPTH_AT_MOST: Final = 50
"""Parentheses and negations inside each other."""

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<number>-?\d+(?:\.\d+)?)
    | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<name>[A-Za-z_$](?:[\w$.-]|\\.)*)
    | (?P<sign>!=|<=|>=|==|[=<>!(),])
    )""",
    re.VERBOSE,
)

_LITERALS: Final = {"true": True, "false": False, "null": None}


def _equal(left: object, right: object) -> bool:
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare_alike(left: object, right: object) -> bool:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        return (numbers or (isinstance(left, str) and isinstance(right, str))) and compare(left, right)

    return compare_alike


_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": _equal,
    "==": _equal,
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


class _Token(NamedTuple):
    kind: str
    text: str


def compile_condition(text: str, field: str) -> Callable[[Event], bool]:
    """Read a condition, and return a function that tells whether an event meets it.

    Args:
        text: The condition, such as ``type = "track" and event != "Viewed"``.
        field: Name of the field that it came in, for the message.

    Raises:
        Invalid: It is not FQL, or uses a part of FQL that this reader does not know.
    """
    try:
        parser = _Parser(list(_tokens(text)))
        expression = parser.either(0)
        parser.expect_end()
    except _Unreadable as error:
        raise Invalid(
            f'{field} is not FQL: {error}; write it like type = "track" and event = "Signed Up".', field=field
        ) from None
    return lambda event: expression(event) is True


class _Unreadable(Exception):
    """A condition cannot be read."""


def _tokens(text: str) -> Iterator[_Token]:
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise _Unreadable(f"the character at position {place + 1} means nothing here")
        yield _Token(match.lastgroup, match.group(match.lastgroup))
        place = match.end()


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    def either(self, depth: int) -> Expression:
        if depth > DEPTH_AT_MOST:
            raise _Unreadable("it is nested too deeply")
        parts = [self._both(depth)]
        while self._take_word("or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else lambda event: any(part(event) is True for part in parts)

    def expect_end(self) -> None:
        if self._peek() is not None:
            raise _Unreadable(f"{self._next().text!r} is too much")

    def _both(self, depth: int) -> Expression:
        parts = [self._negated(depth)]
        while self._take_word("and"):
            parts.append(self._negated(depth))
        return parts[0] if len(parts) == 1 else lambda event: all(part(event) is True for part in parts)

    def _negated(self, depth: int) -> Expression:
        if depth > DEPTH_AT_MOST:
            raise _Unreadable("it is nested too deeply")
        if self._take_sign("!") or self._take_word("not"):
            inner = self._negated(depth + 1)
            return lambda event: inner(event) is not True
        return self._comparison(depth)

    def _comparison(self, depth: int) -> Expression:
        left = self._operand(depth)
        token = self._peek()
        if token is None or token.text not in _COMPARISONS or token.kind != "sign":
            return left
        compare = _COMPARISONS[self._next().text]
        right = self._operand(depth)
        return lambda event: compare(left(event), right(event))

    def _operand(self, depth: int) -> Expression:
        token = self._next()
        match token.kind:
            case "number":
                return _constant(float(token.text) if "." in token.text else int(token.text))
            case "string":
                return _constant(re.sub(r"\\(.)", r"\1", token.text[1:-1]))
            case "name":
                return self._named(token.text, depth)
            case _ if token.text == "(":
                inner = self.either(depth + 1)
                self._expect_sign(")")
                return inner
            case _:
                raise _Unreadable(f"{token.text!r} stands where a value should")

    def _named(self, name: str, depth: int) -> Expression:
        if self._take_sign("("):
            return self._function(name, depth)
        lowered = name.lower()
        if lowered in ("and", "or", "not"):
            raise _Unreadable(f"{name!r} stands where a value should")
        if lowered in _LITERALS:
            return _constant(_LITERALS[lowered])
        if lowered == "all":
            return _constant(True)  # noqa: FBT003 - the literal
        steps = [re.sub(r"\\(.)", r"\1", step) for step in re.split(r"(?<!\\)\.", name)]
        return lambda event: dig(event, steps)

    def _function(self, name: str, depth: int) -> Expression:
        if name not in _FUNCTIONS:
            raise _Unreadable(f"the sandbox knows no function {name!r}, only {', '.join(_FUNCTIONS)}")
        count, function = _FUNCTIONS[name]
        arguments = [self.either(depth + 1)]
        while self._take_sign(","):
            arguments.append(self.either(depth + 1))
        self._expect_sign(")")
        if len(arguments) != count:
            raise _Unreadable(f"{name} takes {count} values, not {len(arguments)}")
        return lambda event: function(*(argument(event) for argument in arguments))

    def _peek(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _next(self) -> _Token:
        token = self._peek()
        if token is None:
            raise _Unreadable("it ends too early")
        self._place += 1
        return token

    def _take_word(self, word: str) -> bool:
        token = self._peek()
        taken = token is not None and token.kind == "name" and token.text.lower() == word
        self._place += taken
        return taken

    def _take_sign(self, sign: str) -> bool:
        token = self._peek()
        taken = token is not None and token.kind == "sign" and token.text == sign
        self._place += taken
        return taken

    def _expect_sign(self, sign: str) -> None:
        if not self._take_sign(sign):
            raise _Unreadable(f"a {sign!r} is missing")


def _constant(value: object) -> Expression:
    return lambda _event: value
