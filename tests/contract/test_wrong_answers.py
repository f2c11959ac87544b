"""What is not as promised is refused by name; nothing is made up in its place."""

from typing import Any

import pytest

from segment_async.public import models
from tests.contract.reading import (
    decoded,
    of_pagination,
    reads_what_is_left_out,
    refusal,
    refused_by_name,
    refuses_wrong_types,
    with_one_missing,
    with_wrong_types,
)
from tests.contract.samples import fullest
from tests.contract.specification import ENDPOINTS, SCHEMAS, Endpoint, every_operation, names_in
from tests.contract.wire import Wire

MODELS = [
    name
    for name in sorted({name for endpoint in ENDPOINTS.values() for name in names_in(endpoint.result[1])})
    if "properties" in SCHEMAS[name]
]
PAGED = {endpoint.id: endpoint for endpoint in ENDPOINTS.values() if endpoint.paging}


@every_operation
def test_a_wrong_type_anywhere_in_an_answer_is_refused_with_its_path(endpoint: Endpoint) -> None:
    """One value at a time, of every kind that the specification does not allow there."""
    data = fullest(endpoint.data)
    tried = with_wrong_types(endpoint, decoded(endpoint, data), data)
    assert tried
    assert {} == {where: path for where, path in tried.items() if path != where[0]}


@pytest.mark.parametrize("endpoint", PAGED.values(), ids=list(PAGED))
def test_a_wrong_type_in_what_tells_of_other_pages_is_refused(endpoint: Endpoint) -> None:
    """Read as absent, it would end a list before its end."""
    data = fullest(endpoint.data)
    tried = with_wrong_types(endpoint, of_pagination(endpoint, data), data)
    assert {} == {where: path for where, path in tried.items() if path != where[0]}


@pytest.mark.parametrize("endpoint", PAGED.values(), ids=list(PAGED))
def test_a_strict_client_refuses_a_page_that_lacks_what_is_required(endpoint: Endpoint) -> None:
    data = fullest(endpoint.data)
    tried = with_one_missing(endpoint, of_pagination(endpoint, data), data)
    assert {} == {where: path for where, path in tried.items() if path != where}


@every_operation
def test_a_refused_answer_names_the_operation_and_was_carried_out(wire: Wire, endpoint: Endpoint) -> None:
    refused_by_name(wire, endpoint)


@every_operation
def test_a_strict_client_refuses_what_lacks_a_required_field(endpoint: Endpoint) -> None:
    data = fullest(endpoint.data)
    tried = with_one_missing(endpoint, decoded(endpoint, data), data)
    assert {} == {where: path for where, path in tried.items() if path != where}


@every_operation
@pytest.mark.parametrize("data", [None, [], "text", 1, True])
def test_an_envelope_without_data_is_refused(endpoint: Endpoint, data: Any) -> None:
    assert "$.data" == refusal(endpoint, data)


@pytest.mark.parametrize("name", MODELS)
def test_a_required_field_that_an_answer_lacks_reads_as_unset(name: str) -> None:
    """And an optional one as None; all others are read as they came."""
    reads_what_is_left_out(SCHEMAS[name], getattr(models, name))


@pytest.mark.parametrize("name", MODELS)
def test_a_wrong_type_in_a_model_is_refused_with_its_path(name: str) -> None:
    """The members of unions too, each by itself."""
    refuses_wrong_types(SCHEMAS[name], getattr(models, name))
