"""What can be told of a condition in FQL without any event: that each meets it, that none can, what it asks for.

A condition is turned into cases: lists of facts, all of which an event of the case has. The cases together take in
every event that meets the condition, and maybe others; so where there is no case, no event can meet it. What is not
known, functions above all, is no fact, and so never makes a case impossible.
"""

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Final, TypeAlias

from attrs import frozen

from segment_async._core.fql import (
    And,
    Call,
    Comparison,
    Constant,
    Node,
    Not,
    Or,
    Path,
    Scalar,
    Sign,
    Unreadable,
    parse,
)
from segment_async._core.values import Json, is_number

LEAVES_AT_MOST: Final = 400
"""Paths and literals of a condition; of a longer one nothing is told."""

CASES_AT_MOST: Final = 256
"""Where facts combine to more cases, some facts are left out."""

NAMELESS: Final = frozenset({"alias", "group", "identify", "page", "screen"})
"""Types of calls that have no event name."""

_GLOB: Final = frozenset("*?[")
"""Whoever writes these into a text may mean a pattern, which the API documents for one function only."""

_ADDRESS: Final = re.compile(r"""[^\s"'()]*@[^\s"'()]*""")
_SHOWN_AT_MOST: Final = 200

_BOOLEAN: Final = ("contains", "match")
"""Functions that return true or false, whatever they are given."""

_EVENT: Final = Path(("event",))
_TYPE: Final = Path(("type",))

_OPPOSITE: Final[Mapping[Sign, Sign]] = {"=": "!=", "!=": "="}
_MIRRORED: Final[Mapping[Sign, Sign]] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ORDERS: Final[Mapping[Sign, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@frozen
class Reading:
    """What can be told of a condition; where nothing can, it says so little."""

    always: bool = False
    """Whether every event meets it."""

    never: bool = False
    """Whether no event can meet it."""

    events: frozenset[str] | None = None
    """Names, one of which each event has that meets it; ``None`` where it may have another, or none."""


@frozen
class _Fact:
    """A value at a path that stands to a literal as the sign says."""

    path: Path
    sign: Sign
    value: Scalar


@frozen
class _Claim:
    """A condition of unknown making that holds, or that does not."""

    node: Node
    holds: bool


_Case: TypeAlias = tuple[_Fact | _Claim, ...]

_ANY: Final[tuple[_Case, ...]] = ((),)
"""The one case that takes in every event."""

_NONE: Final[tuple[_Case, ...]] = ()


def read(text: Json) -> Reading:
    """Return what can be told of a condition.

    Args:
        text: The condition as a snapshot has it, which may be of any kind.
    """
    if not isinstance(text, str):
        return Reading()
    try:
        node = parse(text)
    except Unreadable:
        return Reading()
    if _leaves(node) > LEAVES_AT_MOST:
        return Reading()
    cases = _cases(node, holds=True)
    return Reading(always=not _cases(node, holds=False), never=not cases, events=_names(cases) if cases else None)


def shown(text: Json) -> str:
    """Return a condition as a finding may show it: not too long, and without anybody's address."""
    shortened = _ADDRESS.sub("…@…", str(text))
    return shortened if len(shortened) <= _SHOWN_AT_MOST else f"{shortened[:_SHOWN_AT_MOST]}…"


def _leaves(node: Node) -> int:
    match node:
        case Constant() | Path():
            return 1
        case Not(part):
            return _leaves(part)
        case And(parts) | Or(parts) | Call(_, parts):
            return sum(map(_leaves, parts))
        case Comparison(_, left, right):
            return _leaves(left) + _leaves(right)


def _cases(node: Node, *, holds: bool) -> tuple[_Case, ...]:  # noqa: PLR0911 - one for each kind of node
    """Return cases that take in every event for which a condition holds, or does not hold."""
    match node:
        case Not(part):
            return _cases(part, holds=not holds)
        case And(parts) | Or(parts):
            each = (_cases(part, holds=holds) for part in parts)
            return _all_of(each) if isinstance(node, And) == holds else _one_of(each)
        case Comparison():
            return _compared(node, holds=holds)
        case Constant(bool() as value):
            return _ANY if value == holds else _NONE
        case Path() if holds:
            return ((_Fact(node, "=", value=True),),)
        case Call(function) if function in _BOOLEAN:
            return ((_Claim(node, holds),),)
        case _:  # what is neither true nor false
            return _ANY


def _one_of(each: Iterable[tuple[_Case, ...]]) -> tuple[_Case, ...]:
    found = tuple(case for cases in each for case in cases)
    return _ANY if () in found else found


def _all_of(each: Iterable[tuple[_Case, ...]]) -> tuple[_Case, ...]:
    found = _ANY
    for cases in each:
        if len(found) * len(cases) <= CASES_AT_MOST:
            found = tuple(one + other for one, other in product(found, cases) if not _contradict(one, other))
    return found


def _compared(node: Comparison, *, holds: bool) -> tuple[_Case, ...]:
    match node:
        case Comparison(sign, Constant(one), Constant(other)):
            known = _true(one, sign, other)
            return _ANY if known is None or known == holds else _NONE
        case Comparison(sign, Path() as path, Constant(value)):
            return _of_path(path, sign, value, holds=holds)
        case Comparison(sign, Constant(value), Path() as path):
            return _of_path(path, _MIRRORED[sign], value, holds=holds)
        case Comparison("=" | "!=" as sign, left, right):
            return ((_Claim(Comparison("=", left, right), holds == (sign == "=")),),)
        case _:
            return _ANY


def _of_path(path: Path, sign: Sign, value: Scalar, *, holds: bool) -> tuple[_Case, ...]:
    if sign in _OPPOSITE:
        return ((_Fact(path, sign if holds else _OPPOSITE[sign], value),),)
    if holds and is_number(value):
        return ((_Fact(path, sign, value),),)
    return _ANY  # a value of another kind is neither above nor below


def _true(one: Scalar, sign: Sign, other: Scalar) -> bool | None:
    """Tell whether two literals stand to each other as a sign says; ``None`` where that is not sure."""
    if sign in _OPPOSITE:
        return _same(one, other) == (sign == "=")
    return _ORDERS[sign](one, other) if is_number(one) and is_number(other) else None


def _same(one: Scalar, other: Scalar) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _contradict(one: _Case, other: _Case) -> bool:
    """Tell whether no event can have the facts of both cases."""
    return any(_exclude(fact, another) or _exclude(another, fact) for fact in one for another in other)


def _exclude(one: _Fact | _Claim, other: _Fact | _Claim) -> bool:
    match one, other:
        case _Claim(node, holds), _Claim(same, otherwise):
            return node == same and holds != otherwise
        case _Fact(path, "=", value), _Fact(same, sign, another) if path == same:
            return _exclude_value(value, sign, another)
        case _Fact(path, ">" | ">="), _Fact(same, "<" | "<=") if path == same:
            return _exclude_bounds(one, other)
        case _Fact(path, "=", value), _Fact() if path == _TYPE and value in NAMELESS:
            return _name(other) is not None
        case _:
            return False


def _exclude_value(value: Scalar, sign: Sign, other: Scalar) -> bool:
    """Tell whether a value does not stand to another as a sign says."""
    if sign == "=":
        return not _same(value, other) and not _may_be_patterns(value, other)
    if sign == "!=":
        return _same(value, other)
    if isinstance(value, bool):
        return False  # which some count as 0 and 1
    return not is_number(value) or _true(value, sign, other) is False


def _exclude_bounds(lower: _Fact, upper: _Fact) -> bool:
    """Tell whether no number is above one bound and below the other."""
    touching = lower.sign == ">=" and upper.sign == "<="
    return _true(lower.value, ">" if touching else ">=", upper.value) is True


def _may_be_patterns(*values: Scalar) -> bool:
    return any(isinstance(value, str) and not _GLOB.isdisjoint(value) for value in values)


def _name(fact: _Fact | _Claim) -> str | None:
    """Return the event name that a fact demands."""
    if isinstance(fact, _Fact) and fact.path == _EVENT and fact.sign == "=" and isinstance(fact.value, str):
        return fact.value if fact.value and not _may_be_patterns(fact.value) else None
    return None


def _names(cases: Iterable[_Case]) -> frozenset[str] | None:
    """Return the event names of all cases; ``None`` where one demands none."""
    names = [next((name for fact in case if (name := _name(fact)) is not None), None) for case in cases]
    return frozenset(name for name in names if name is not None) if None not in names else None
