"""The page: self-contained, with a policy that lets nothing run or load but its own style and its own script."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Final

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from segment_async._core.values import Json, is_list, is_object
from segment_async._core.visible import spelled_out
from segment_async.audit.apis import TITLES
from segment_async.audit.checks import Check
from segment_async.audit.diff.render import NAME, beside, change_lines, headline, missing, named
from segment_async.audit.findings import Finding
from segment_async.audit.report import picture, wording
from segment_async.audit.report.contents import Contents
from segment_async.audit.report.tables import Cell, Kind, Table
from segment_async.audit.verdict import Verdict, needs

REPORT: Final = "report.html"
"""Name of the file."""

FINDINGS_AT_MOST: Final = 500
"""Findings of a check that the page shows; the rest is counted, and in ``findings.json``."""

CHANGES_AT_MOST: Final = 500
"""Changes since an earlier snapshot that it shows."""

ROWS_AT_FIRST: Final = 15
"""Rows of a table that stand in the page itself; its script shows the others."""


NOTHING: Final = "\N{EN DASH}"
"""What an empty cell shows."""


@frozen
class Section:
    """One check in the report."""

    check: Check
    findings: tuple[Finding, ...]
    blind: bool
    """Whether something that the check looks at could not be read."""

    @property
    def mixed(self) -> bool:
        """Whether it found things of several kinds."""
        return len({finding.subject.kind for finding in self.findings}) > 1

    @property
    def heading(self) -> str:
        """What stands above the names of what it found."""
        return "Name" if self.mixed else wording.heading(self.findings[0].subject.kind)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that the page shows."""
        return self.findings[:FINDINGS_AT_MOST]


def render(verdict: Verdict, contents: Contents | None = None) -> str:
    """Return the page that shows a verdict, and what the snapshot holds beside it."""
    environment = Environment(
        loader=PackageLoader("segment_async.audit.report"),
        autoescape=True,
        finalize=wording.visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": "{:,}".format, "words": wording.words, "moment": wording.moment}
    contents = contents or Contents()
    style, script = (environment.get_template(f"report.{kind}").render() for kind in ("css", "js"))
    return environment.get_template("report.html.j2").render(
        verdict=verdict,
        api=TITLES[verdict.api],
        contents=contents,
        sections=sections(verdict),
        resources=by_parent(verdict.resources),
        labels=wording.LABELS,
        headline=headline,
        named=wording.named,
        way=named,
        beside=beside,
        missing=missing,
        change_lines=change_lines,
        changes_at_most=CHANGES_AT_MOST,
        cut=wording.cut,
        fact=wording.fact,
        message=message,
        several=wording.several,
        plural=wording.plural,
        shown=shown,
        at_first=ROWS_AT_FIRST,
        picture=picture,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=_hash(style),
        script=Markup(script),  # noqa: S704 - our own file
        script_hash=_hash(script),
        data=as_data(contents.tables),
    )


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def as_data(tables: Iterable[Table]) -> Markup:
    """Return the rows of tables as JSON that can stand in a page: no text in it can end the element around it."""
    rows = {table.question.id: [[_cell(cell) for cell in row] for row in table.rows] for table in tables}
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing in it is markup any more


def _cell(cell: Cell) -> Cell:
    return spelled_out(cell) if isinstance(cell, str) else cell


def shown(cell: Cell, kind: Kind) -> str:
    """Return a cell as people read it; the script of the page says it the same way."""
    if cell is None or cell == "":
        return NOTHING
    if kind == "flag":
        return "yes" if cell else "no"
    if kind == "moment":
        return str(cell)[:16].replace("T", " ")
    if isinstance(cell, str):
        return wording.seen(cell)
    return f"{cell:.1%}" if kind == "share" else f"{cell:,}"


def message(finding: Finding) -> str:
    """Return what a finding says, with names that would push it out of sight cut as they are beside it."""
    said = finding.message
    for name in sorted({finding.subject.name, *_texts(finding.evidence)}, key=len, reverse=True):
        if len(name) > NAME:
            said = said.replace(name, wording.cut(name, NAME))
    return said


def _texts(value: Json) -> Iterator[str]:
    """Yield the texts within a fact."""
    if isinstance(value, str):
        yield value
    elif is_list(value):
        yield from chain.from_iterable(map(_texts, value))
    elif is_object(value):
        yield from chain.from_iterable(map(_texts, value.values()))


def sections(verdict: Verdict) -> Sequence[Section]:
    """Return the checks in their order, each with what it found."""
    hidden = {gap.operation for gap in verdict.gaps}
    by_check: dict[str, list[Finding]] = {}
    for finding in verdict.findings:
        by_check.setdefault(finding.check, []).append(finding)
    return [
        Section(
            check,
            tuple(by_check.get(check.id, ())),
            not hidden.isdisjoint(needs(check, verdict.api)),
        )
        for check in verdict.checks
    ]


def by_parent(resources: Mapping[str, int]) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Return the kinds of things that hang on nothing, each with how many there are and with the kinds that hang on it.

    ``source-settings`` hangs on ``source``: its name starts with it. Kinds on which something hangs come first.
    """
    groups: dict[str, list[tuple[str, int]]] = {}
    for kind in sorted(resources):
        root = next((root for root in groups if kind.startswith(f"{root}-")), None)
        if root is None:
            groups[kind] = []
        else:
            groups[root].append((kind.removeprefix(f"{root}-"), resources[kind]))
    return sorted(
        ((root, resources[root], children) for root, children in groups.items()), key=lambda group: not group[2]
    )
