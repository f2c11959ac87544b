"""The quick route parses bytes by itself, and still finds the same wrong with them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment_async import ConfigurationError, DecodeError
from segment_async._core import codec
from segment_async.public import OPERATIONS
from tests.codec.outcomes import by_the_converter, by_the_quick
from tests.contract.samples import fullest
from tests.contract.specification import ENDPOINTS

LISTED = b'{"data":{"sources":[%b],"pagination":{"current":"MA==","next":"Mg==","totalEntries":2}}}'
SOURCE = (
    b'{"id":"s","slug":"s","name":"S","metadata":{"id":"m","name":"M","slug":"m","description":"","logos":{"default":"d"'
    b'},"options":[],"categories":["c"],"isCloudEventSource":false,"status":"PUBLIC"},"workspaceId":"w","enabled":true,'
    b'"writeKeys":["k"],"settings":{"a":1},"labels":[{"key":"k","value":"v"}]%b}'
)
WHOLE = LISTED % (SOURCE % b"")
NEW = b',"new":%s'

VALUES = [
    b"1e999", b"-1e999", b"1" * 400, b"1" * 5000, b"01", b"1.", b"-", b"NaN", b"Infinity", b'"\xff"', b'"\xc0\x80"',
    b'"\xed\xa0\x80"', b'"\\ud800"', b'"\\ud83d\\ude00"', b'"\\q"', b'"\t"', b'{"\xff":1}', b'{"a":1,"a":"b"}',
    b"[" * 200 + b"]" * 200, b"[" * 100_000, b"{}}", b"tru", b'"', b"[1,]", b"\xe9", b'"\xf0\x9f\x98\x80"',
]  # fmt: skip


def agree(operation_id: str, body: bytes) -> None:
    operation = OPERATIONS[operation_id]
    for strict in (False, True):
        assert by_the_converter(operation, body, strict=strict) == by_the_quick(operation, body, strict=strict)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value[:20]))
@pytest.mark.parametrize("place", ["unknown", "settings", "declared", "page", "envelope"])
def test_what_is_no_json_is_broken_wherever_it_stands(place: str, value: bytes) -> None:
    """F40, F41, F42: also in a field that nobody knows, which msgspec would pass over without a look."""
    source = SOURCE % (NEW % value) if place == "unknown" else SOURCE % b""
    if place == "settings":
        source = source.replace(b'{"a":1}', b'{"a":%b}' % value)
    if place == "declared":
        source = source.replace(b'"slug":"s"', b'"slug":%b' % value)
    body = LISTED % source
    if place == "page":
        body = body.replace(b'"sources"', b'"new":%b,"sources"' % value)
    if place == "envelope":
        body = b'{"new":%b,' % value + body[1:]
    agree("listSources", body)


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + WHOLE,
        WHOLE + b"\n",
        WHOLE + b"{}",
        WHOLE[:-1],
        b"",
        WHOLE.replace(b'"slug"', b'"sl\\u0075g"'),
        WHOLE.replace(b'"id":"s"', b'"id":"first","id":"s"'),
        WHOLE.replace(b'"id":"s"', b'"id":1,"id":"s"'),
        WHOLE.replace(b'"id":"s"', b'"id":"s","id":1'),
        b'{"data":null,' + WHOLE[1:],
        WHOLE[:-1] + b',"data":null}',
        WHOLE.replace(b'"totalEntries":2', b'"totalEntries":2.0'),
        WHOLE.replace(b'"totalEntries":2', b'"totalEntries":2.5'),
        WHOLE.replace(b'"totalEntries":2', b'"totalEntries":true'),
        WHOLE.replace(b'"next":"Mg=="', b'"next":""'),
        WHOLE.replace(b'"next":"Mg=="', b'"next":7'),
        WHOLE.replace(b'"next":"Mg=="', b'"next":7.0'),
        WHOLE.replace(b'"next":"Mg=="', b'"next":null'),
    ],
    ids=repr,
)
def test_oddly_written_answers_read_alike(body: bytes) -> None:
    agree("listSources", body)


@pytest.mark.parametrize(
    "operation_id", ["listSources", "createSource", "getSource", "getAudienceScheduleFromSpaceAndAudience"]
)
@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(data=st.data())
def test_damaged_bytes_read_alike(operation_id: str, data: st.DataObject) -> None:
    body = bytearray(json.dumps({"data": fullest(ENDPOINTS[operation_id].data)}).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 4))] = data.draw(
            st.sampled_from([b"", b'"', b"{", b"}", b"[", b"]", b",", b":", b"0", b"e9", b"-", b"\\", b"\xff", b"null"])
        )
    agree(operation_id, bytes(body))


def test_a_number_of_thousands_of_digits_is_refused_in_words_of_ours() -> None:
    with pytest.raises(ConfigurationError, match="thousands of digits; pass a smaller one") as caught:
        codec.encode({"settings": {"a": 10**5000}})
    assert "sys." not in str(caught.value)


@pytest.mark.parametrize(
    ("type_", "value", "said"),
    [
        (tuple[int, int], [1, 2, 3], r"\$ is a list where the API promises a list of 2 items"),
        (tuple[int, str], [1, 2], r"\$\[1\] is a number where the API promises text"),
        (tuple[()], [1], r"\$ is a list where the API promises a list of 0 items"),
        (int | str, [], r"\$ is a list where the API promises a whole number or text"),
        (int | tuple[str, ...], ["a", 1], r"\$\[1\] is a number where the API promises text"),
    ],
)
def test_what_does_not_fit_is_told_with_what_would(type_: Any, value: Any, said: str) -> None:
    with pytest.raises(DecodeError, match=said):
        codec.structure(value, type_)


def test_a_list_of_fixed_length_is_read_by_its_places() -> None:
    assert (1, "a", None) == codec.structure([1, "a", None], tuple[int, str, int | None])
    assert () == codec.structure([], tuple[()])
