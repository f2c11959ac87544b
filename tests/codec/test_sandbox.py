"""Both routes read every answer of the sandbox alike."""

from collections.abc import Iterator

import pytest

from segment_async.public import OPERATIONS
from tests.codec.outcomes import by_the_converter, by_the_quick
from tests.contract.specification import Endpoint, every_operation
from tests.contract.test_sandbox import Shop


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with Shop() as shop:
        yield shop


@every_operation
def test_an_answer_of_the_sandbox_is_read_alike(shop: Shop, endpoint: Endpoint) -> None:
    operation, body = OPERATIONS[endpoint.id], shop.answer(endpoint).body
    outcome = by_the_quick(operation, body, strict=True)
    assert "result" == outcome[0]
    assert by_the_converter(operation, body, strict=True) == outcome
