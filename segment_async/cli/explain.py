"""How an operation, and the list of all of them, are shown."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from segment_async.cli.apis import API, PUBLIC, Described
from segment_async.cli.fields import Field
from segment_async.cli.manual import Manual
from segment_async.cli.terminal import table

HOW_TO_GIVE = {
    "Path": "--path NAME=VALUE",
    "Query": "--query NAME=VALUE, again for each item of a list",
    "Body": "--body JSON, or @FILE, or @- for the standard input",
}
"""What stands beside the headings of what an operation takes."""


def explain(manual: Manual) -> Iterator[RenderableType]:
    """Yield what a person reads about an operation."""
    yield Text.assemble((manual.name, "bold"), f"  {manual.method} {manual.path}")
    yield ""
    prose = Table.grid()  # breaks lines between words on a terminal, where a plain text would not
    prose.add_row(f"{manual.summary}\n{manual.description}".rstrip())
    yield prose
    yield ""
    yield _grid((Text(label, "bold"), said) for label, said in manual.facts.items())
    given = (manual.path_fields, manual.query_fields, manual.body_fields)
    for (heading, how), rows in zip(HOW_TO_GIVE.items(), given, strict=True):
        yield from _section(heading, how, rows)
    walk = f"; --all prints {manual.listed}, one a line" if manual.listed else ""
    yield from _section("Answer", f"status {manual.status}{walk}", manual.answer_fields)
    yield from ("", Text("Example", "bold"), f"  {manual.invocation}")


def catalogue(operations: Iterable[Described]) -> Table:
    """Return a table of operations, under the tags that they belong to."""
    tags: dict[tuple[API, str], list[Described]] = {}
    for one in operations:
        tags.setdefault((one.api, one.tag), []).append(one)
    listed = table("operation", "what it does")
    listed.columns[0].no_wrap = True
    for (api, tag), members in tags.items():
        listed.add_row(Text(tag if api is PUBLIC else f"{tag}, {api.title}", "bold"))
        for one in members:
            listed.add_row(f"  {one.name}", one.summary)
    return listed


def _section(heading: str, how: str, rows: Iterable[Field]) -> Iterator[RenderableType]:
    pairs = [(Text(f"  {one.name}", "cyan"), _sentence(one)) for one in rows]
    if pairs or heading == "Answer":
        yield from ("", Text.assemble((heading, "bold"), f"  {how}"))
    if pairs:
        yield _grid(pairs)


def _sentence(one: Field) -> Text:
    needed = f"{one.kind}, {one.need}" if one.need else one.kind
    return Text.assemble((f"{needed}.", "italic"), f" {one.about}")


def _grid(rows: Iterable[tuple[Text, Text | str]]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    for row in rows:
        grid.add_row(*row)
    return grid
