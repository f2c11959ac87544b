"""The bundled specification and the handlers, held against each other."""

from segment_async.sandbox.handlers import HANDLERS
from segment_async.sandbox.spec import load


def test_every_operation_of_the_specification_has_a_handler_and_no_handler_lacks_its_operation() -> None:
    assert {endpoint.id for endpoint in load("public").endpoints} == set(HANDLERS)


def test_every_list_with_pages_says_how_large_they_may_be() -> None:
    assert {10, 100, 200, 1000} == {endpoint.paging.maximum for endpoint in load("public").endpoints if endpoint.paging}


def test_the_operations_that_answer_201_are_those_that_are_known() -> None:
    expected = {
        "addConnectionFromSourceToWarehouse",
        "createCredential",
        "createInvites",
        "createLabel",
        "createProfilesWarehouse",
        "createReverseEtlModel",
        "createSource",
        "createWarehouse",
    }
    assert expected == {endpoint.id for endpoint in load("public").endpoints if endpoint.success == 201}
