"""What a diff is: whose snapshots, what changed between them, and what could not be compared."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import asdict, field, frozen

from segment_async._core.values import Json
from segment_async.audit.apis import ApiName
from segment_async.audit.snapshot.view import Workspace

FORMAT: Final = 1
"""Version of a diff in JSON."""

What: TypeAlias = Literal["added", "removed", "changed"]
"""What became of a thing."""

Which: TypeAlias = Literal["a", "b", "both"]
"""One of the two snapshots, or both."""


@frozen
class Side:
    """One of the two snapshots."""

    workspace: Workspace
    """Whose it is."""

    api: ApiName
    """What the workspace was read through."""

    started_at: str
    """When reading began; RFC 3339, UTC."""

    finished_at: str
    """When the last thing was read."""


@frozen
class Thing:
    """Something in a workspace, with where it stands."""

    kind: str
    """What it is, such as ``destination-filter``."""

    id: str

    name: str
    """What people call it; its id where it has no name."""

    parent: "Thing | None" = None
    """What it hangs on; ``None`` where that is the workspace."""

    @property
    def way(self) -> tuple[str, ...]:
        """The names on the way to it, its own the last."""
        return (*(self.parent.way if self.parent else ()), self.name)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids on the way to it, its own the last."""
        return (*(self.parent.ids if self.parent else ()), self.id)


@frozen
class Field:
    """A field that has another value now."""

    path: str
    """Where it stands, such as ``settings.apiHost``."""

    before: Json
    """Its value in the first snapshot; ``None`` where there was none."""

    after: Json
    """Its value in the second; where it is the same as before, it is a secret that is another one now."""


@frozen
class Change:
    """Something that is there, gone, or different now."""

    change: What
    thing: Thing

    fields: tuple[Field, ...] = ()
    """What is different, where it was changed."""

    below: int = 0
    """How many things that hang on it came or went with it; they are not listed."""


@frozen
class NotCompared:
    """Something that could not be compared, so that it may hide changes."""

    snapshot: Which
    """In which of the two it is missing."""

    what: str
    """The kind of thing, or ``secrets``."""

    operation: str | None
    """The operation that was not read; ``None`` where there is another reason."""

    reason: str
    """Why, in a sentence."""

    times: int
    """Of how many things it was not read."""


@frozen
class Diff:
    """What changed between two snapshots."""

    a: Side
    """The first of the two, which things are compared with."""

    b: Side
    """The second."""

    changes: tuple[Change, ...] = ()
    """By kind and name; the same snapshots give the same order."""

    not_compared: tuple[NotCompared, ...] = field(default=())

    @property
    def same_workspace(self) -> bool:
        """Whether both are of one workspace."""
        return self.a.workspace.id == self.b.workspace.id

    @property
    def counts(self) -> Mapping[What, int]:
        """How many things were added, removed and changed."""
        counted = Counter(change.change for change in self.changes)
        kinds: tuple[What, ...] = ("added", "removed", "changed")
        return {kind: counted[kind] for kind in kinds}


def document(diff: Diff) -> dict[str, Any]:
    """Return a diff as JSON has it."""
    return {
        "format": FORMAT,
        "a": asdict(diff.a),
        "b": asdict(diff.b),
        "changes": [
            {
                "change": change.change,
                **_about(change.thing),
                "fields": [asdict(one, recurse=False) for one in change.fields],
                "below": change.below,
            }
            for change in diff.changes
        ],
        "not_compared": [asdict(one) for one in diff.not_compared],
    }


def _about(thing: Thing) -> dict[str, Any]:
    parent = None if thing.parent is None else _about(thing.parent)
    return {"kind": thing.kind, "id": thing.id, "name": thing.name, "parent": parent}
