"""What people read of a diff."""

from collections.abc import Mapping
from typing import Any

import pytest

from segment_async.audit.diff import Change, Diff, Field, NotCompared, Side, Thing
from segment_async.audit.diff.markdown import markdown
from segment_async.audit.diff.render import apart, field_lines, lines
from segment_async.audit.snapshot.view import Workspace

from .making import ACME, OTHER

A = Side(Workspace(**ACME), "public", "2026-01-01T08:00:00.000000Z", "2026-01-01T08:05:00.000000Z")
B = Side(Workspace(**ACME), "public", "2026-01-02T08:00:00.000000Z", "2026-01-02T08:05:00.000000Z")
DEV = Side(Workspace(**OTHER), "public", "2026-01-02T08:00:00.000000Z", "2026-01-02T08:05:00.000000Z")

WEB = Thing("source", "s1", "Web")
GA4 = Thing("destination", "d1", "GA4", WEB)
RULE = Thing("tracking-plan-rule", "r", "Paid", Thing("tracking-plan", "tp", "Shop"))

OLDER = ", the second snapshot being the older one"
LONG, END = "x" * 100, "x" * 16
ONE, TWO = "[redacted:0123456789ab]", "[redacted:ba9876543210]"

CHANGES = (
    Change("added", Thing("source", "s2", "App"), below=1),
    Change("removed", Thing("source", "s3", "Old"), below=1200),
    Change(
        "changed", GA4, (Field("enabled", before=True, after=False), Field("settings.list", ["a", "b"], ["b", "c"]))
    ),
    Change("changed", RULE, (Field("jsonSchema", {"required": ["a"]}, {"required": ["a", "b"]}),)),
)
GAP = NotCompared("b", "warehouse", "listWarehouses", "The token may not read it.", 2)

TEXT = """\
Acme: 4 changes between 2026-01-01 08:00 UTC and 2026-01-02 08:00 UTC
1 added, 1 removed, 2 changed

Sources
  + App (with 1 thing on it)
  - Old (with 1,200 things on it)

Destinations
  ~ Web / GA4
    enabled: true -> false
    settings.list
      - a
      + c

Rules of tracking plans
  ~ Shop / Paid
    jsonSchema
      @@ -1,5 +1,6 @@
       {
         "required": [
      -    "a"
      +    "a",
      +    "b"
         ]
       }

Not compared
  Warehouses in the second snapshot (listWarehouses): The token may not read it. This happened 2 times.
"""

MARKDOWN = """\
## Acme: 4 changes between 2026-01-01 08:00 UTC and 2026-01-02 08:00 UTC

1 added, 1 removed, 2 changed.

### Sources

- added `App` (with 1 thing on it)
- removed `Old` (with 1,200 things on it)

### Destinations

- changed `Web / GA4`
  - `enabled: true -> false`
  - `settings.list`
    ```diff
    - a
    + c
    ```

### Rules of tracking plans

- changed `Shop / Paid`
  - `jsonSchema`
    ```diff
    @@ -1,5 +1,6 @@
     {
       "required": [
    -    "a"
    +    "a",
    +    "b"
       ]
     }
    ```

### Not compared

- Warehouses in the second snapshot (listWarehouses): The token may not read it. This happened 2 times.
"""


def text(diff: Diff) -> str:
    return "".join(f"{'  ' * line.depth}{line.text}\n" for line in lines(diff))


def test_a_diff_reads_as_one_expects_it() -> None:
    assert TEXT == text(Diff(A, B, CHANGES, (GAP,)))


def test_the_same_in_markdown() -> None:
    assert MARKDOWN.splitlines() == [*markdown(Diff(A, B, CHANGES, (GAP,)))]


@pytest.mark.parametrize(
    ("diff", "said"),
    [
        (Diff(A, B), "Acme: nothing changed between 2026-01-01 08:00 UTC and 2026-01-02 08:00 UTC"),
        (
            Diff(B, A),
            f"Acme: nothing changed between 2026-01-02 08:00 UTC and 2026-01-01 08:00 UTC{OLDER}",
        ),
        (Diff(A, DEV), "Acme (acme) and Acme Dev (acme-dev) are different workspaces: no difference"),
        (Diff(DEV, A, CHANGES[:1]), "Acme Dev (acme-dev) and Acme (acme) are different workspaces: 1 difference"),
    ],
)
def test_the_first_line_says_whose_snapshots_they_are(diff: Diff, said: str) -> None:
    assert said == next(lines(diff)).text


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (Field("a", None, "x"), ["a: (none) -> x"]),
        (Field("a", "true", after=True), ['a: "true" -> true']),
        (Field("a", [1, 2], [2, 1]), ["a: [1, 2] -> [2, 1]"]),
        (Field("a", ONE, TWO), [f"a: {ONE} -> {TWO}"]),
        (Field("a", "[redacted]", "[redacted]"), ["a: another secret"]),
        (Field("a", ["[redacted]"], ["[redacted]"]), ["a: another secret"]),
        (Field("a", ["[redacted]"], ["[redacted]", "[redacted]"]), ["a", "+ [redacted]"]),
        (Field("id", "s1", "s2"), ["was made anew: s1 -> s2"]),
        (Field("a", ["x"], None), ["a", "- x"]),
        (Field("a", ["x", "y"], ["y", "x"]), ["a: the same in another order"]),
        (Field("a", None, []), ["a: (none) -> []"]),
        (Field("code", "one\ntwo\n", "one\nthree\n"), ["code", "@@ -1,2 +1,2 @@", " one", "-two", "+three"]),
        (Field("code", None, "one\ntwo"), ["code", "@@ -0,0 +1,2 @@", "+one", "+two"]),
    ],
)  # fmt: skip
def test_how_a_field_reads(field: Field, shown: list[str]) -> None:
    assert shown == [line.text for line in field_lines(field)]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a", "b", ("a", "b")),
        (f"{LONG}a{LONG}", f"{LONG}b{LONG}", (f"…{END}a{END}…", f"…{END}b{END}…")),
        (LONG, f"{LONG}x", (f"…{END}", f"…{END}x")),
        ("a" * 300, "b" * 300, ("a" * 46 + "…" + "a" * 30, "b" * 46 + "…" + "b" * 30)),
    ],
)  # fmt: skip
def test_long_values_are_shortened_to_where_they_differ(before: str, after: str, shown: tuple[str, str]) -> None:
    assert shown == apart(before, after)


def test_no_entry_of_a_list_ends_the_code_that_it_stands_in() -> None:
    entries = ["x\n# Two", "```\n<b>", "\x1b[31m\u202e"]
    change = Change("changed", WEB, (Field("names", [], entries),))
    shown = [*markdown(Diff(A, B, (change,)))]
    assert [r"    + x\u000a# Two", r"    + ```\u000a<b>", r"    + \u001b[31m\u202e", "    ````"] == shown[-4:]


def test_of_many_fields_and_lines_the_rest_is_counted() -> None:
    many = Change("changed", WEB, tuple(Field(f"f{number:02d}", 1, 2) for number in range(25)))
    assert "    … and 5 more fields\n" in text(Diff(A, B, (many,)))
    code = "\n".join(map(str, range(200)))
    long = Change("changed", WEB, (Field("code", code, code.replace("1", "x")),))
    assert "more lines\n" in text(Diff(A, B, (long,)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>", "`<script>`"),
        ("a\n# b", "`a # b`"),
        ("@team [a](b)", "`@team [a](b)`"),
        ("a `b` c", "``a `b` c``"),
        ("``", "``` `` ```"),
        ("", '`""`'),
    ],
)
def test_a_name_is_no_markdown(name: str, shown: str) -> None:
    assert f"- added {shown}" in [*markdown(Diff(A, B, (Change("added", Thing("source", "s", name)),)))]


def test_the_name_of_a_workspace_is_no_markdown() -> None:
    odd = Side(Workspace("w1", "odd", "<b>*_x_*"), "public", A.started_at, A.finished_at)
    assert next(markdown(Diff(odd, odd))).startswith("## \\<b\\>\\*\\_x\\_\\*: nothing changed")


def test_code_cannot_leave_its_block() -> None:
    found = [*markdown(Diff(A, B, (Change("changed", WEB, (Field("code", "a\n", "```\n# b\n"),)),)))]
    fences = [line.strip() for line in found if line.strip().startswith("````")]
    assert ["````diff", "````"] == fences


@pytest.mark.parametrize("told", [{}, {"below": 3}])
def test_what_was_added_says_nothing_of_its_fields(told: Mapping[str, Any]) -> None:
    assert 5 == len([*lines(Diff(A, B, (Change("added", WEB, **told),)))])
