"""What an operation answers becomes the declared type, and the same JSON again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.draw import answers, bounded
from tests.contract.reading import agree
from tests.contract.samples import fullest, least
from tests.contract.specification import Endpoint, every_operation
from tests.contract.wire import Wire


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
