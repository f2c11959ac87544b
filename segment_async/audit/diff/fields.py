"""What is different between a thing as it was and as it is."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from segment_async._core.paging import get
from segment_async._core.unset import UNSET
from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.diff.kind import ZERO_DATE, Bag, Kind, Whole
from segment_async.audit.diff.values import Field

HIDDEN: Final = "[redacted]"
"""Stands for a secret that is not told from others."""

MARKER: Final = re.compile(r"\[redacted(:[0-9a-f]{12})?\]")
"""What stands for a secret in a snapshot."""

_MASKED: Final = re.compile(r"•+|\*{4,}")
"""What Segment sends in the place of a secret."""

_PLAIN: Final = re.compile(r"[\w$@-]+")
_encode: Final[Callable[[Json], str]] = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@frozen
class Translation:
    """Puts what the first snapshot says into the words of the second: ids, and names that contain the workspace's."""

    ids: dict[str, str] = field(factory=dict[str, str])
    """Ids of the second by those of the first, where they differ."""

    swaps: Sequence[tuple[re.Pattern[str], str]] = ()
    """Parts of texts that name the workspace, and how the second calls it."""

    def text(self, text: str) -> str:
        """Return a text as the second snapshot has it."""
        if text in self.ids:
            return self.ids[text]
        for pattern, other in self.swaps:
            text = pattern.sub(other.replace("\\", r"\\"), text)
        return text

    def way(self, parent_id: str) -> str:
        """Return ids that are joined by slashes as the second snapshot has them."""
        whole = self.text(parent_id)
        return whole if whole != parent_id else "/".join(self.ids.get(part, part) for part in parent_id.split("/"))

    def value(self, value: Json) -> Json:
        """Return a value as the second snapshot has it."""
        if isinstance(value, str):
            return self.text(value)
        if is_list(value):
            return [self.value(one) for one in value]
        if is_object(value):
            return {self.text(name): self.value(one) for name, one in value.items()}
        return value


@frozen(kw_only=True)
class Terms:
    """On what terms two snapshots are compared."""

    translation: Translation
    """From the first to the second."""

    noise: Mapping[str, str]
    """Fields that are compared of no kind."""

    same_workspace: bool = True
    """Whether both are of one workspace."""

    secrets: bool = True
    """Whether a marker tells one secret from another in both."""

    unseen: frozenset[str] = frozenset()
    """Lists that one of the two was made without a right to see."""

    gone: Callable[[str], bool] = lambda _: False
    """Tells of an id whether its thing is gone."""


def differences(kind: Kind, before: Json, after: Json, terms: Terms) -> list[Field]:
    """Return the fields in which a thing differs, by path.

    Args:
        kind: How its kind is compared.
        before: What the first snapshot says of it.
        after: What the second says.
        terms: On what terms they are compared.
    """
    if kind.link or not (is_object(before) and is_object(after)):
        return []
    skipped = {*terms.noise, *kind.ignored, *(terms.unseen & kind.hidden)}
    a, b = (shape_of(kind, thing, terms, skipped) for thing in (before, after))
    return list(_Walk(kind, terms).objects(a, b, ()))


def shape_of(kind: Kind, thing: Mapping[str, Json], terms: Terms, skipped: Iterable[str] = ()) -> dict[str, Json]:
    """Return a thing in the form in which it is compared: without noise, without what is empty."""
    left_out = {*skipped}
    shaped = {**(kind.shape(thing) if kind.shape else thing)}
    made: dict[str, Json] = {}
    for name, value in shaped.items():
        if name in left_out:
            continue
        loose: Json = Bag(value) if name in kind.unordered and is_list(value) else value
        kept = _kept(loose, secrets=terms.secrets)
        if kept is not UNSET:
            made[name] = kept
    return made


def canonical(kind: Kind, thing: Json, terms: Terms, *, first: bool) -> str:
    """Return what a thing says as a text, by which things without a name are told apart.

    Args:
        kind: How its kind is compared.
        thing: What a snapshot says of it.
        terms: On what terms the two are compared.
        first: Whether that is the first snapshot.
    """
    if not is_object(thing):
        return _encode(thing)
    shaped = shape_of(kind, thing, terms, {*terms.noise, *kind.ignored})
    return _encode(terms.translation.value(shaped) if first else shaped)


def _kept(value: Json, *, secrets: bool) -> Any:  # noqa: ANN401 - JSON, or UNSET
    """Return a value without what is empty in it; `UNSET` for one that is empty itself."""
    if isinstance(value, str):
        if not value or value.startswith(ZERO_DATE):
            return UNSET
        return HIDDEN if not secrets and MARKER.fullmatch(value) else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if is_list(value):
        made = [_or_null(_kept(one, secrets=secrets)) for one in value]
        return (Bag(made) if isinstance(value, Bag) else made) or UNSET
    if is_object(value) and not isinstance(value, Whole):
        members = ((name, _kept(one, secrets=secrets)) for name, one in value.items())
        value = {name: one for name, one in members if one is not UNSET}
    return UNSET if value is None or value == {} else value


def _or_null(value: Any) -> Json:  # noqa: ANN401 - JSON, or UNSET
    return None if value is UNSET else value


@frozen
class _Walk:
    """Goes through two values at once."""

    kind: Kind
    terms: Terms

    def objects(self, a: Mapping[str, Json], b: Mapping[str, Json], way: tuple[str, ...]) -> Iterator[Field]:
        translated = {self.terms.translation.text(name): name for name in a}
        for name in sorted({*translated, *b}):
            if ".".join((*way, name)) not in self.kind.parts:
                own = translated.get(name, name)
                yield from self.values(a.get(own, UNSET), b.get(name, UNSET), (*way, name))

    def values(self, a: Any, b: Any, way: tuple[str, ...]) -> Iterator[Field]:  # noqa: ANN401 - JSON, or UNSET
        place = ".".join(way)
        if self.kind.on and way[-1] == "enabled":
            a, b = (True if value is UNSET else value for value in (a, b))
        if place in self.kind.keyed:
            a, b = _by_key(a, b, self.kind.keyed[place])
        if all(value is UNSET or (is_object(value) and not isinstance(value, Whole)) for value in (a, b)):
            yield from self.objects(a or {}, b or {}, way)
            return
        if isinstance(a, Bag):
            a = self._without_gone(a)
        if not self.same(a, b) and not (b is UNSET and isinstance(a, str) and self.terms.gone(a)):
            yield Field(path_of(way), _or_null(a), _or_null(b))

    def _without_gone(self, bag: Bag) -> Any:  # noqa: ANN401 - JSON, or UNSET
        """Leave out of a bag what went with the thing that it mentions."""
        return Bag(one for one in bag if not any(map(self.terms.gone, texts_in(one)))) or UNSET

    def same(self, a: Any, b: Any) -> bool:  # noqa: ANN401 - JSON, or UNSET
        """Tell whether two values say the same."""
        if isinstance(a, str) and isinstance(b, str):
            return a == b or self.terms.translation.text(a) == b or bool(_MASKED.fullmatch(a) or _MASKED.fullmatch(b))
        if isinstance(a, Bag) and isinstance(b, Bag):
            return sorted(map(_encode, self.terms.translation.value(a))) == sorted(map(_encode, b))
        if is_list(a) and is_list(b):
            return len(a) == len(b) and all(self.same(one, other) for one, other in zip(a, b, strict=True))
        if is_object(a) and is_object(b):
            one: Mapping[str, Json] = {self.terms.translation.text(name): value for name, value in a.items()}
            return one.keys() == b.keys() and all(self.same(one[name], b[name]) for name in b)
        return type(a) is type(b) and a == b


def _by_key(a: Any, b: Any, key: str) -> tuple[Any, Any]:  # noqa: ANN401 - JSON, or UNSET
    """Return two lists as objects, where each of their entries has a name of its own."""
    made: list[Any] = []
    for entries in (a, b):
        if entries is UNSET:
            made.append(UNSET)
            continue
        if not (is_list(entries) and all(map(is_object, entries))):
            return a, b
        named = {str(get(entry, key)): {n: v for n, v in entry.items() if n != key} for entry in entries}
        if len(named) < len(entries):
            return a, b
        made.append(named)
    return made[0], made[1]


def texts_in(value: Json) -> Iterator[str]:
    """Yield the texts in a value."""
    if isinstance(value, str):
        yield value
    elif is_list(value):
        for one in value:
            yield from texts_in(one)
    elif is_object(value):
        for one in value.values():
            yield from texts_in(one)


def path_of(way: Iterable[str]) -> str:
    """Return where a field stands: names joined by dots, those that are no plain words in brackets."""
    path = ""
    for name in way:
        if _PLAIN.fullmatch(name):
            path += f".{name}" if path else name
        else:
            path += f"[{json.dumps(name, ensure_ascii=False)}]"
    return path
