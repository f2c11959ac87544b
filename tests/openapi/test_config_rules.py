"""What the specification of the Config API says beyond the facts holds together: names, replay classes, prose."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.openapi.reader import ROOT, by_id, components, document, operations, resolve

FACTS = json.loads((Path(__file__).parent / "config_facts.json").read_text())
FOLDER = ROOT / "openapi" / "config"
OPERATIONS = by_id("config")
SCHEMAS = components("config")
ROOT_FILE = document(FOLDER / "openapi.yaml")

NO_NAMES = {
    ("CatalogDestination", "previous_names"),
    ("CatalogDestinationSetting", "name"),
    ("FunctionConfigEntry", "name"),
    ("FunctionSetting", "name"),
    ("FunctionTraceSpan", "name"),
    ("InviteInput", "name"),  # an e-mail address, it seems, which must not be completed to a name
    ("RegulationAttributes", "name"),
    ("TrackingPlanEvent", "name"),
}
"""Fields that are called names, and hold no resource name; nor does any ``display_name``."""

SECRETS = {
    ("AccessToken", "token"),
    ("App", "client_secret"),
    ("DestinationConfigEntry", "value"),
    ("FunctionConfigEntry", "value"),
    ("InstallToken", "access_token"),
    ("RegulationAttributes", "values"),
    ("Source", "write_keys"),
}
"""Fields that may hold secrets, or say who somebody is."""

ONLY_IN_URLS = {"function", "source_connection"}
"""Things whose resource names no field holds."""


def names_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for key, each in value.items() if key == "x-resource-name")
        yield from (name for each in value.values() for name in names_in(each))
    elif isinstance(value, list):
        yield from (name for each in value for name in names_in(each))


def test_resource_names_are_those_of_the_facts() -> None:
    used = {name for file in FOLDER.glob("*.yaml") for name in names_in(document(file))}

    assert {name for thing, name in FACTS["names"].items() if thing not in ONLY_IN_URLS} == used


def test_whatever_holds_a_resource_name_says_so() -> None:
    fields = {(name, key): each for name, (_, schema) in SCHEMAS.items() for key, each in properties(schema).items()}
    called = {field for field in fields if re.fullmatch(r"(?!display_)(.*_)?names?|collection", field[1])}
    parameters = {
        parameter["name"]: parameter
        for home, _, _, found in OPERATIONS.values()
        for parameter in (resolve(home, each)[1] for each in found.get("parameters", []))
    }

    assert called - NO_NAMES == {field for field, each in fields.items() if [*names_in(each)] and field[1] != "parent"}
    assert {"filter_id", "names", "policy_name", "role_name"} == {
        name for name, parameter in parameters.items() if [*names_in(parameter)]
    }


def properties(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema.get("properties", {})
    return found


def test_secrets_are_marked() -> None:
    assert SECRETS == {
        (name, key)
        for name, (_, schema) in SCHEMAS.items()
        for key, each in properties(schema).items()
        if each.get("x-sensitive")
    }


def test_the_workspace_is_filled_in_by_the_client() -> None:
    shared = ROOT_FILE["components"]["parameters"]

    assert {"WorkspaceSlug": "workspace-slug", "WorkspaceId": "workspace-id"} == {
        name: each["x-default"] for name, each in shared.items() if "x-default" in each
    }


def test_every_operation_says_what_may_be_sent_again() -> None:
    usual = {"GET": "safe", "PUT": "convergent", "PATCH": "convergent", "DELETE": "convergent"}
    for operation_id, (_, method, _, found) in OPERATIONS.items():
        if operation_id != "getInstallToken" and method in usual:
            assert usual[method] == found["x-replay"], operation_id
        assert (found["x-replay"] == "reconcile") == ("x-natural-key" in found), operation_id
    assert OPERATIONS["getInstallToken"][3]["x-replay"] == "never"
    assert {"safe": 2, "reconcile": 7, "never": 7} == Counter(
        found["x-replay"] for _, method, _, found in OPERATIONS.values() if method == "POST"
    )


def test_natural_keys_and_wrappers_lead_to_fields_of_the_body() -> None:
    for operation_id, (home, _, _, found) in OPERATIONS.items():
        wrapper = [found["x-wrapped-in"]] if "x-wrapped-in" in found else []
        for dotted in (*found.get("x-natural-key", []), *wrapper):
            where, body = resolve(home, found["requestBody"]["content"]["application/json"]["schema"])
            for key in dotted.split("."):
                assert key in properties(body), (operation_id, dotted)
                where, body = resolve(where, body["properties"][key])


def test_each_creation_is_wrapped_but_those_of_connections_and_regulations() -> None:
    created = {name: found for name, (*_, found) in OPERATIONS.items() if "create" in name.lower()}
    assert {
        "batchCreateSourceConnections",
        "createSourceConnection",
        "createSourceRegulation",
        "createWorkspaceRegulation",
    } == {name for name, found in created.items() if "x-wrapped-in" not in found}


def test_method_names_are_total_and_unique_within_a_service() -> None:
    names = [(found["tags"][0], found["x-python-name"]) for *_, found in OPERATIONS.values()]
    assert len(names) == len(set(names)) == len(FACTS["operations"])


def test_everything_is_described() -> None:
    for name, (_, schema) in SCHEMAS.items():
        for text in (schema["description"], *(each["description"] for each in properties(schema).values())):
            assert text.endswith("."), (name, text)
    for operation_id, (home, _, _, found) in OPERATIONS.items():
        parameters = [resolve(home, each)[1] for each in found.get("parameters", [])]
        for text in (found["summary"], *(each["description"] for each in parameters)):
            assert text.endswith("."), (operation_id, text)
        assert len(found["summary"]) <= 76, operation_id


def test_every_file_is_reached_from_the_root() -> None:
    reached = {home.name for home, *_ in operations("config")} | {"openapi.yaml"}
    assert reached == {file.name for file in FOLDER.glob("*.yaml")}
