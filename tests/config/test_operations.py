"""Every operation of the specification has a method, an entry in the table, and a name on the command line."""

import inspect
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

import segment_async.config
from segment_async._core.operation import Mask, Operation, Paging
from segment_async.cli import app
from segment_async.config import OPERATIONS, Tags
from tests.config.endpoints import MASKED, PAGED, body_fields, every_operation, required_fields
from tests.contract.methods import ELSEWHERE, method_of
from tests.contract.specification import CONFIG_ENDPOINTS, Endpoint, document

GENERATED = Path(segment_async.config.__file__).parent

OUTSIDE: Final = {"Deletion and Suppression", "Apps"}
"""Services that Segment's own list of eleven does not name."""


class Client(Tags):
    async def call(self, operation: Operation[Any], /, **_: object) -> None:
        raise AssertionError("nothing is called here")


def methods(tag: str) -> dict[str, Any]:
    """Return the public methods of a tag."""
    of_tag = getattr(Client(), tag)
    return {name: getattr(of_tag, name) for name in vars(type(of_tag)) if not name.startswith("_")}


def services() -> Counter[str]:
    """Count the operations of each service."""
    return Counter(each.stated["tags"][0] for each in CONFIG_ENDPOINTS.values())


def test_57_operations_of_eleven_services_and_8_others_are_specified() -> None:
    eleven = {name: count for name, count in services().items() if name not in OUTSIDE}
    assert (11, 57) == (len(eleven), sum(eleven.values()))
    assert {"Deletion and Suppression": 6, "Apps": 2} == {name: services()[name] for name in OUTSIDE}
    assert {tag["name"] for tag in document("config")["tags"]} == set(services())


def test_the_table_and_the_methods_are_those_of_the_specification() -> None:
    assert set(CONFIG_ENDPOINTS) == set(OPERATIONS)
    assert len(CONFIG_ENDPOINTS) == len(OPERATIONS) == 65
    named = Counter((each.tag, each.name) for each in CONFIG_ENDPOINTS.values())
    assert {1} == set(named.values())
    assert set(named) == {(tag, name) for tag in {tag for tag, _ in named} for name in methods(tag)}


def test_the_command_line_lists_the_same_ids(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == app.run(["call"])
    assert set(CONFIG_ENDPOINTS) == set(re.findall(r"\bconfig:(\w+)", capsys.readouterr().out))


@every_operation
def test_the_table_says_what_the_specification_says(endpoint: Endpoint) -> None:
    operation, paging = OPERATIONS[endpoint.id], endpoint.paging
    assert (endpoint.method, endpoint.path, endpoint.success) == (operation.method, operation.path, operation.success)
    assert (endpoint.stated["tags"][0], ()) == (operation.tag, operation.levels)
    assert endpoint.stated["x-replay"] == operation.replay
    assert tuple(endpoint.stated.get("x-natural-key", ())) == operation.natural_key
    assert tuple(endpoint.stated.get("x-not-found", ())) == operation.not_found
    ways = [next(iter(way)) for way in endpoint.stated.get("security", [{"token": []}])]
    assert ("either" if len(ways) == 2 else ways[0]) == operation.auth
    stated = Paging(**{**paging, "default": 1}) if paging else None
    assert stated == (attrs.evolve(operation.paging, default=1) if operation.paging else None)


@pytest.mark.parametrize("endpoint", PAGED.values(), ids=list(PAGED))
def test_a_list_asks_for_as_many_items_as_a_page_may_hold(endpoint: Endpoint) -> None:
    """Fewer requests of the 200 a minute are spent so."""
    assert endpoint.paging is not None
    paging = OPERATIONS[endpoint.id].paging
    assert paging is not None
    assert endpoint.paging["maximum"] == paging.default


@pytest.mark.parametrize("endpoint", MASKED.values(), ids=list(MASKED))
def test_the_table_knows_what_a_mask_may_name(endpoint: Endpoint) -> None:
    stated = endpoint.stated["x-update-mask"]
    assert Mask(stated["in"], stated["prefix"], tuple(stated["fields"])) == OPERATIONS[endpoint.id].mask


def test_only_updates_have_a_mask() -> None:
    updates = {"updateDestination", "updateDestinationFilter", "updateFunction", "updateSchemaConfig"}
    assert updates | {"updateTrackingPlan"} == set(MASKED)
    assert set(MASKED) == {name for name in OPERATIONS if OPERATIONS[name].mask}


@every_operation
def test_a_method_performs_its_operation_and_takes_all_that_is_specified(endpoint: Endpoint) -> None:
    method = method_of(endpoint)
    assert OPERATIONS[endpoint.id] is method.operation
    expected = {("path", name) for name in endpoint.path_arguments}
    expected |= {("query", name) for name in endpoint.own_query["properties"]}
    assert expected | {("body", name) for name in body_fields(endpoint)} == set(method.arguments)


@every_operation
def test_an_argument_may_be_left_out_where_the_field_may(endpoint: Endpoint) -> None:
    """What an update leaves out stays as it is, so none of its fields is needed."""
    signature = inspect.signature(getattr(getattr(Client(), endpoint.tag), endpoint.name))
    needed = {name for name, each in signature.parameters.items() if each.default is inspect.Parameter.empty}
    arguments = method_of(endpoint).arguments
    required = {("query", name) for name in endpoint.own_query["required"]}
    required |= {("body", name) for name in required_fields(endpoint)}
    assert {arguments[each] for each in required} == needed & {
        name for (part, _), name in arguments.items() if part != "path"
    }


@every_operation
def test_an_argument_is_called_like_what_it_fills(endpoint: Endpoint) -> None:
    """And those of the path stand first, in the order of the path."""
    arguments = method_of(endpoint).arguments
    stated = {each["name"]: each.get("x-python-name") for each in endpoint.stated["parameters"]}
    for (part, wire), argument in arguments.items():
        assert argument.rstrip("_") == ((stated.get(wire) if part == "path" else None) or wire.rpartition(".")[2])
    in_path = [name for name in re.findall(r"{(\w+)}", endpoint.path) if name in endpoint.path_arguments]
    assert [arguments["path", name] for name in in_path] == list(method_of(endpoint).types)[: len(in_path)]


@every_operation
def test_a_docstring_says_what_the_operation_does_and_what_each_argument_means(endpoint: Endpoint) -> None:
    method = method_of(endpoint)
    said = re.sub(r"\s+", " ", method.doc)
    assert said.startswith(endpoint.stated["summary"].rstrip("."))
    assert endpoint.stated.get("description", "").rstrip(".") in said
    described = re.findall(r"^ {4}(\w+): \S", method.doc.partition("Args:")[2], re.MULTILINE)
    assert sorted(method.arguments.values()) == sorted(set(described) - ELSEWHERE)
    assert ("clear" in described) is (endpoint.id in MASKED)


@every_operation
def test_a_docstring_says_how_sure_the_facts_are_where_they_are_not(endpoint: Endpoint) -> None:
    prose = re.sub(r"\s+", " ", method_of(endpoint).doc.partition("Args:")[0])
    confidence = endpoint.stated["x-confidence"]
    assert ([] if confidence == "high" else [confidence]) == re.findall(r"Confidence: (\w+)", prose)


@every_operation
def test_a_docstring_says_of_each_argument_what_the_specification_says(endpoint: Endpoint) -> None:
    """How sure it is included, where that differs from the operation."""
    method = method_of(endpoint)
    arguments = re.split(r"^ {4}(?=\w+: )", method.doc.partition("Args:")[2], flags=re.MULTILINE)
    said = dict(re.sub(r"\s+", " ", each).strip().split(": ", 1) for each in arguments if each.strip())
    stated = {("path", each["name"]): each for each in endpoint.stated["parameters"] if each["in"] == "path"}
    stated |= {("query", each["name"]): each for each in endpoint.stated["parameters"] if each["in"] == "query"}
    stated |= {("body", name): each for name, each in body_fields(endpoint).items()}
    for place, argument in method.arguments.items():
        assert said[argument].startswith(stated[place]["description"])
        confidence = stated[place].get("x-confidence", "high")
        expected = [] if confidence in {"high", endpoint.stated["x-confidence"]} else [confidence]
        assert expected == re.findall(r"Confidence: (\w+)", said[argument])


def test_no_generated_module_is_longer_than_400_lines() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in GENERATED.rglob("*.py")}
    assert {} == {name: length for name, length in lengths.items() if length > 400}
