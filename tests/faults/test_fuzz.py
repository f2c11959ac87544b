"""R9: whatever a server answers, only the documented errors come out, and complete ones."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from segment_async import ConfigurationError
from segment_async.public import OPERATIONS
from segment_async.testing import Fault
from tests.faults import fuzz
from tests.faults.support import TOKEN

EXAMPLES = os.environ.get("SEGMENT_FUZZ_EXAMPLES")

bounded = settings(
    max_examples=int(EXAMPLES or 200),
    derandomize=EXAMPLES is None,  # the same ones in every short run, others in every long one
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.fixture(scope="module")
def wire() -> Iterator[fuzz.Wire]:
    with fuzz.Wire() as wire:
        yield wire


@pytest.mark.timeout(1800)
@bounded
@given(encounter=fuzz.encounters())
def test_no_answer_gets_anything_but_a_documented_error_out(wire: fuzz.Wire, encounter: tuple[str, Fault]) -> None:
    operation, answer = encounter
    error = wire.meets(operation, answer)
    if error is None:
        return
    assert not isinstance(error, ConfigurationError)
    assert "segment_async.errors" == type(error).__module__
    assert (operation, OPERATIONS[operation].method) == (error.operation_id, error.method)
    assert 1 <= error.attempts <= 2
    assert error.outcome in {"not_sent", "rejected", "unknown", "done"}
    assert TOKEN not in f"{error}{error!r}"
    assert len(str(error)) <= 1500
    assert (None, None) == (error.__cause__, error.__context__)
