"""The sandbox answers every operation as documented, and a strict client reads every one of its answers."""

import json
from collections.abc import AsyncIterator
from functools import cache
from typing import Any

import pytest
from jsonschema_rs import validator_for

from segment_async._core.codec import result_of
from segment_async.config import OPERATIONS
from segment_async.sandbox import Sandbox
from tests.config.endpoints import every_operation
from tests.config.recipes import config_demo_of
from tests.contract.demo import NOW, Demo
from tests.contract.specification import Endpoint, document

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Let the tests share a sandbox, which they ask one after the other."""
    return "asyncio"


@pytest.fixture(scope="module")
async def demo() -> AsyncIterator[Demo]:
    async with Sandbox(seed="demo", clock=lambda: NOW) as box:
        warehouse = next(iter(box.workspace.warehouses))
        async with config_demo_of(box, warehouse) as demo:
            yield demo


@cache
def components() -> Any:
    return document("config")["components"]


def schema_of(endpoint: Endpoint) -> Any:
    """Return the schema of an operation's answer, its references pointing within it."""
    data = json.loads(json.dumps(endpoint.data).replace('"config.json#', '"#'))
    return {**data, "components": components()}


@every_operation
async def test_a_valid_request_is_answered_as_documented(demo: Demo, endpoint: Endpoint) -> None:
    answer = await demo.ask(endpoint.id)
    assert endpoint.success == answer.status
    assert [] == [error.message for error in validator_for(schema_of(endpoint)).iter_errors(answer.json)]
    result_of(OPERATIONS[endpoint.id], answer.json, strict=True, envelope=None)
