"""What `call` makes of its arguments."""

import json
from pathlib import Path
from typing import Any

import pytest

from segment_async.cli.values import body_value, path_values, query_values
from segment_async.errors import ConfigurationError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), {}),
        (("a=1",), {"a": "1"}),
        (("a=x=y",), {"a": "x=y"}),
        (("a=",), {"a": ""}),
        (("pagination.count=2", "pagination.cursor=MA=="), {"pagination": {"count": "2", "cursor": "MA=="}}),
        (("groupBy=eventName", "groupBy=source"), {"groupBy": ["eventName", "source"]}),
        (("groupBy.0=eventName",), {"groupBy": {"0": "eventName"}}),
    ],
)
def test_query_dots_nest_and_repetition_makes_a_list(given: tuple[str, ...], expected: dict[str, Any]) -> None:
    assert expected == query_values(given)


def test_a_list_parameter_is_a_list_also_when_it_is_given_once() -> None:
    assert {"groupBy": ["source"], "x": "1"} == query_values(["groupBy=source", "x=1"], lists={"groupBy"})


@pytest.mark.parametrize("given", [("a",), ("=1",), ("",), ("a=1", "a.b=2"), ("a.b=2", "a=1")])
def test_a_query_that_says_two_things_or_none_is_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(ConfigurationError, match=r"--query"):
        query_values(given)


def test_a_path_parameter_is_given_once() -> None:
    assert {"sourceId": "a=b"} == path_values(["sourceId=a=b"])
    with pytest.raises(ConfigurationError, match="twice"):
        path_values(["sourceId=a", "sourceId=b"])


def test_a_body_comes_from_the_argument_or_from_a_file(tmp_path: Path) -> None:
    body = {"name": "Größe", "n": 12345678901234567890123, "null": None}
    text = json.dumps(body, ensure_ascii=False)
    file = tmp_path / "body.json"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert body == body_value(text)
    assert body == body_value(f"@{file}")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', '{"a": NaN}', '{"a": 1} x', "\udcff{}", "[" * 100_000])
def test_a_body_that_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"--body"):
        body_value(text)
