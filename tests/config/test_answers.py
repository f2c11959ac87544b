"""What an operation answers becomes the declared type, and the same JSON again; what is not as promised is refused."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment_async.config import models
from tests.config.conftest import WireOf
from tests.config.endpoints import PAGED, every_operation
from tests.contract.draw import answers, bounded
from tests.contract.reading import (
    agree,
    decoded,
    of_pagination,
    reads_what_is_left_out,
    refusal,
    refused_by_name,
    refuses_wrong_types,
    with_one_missing,
    with_wrong_types,
)
from tests.contract.samples import fullest, least
from tests.contract.specification import CONFIG_ENDPOINTS, CONFIG_SCHEMAS, Endpoint, every, names_in

FORMLESS: Final = {
    *("deleteAccessToken", "deleteDestination", "deleteDestinationFilter", "deleteFunction", "deleteInvite"),
    *("deletePolicy", "deleteRegulation", "deleteSource", "deleteSourceConnection", "deleteTrackingPlan"),
    *("deploySourceFunction", "updateConnectedWarehouses"),
    *("getRegulation", "listSuppressedUsers", "listWorkspaceRegulations"),
    *("getMetric", "listMetrics", "batchGetMetrics", "getMetricsSummary", "batchGetMetricsSummary"),
}
"""Operations that answer an empty object, or one whose form is on no record."""

FORMED: Final = {name: each for name, each in CONFIG_ENDPOINTS.items() if name not in FORMLESS}
MODELS: Final = [
    name
    for name in sorted(names_in([endpoint.result[1] for endpoint in CONFIG_ENDPOINTS.values()]))
    if "properties" in CONFIG_SCHEMAS[name]
]

every_formed = every(FORMED)
every_paged = every(PAGED)


@every_operation
@pytest.mark.parametrize("sample", [fullest, least])
def test_the_fullest_and_the_least_answer_are_read(wire_of: WireOf, endpoint: Endpoint, sample: Any) -> None:
    agree(wire_of(endpoint), endpoint, sample(endpoint.data))


@every_operation
@bounded
@given(data=st.data())
def test_any_answer_of_the_specification_is_read(wire_of: WireOf, endpoint: Endpoint, data: st.DataObject) -> None:
    agree(wire_of(endpoint), endpoint, data.draw(answers(endpoint)))


@every_operation
@bounded
@given(data=st.data())
def test_an_answer_of_a_later_release_is_read(wire_of: WireOf, endpoint: Endpoint, data: st.DataObject) -> None:
    """Unknown fields, unknown values of enumerations, null for what may be left out."""
    agree(wire_of(endpoint), endpoint, data.draw(answers(endpoint, loose=True)))


def test_only_answers_without_form_say_nothing_that_could_be_wrong() -> None:
    silent = {each.id for each in CONFIG_ENDPOINTS.values() if not any(decoded(each, fullest(each.data)))}
    assert FORMLESS == silent


@every_formed
def test_a_wrong_type_anywhere_in_an_answer_is_refused_with_its_path(endpoint: Endpoint) -> None:
    """One value at a time, of every kind that the specification does not allow there."""
    data = fullest(endpoint.data)
    tried = with_wrong_types(endpoint, decoded(endpoint, data), data)
    assert tried
    assert {} == {where: path for where, path in tried.items() if path != where[0]}


@every_paged
def test_a_wrong_type_in_what_tells_of_other_pages_is_refused(endpoint: Endpoint) -> None:
    """Read as absent, it would end a list before its end."""
    data = fullest(endpoint.data)
    tried = with_wrong_types(endpoint, of_pagination(endpoint, data), data)
    assert tried
    assert {} == {where: path for where, path in tried.items() if path != where[0]}


@every_formed
def test_a_refused_answer_names_the_operation_and_was_carried_out(wire_of: WireOf, endpoint: Endpoint) -> None:
    refused_by_name(wire_of(endpoint), endpoint)


@every_formed
def test_a_strict_client_refuses_what_lacks_a_required_field(endpoint: Endpoint) -> None:
    data = fullest(endpoint.data)
    tried = with_one_missing(endpoint, decoded(endpoint, data), data)
    assert {} == {where: path for where, path in tried.items() if path != where}


def test_required_fields_occur() -> None:
    """So the test above has something to try."""
    bodies = {endpoint: fullest(endpoint.data) for endpoint in FORMED.values()}
    tried = [with_one_missing(each, decoded(each, data), data) for each, data in bodies.items()]
    assert 20 < sum(map(len, tried))


@every_operation
@pytest.mark.parametrize("data", [None, [], "text", 1, True])
def test_an_answer_that_is_no_object_is_refused(endpoint: Endpoint, data: Any) -> None:
    assert "$" == refusal(endpoint, data)


@pytest.mark.parametrize("name", MODELS)
def test_a_required_field_that_an_answer_lacks_reads_as_unset(name: str) -> None:
    """And an optional one as None; all others are read as they came."""
    reads_what_is_left_out(CONFIG_SCHEMAS[name], getattr(models, name))


@pytest.mark.parametrize("name", MODELS)
def test_a_wrong_type_in_a_model_is_refused_with_its_path(name: str) -> None:
    refuses_wrong_types(CONFIG_SCHEMAS[name], getattr(models, name))
