"""Errors go from one process to another as they are."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from segment_async import errors
from segment_async.errors import BulkError, ErrorEntry, SegmentError

MORE: dict[str, dict[str, Any]] = {"DeadlineExceeded": {"phase": "pool"}, "WrongRegion": {"region": "eu"}}

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, SegmentError) and not issubclass(kind, BulkError)
]


def made(kind: type[SegmentError]) -> SegmentError:
    entry = ErrorEntry({"type": "a", "more": [1]})
    more = MORE.get(kind.__name__, {})
    error = kind("What is wrong. What to do.", status=418, attempts=2, outcome="unknown", errors=[entry], **more)
    error.add_note("noted")
    return error


@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy])  # noqa: S301 - our own bytes
@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_a_copy(kind: type[SegmentError], again: Callable[[SegmentError], SegmentError]) -> None:
    """Worker pools of processes hand errors back by pickle."""
    error = made(kind)
    same = again(error)
    assert type(same) is kind
    assert (str(error), error.args, vars(error)) == (str(same), same.args, vars(same))


@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy])  # noqa: S301 - our own bytes
def test_a_group_survives_a_copy(again: Callable[[BulkError], BulkError]) -> None:
    same = again(BulkError("Two failed.", [made(errors.NotFound), ValueError("x")]))
    assert "Two failed. (2 sub-exceptions)" == str(same)
    assert [errors.NotFound, ValueError] == [type(each) for each in same.exceptions]
    assert 2 == same.exceptions[0].attempts  # type: ignore[attr-defined]  # an error of ours
