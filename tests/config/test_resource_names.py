"""Where a resource name stands, a slug will do; where slugs stand, so will the name that says them all."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from attrs import frozen

from segment_async import ConfigurationError
from tests.config.conftest import WireOf
from tests.config.endpoints import body_of, names_within
from tests.contract.methods import operation_of
from tests.contract.samples import fullest, replaced
from tests.contract.specification import CONFIG_ENDPOINTS, Endpoint, Schema
from tests.contract.wire import Asked, segments, success


@frozen
class Named:
    """A place in a request where a resource name stands."""

    endpoint: Endpoint
    part: str
    steps: tuple[str, ...]
    """Names of fields that lead there; ``[]`` is a list's one item."""
    pattern: str

    def __repr__(self) -> str:
        return f"{self.endpoint.id}-{'.'.join(self.steps)}"

    @property
    def written(self) -> str:
        """The place as the package's table writes it."""
        return ".".join(self.steps).replace(".[]", "[]")


NAMED: Final = [
    Named(endpoint, part, *found)
    for endpoint in CONFIG_ENDPOINTS.values()
    for part, schema in (("query", endpoint.query), ("body", body_of(endpoint)))
    for found in names_within(schema)
]
WHOLE: Final = [
    (endpoint, name)
    for endpoint in CONFIG_ENDPOINTS.values()
    for name, schema in endpoint.path_parameters.items()
    if "x-resource-name" in schema
]


UNSAID: Final = dict.fromkeys(
    ("batchGetMetricsSummary-names.[]", "createWorkspaceRegulation-collection"), "source_slug"
)
"""Places where a slug is not enough, with what nothing else in the request says."""


def spoken(pattern: str) -> str:
    """Return the name of a pattern in which each slot holds its own name."""
    return pattern.translate(str.maketrans("", "", "{}"))


def asked_for(wire_of: WireOf, endpoint: Endpoint, path: Mapping[str, str], **parts: Any) -> Asked:
    """Make a call, and return its request."""
    answer = success(endpoint, fullest(endpoint.data))
    _, (asked,) = wire_of(endpoint).exchange(lambda client: client.call(endpoint.id, path=path, **parts), answer)
    return asked


def path_of(endpoint: Endpoint) -> dict[str, str]:
    """Return values for an operation's path, of which each says what it is."""
    return {name: schema_name(name, schema) for name, schema in endpoint.path_parameters.items()}


def schema_name(name: str, schema: Schema) -> str:
    return spoken(schema["x-resource-name"]) if "x-resource-name" in schema else name


def request_with(place: Named, text: str) -> dict[str, Any]:
    """Return the fullest query or body, with a text at a place."""
    schema = place.endpoint.query if place.part == "query" else body_of(place.endpoint)
    steps = tuple(0 if step == "[]" else step for step in place.steps)
    return {place.part: replaced(fullest(schema), steps, text)}


def hold(place: Named, asked: Asked, name: str) -> None:
    expected = request_with(place, name)
    if place.part == "body":
        assert expected["body"] == asked.body
    else:
        (names,) = expected["query"][place.steps[0]]
        assert names == dict(asked.query)[place.steps[0]]


def test_names_stand_in_14_places_of_queries_and_bodies_and_are_2_paths() -> None:
    """Which shows that the tests below have something to test."""
    assert (14, {"createPolicy", "deletePolicy"}) == (len(NAMED), {endpoint.id for endpoint, _ in WHOLE})


@pytest.mark.parametrize("endpoint", CONFIG_ENDPOINTS.values(), ids=list(CONFIG_ENDPOINTS))
def test_the_table_knows_every_place_of_a_name(endpoint: Endpoint) -> None:
    stated = {each.written: each.pattern for each in NAMED if each.endpoint is endpoint}
    stated |= {
        each["name"]: each["x-resource-name"]
        for each in endpoint.stated["parameters"]
        if each["in"] == "path" and "x-resource-name" in each
    }
    assert stated == operation_of(endpoint).names


@pytest.mark.parametrize("place", NAMED, ids=repr)
def test_a_slug_becomes_the_name_that_it_means(wire_of: WireOf, place: Named) -> None:
    """What it lies below is said by the path, or by the name that it stands inside of."""
    slug = re.findall(r"\{(\w+)\}", place.pattern)[-1]
    path, request = path_of(place.endpoint), request_with(place, slug)
    if repr(place) in UNSAID:
        with pytest.raises(ConfigurationError, match=f"'{slug}' needs its {UNSAID[repr(place)]}; pass the whole name"):
            asked_for(wire_of, place.endpoint, path, **request)
    else:
        hold(place, asked_for(wire_of, place.endpoint, path, **request), spoken(place.pattern))


@pytest.mark.parametrize("place", NAMED, ids=repr)
def test_a_name_of_what_lies_where_the_call_is_stays_as_it_is(wire_of: WireOf, place: Named) -> None:
    name = spoken(place.pattern)
    hold(place, asked_for(wire_of, place.endpoint, path_of(place.endpoint), **request_with(place, name)), name)


@pytest.mark.parametrize("place", NAMED, ids=repr)
def test_a_name_of_something_else_is_refused(wire_of: WireOf, place: Named) -> None:
    """Of another kind, of another source, of another workspace."""
    path = path_of(place.endpoint)
    with pytest.raises(
        ConfigurationError, match=re.escape(f"names something else; pass a name such as {place.pattern}")
    ):
        asked_for(wire_of, place.endpoint, path, **request_with(place, "flavors/rye/loaves/1"))
    for slot in re.findall(r"\{(\w+)\}", place.pattern)[:-1]:
        name = spoken(place.pattern.replace(f"{{{slot}}}", "elsewhere"))
        if slot == UNSAID.get(repr(place)):
            continue
        with pytest.raises(ConfigurationError, match=f"says that {slot} is 'elsewhere', and the call is about"):
            asked_for(wire_of, place.endpoint, path, **request_with(place, name))


@pytest.mark.parametrize(("endpoint", "parameter"), WHOLE, ids=[endpoint.id for endpoint, _ in WHOLE])
def test_a_path_that_is_a_name_keeps_its_slashes(wire_of: WireOf, endpoint: Endpoint, parameter: str) -> None:
    """And each part is encoded by itself."""
    pattern = endpoint.path_parameters[parameter]["x-resource-name"]
    name = spoken(pattern.replace("{role}", "a:rôle &"))
    asked = asked_for(wire_of, endpoint, {parameter: name})
    assert segments(endpoint, {parameter: name}) == asked.segments


def test_a_path_that_is_a_name_takes_a_slug_where_that_says_enough(wire_of: WireOf) -> None:
    """A role lies below the client's workspace; a policy lies below a role that nobody named."""
    create, delete = CONFIG_ENDPOINTS["createPolicy"], CONFIG_ENDPOINTS["deletePolicy"]
    assert ("v1beta", "workspaces", "acme", "roles", "owner", "policies") == asked_for(
        wire_of, create, {"role_name": "owner"}, body={}
    ).segments
    with pytest.raises(ConfigurationError, match=r"'a slug' needs its role; pass the whole name, workspaces/"):
        asked_for(wire_of, delete, {"policy_name": "a slug"})


def names_for(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    """Yield the slots of a path that may hold a name, each with the name that says all that stands before it."""
    template = endpoint.path.strip("/").split("/")
    for length, part in enumerate(template, 1):
        if re.fullmatch(r"\{\w+\}", part) and template[0] != "catalog":
            yield part[1:-1], "/".join(template[:length])


IN_PATHS: Final = [
    pytest.param(endpoint, slot, pattern, id=f"{endpoint.id}-{slot}")
    for endpoint in CONFIG_ENDPOINTS.values()
    for slot, pattern in names_for(endpoint)
    if slot not in endpoint.path_parameters or "x-resource-name" not in endpoint.path_parameters[slot]
]


@pytest.mark.parametrize(("endpoint", "slot", "pattern"), IN_PATHS)
def test_a_name_in_a_path_says_all_that_stands_before_it(
    wire_of: WireOf, endpoint: Endpoint, slot: str, pattern: str
) -> None:
    """Whichever parameter it is passed for, so a method's first argument too."""
    said = re.findall(r"\{(\w+)\}", pattern)
    rest = {name: value for name, value in path_of(endpoint).items() if name not in said}
    for holder in said:
        asked = asked_for(wire_of, endpoint, {holder: spoken(pattern), **rest})
        assert segments(endpoint, path_of(endpoint)) == asked.segments


@pytest.mark.parametrize(("endpoint", "slot", "pattern"), IN_PATHS)
def test_a_name_that_contradicts_the_path_is_refused(
    wire_of: WireOf, endpoint: Endpoint, slot: str, pattern: str
) -> None:
    said = re.findall(r"\{(\w+)\}", pattern)
    for other in said[:-1]:
        with pytest.raises(ConfigurationError, match=f"says that {other} is '{other}', and 'another' came too"):
            asked_for(wire_of, endpoint, {**path_of(endpoint), slot: spoken(pattern), other: "another"})


@pytest.mark.parametrize("operation", ["getDestinationFilter", "updateDestinationFilter", "deleteDestinationFilter"])
def test_a_filter_may_be_called_as_answers_call_it(wire_of: WireOf, operation: str) -> None:
    """Below the id of an instance of its destination, which no path has a place for."""
    endpoint = CONFIG_ENDPOINTS[operation]
    name = "workspaces/acme/sources/js/destinations/customer.io/config/5e1f/filters/df_1"
    asked = asked_for(wire_of, endpoint, {"source_slug": name})
    expected = ("workspaces", "acme", "sources", "js", "destinations", "customer.io", "filters", "df_1")
    assert ("v1beta", *expected) == asked.segments
