"""Resource names such as ``workspaces/acme/sources/js``: values that parse, build, validate, and stand for slugs."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, Self
from urllib.parse import unquote

from segment_async._core.operation import Operation
from segment_async._core.unset import UNSET, Unset
from segment_async._core.values import Json, is_list, is_object
from segment_async.errors import ConfigurationError

PATTERNS: Final[Mapping[str, str]] = {
    "workspace": "workspaces/{workspace}",
    "source": "workspaces/{workspace}/sources/{source}",
    "schema-config": "workspaces/{workspace}/sources/{source}/schema-config",
    "destination": "workspaces/{workspace}/sources/{source}/destinations/{destination}",
    "destination-setting": "workspaces/{workspace}/sources/{source}/destinations/{destination}/config/{setting}",
    "destination-filter": "workspaces/{workspace}/sources/{source}/destinations/{destination}/filters/{filter}",
    "destination-filter-of-instance": (
        "workspaces/{workspace}/sources/{source}/destinations/{destination}/config/{instance}/filters/{filter}"
    ),
    "metric": "workspaces/{workspace}/sources/{source}/destinations/{destination}/metrics/{metric}",
    "tracking-plan": "workspaces/{workspace}/tracking-plans/{tracking_plan}",
    "source-connection": "workspaces/{workspace}/tracking-plans/{tracking_plan}/source-connections/{source}",
    "role": "workspaces/{workspace}/roles/{role}",
    "policy": "workspaces/{workspace}/roles/{role}/policies/{policy}",
    "invite": "workspaces/{workspace}/invites/{invite}",
    "function": "workspaces/{workspace}/functions/{function}",
    "catalog-source": "catalog/sources/{source}",
    "catalog-destination": "catalog/destinations/{destination}",
    "access-token": "access-tokens/{access_token}",
    "app": "apps/{app}",
    "install": "installs/{install}",
    "collection": "workspaces/{workspace}/sources/{source}/{collection}",
}
"""The names that the Config API is known to give, the more particular first."""

PART_AT_MOST: Final = 255
"""Characters of one part, as for every value in a path."""

_SLOT: Final = re.compile(r"\{(\w+)\}")


class ResourceName(str):
    """The name of something in a workspace: a text, checked part by part.

    ::

        name = ResourceName.build("source", workspace="acme", source="js")
        name == "workspaces/acme/sources/js"
        ResourceName("workspaces/acme/sources/js").slots["source"] == "js"
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Parse a name.

        Raises:
            ConfigurationError: It is no name: a part is empty, climbs, or holds what no name holds.
        """
        return super().__new__(cls, "/".join(parts_of(text)))

    @classmethod
    def build(cls, kind: str, **slots: str) -> Self:
        """Put a name together.

        Args:
            kind: What it names, a key of `PATTERNS`.
            **slots: A value for each slot of the pattern.

        Raises:
            ConfigurationError: There is no such kind, or its slots are others.
        """
        if kind not in PATTERNS:
            raise ConfigurationError(f"There is no kind {kind!r} of names; choose of {', '.join(PATTERNS)}.")
        wanted = _SLOT.findall(PATTERNS[kind])
        if set(wanted) != set(slots):
            raise ConfigurationError(f"The name of a {kind} takes {' and '.join(wanted)}; pass exactly these.")
        parts = {slot: text_of(slot, value) for slot, value in slots.items()}
        for slot, part in parts.items():
            if "/" in part:
                raise ConfigurationError(f"{slot} is {part!r:.200}, which holds a slash; pass one part of the name.")
        return cls(PATTERNS[kind].format_map(parts))

    @property
    def parts(self) -> tuple[str, ...]:
        """What stands between the slashes."""
        return tuple(self.split("/"))

    @property
    def kind(self) -> str | None:
        """What it names, a key of `PATTERNS`; ``None`` where the pattern is not known."""
        return next((kind for kind, pattern in PATTERNS.items() if match(pattern, self) is not None), None)

    @property
    def slots(self) -> Mapping[str, str]:
        """The parts that differ from name to name, by what they are; empty where the pattern is not known."""
        return (match(PATTERNS[self.kind], self) or {}) if self.kind else {}

    def __repr__(self) -> str:
        """Show the name as what it is."""
        return f"ResourceName({str(self)!r})"


def parts_of(text: str) -> tuple[str, ...]:
    """Split a resource name into its parts.

    Raises:
        ConfigurationError: It is no name.
    """
    parts = tuple(text_of("A resource name", text).split("/"))
    for part in parts:
        if not 1 <= len(part) <= PART_AT_MOST:
            raise ConfigurationError(
                f"{text!r:.200} has a part of {len(part)} characters; a resource name is parts of 1 to {PART_AT_MOST} "
                "characters with single slashes between them, such as workspaces/acme/sources/js."
            )
        if unquote(part) in {".", ".."} or any(_is_control(character) for character in part):
            raise ConfigurationError(f"{text!r:.200} would address something else than it says; pass a resource name.")
    return parts


def text_of(what: str, value: str) -> str:
    """Return a text as plain text: a kind of text of the caller's own may show itself as another than it is.

    Args:
        what: What it is, for the message.
        value: The text.

    Raises:
        ConfigurationError: It is no text.
    """
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        raise ConfigurationError(f"{what} is of type {type(value).__name__}; pass it as text.")
    return str.__str__(value)


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff" or character in "?#\\"


def match(pattern: str, name: str) -> dict[str, str] | None:
    """Return what stands in the slots of a pattern; ``None`` where a name is not of it."""
    found = _matcher(pattern).fullmatch(name)
    return found.groupdict() if found else None


@cache
def _matcher(pattern: str) -> re.Pattern[str]:
    literals_and_slots = _SLOT.split(pattern)
    return re.compile(
        "".join(f"(?P<{each}>[^/]+)" if place % 2 else re.escape(each) for place, each in enumerate(literals_and_slots))
    )


def ids_of(operation: Operation[Any], path: Mapping[str, str | Unset]) -> dict[str, str]:
    """Return the path values of a call, taken out of the resource names that stand for them.

    A value with slashes is a name. It says everything that its pattern has slots for, so that values before and after
    it may be left out; where they are there, they must agree with it.

    Args:
        operation: What is called.
        path: Slugs, ids and names by path parameter; `UNSET` ones are left out.

    Raises:
        ConfigurationError: A name is not of a pattern that fits, or two values contradict one another.
    """
    given = {name: text_of(name, value) for name, value in path.items() if value is not UNSET}
    ids = {name: value for name, value in given.items() if "/" not in value or is_whole(operation, name)}
    for name, value in given.items():
        if name in ids:
            continue
        parts_of(value)
        patterns = _patterns(operation)
        said = next((found for pattern in patterns if (found := match(pattern, value)) is not None), None)
        if said is None:
            raise ConfigurationError(
                f"{name} is {value!r:.200}, which is no name that {operation} takes; "
                f"pass a slug, or a name such as {patterns[0]}.",
                operation_id=operation.id,
            )
        known = set(_SLOT.findall(operation.path))
        for slot, part in said.items():
            if slot in known and ids.setdefault(slot, part) != part:
                raise ConfigurationError(
                    f"{value!r:.200} says that {slot} is {part!r}, and {ids[slot]!r:.200} came too; pass one of them.",
                    operation_id=operation.id,
                )
    return ids


def is_whole(operation: Operation[Any], parameter: str) -> bool:
    """Tell whether a path parameter holds a whole name, not a part of one."""
    slot = f"{{{parameter}}}"
    return slot not in operation.names.get(parameter, slot)


def _patterns(operation: Operation[Any]) -> tuple[str, ...]:
    """Return the patterns of the names that may stand in an operation's path: its template, piece by piece."""
    parameters = [name for name in _SLOT.findall(operation.path) if name in operation.names]
    others = [operation.names[name] for name in parameters if not is_whole(operation, name)]
    template = operation.path.strip("/").split("/")
    pieces = (template[:length] for length in range(len(template), 0, -1) if _SLOT.search(template[length - 1]))
    return (*("/".join(piece) for piece in pieces), *others)


def path_of(operation: Operation[Any], ids: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a URL template's parameters, whole names completed.

    Args:
        operation: What is called.
        ids: What is known, also of slots that only names have.

    Raises:
        ConfigurationError: A value is no name.
    """
    return {
        name: completed(operation.names[name], value, ids) if is_whole(operation, name) else value
        for name, value in ids.items()
        if f"{{{name}}}" in operation.path
    }


def completed(pattern: str, value: str, ids: Mapping[str, str]) -> str:
    """Return the resource name that a slug means.

    Args:
        pattern: Of the name; its last slot is the slug's.
        value: A slug, or a name of this pattern, which stays as it is.
        ids: What stands in the other slots.

    Raises:
        ConfigurationError: A slot cannot be filled, or the slug is none, or the name is one of something else.
    """
    if "/" in value:
        parts_of(value)
        if match(pattern, value) is None:
            raise ConfigurationError(f"{value!r:.200} names something else; pass a name such as {pattern}.")
        return value
    *others, last = _SLOT.findall(pattern)
    if missing := [slot for slot in others if slot not in ids]:
        raise ConfigurationError(f"{value!r:.200} needs its {missing[0]}; pass the whole name, {pattern}.")
    return "/".join(parts_of(pattern.format_map({**{slot: ids[slot] for slot in others}, last: value})))


def complete(operation: Operation[Any], ids: Mapping[str, str], values: Json) -> Json:
    """Return a query or a body with the slugs completed that stand in places of resource names.

    Args:
        operation: What is called.
        ids: Its path values. What a name says counts for those inside it too.
        values: JSON values by wire name.

    Raises:
        ConfigurationError: A name cannot be completed, or contradicts the path.
    """
    said: dict[str, str] = {}  # by the path, so that names elsewhere must agree with it
    for parameter, value in path_of(operation, ids).items():
        said.update(match(operation.names.get(parameter, ""), value) or {parameter: value})
    for place, pattern in operation.names.items():

        def fill(name: str, pattern: str = pattern) -> str:
            return _agreeing(completed(pattern, name, {**ids, **said}), pattern, said)

        steps = place.replace("[]", ".[]").split(".")
        values = _mapped(values, steps, fill)
        if "[]" not in steps and isinstance(name := _at(values, steps), str):
            said.update(match(pattern, name) or {})
    return values


def _agreeing(name: str, pattern: str, said: Mapping[str, str]) -> str:
    """Return a name of something that is where the call is: all that comes before its last slot is said already.

    Raises:
        ConfigurationError: It is elsewhere.
    """
    parts = match(pattern, name) or {}
    for slot in _SLOT.findall(pattern)[:-1]:
        part = parts.get(slot)
        if said.get(slot, part) != part:
            raise ConfigurationError(
                f"{name!r:.200} says that {slot} is {part!r}, and the call is about {said[slot]!r:.200}; "
                "pass names that agree, or call with with_options(workspace=…) where the workspace differs."
            )
    return name


def _mapped(value: Json, place: Sequence[str], change: Callable[[str], str]) -> Json:
    """Return a value with the texts at a place changed."""
    if not place:
        return change(value) if isinstance(value, str) else value
    step, *rest = place
    if step == "[]":
        return [_mapped(item, rest, change) for item in value] if is_list(value) else value
    if is_object(value) and step in value:
        return {**value, step: _mapped(value[step], rest, change)}
    return value


def _at(value: Json, place: Sequence[str]) -> Json:
    for step in place:
        value = value.get(step) if is_object(value) else None
    return value
