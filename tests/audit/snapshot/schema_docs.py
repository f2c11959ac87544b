"""``python -m tests.audit.snapshot.schema_docs``: write what a snapshot holds into its documentation."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from segment_async.audit.snapshot.views import TABLES, VIEWS, Described, query_of

PAGE = Path(__file__).parents[3] / "docs" / "snapshot.md"
BEGIN, END = "<!-- schema -->\n", "<!-- /schema -->\n"


def schema() -> str:
    """Return the part of the page that lists tables and views with their columns."""
    return "".join([*_section("Tables", TABLES), *_section("Views", VIEWS)])


def _section(title: str, relations: Mapping[str, Described]) -> Iterator[str]:
    yield f"\n### {title}\n"
    for name, described in relations.items():
        also = " Also through the Config API." if name in VIEWS and query_of(name, "config") else ""
        yield f"\n#### `{name}`\n\n{described.meaning[0].upper()}{described.meaning[1:]}.{also}\n\n"
        yield "| column | holds |\n|---|---|\n"
        yield from (f"| `{column}` | {meaning} |\n" for column, meaning in described.columns.items())
    yield "\n"


def split(page: str) -> tuple[str, str, str]:
    """Return what stands before that part, the part, and what follows it."""
    before, _, rest = page.partition(BEGIN)
    part, _, after = rest.partition(END)
    return before, part, after


if __name__ == "__main__":
    head, _, tail = split(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(f"{head}{BEGIN}{schema()}{END}{tail}", encoding="utf-8")
