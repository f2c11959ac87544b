"""``python -m tests.audit.diff.docs``: write what is compared, and what is not, into the documentation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from segment_async.audit.apis import TITLES, ApiName
from segment_async.audit.diff.kind import ID, NAME, Kind
from segment_async.audit.diff.kinds import COMPARED, LEFT_OUT
from segment_async.audit.reading.plan import plan_of

PAGE: Final = Path(__file__).parents[3] / "docs" / "diff.md"
BEGIN, END = "<!-- kinds -->\n", "<!-- /kinds -->\n"
SPOKEN: Final = {NAME: "name", ID: "id"}


def tables() -> str:
    """Return the part of the page that lists every kind of a snapshot."""
    return "".join(line for api in ("public", "config") for line in _tables(api))


def _tables(api: ApiName) -> Iterator[str]:
    yield f"\n### {TITLES[api]}\n\n"
    yield "| kind | is known by | goes with | fields that are not compared |\n|---|---|---|---|\n"
    reads = {read.kind: read for read in plan_of(api)}
    whole = {part: name for name, kind in COMPARED[api].items() for part in kind.parts.values()}
    for name, kind in COMPARED[api].items():
        parent = reads[name].parent if name in reads else whole[name]
        fields = "; ".join(f"`{field}`: {reason}" for field, reason in sorted(kind.ignored.items()))
        owners = [parent, *(owner.kind for owner in kind.owners)]
        with_ = ", ".join(f"`{owner}`" for owner in owners if owner)
        yield f"| `{name}` | {_known(kind, (*reads[name].identity,) if name in reads else ())} | {with_} | {fields} |\n"
    yield "\nNot compared:\n\n| kind | because it |\n|---|---|\n"
    yield from (f"| `{name}` | {reason} |\n" for name, reason in sorted(LEFT_OUT[api].items()))
    yield "\n"


def _known(kind: Kind, identity: tuple[str, ...]) -> str:
    """Say by what things are known."""
    if kind.into:
        return f"listed as `{kind.into}`"
    if kind.facet or kind.together:
        return "what it goes with"
    own = [", ".join(f"`{place}`" for place in kind.identity or identity) or "id"]
    further = [
        ", ".join(f"`{SPOKEN.get(place, place)}`" for place in places) for places in (*kind.natural, kind.lasting)
    ]
    return ", or else ".join(filter(None, [*own, *(["what it says"] if () in kind.natural else []), *further]))


def split(page: str) -> tuple[str, str, str]:
    """Return what stands before that part, the part, and what follows it."""
    before, _, rest = page.partition(BEGIN)
    part, _, after = rest.partition(END)
    return before, part, after


if __name__ == "__main__":
    head, _, tail = split(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(f"{head}{BEGIN}{tables()}{END}{tail}", encoding="utf-8")
