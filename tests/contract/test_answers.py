"""What an operation answers becomes the declared type, and the same JSON again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment_async import Page, unstructure
from tests.contract.compare import exactly, result_in
from tests.contract.draw import answers, bounded
from tests.contract.methods import method_of
from tests.contract.samples import fullest, least
from tests.contract.specification import Endpoint, every_operation
from tests.contract.typed import mistyped
from tests.contract.wire import Wire, success


def agree(wire: Wire, endpoint: Endpoint, data: Any) -> None:
    """Hold what a call of a strict client returns against what the server answered."""
    path = dict.fromkeys(endpoint.path_parameters, "an-id")
    result, _ = wire.exchange(lambda client: client.call(endpoint.id, path=path), success(endpoint, data), strict=True)
    assert bool(endpoint.paging) is isinstance(result, Page)
    assert exactly(result_in(endpoint, data)) == exactly(unstructure(result))
    items = result.items if isinstance(result, Page) else (result,)
    promised = method_of(endpoint).item_type
    assert [] == [place for item in items for place in mistyped(item, promised)]


@every_operation
@pytest.mark.parametrize("sample", [fullest, least])
def test_the_fullest_and_the_least_answer_are_read(wire: Wire, endpoint: Endpoint, sample: Any) -> None:
    agree(wire, endpoint, sample(endpoint.data))


@every_operation
@bounded
@given(data=st.data())
def test_any_answer_of_the_specification_is_read(wire: Wire, endpoint: Endpoint, data: st.DataObject) -> None:
    agree(wire, endpoint, data.draw(answers(endpoint)))


@every_operation
@bounded
@given(data=st.data())
def test_an_answer_of_a_later_release_is_read(wire: Wire, endpoint: Endpoint, data: st.DataObject) -> None:
    """Unknown fields, unknown values of enumerations, null for what may be left out."""
    agree(wire, endpoint, data.draw(answers(endpoint, loose=True)))
