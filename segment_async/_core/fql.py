"""FQL, the language of filter conditions and triggers, read into a tree.

Reads literals, paths into the event, ``= != < <= > >=``, ``and or not !``, parentheses, ``all``, and calls of
functions, whichever there are. What else FQL may have is refused rather than guessed.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias, TypeGuard, get_args

from attrs import field, frozen

DEPTH_AT_MOST: Final = 50
"""Parentheses and negations inside each other."""

Scalar: TypeAlias = str | int | float | bool | None
"""What a literal stands for."""

Sign: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]
"""How two values are compared; ``==`` is read as ``=``."""


class Unreadable(Exception):
    """A text is not FQL, or has a part that this reader does not know."""


def _with_type(value: Scalar) -> tuple[type, Scalar]:
    return type(value), value  # 1 equals True in Python, and is another literal


@frozen
class Constant:
    """A literal; ``all`` is ``True``."""

    value: Scalar = field(eq=_with_type)


@frozen
class Path:
    """What lies at a path of keys in the event."""

    steps: tuple[str, ...]


@frozen
class Call:
    """What a function makes of values."""

    function: str
    arguments: "tuple[Node, ...]"


@frozen
class Comparison:
    """Whether two values stand to each other as the sign says."""

    sign: Sign
    left: "Node"
    right: "Node"


@frozen
class Not:
    """Whether a condition does not hold."""

    part: "Node"


@frozen
class And:
    """Whether every one of two or more conditions holds."""

    parts: "tuple[Node, ...]"


@frozen
class Or:
    """Whether one or more of several conditions hold."""

    parts: "tuple[Node, ...]"


Node: TypeAlias = Constant | Path | Call | Comparison | Not | And | Or
"""A condition, or a part of one."""

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<number>-?\d+(?:\.\d+)?)
    | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<name>[A-Za-z_$](?:[\w$.-]|\\.)*)
    | (?P<sign>!=|<=|>=|==|[=<>!(),])
    )""",
    re.VERBOSE,
)

_LITERALS: Final[dict[str, Scalar]] = {"true": True, "false": False, "null": None, "all": True}


class _Token(NamedTuple):
    kind: str
    text: str


def parse(text: str) -> Node:
    """Read a condition.

    Args:
        text: The condition, such as ``type = "track" and event != "Viewed"``.

    Raises:
        Unreadable: It is not FQL, or has a part that this reader does not know.
    """
    parser = _Parser(list(_tokens(text)))
    node = parser.either(0)
    parser.expect_end()
    return node


def _tokens(text: str) -> Iterator[_Token]:
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise Unreadable(f"the character at position {place + 1} means nothing here")
        yield _Token(match.lastgroup, match.group(match.lastgroup))
        place = match.end()


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _is_sign(text: str) -> TypeGuard[Sign]:
    return text in get_args(Sign)


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    def either(self, depth: int) -> Node:
        if depth > DEPTH_AT_MOST:
            raise Unreadable("it is nested too deeply")
        parts = [self._both(depth)]
        while self._take_word("or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def expect_end(self) -> None:
        if self._peek() is not None:
            raise Unreadable(f"{self._next().text!r} is too much")

    def _both(self, depth: int) -> Node:
        parts = [self._negated(depth)]
        while self._take_word("and"):
            parts.append(self._negated(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _negated(self, depth: int) -> Node:
        if depth > DEPTH_AT_MOST:
            raise Unreadable("it is nested too deeply")
        if self._take_sign("!") or self._take_word("not"):
            return Not(self._negated(depth + 1))
        return self._comparison(depth)

    def _comparison(self, depth: int) -> Node:
        left = self._operand(depth)
        token = self._peek()
        text = token.text.replace("==", "=") if token is not None and token.kind == "sign" else ""
        if not _is_sign(text):
            return left
        self._next()
        return Comparison(text, left, self._operand(depth))

    def _operand(self, depth: int) -> Node:
        token = self._next()
        match token.kind:
            case "number":
                return Constant(float(token.text) if "." in token.text else int(token.text))
            case "string":
                return Constant(_unescaped(token.text[1:-1]))
            case "name":
                return self._named(token.text, depth)
            case _ if token.text == "(":
                inner = self.either(depth + 1)
                self._expect_sign(")")
                return inner
            case _:
                raise Unreadable(f"{token.text!r} stands where a value should")

    def _named(self, name: str, depth: int) -> Node:
        if self._take_sign("("):
            return self._call(name, depth)
        lowered = name.lower()
        if lowered in ("and", "or", "not"):
            raise Unreadable(f"{name!r} stands where a value should")
        if lowered in _LITERALS:
            return Constant(_LITERALS[lowered])
        return Path(tuple(_unescaped(step) for step in re.split(r"(?<!\\)\.", name)))

    def _call(self, name: str, depth: int) -> Node:
        arguments = [self.either(depth + 1)]
        while self._take_sign(","):
            arguments.append(self.either(depth + 1))
        self._expect_sign(")")
        return Call(name, tuple(arguments))

    def _peek(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _next(self) -> _Token:
        token = self._peek()
        if token is None:
            raise Unreadable("it ends too early")
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
            raise Unreadable(f"a {sign!r} is missing")
