"""Rows of CSV as items of ``segment-async bulk``: what a cell means, and what is refused where."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from segment_async.cli.apis import APIS, Described, api_of, describe, described, find_operation
from segment_async.cli.fields import example
from segment_async.cli.items import Format, Given, Item, Items
from segment_async.cli.shapes import Shape
from segment_async.errors import ConfigurationError

LABELS = "createLabel"
NAMES = {
    "config:batchGetMetricsSummary": {"query": {"names": ["workspaces/w/sources/s/destinations/d"]}},
    "config:deletePolicy": {"path": {"policy_name": "workspaces/w/roles/r/policies/p"}},
}
"""What must be a whole name."""
EVERY = [one for api in APIS.values() for one in described(api)]


def shape_of(operation: str) -> Shape:
    api, bare = api_of(operation)
    return Shape(describe(api, bare), find_operation(api, bare))


def read(operation: str, text: str | bytes, written: Format = "csv") -> list[Item]:
    """Check every item, as the command does, and return them."""
    data = text if isinstance(text, bytes) else text.encode()
    items = Items(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), written, shape_of(operation))
    items.look_through(lambda _: None)
    return list(items)


def refusal(operation: str, text: str | bytes, written: Format = "csv") -> str:
    with pytest.raises(ConfigurationError) as caught:
        read(operation, text, written)
    return str(caught.value)


@pytest.mark.parametrize(
    ("operation", "header", "cell", "expected"),
    [
        ("deleteSource", "path.sourceId", "1e5", "1e5"),
        ("deleteSource", "path.sourceId", "true", "true"),
        ("deleteSource", "path.sourceId", "null", "null"),
        ("deleteSource", "path.sourceId", " a ", " a "),
        ("deleteSource", "path.sourceId", '"a"', "a"),
        ("listSources", "query.pagination.count", "7", 7),
        ("listSources", "query.pagination.cursor", "7", "7"),
        ("listSources", "query.pagination", '{"count": 7}', {"count": 7}),
        ("deleteUsers", "query.userIds", '["a", "b"]', ["a", "b"]),
        ("updateSource", "body.name", '""', ""),
        ("updateSource", "body.name", '"\\"a\\", b"', '"a", b'),
        ("updateSource", "body.enabled", "TRUE", True),
        ("updateSource", "body.enabled", "false ", False),
        ("updateSource", "body.settings", '{"a": [1, null]}', {"a": [1, None]}),
        ("updateSource", "body.slug", "=1+1", "=1+1"),
        ("config:createSource", "body.source.labels.team", "7", "7"),
    ],
)
def test_a_cell_is_what_the_specification_says(operation: str, header: str, cell: str, expected: Any) -> None:
    (item,) = Items(written([header], [[cell]]), "csv", shape_of(operation))
    value: Any = item
    for step in header.split("."):
        value = value[step]
    assert (type(expected), expected) == (type(value), value)


@pytest.mark.parametrize(("cell", "expected"), [("null", None), ('"null"', "null"), ("nil", "nil"), ("NULL", "NULL")])
def test_null_is_null_where_that_is_allowed(cell: str, expected: str | None) -> None:
    rows = [["d", "f", cell]]
    headers = ["path.destinationId", "path.filterId", "body.description"]
    (item,) = Items(written(headers, rows), "csv", shape_of("updateFilterForDestination"))
    assert expected == item["body"]["description"]


def test_an_empty_cell_leaves_the_field_out() -> None:
    rows = "path.sourceId,body.name,body.enabled\na,,true\nb,B,\nc,,\n"
    assert [
        {"path": {"sourceId": "a"}, "body": {"enabled": True}},
        {"path": {"sourceId": "b"}, "body": {"name": "B"}},
        {"path": {"sourceId": "c"}},
    ] == read("updateSource", rows)


def test_rows_are_told_apart_by_the_lines_they_begin_on() -> None:
    """Whatever the line ends, and with line breaks, commas and quotation marks in cells."""
    for end in ("\n", "\r\n"):
        text = end.join(["path.sourceId,body.name", "a,A", "", 'b,"two', 'lines, and ""marks"""', ",", "c,C", ""])
        items = read("updateSource", b"\xef\xbb\xbf" + text.encode())
        assert [2, 4, 7] == [item.line for item in items]
        assert ["A", f'two{end}lines, and "marks"', "C"] == [item["body"]["name"] for item in items]
    assert 2 == len(read("updateSource", "path.sourceId,body.name\na,A\nb,B"))  # without a line end at the end


def test_a_list_of_five_thousand_ids_fits_in_a_cell() -> None:
    ids = [f"somebody-{number:040}" for number in range(5000)]
    headers = ["body.regulationType", "body.subjectType", "body.subjectIds"]
    lines = written(headers, [["UNSUPPRESS", "USER_ID", json.dumps(ids)]])
    (item,) = read("createWorkspaceRegulation", b"\n".join(lines))
    assert ids == item["body"]["subjectIds"]


@pytest.mark.parametrize("operation", EVERY, ids=lambda each: each.name)
def test_what_a_line_of_json_says_a_row_says_too(operation: Described) -> None:
    """Of every operation of both APIs."""
    item = sample(operation)
    if not item:
        return
    cells = dict(flattened(item))
    (row,) = read(operation.name, b"\n".join(written(list(cells), [list(cells.values())])))
    (line,) = read(operation.name, json.dumps(item), "jsonl")
    assert item == row == line


@pytest.mark.parametrize(
    ("said", "operation", "text"),
    [
        ("Line 1 of the items has no headers", "deleteSource", ""),
        ("Line 1 of the items has no headers", "deleteSource", ",,\na,b,c\n"),
        ("Line 1 of the items, column 'sourceId', begins with none of path.", "deleteSource", "sourceId\na\n"),
        ("column 'path', begins with none of path.", "deleteSource", "path\na\n"),
        (
            "column 'path.id', names nothing that it takes: deleteSource takes path.sourceId",
            "deleteSource",
            "path.id\n",
        ),
        ("deleteSource takes path.sourceId", "deleteSource", "path.\n"),
        ("column 'query.x', names nothing that it takes", "deleteSource", "path.sourceId,query.x\na,b\n"),
        ("column 'body.label.kye', names nothing", LABELS, "body.label.kye\na\n"),
        ("createLabel takes body.label.description, body.label.key or body.label.value", LABELS, "body.label.x\n"),
        ("holds; give it whole, as JSON", "updateSource", "path.sourceId,body.settings.x\na,1\n"),
        ("column 'path.sourceId', is there twice", "deleteSource", "path.sourceId, path.sourceId\na,b\n"),
        ("column 'body.label', is part of column 'body.label.key'", LABELS, "body.label.key,body.label\na,b\n"),
        ("has no header over column 2", "deleteSource", "path.sourceId,\na,\n"),
        ("semicolons", "updateSource", "path.sourceId;body.name\na;b\n"),
        ("Line 3 of the items has 1 cells, and there are 2 headers", "updateSource", "path.sourceId,body.name\n\na\n"),
        ("Line 2 of the items has 3 cells", "updateSource", "path.sourceId,body.name\na,b,c\n"),
        ("Line 2 of the items opens a quotation mark that is never", "deleteSource", 'path.sourceId\n"a\nb\n'),
        ("Line 2 of the items is not CSV", "deleteSource", 'path.sourceId\n"a"b\n'),
        ("Line 2 of the items holds a carriage return", "deleteSource", "path.sourceId\na\rb\n"),
        ("Line 3 of the items is not UTF-8", "deleteSource", b"path.sourceId\na\n\xff\n"),
        ("Line 1 of the items is not UTF-8", "deleteSource", "path.sourceId\na\n".encode("utf-16")),
        ("Line 2 of the items holds a NUL", "deleteSource", "path.sourceId\na\0\n"),
        ("column 'body.enabled', is neither true nor false", "updateSource", "path.sourceId,body.enabled\na,1\n"),
        ("column 'query.pagination.count', is no number", "listSources", "query.pagination.count\nx\n"),
        ("column 'query.pagination.count', is no whole number", "listSources", "query.pagination.count\n1.5\n"),
        ("column 'query.pagination.count', is no number", "listSources", "query.pagination.count\nNaN\n"),
        ("column 'query.pagination.count', does not fit", "listSources", "query.pagination.count\n0\n"),
        ("column 'query.userIds', is not JSON", "deleteUsers", "query.userIds\na\n"),
        ("column 'query.userIds', does not fit", "deleteUsers", "query.userIds\n{}\n"),
        ("the name 'a' is there twice", "createSource", 'body.settings\n"{""a"": 1, ""a"": 2}"\n'),
        ("column 'body.name', begins with a quotation mark", "updateSource", 'path.sourceId,body.name\na,"""1"\n'),
        ("column 'path.sourceId', cannot be sent", "deleteSource", "path.sourceId\n..\n"),
        (
            "column 'body.label.key', lacks body.label.key",
            LABELS,
            "body.label.key,body.label.description,body.label.value\n,b,c\n",
        ),
        ("Line 2 of the items lacks body.label.value", LABELS, "body.label.key\na\n"),
        ("Line 2 of the items lacks the path 'sourceId'", "updateSource", "body.name\na\n"),
        (
            "column 'body.regulationType', does not fit createWorkspaceRegulation at body.regulationType: it is not",
            "createWorkspaceRegulation",
            'body.regulationType,body.subjectType,body.subjectIds\nDELETE_ALL,USER_ID,"[""a""]"\n',
        ),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_line_and_column(said: str, operation: str, text: str | bytes) -> None:
    told = refusal(operation, text)
    assert said in told
    assert told.endswith("Nothing was sent; correct it, and run the same again.")


def test_no_cell_is_repeated_where_it_could_be_a_secret() -> None:
    secret = "hunter2"  # noqa: S105 - nobody's
    for cell in (f'"{secret}', f"[{secret}]", f'"{secret}"'):
        lines = written(["path.sourceId", "body.settings"], [["a", cell]])
        assert secret not in refusal("updateSource", b"\n".join(lines))


@pytest.mark.parametrize(
    ("expected", "items", "asked"),
    [
        ("csv", "a.csv", None),
        ("csv", "@A.CSV", None),
        ("jsonl", "a.jsonl", None),
        ("jsonl", "a", None),
        ("jsonl", "-", None),
        ("csv", "-", "csv"),
        ("csv", "a.txt", "csv"),
        ("jsonl", "a.csv", "jsonl"),
    ],
)
def test_the_suffix_tells_the_format_unless_somebody_does(expected: str, items: str, asked: Format | None) -> None:
    given = Given.named(items, asked)
    assert expected == given.format
    assert (None if items == "-" else Path(items.removeprefix("@"))) == given.file


def written(headers: list[str], rows: list[list[str]]) -> list[bytes]:
    """Return the lines of a file as Python's own writer has it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue().encode().split(b"\n")


def sample(operation: Described) -> dict[str, Any]:
    """Return an item that the specification allows."""
    given = [one if "$ref" not in one else None for one in operation.said["parameters"]]
    item: dict[str, Any] = {}
    for one in filter(None, given):
        if one["in"] in {"path", "query"} and one.get("required"):
            item.setdefault(one["in"], {})[one["name"]] = example(operation.document, one["schema"], one["name"])
    content = operation.said.get("requestBody", {}).get("content", {})
    for media in list(content.values())[:1]:
        item["body"] = example(operation.document, media["schema"], "body")
    for place, values in NAMES.get(operation.name, {}).items():
        item[place] |= values
    return {place: values for place, values in item.items() if values}


def flattened(item: Any, before: str = "") -> Any:
    """Yield header and cell of what an item holds."""
    for name, value in item.items():
        header = f"{before}{name}"
        if isinstance(value, dict) and value:
            yield from flattened(value, f"{header}.")
        else:
            yield header, json.dumps(value)
