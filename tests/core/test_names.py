"""Resource names parse, build and validate, and stand for slugs."""

from typing import Any

import pytest

from segment_async import ResourceName
from segment_async._core.names import PATTERNS, complete, ids_of, match, path_of
from segment_async._core.operation import Operation
from segment_async._core.unset import UNSET
from segment_async._core.wire import build_path
from segment_async.errors import ConfigurationError

W = "workspaces/{workspace_slug}"
GET = Operation("getThing", "GET", f"/{W}/sources/{{source_slug}}/destinations/{{destination_slug}}", str, tag="T")
FILTER = Operation(
    "getFilter",
    "GET",
    f"/{W}/sources/{{source_slug}}/filters/{{filter_id}}",
    str,
    tag="T",
    names={"filter_id": f"{W}/sources/{{source_slug}}/config/{{instance_id}}/filters/{{filter_id}}"},
)
POLICY = Operation(
    "createPolicy", "POST", "/{role_name}/policies", str, tag="T", names={"role_name": f"{W}/roles/{{role}}"}
)
CREATE = Operation(
    "create",
    "POST",
    f"/{W}/sources/{{source_slug}}/destinations",
    str,
    tag="T",
    names={
        "destination.name": f"{W}/sources/{{source_slug}}/destinations/{{destination_slug}}",
        "destination.config[].name": f"{W}/sources/{{source_slug}}/destinations/{{destination_slug}}/config/{{key}}",
        "source_names[]": f"{W}/sources/{{source_slug}}",
    },
)
NAME = "workspaces/acme/sources/js/destinations/customer.io"
HOOKS = "workspaces/acme/sources/js/destinations/webhooks"
IDS = {"workspace_slug": "acme", "source_slug": "js", "destination_slug": "customer.io"}


def address(operation: Operation[Any], **path: object) -> str:
    """Return the path that a call with these values goes to."""
    ids = ids_of(operation, path)  # type: ignore[arg-type]  # also what no type checker would let pass
    return build_path(operation, path_of(operation, ids))


def test_a_name_is_text_that_knows_its_kind_and_its_slots() -> None:
    name = ResourceName.build("destination", workspace="acme", source="js", destination="customer.io")
    assert name == NAME
    assert isinstance(name, str)
    assert name.kind == "destination"
    assert {"workspace": "acme", "source": "js", "destination": "customer.io"} == name.slots
    assert ResourceName(NAME) == name


@pytest.mark.parametrize("kind", PATTERNS)
def test_every_kind_of_name_is_built_and_parsed_again(kind: str) -> None:
    slots = {slot: f"{slot}_1" for slot in match(PATTERNS[kind], PATTERNS[kind]) or {}}
    name = ResourceName.build(kind, **slots)
    assert (name.kind, name.slots) == (kind, slots)


def test_a_name_of_no_known_pattern_is_a_name_still() -> None:
    assert ResourceName("planets/mars").kind is None
    assert {} == ResourceName("planets/mars").slots


@pytest.mark.parametrize(
    "text",
    ["", "/a", "a/", "a//b", "..", "a/../b", "a/%2e%2E/b", "a/./b", "a/\n", "a/\x00b", "a/\x85", "a?b/c", "a#/c",
     "a\\b", "a/\ud800", "a/" + "b" * 256],
)  # fmt: skip
def test_what_climbs_out_or_is_empty_is_no_name(text: str) -> None:
    with pytest.raises(ConfigurationError):
        ResourceName(text)
    with pytest.raises(ConfigurationError):
        address(POLICY, role_name=f"workspaces/acme/roles/{text}")


@pytest.mark.parametrize(
    ("kind", "slots", "message"),
    [
        ("planet", {}, "no kind 'planet'"),
        ("source", {"workspace": "acme"}, "takes workspace and source"),
        ("workspace", {"workspace": "acme/sources/js"}, "holds a slash"),
        ("workspace", {"workspace": ".."}, "would address something else"),
        ("workspace", {"workspace": 5}, "workspace is of type int; pass it as text"),
    ],
)
def test_what_cannot_be_built_is_refused(kind: str, slots: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        ResourceName.build(kind, **slots)


class Disguised(str):
    """A text that shows itself as another, as members of enumerations do."""

    __slots__ = ()

    def __str__(self) -> str:
        return "../other"

    def __format__(self, format_spec: str) -> str:
        return "../other"


def test_a_text_of_its_own_kind_counts_as_the_text_that_it_is() -> None:
    assert ResourceName(Disguised("workspaces/acme")) == "workspaces/acme"
    assert ResourceName.build("workspace", workspace=Disguised("acme")) == "workspaces/acme"
    assert address(POLICY, role_name=Disguised("r1"), workspace_slug=Disguised("acme")).endswith(
        "/acme/roles/r1/policies"
    )


def test_a_name_stands_for_everything_it_says() -> None:
    assert ids_of(GET, {"source_slug": NAME, "destination_slug": UNSET}) == IDS
    assert ids_of(GET, {"source_slug": "workspaces/acme/sources/js", "destination_slug": "customer.io"}) == IDS
    assert ids_of(GET, {"source_slug": UNSET, "destination_slug": NAME}) == IDS
    assert ids_of(GET, {"source_slug": "js", "destination_slug": NAME}) == IDS


def test_a_name_that_contradicts_what_was_passed_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="says that source_slug is 'js', and 'ios' came too"):
        ids_of(GET, {"source_slug": "ios", "destination_slug": NAME})


def test_a_name_of_something_else_is_refused_with_a_fitting_one() -> None:
    with pytest.raises(ConfigurationError, match=r"no name that getThing .* takes; .*workspaces/\{workspace_slug\}"):
        ids_of(GET, {"source_slug": "workspaces/acme/tracking-plans/rs_1"})


def test_the_other_spelling_of_a_name_is_known_too() -> None:
    name = "workspaces/acme/sources/js/config/5f0e/filters/df_1"
    assert address(FILTER, source_slug=name) == "/workspaces/acme/sources/js/filters/df_1"
    assert address(FILTER, source_slug="workspaces/acme/sources/js", filter_id="df_1").endswith("/filters/df_1")


def test_a_whole_name_keeps_its_slashes_and_has_its_parts_encoded() -> None:
    assert address(POLICY, role_name="workspaces/acme/roles/r 1%?".replace("?", "")) == (
        "/workspaces/acme/roles/r%201%25/policies"
    )


def test_a_slug_in_place_of_a_whole_name_is_completed() -> None:
    assert address(POLICY, role_name="r1", workspace_slug="acme") == "/workspaces/acme/roles/r1/policies"
    with pytest.raises(ConfigurationError, match="'r1' needs its workspace_slug; pass the whole name"):
        address(POLICY, role_name="r1")


@pytest.mark.parametrize(
    "name", ["workspaces/acme/sources/js", "access-tokens/1", "workspaces/acme/roles/r1/policies/p1", "roles/r1"]
)
def test_a_whole_name_of_something_else_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match=r"names something else; pass a name such as workspaces/.*/roles/"):
        address(POLICY, role_name=name)


@pytest.mark.parametrize("value", [None, True, 5, b"js"])
def test_a_path_value_that_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ConfigurationError, match=r"source_slug is of type .*; pass it as text"):
        address(CREATE, workspace_slug="acme", source_slug=value)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"destination": {"name": "workspaces/other/sources/js/destinations/a"}}, "workspace_slug is 'other'.*'acme'"),
        ({"destination": {"name": "workspaces/acme/sources/ios/destinations/a"}}, "source_slug is 'ios'.*'js'"),
        ({"destination": {"name": "a", "config": [{"name": f"{NAME}/config/k"}]}}, "destination_slug is 'customer.io'"),
        ({"source_names": ["ios", "workspaces/other/sources/web"]}, "workspace_slug is 'other'"),
        ({"destination": {"name": "catalog/destinations/a"}}, "names something else"),
        ({"destination": {"name": "a/../b"}}, "would address something else"),
        ({"destination": {"name": ""}}, "has a part of 0 characters"),
    ],
)
def test_a_name_in_a_body_that_contradicts_the_call_is_refused(body: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        complete(CREATE, {"workspace_slug": "acme", "source_slug": "js"}, body)


def test_slugs_in_a_body_are_completed_outer_ones_first() -> None:
    body = {
        "destination": {"name": "webhooks", "config": [{"name": "hooks"}, {"name": f"{HOOKS}/config/apiKey"}, {}]},
        "source_names": ["ios", "workspaces/acme/sources/a", "web"],
    }
    assert complete(CREATE, {"workspace_slug": "acme", "source_slug": "js"}, body) == {
        "destination": {
            "name": "workspaces/acme/sources/js/destinations/webhooks",
            "config": [
                {"name": "workspaces/acme/sources/js/destinations/webhooks/config/hooks"},
                {"name": f"{HOOKS}/config/apiKey"},
                {},
            ],
        },
        "source_names": [
            "workspaces/acme/sources/ios",
            "workspaces/acme/sources/a",
            "workspaces/acme/sources/web",
        ],
    }
    assert "ios" in body["source_names"]  # the caller's own is untouched


def test_what_is_no_text_stays_for_the_server_to_refuse() -> None:
    for odd in (None, {"destination": 1}, {"destination": {"config": "x", "name": 5}}, {"source_names": {"a": 1}}):
        assert complete(CREATE, {"workspace_slug": "acme", "source_slug": "js"}, odd) == odd


@pytest.mark.parametrize("slug", ["..", "a\nb"])
def test_a_slug_that_is_none_is_not_completed(slug: str) -> None:
    with pytest.raises(ConfigurationError, match="would address something else"):
        complete(CREATE, {"workspace_slug": "acme", "source_slug": "js"}, {"destination": {"name": slug}})
