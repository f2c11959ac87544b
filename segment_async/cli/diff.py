"""``segment-async diff``: what changed between two snapshots."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, TypeAlias

from rich.text import Text

from segment_async._core.visible import visible, visible_lines
from segment_async.audit.diff import Diff, compare, document
from segment_async.audit.diff.markdown import markdown
from segment_async.audit.diff.render import Line, Look, lines
from segment_async.audit.snapshot.view import Snapshot
from segment_async.cli.failures import FAILED_ITEMS, FINE
from segment_async.cli.options import Output
from segment_async.cli.outlets import send
from segment_async.cli.terminal import show
from segment_async.errors import ConfigurationError

DiffFormat: TypeAlias = Literal["text", "markdown", "json"]
"""How a diff is written."""

FailOnChange: TypeAlias = Literal["changed", "never"]
"""Whether a change fails the command."""

STYLES: Final[dict[Look, str]] = {
    "title": "bold",
    "heading": "bold cyan",
    "added": "green",
    "removed": "red",
    "changed": "yellow",
    "more": "green",
    "less": "red",
    "code": "dim",
}

INDENT: Final = "  "


def diff(
    a: Path,
    b: Path,
    /,
    *,
    format: DiffFormat | None = None,
    out: Path | None = None,
    fail_on: FailOnChange = "never",
    output: Output = Output(),  # noqa: B008 - frozen
) -> int:
    """List what changed between two snapshots: what people configure, and nothing that happens by itself.

    Args:
        a: The earlier snapshot, or the folder that an audit wrote it to. It may be of another workspace.
        b: The later one.
        format: Text for people, as it is without this; Markdown; or JSON, as with --json.
        out: File to write it to, readable by you alone; an earlier one is replaced when the new one is whole.
        fail_on: With changed, any change makes the exit code 1.
        output: See `Output`.
    """
    if output.json and format not in (None, "json"):
        raise ConfigurationError(f"--json and --format {format} do not go together; leave one of them out.")
    with Snapshot(a) as one, Snapshot(b) as other:
        found = compare(one, other)
    match "json" if output.json else format or "text":
        case "json":
            send([visible_json(found)], out)
        case "markdown":
            send((f"{visible(line)}\n" for line in markdown(found)), out)
        case _ if out is None:
            show(*map(styled, lines(found)))
        case _:
            send(_plain(found), out)
    return FAILED_ITEMS if found.changes and fail_on == "changed" else FINE


def styled(line: Line) -> Text:
    """Return a line as a terminal shows it."""
    return Text(f"{INDENT * line.depth}{visible(line.text)}", STYLES.get(line.look, ""))


def visible_json(found: Diff) -> str:
    """Return a diff as JSON, in which what could steer a terminal is spelled out."""
    return f"{visible_lines(json.dumps(document(found), ensure_ascii=False, indent=2))}\n"


def _plain(found: Diff) -> Iterator[str]:
    for line in lines(found):
        yield f"{INDENT * line.depth}{visible(line.text)}".rstrip() + "\n"
