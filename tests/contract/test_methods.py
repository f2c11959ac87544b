"""Every operation has one method, with a name of its own in its tag and a docstring that says what the facts say."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import segment_async.public
from segment_async._core.operation import Operation
from segment_async.public import OPERATIONS, Tags
from tests.contract.methods import method_of
from tests.contract.specification import DOCUMENT, ENDPOINTS, Endpoint, every_operation, follow

GENERATED = Path(segment_async.public.__file__).parent
ALL = 201
TAGS = 33


class Client(Tags):
    async def call(self, operation: Operation[Any], /, **_: object) -> None:
        raise AssertionError("nothing is called here")


def methods(tag: str) -> dict[str, Any]:
    """Return the public methods of a tag."""
    of_tag = getattr(Client(), tag)
    return {name: getattr(of_tag, name) for name in vars(type(of_tag)) if not name.startswith("_")}


def prose(endpoint: Endpoint) -> str:
    """Return the docstring of an operation's method, on one line and without its arguments."""
    return re.sub(r"\s+", " ", method_of(endpoint).doc.partition("Args:")[0])


def sentences(endpoint: Endpoint) -> list[str]:
    return re.split(r"(?<=[.?!]) ", prose(endpoint))


def plain(name: str) -> str:
    """Return a name without what tells camelCase from snake_case."""
    return name.replace("_", "").lower()


def stated_name(endpoint: Endpoint, wire: str) -> str | None:
    """Return the argument's name that the specification states, if it does."""
    parameters = {each["name"]: each for each in map(follow, endpoint.stated.get("parameters", ()))}
    fields = {name: each for _, body in endpoint.bodies.values() for name, each in follow(body)["properties"].items()}
    name: str | None = (parameters | fields)[wire].get("x-python-name")
    return name


def test_201_operations_are_specified_listed_and_callable() -> None:
    tags = {endpoint.tag for endpoint in ENDPOINTS.values()}
    assert TAGS == len(tags) == len(DOCUMENT["tags"])
    assert ALL == len(ENDPOINTS) == len(OPERATIONS) == sum(len(methods(tag)) for tag in tags)
    assert set(ENDPOINTS) == set(OPERATIONS)


def test_no_two_operations_of_a_tag_share_a_name() -> None:
    names = Counter((endpoint.tag, endpoint.name) for endpoint in ENDPOINTS.values())
    assert {1} == set(names.values())
    assert set(names) == {(tag, name) for tag in {tag for tag, _ in names} for name in methods(tag)}


@every_operation
def test_a_method_performs_its_operation_and_takes_all_that_is_specified(endpoint: Endpoint) -> None:
    method = method_of(endpoint)
    assert OPERATIONS[endpoint.id] is method.operation
    fields = {name for _, schema in endpoint.bodies.values() for name in follow(schema)["properties"]}
    expected = {("path", name) for name in endpoint.path_parameters}
    expected |= {("query", name) for name in endpoint.own_query["properties"]}
    assert expected | {("body", name) for name in fields} == set(method.arguments)


@every_operation
def test_an_argument_is_called_like_what_it_fills(endpoint: Endpoint) -> None:
    """And those of the path stand first, in the order of the path."""
    arguments = method_of(endpoint).arguments
    for (_, wire), argument in arguments.items():
        assert argument == stated_name(endpoint, wire) or plain(argument) == plain(wire)
    in_path = [arguments["path", name] for name in re.findall(r"{(\w+)}", endpoint.path)]
    assert in_path == list(method_of(endpoint).types)[: len(in_path)]


@every_operation
def test_a_docstring_says_what_the_operation_does_and_what_each_argument_means(endpoint: Endpoint) -> None:
    method = method_of(endpoint)
    said = re.sub(r"\s+", " ", method.doc)
    assert said.startswith(endpoint.stated["summary"].rstrip("."))
    assert endpoint.stated.get("description", "").rstrip(".") in said
    described = re.findall(r"^ {4}(\w+): \S", method.doc.partition("Args:")[2], re.MULTILINE)
    assert sorted(method.arguments.values()) == sorted(set(described) - {"page_size"})


@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS.values() if "x-rate-limit" in each.stated], ids=repr)
def test_a_docstring_says_the_limit(endpoint: Endpoint) -> None:
    limit = endpoint.stated["x-rate-limit"]
    assert any(re.search(rf"\b{limit['requests']}\b.* {limit['per']}\b", sentence) for sentence in sentences(endpoint))


@every_operation
def test_a_docstring_says_the_level_if_it_is_not_the_stable_one(endpoint: Endpoint) -> None:
    about = [sentence for sentence in sentences(endpoint) if re.search(r"\blevels? only\b", sentence)]
    if "v1" in endpoint.levels:
        assert [] == about
    else:
        assert 1 == len(about)
        assert set(endpoint.levels) == set(re.findall(r"\b(?:v1|beta|alpha)\b", about[0]))


@every_operation
def test_a_docstring_names_what_the_audit_trail_gets_and_what_the_workspace_needs(endpoint: Endpoint) -> None:
    for event in endpoint.stated.get("x-audit-events", ()):
        assert any(f"*{event}*" in sentence and "audit trail" in sentence for sentence in sentences(endpoint))
    for feature in endpoint.stated.get("x-workspace-features", ()):
        assert any(f"*{feature}*" in sentence and "feature" in sentence for sentence in sentences(endpoint))


def test_no_generated_module_is_longer_than_400_lines() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in GENERATED.rglob("*.py")}
    assert {} == {name: length for name, length in lengths.items() if length > 400}
