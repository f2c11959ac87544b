"""The sandbox answers every operation as documented, and the client reads every one of its answers."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Self

import pytest
from jsonschema_rs import validator_for

from segment_async._core.codec import result_of
from segment_async._core.wire import RawAnswer
from segment_async.public import OPERATIONS
from segment_async.sandbox import Sandbox
from segment_async.sandbox.handlers import HANDLERS
from tests.contract.demo import NOW, Demo
from tests.contract.recipes import demo_of
from tests.contract.specification import DOCUMENT, ENDPOINTS, Endpoint, every_operation


class Shop:
    """A sandbox that all of these tests ask, one after the other."""

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._demo = self._runner.run(self._open())
        return self

    async def _open(self) -> Demo:
        box = await self._stack.enter_async_context(Sandbox(seed="demo", clock=lambda: NOW))
        return await self._stack.enter_async_context(demo_of(box))

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def answer(self, endpoint: Endpoint) -> RawAnswer:
        return self._runner.run(self._demo.ask(endpoint.id))


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with Shop() as shop:
        yield shop


def test_every_operation_has_a_handler() -> None:
    assert set(ENDPOINTS) == set(HANDLERS)
    assert 201 == len(HANDLERS)


@every_operation
def test_a_valid_request_is_answered_as_documented(shop: Shop, endpoint: Endpoint) -> None:
    answer = shop.answer(endpoint)
    assert endpoint.success == answer.status
    schema = {**endpoint.data, "components": DOCUMENT["components"]}
    assert [] == [error.message for error in validator_for(schema).iter_errors(answer.json["data"])]
    result_of(OPERATIONS[endpoint.id], answer.json, strict=True)
