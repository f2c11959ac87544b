"""Whether a call gets from a source to a destination: yes, no, or it depends on what only the event itself shows.

The stages come in the order in which Segment passes events through them in cloud mode: insert functions of the source,
its tracking plan and transformations, filters, transformations before one kind of destination, triggers, insert
functions of the destination (https://support.twilio.com/hc/en-us/articles/50030519097883).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from attrs import frozen

from segment_async._core.fql import And, Call, Comparison, Constant, Node, Not, Or, Path, Scalar, Unreadable, parse
from segment_async._core.values import is_number
from segment_async.audit.facts.conditions import read
from segment_async.audit.facts.words import listed

Truth: TypeAlias = Literal["yes", "no", "maybe"]
"""What is known of a call of which type and name alone are known."""

METHODS: Final[Mapping[str, str]] = {
    "alias": "alias",
    "group": "group",
    "identify": "identify",
    "page": "pageview",
    "track": "track",
}
"""What the catalog calls it that a kind of destination understands calls of a type."""

_OPPOSITE: Final[Mapping[Truth, Truth]] = {"yes": "no", "no": "yes", "maybe": "maybe"}
_CONDITIONS: Final = 4_096
_ANSWERS: Final = 65_536


@frozen
class Sent:
    """A call that a source sends."""

    type: str
    """Its type in small letters, such as ``track``."""

    event: str | None = None
    """Its event name; ``None`` where calls of the type have none."""


@frozen
class Filter:
    """A filter of a destination that is switched on."""

    name: str
    condition: str | None
    drops: bool
    lets_through: float | None = None
    """The share of the events that it lets through; ``None`` where it draws no sample."""

    @property
    def passes(self) -> float:
        """The share of the events that meet its condition and get past it, from 0 to 1."""
        if self.drops:
            return 0.0
        return 1.0 if self.lets_through is None else self.lets_through


@frozen
class Transformation:
    """A transformation of a source that is switched on."""

    name: str
    condition: str | None
    drops: bool
    new_event_name: str | None = None
    destination_metadata_id: str | None = None
    """The one kind of destination that it acts before; ``None`` where it is every one."""


@frozen
class Subscription:
    """A subscription to events that is switched on."""

    name: str
    condition: str | None


@frozen(kw_only=True)
class Source:
    """What decides, on the side of a source."""

    id: str
    name: str
    enabled: bool = True
    planned: frozenset[str] | None = None
    """Names of the events that its plan has rules for; ``None`` without a plan, or where they are not known."""
    blocks_unplanned: bool = False
    transformations: tuple[Transformation, ...] = ()
    functions: tuple[str, ...] = ()
    """Names of its insert functions that are switched on."""


@frozen(kw_only=True)
class Destination:
    """What decides, on the side of a destination."""

    id: str
    name: str
    kind: str = ""
    metadata_id: str = ""
    enabled: bool = True
    methods: frozenset[str] | None = None
    """The calls that its kind understands, by `METHODS`; ``None`` where it is not known."""
    by_actions: bool = False
    """Whether it takes only what a subscription lets through."""
    filters: tuple[Filter, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    functions: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """What of it could not be read, such as ``filters``."""


@frozen
class Passage:
    """Whether a call gets there."""

    reaches: Truth

    how: str
    """What decides, as a phrase."""

    through: tuple[str, ...] = ()
    """Names of the insert functions on the way, whose code may drop or change it."""


def passage(source: Source, destination: Destination, call: Sent) -> Passage:
    """Tell whether a call of a source reaches one of its destinations, and what decides it.

    What the code of insert functions makes of it is not judged.
    """
    forms: tuple[Sent, ...] = (call,)
    doubts: list[str] = []
    for stage in (_switches, _source_scoped, _planned, _understood, _filtered, _destination_scoped):
        stopped, forms, more = stage(source, destination, call, forms)
        if stopped:
            return Passage("no", stopped)
        doubts += more
    if destination.by_actions and "subscriptions" not in destination.unread:
        takers = [(one.name, _all_forms(one.condition, forms)) for one in destination.subscriptions]
        sure, unsure = ([_quoted(name) for name, truth in takers if truth == wanted] for wanted in ("yes", "maybe"))
        if not sure and not unsure:
            return Passage("no", "no subscription takes it")
        way = f"by the subscription{'s' * (len(sure) > 1)} {listed(sure or unsure)}"
        doubts += [] if sure else [f"the trigger of {listed(unsure)} decides"]
    else:
        way = "as it comes"
    doubts += [f"its {what} were not read" for what in destination.unread]
    if call not in forms:
        way += f", under the name {_quoted(forms[0].event or '')}"
    functions = tuple(dict.fromkeys(source.functions + destination.functions))
    return Passage("maybe" if doubts else "yes", "; ".join(dict.fromkeys(doubts)) or way, functions)


_Stage: TypeAlias = tuple[str | None, tuple[Sent, ...], Sequence[str]]
"""What ends the way of the call, which forms it may have by then, and what is doubtful."""


def _switches(source: Source, destination: Destination, _: Sent, forms: tuple[Sent, ...]) -> _Stage:
    if not source.enabled:
        return "the source is switched off", forms, ()
    return (None if destination.enabled else "the destination is switched off"), forms, ()


def _source_scoped(source: Source, _: Destination, __: Sent, forms: tuple[Sent, ...]) -> _Stage:
    return _transformed([one for one in source.transformations if one.destination_metadata_id is None], forms)


def _destination_scoped(source: Source, destination: Destination, _: Sent, forms: tuple[Sent, ...]) -> _Stage:
    own = [one for one in source.transformations if one.destination_metadata_id == destination.metadata_id]
    return _transformed(own, forms)


def _transformed(transformations: Iterable[Transformation], forms: tuple[Sent, ...]) -> _Stage:
    doubts: list[str] = []
    for one in transformations:
        truth = _all_forms(one.condition, forms)
        if truth == "no":
            continue
        if one.drops and truth == "yes":
            return f"the transformation {_quoted(one.name)} drops it", forms, doubts
        if one.drops:
            doubts.append(f"the transformation {_quoted(one.name)} drops some")
        elif one.new_event_name is not None:
            renamed = tuple(Sent(form.type, one.new_event_name) for form in forms if form.event is not None)
            forms = tuple(dict.fromkeys(renamed if truth == "yes" and renamed else forms + renamed))
    return None, forms, doubts


def _planned(source: Source, _: Destination, call: Sent, forms: tuple[Sent, ...]) -> _Stage:
    if source.blocks_unplanned and source.planned is not None and call.type == "track":
        names = {call.event, *(form.event for form in forms)}
        unplanned = names - source.planned
        if unplanned == names:
            return "it is not planned, and the source blocks such events", forms, ()
        if unplanned:
            return None, forms, ("one of its names is not planned, and the source blocks such events",)
    return None, forms, ()


def _understood(_: Source, destination: Destination, call: Sent, forms: tuple[Sent, ...]) -> _Stage:
    method = METHODS.get(call.type)
    if destination.methods is None or method is None or method in destination.methods:
        return None, forms, ()
    return f"destinations of the kind take no {call.type} calls", forms, ()


def _filtered(_: Source, destination: Destination, __: Sent, forms: tuple[Sent, ...]) -> _Stage:
    doubts: list[str] = []
    for one in destination.filters:
        truth = _all_forms(one.condition, forms)
        if truth == "no" or one.passes >= 1:
            continue
        if truth == "yes" and one.passes <= 0:
            return f"the filter {_quoted(one.name)} drops it", forms, doubts
        part = f"lets {one.passes:.0%} through" if truth == "yes" else "drops some"
        doubts.append(f"the filter {_quoted(one.name)} {part}")
    return None, forms, doubts


def _all_forms(condition: str | None, forms: tuple[Sent, ...]) -> Truth:
    """Tell whether a call meets a condition in whichever form it has."""
    truths: set[Truth] = {meets(condition, form) for form in forms}
    return truths.pop() if len(truths) == 1 else "maybe"


def _quoted(name: str) -> str:
    return f'"{name}"'


@lru_cache(_ANSWERS)
def meets(condition: str | None, call: Sent) -> Truth:
    """Tell whether a call meets a condition, whatever else is in it.

    Args:
        condition: The condition in FQL; of one that cannot be read, or is not known, nothing is told.
        call: The call.
    """
    node, always, never = _read(condition)
    if always or never:
        return "yes" if always else "no"
    return "maybe" if node is None else _truth(node, call)


@lru_cache(_CONDITIONS)
def _read(condition: str | None) -> tuple[Node | None, bool, bool]:
    """Return a condition as a tree, and whether every event meets it, or none."""
    if condition is None:
        return None, False, False
    try:
        node = parse(condition)
    except Unreadable:
        return None, False, False
    reading = read(condition)
    return node, reading.always, reading.never


def _truth(node: Node, call: Sent) -> Truth:
    match node:
        case Not(part):
            return _OPPOSITE[_truth(part, call)]
        case And(parts) | Or(parts):
            truths = {_truth(part, call) for part in parts}
            deciding: Truth = "no" if isinstance(node, And) else "yes"
            return deciding if deciding in truths else "maybe" if "maybe" in truths else _OPPOSITE[deciding]
        case Comparison(sign, left, right):
            return _compared(sign, _value(left, call), _value(right, call))
        case Constant() | Path() | Call():
            known = _value(node, call)
            if known is None or isinstance(known.value, str):
                return "maybe"
            return "yes" if known.value is True else "no"


def _compared(sign: str, left: Constant | None, right: Constant | None) -> Truth:
    if left is None or right is None:
        return "maybe"
    if sign in ("=", "!="):
        equal = left.value == right.value and isinstance(left.value, bool) == isinstance(right.value, bool)
        same: Truth = "yes" if equal else "maybe" if _is_pattern(left.value, right.value) else "no"
        return same if sign == "=" else _OPPOSITE[same]
    if is_number(left.value) and is_number(right.value):
        order = (left.value > right.value) - (left.value < right.value)
        return "yes" if order in {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[sign] else "no"
    return "maybe"


def _is_pattern(one: Scalar, other: Scalar) -> bool:
    """Tell whether a text would equal another if it were a pattern, as whoever wrote it may have meant it."""
    return isinstance(one, str) and isinstance(other, str) and (fnmatchcase(one, other) or fnmatchcase(other, one))


def _value(node: Node, call: Sent) -> Constant | None:
    """Return what a part of a condition is of a call; ``None`` where type and name do not tell."""
    match node:
        case Constant():
            return node
        case Path(("type",)):
            return Constant(call.type)
        case Path(("event",)):
            return Constant(call.event)
        case Path():
            return None
        case Call(function, arguments):
            values = [_value(argument, call) for argument in arguments]
            known = [value.value for value in values if value is not None]
            count, work = _FUNCTIONS.get(function, (-1, _lowercase))
            return Constant(work(*known)) if len(known) == len(values) == count else None
        case _:
            truth = _truth(node, call)
            return None if truth == "maybe" else Constant(truth == "yes")


def _contains(value: Scalar, part: Scalar) -> bool:
    return isinstance(value, str) and isinstance(part, str) and part in value


def _match(value: Scalar, pattern: Scalar) -> bool:
    return isinstance(value, str) and isinstance(pattern, str) and fnmatchcase(value, pattern)


def _lowercase(value: Scalar) -> Scalar:
    return value.lower() if isinstance(value, str) else value


def _length(value: Scalar) -> Scalar:
    return len(value) if isinstance(value, str) else None


_FUNCTIONS: Final[Mapping[str, tuple[int, Callable[..., Scalar]]]] = {
    "contains": (2, _contains),
    "match": (2, _match),
    "lowercase": (1, _lowercase),
    "length": (1, _length),
}
"""The functions that are known, and how many values they take."""
