"""F08, R1 and R14: the whole table of what is sent again. Second tier: ``nox -s conformance``."""

import asyncio

import pytest

from tests.faults.conformance import PLANS, RETRIES, Verdict, cases, run

KEYS = list(dict.fromkeys(case.key for case in cases()))


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[Verdict]]:
    by_operation: dict[str, list[Verdict]] = {key: [] for key in KEYS}
    for verdict in asyncio.run(run()):
        by_operation[verdict.case.key].append(verdict)
    return by_operation


@pytest.mark.conformance
@pytest.mark.parametrize("key", KEYS)
def test_f08_an_operation_is_sent_again_where_its_class_allows_it_and_nowhere_else(
    verdicts: dict[str, list[Verdict]], key: str
) -> None:
    assert len(PLANS) * len(RETRIES) == len(verdicts[key])
    assert [] == [verdict.problem for verdict in verdicts[key] if verdict.problem]


def test_the_table_is_whole() -> None:
    assert 9 == len(PLANS)
    assert {"safe", "convergent", "reconcile", "never"} == {case.operation.replay for case in cases()}
    assert len(KEYS) * len(PLANS) * len(RETRIES) == len(list(cases()))
