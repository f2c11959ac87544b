"""The catalog is complete, valid, and points at nobody's servers."""

import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TypeAlias

import pytest
from jsonschema_rs import Validator, validator_for

from segment_async.sandbox import views
from segment_async.sandbox.seeds.catalog import destination_kinds, source_kinds, warehouse_kinds
from segment_async.sandbox.store import Record, Workspace

Validators: TypeAlias = Callable[[str], Validator]


@pytest.fixture(scope="module")
def validator() -> Validators:
    """Hold objects against a schema of the bundled specification."""
    components = json.loads(files("segment_async._spec").joinpath("public.json").read_bytes())["components"]

    def of(name: str) -> Validator:
        return validator_for({"$ref": f"#/components/schemas/{name}", "components": components})

    return of


@pytest.mark.parametrize(
    ("schema", "kinds"),
    [
        ("SourceMetadata", source_kinds()),
        ("DestinationMetadata", destination_kinds()),
        ("WarehouseMetadata", warehouse_kinds()),
    ],
)
def test_every_kind_is_as_the_specification_says(
    schema: str, kinds: Mapping[str, Record], validator: Validators
) -> None:
    errors = {slug: [str(error) for error in validator(schema).iter_errors(kind)] for slug, kind in kinds.items()}
    assert {} == {slug: found for slug, found in errors.items() if found}


@pytest.mark.parametrize(
    ("schema", "table", "view"),
    [
        ("Workspace", lambda w: {"": w.record}, views.plain),
        ("Label", lambda w: w.labels, views.plain),
        ("Source", lambda w: w.sources, views.source),
        ("Destination", lambda w: w.destinations, views.destination),
        ("Warehouse", lambda w: w.warehouses, views.warehouse),
        ("TrackingPlan", lambda w: w.tracking_plans, views.tracking_plan),
        ("Rule", lambda w: _joined(w.tracking_plans.rules), views.plain),
        ("DestinationFilter", lambda w: _joined(w.destinations.filters), views.plain),
        ("DestinationSubscription", lambda w: _joined(w.destinations.subscriptions), views.subscription),
    ],
)
def test_every_record_of_the_demo_is_as_the_specification_says(
    schema: str,
    table: Callable[[Workspace], Mapping[object, Record]],
    view: Callable[[Workspace, Record], Record],
    validator: Validators,
    demo: Workspace,
) -> None:
    records = [view(demo, record) for record in table(demo).values()]
    errors = [str(error) for record in records for error in validator(schema).iter_errors(record)]
    assert [] == errors
    assert records


@pytest.mark.parametrize(
    "slug",
    [
        "activecampaign",
        "adikteev",
        "adjust",
        "adobe-analytics",
        "appboy",
        "clearbrain",
        "customer.io",
        "google-analytics",
        "test-dest",
        "webhooks",
    ],
)
def test_destinations_of_old_examples_can_be_created(slug: str) -> None:
    assert slug in destination_kinds()


@pytest.mark.parametrize("slug", [".net", "facebook-ads", "ios", "javascript", "node.js"])
def test_sources_of_old_examples_can_be_created(slug: str) -> None:
    assert slug in source_kinds()


def test_the_catalog_is_wide() -> None:
    assert len(destination_kinds()) >= 30
    assert len(source_kinds()) >= 12
    assert len(warehouse_kinds()) >= 6


def test_a_website_has_the_id_that_programs_of_others_have_written_down() -> None:
    assert "IqDTy1TpoU" == source_kinds()["javascript"]["id"]


def test_no_two_kinds_share_an_id() -> None:
    for kinds in (source_kinds(), destination_kinds(), warehouse_kinds()):
        assert len(kinds) == len({kind["id"] for kind in kinds.values()})


def test_every_preset_is_of_an_action_of_its_kind() -> None:
    presets = 0
    for kind in destination_kinds().values():
        actions = {action["id"]: {field["fieldKey"] for field in action["fields"]} for action in kind["actions"]}
        for preset in kind["presets"]:
            assert preset["fields"].keys() <= actions[preset["actionId"]]
            presets += 1
    assert presets >= 15


def test_pictures_and_code_are_where_nothing_answers() -> None:
    for kind in (*source_kinds().values(), *destination_kinds().values(), *warehouse_kinds().values()):
        addresses = [address for address in kind["logos"].values() if address]
        addresses += [component["code"] for component in kind.get("components", ())]
        assert all(".example.invalid/" in address for address in addresses)


def _joined(tables: Mapping[str, Mapping[object, Record]]) -> dict[object, Record]:
    return {(owner, key): record for owner, table in tables.items() for key, record in table.items()}
