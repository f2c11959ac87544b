"""How things are compared: the words in which the tables of kinds say it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import field, frozen

from segment_async._core.values import Json, is_list, is_object
from segment_async.audit.diff.schema import canonical_schema

Shape: TypeAlias = Callable[[Mapping[str, Json]], Mapping[str, Json]]
"""Returns a thing as it is compared."""

Together: TypeAlias = Callable[[Sequence[Mapping[str, Json]]], Mapping[str, Json]]
"""Returns what all the things that were read from one parent say together."""

ZERO_DATE: Final = "0001-01-01"
"""How Segment begins a time that it does not have."""

NAME: Final = "@name"
"""Stands for what people call a thing."""

ID: Final = "@id"
"""Stands for the id of a thing."""


FIRST: Final = frozenset({"", "1", "None"})
"""How the first version of a rule is written."""

NOTHING: Final[Mapping[str, Json]] = {}


class Bag(list[Json]):
    """A list whose order says nothing."""


class Whole(dict[str, Json]):
    """An object that is compared as one, and in which nothing is too empty to count."""


@frozen
class Owner:
    """Something that a thing comes and goes with, besides what it was read from."""

    kind: str
    """Its kind."""

    at: str
    """Where the thing says its id."""


@frozen(kw_only=True)
class Kind:
    """How the things of a kind are compared.

    A thing is known by its id. What has another id in the other snapshot is known by what it is and where it stands,
    as `natural` says. It always comes and goes with the thing that it was read from.
    """

    title: str
    """What a heading calls them."""

    natural: tuple[tuple[str, ...], ...] = ()
    """Places that tell things apart within their parent where ids do not, the best ones first. An empty tuple: nothing
    does, and they are paired by what they say."""

    lasting: tuple[str, ...] = ()
    """Places that stay as they are when a thing gets another name, which is its id, within one workspace."""

    owners: tuple[Owner, ...] = ()
    """What they come and go with as well; of things that were read from nothing, the first is their parent."""

    ignored: Mapping[str, str] = field(factory=dict[str, str])
    """Fields that are not compared, and why."""

    unordered: frozenset[str] = frozenset()
    """Lists whose order says nothing."""

    keyed: Mapping[str, str] = field(factory=dict[str, str])
    """Lists whose entries have names, and where."""

    hidden: frozenset[str] = frozenset()
    """Lists that are empty for a token that may not see them."""

    link: bool = False
    """Whether it says no more than that two things belong together."""

    on: bool = False
    """Whether what does not say so is enabled."""

    facet: bool = False
    """Whether it is a side of the thing that it was read from, which everything of that kind has."""

    together: Together | None = None
    """Makes one thing of all that were read from one parent, which is then a side of that."""

    into: str | None = None
    """The kind whose things it says more of: what changes is listed there."""

    shape: Shape | None = None
    """Gives a thing the form in which it is compared."""

    called: Callable[[Sequence[Json]], str] | None = None
    """Returns what people call a thing, given what its id is made of; ``None`` where it has a name."""

    aliases: tuple[str, ...] = ()
    """Where further ids stand that other things know it by."""

    parts: Mapping[str, str] = field(factory=dict[str, str])
    """Lists of things that no operation reads by themselves: where they stand, and their kind."""

    identity: tuple[str, ...] = ()
    """What tells such parts apart; empty for what is read by itself."""

    local: str | None = None
    """Why they are not compared with another workspace; empty where that goes without saying."""

    @property
    def counts(self) -> bool:
        """Whether it is a thing of its own."""
        return not (self.facet or self.together or self.into)


def joined(parts: Sequence[Json]) -> str:
    """Return the name of a label, such as ``team:growth``."""
    return ":".join(map(str, parts))


def versioned(parts: Sequence[Json]) -> str:
    """Return the name of an event in a tracking plan, given its name and its version."""
    name, version = (str(part) for part in parts)
    return name if version in FIRST else f"{name}, version {version}"


def rule(parts: Sequence[Json]) -> str:
    """Return the name of a rule, given its type, key and version: only events have keys."""
    kind, key, version = parts
    return versioned((key or kind, version))


def switched_off(rows: Sequence[Mapping[str, Json]]) -> Mapping[str, Json]:
    """Return which collections are taken, with their properties: types and stamps come by themselves."""
    return {
        str(row.get("collection")): {
            "enabled": row.get("enabled"),
            "properties": {
                name: {"enabled": said.get("enabled")}
                for name, said in _object(row.get("properties")).items()
                if is_object(said)
            },
        }
        for row in rows
    }


def deployed(rows: Sequence[Mapping[str, Json]]) -> Mapping[str, Json]:
    """Return the code of the version that runs."""
    running = [row.get("code") for row in rows if row.get("isDeployed")]
    return {"deployedCode": running[0]} if running else {}


def schema(value: Json) -> Json:
    """Return a schema in canonical form, to be compared as one."""
    made = canonical_schema(value)
    return Whole(made) if is_object(made) else made


def planned(rule: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a rule of a tracking plan with its schema in canonical form, and whether it is deprecated."""
    since = rule.get("deprecatedAt")
    is_deprecated = bool(since) and not str(since).startswith(ZERO_DATE)
    said = {**rule, "jsonSchema": schema(rule.get("jsonSchema"))}
    return {**said, "deprecated": True} if is_deprecated else said


def permitted(thing: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a user or a group with what each role is held on."""
    held: dict[str, Bag] = {}
    for permission in _objects(thing.get("permissions")):
        role = str(permission.get("roleName") or permission.get("roleId"))
        labels = _labels(permission)
        for resource in _objects(permission.get("resources")) or [NOTHING]:
            on = {name: resource[name] for name in ("type", "id") if name in resource}
            narrowed = sorted({*labels, *_labels(resource)})
            held.setdefault(role, Bag()).append({**on, "labels": narrowed} if narrowed else on)
    return {**thing, "permissions": held}


def _objects(value: Json) -> list[Mapping[str, Json]]:
    return [one for one in value if is_object(one)] if is_list(value) else []


def _object(value: Json) -> Mapping[str, Json]:
    return value if is_object(value) else NOTHING


def _labels(thing: Mapping[str, Json]) -> list[str]:
    return [f"{label.get('key')}:{label.get('value')}" for label in _objects(thing.get("labels"))]
