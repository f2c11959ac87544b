"""What was seen of real answers and real requests, told again with things that nobody has."""

import json
from typing import Any

import pytest

from segment_async import UNSET, ConfigClient, DecodeError, ServerError, structure, unstructure
from segment_async.config.models import (
    CatalogDestination,
    Destination,
    DestinationConfigEntryInput,
    DestinationFilter,
    DestinationFilterInput,
    DestinationInput,
    Function,
    InstallToken,
    RegulationAttributes,
    SchemaConfig,
    Source,
    SourceInput,
    TrackingPlan,
    TrackingPlanInput,
    TrackingPlanRulesInput,
    Workspace,
)
from tests.config.conftest import WireOf
from tests.contract.samples import fullest
from tests.contract.specification import CONFIG_ENDPOINTS
from tests.contract.wire import success
from tests.core.server import answer

DESTINATION = "workspaces/bakery/sources/till/destinations/oven.io"


def kept(data: dict[str, Any], model: Any) -> Any:
    """Read an answer as a strict client does, see that nothing is lost, and return the model."""
    read = structure(data, model, strict=True)
    assert data == unstructure(read)
    return read


def test_a_workspace_may_be_called_by_its_bare_slug() -> None:
    assert "bakery" == kept({"name": "bakery", "display_name": "A Bakery", "id": "b1"}, Workspace).name


@pytest.mark.parametrize("time", ["2020-02-03T04:05:06Z", "2020-02-03T04:05:06.789Z"])
def test_times_have_milliseconds_or_none(time: str) -> None:
    assert time == kept({"name": "workspaces/bakery", "create_time": time}, Workspace).create_time


def test_two_fields_of_the_catalog_are_in_camel_case() -> None:
    data = {
        "name": "catalog/destinations/oven.io",
        "browserUnbundlingSupported": True,
        "browserUnbundlingPublic": False,
    }
    kind = kept(data, CatalogDestination)
    assert (True, False) == (kind.browser_unbundling_supported, kind.browser_unbundling_public)


def test_the_same_fields_in_snake_case_are_unknown() -> None:
    data = {"name": "catalog/destinations/oven.io", "browser_unbundling_supported": True}
    assert structure(data, CatalogDestination).browser_unbundling_supported is None


def test_a_setting_may_hold_settings_that_hold_settings() -> None:
    inner = {"name": "rack", "type": "MIXED", "settings": []}
    settings = [{"name": "racks", "type": "MIXED", "settings": [{**inner, "settings": [inner]}]}]
    kind = kept({"name": "catalog/destinations/oven.io", "settings": settings}, CatalogDestination)
    assert "rack" == kind.settings[0].settings[0].settings[0].name
    broken = json.loads(json.dumps(settings).replace('"settings": []', '"settings": [{"name": 1}]'))
    with pytest.raises(DecodeError) as caught:
        structure({"name": "catalog/destinations/oven.io", "settings": broken}, CatalogDestination)
    assert "$.settings[0].settings[0].settings[0].settings[0].name" == caught.value.path


def test_limits_of_a_map_of_settings_are_numbers() -> None:
    validators = {"regexp": "", "min": 0, "max": 12, "map_prefix": "tray", "select_options": []}
    settings = [{"name": "trays", "type": "MAP", "required": False, "map_validators": validators}]
    kind = kept({"name": "catalog/destinations/oven.io", "settings": settings}, CatalogDestination)
    assert 12 == kind.settings[0].map_validators.max


def test_schema_settings_name_their_source_without_the_workspace() -> None:
    data = {"name": "workspaces/bakery/sources/till/schema-config", "parent": "sources/till"}
    assert "sources/till" == kept(data, SchemaConfig).parent


def test_no_source_gets_what_is_blocked_where_its_slug_is_empty() -> None:
    assert "" == kept({"forwarding_blocked_events_to": ""}, SchemaConfig).forwarding_blocked_events_to


@pytest.mark.parametrize("value", ["", "sour", True, 3, 2.5, None, ["rye"], {"rye": 1}, [{"dough": "rye"}]])
def test_a_setting_of_a_destination_has_any_value(value: Any) -> None:
    entry = {"name": f"{DESTINATION}/config/dough", "display_name": "Dough", "value": value, "type": "mixed"}
    read = structure({"name": DESTINATION, "config": [entry]}, Destination, strict=True)
    assert (value,) == tuple(each.value for each in read.config or ())
    assert value == unstructure(structure(entry, DestinationConfigEntryInput))["value"]


def test_a_request_need_not_say_the_type_of_a_setting() -> None:
    data = {"name": DESTINATION, "config": [{"name": f"{DESTINATION}/config/dough", "value": "sour"}]}
    read = structure(data, DestinationInput)
    assert read.config is not UNSET
    assert read.config[0].type is UNSET
    assert data == unstructure(read)


def test_a_destination_that_was_read_can_be_sent_back() -> None:
    """What only the server sets is left behind."""
    data = {"name": DESTINATION, "parent": "workspaces/bakery/sources/till", "enabled": True, "config": []}
    sent = structure(unstructure(structure(data, Destination)), DestinationInput)
    assert {"name": DESTINATION, "enabled": True, "config": []} == unstructure(sent)


def test_the_text_true_is_no_boolean() -> None:
    with pytest.raises(DecodeError) as caught:
        structure({"enabled": "true"}, DestinationInput)
    assert "$.enabled" == caught.value.path


@pytest.mark.parametrize("instance", ["", "config/5e1f00aa/"])
def test_a_filter_is_named_with_or_without_the_instance_of_its_destination(instance: str) -> None:
    data = {"name": f"{DESTINATION}/{instance}filters/df_2", "if": "all", "actions": [{"type": "drop_event"}]}
    read = kept(data, DestinationFilter)
    assert ("all", None) == (read.if_, read.enabled)


def test_the_actions_of_a_filter_keep_their_order_and_their_numbers() -> None:
    actions = [
        {"type": "sample_event", "percent": 0.25, "path": "userId"},
        {"type": "sample_event", "percent": 1, "path": ""},
        {"type": "whitelist_fields", "fields": {"context": {"fields": ["oven"]}, "traits": {"fields": []}}},
        {"type": "toast_event"},
    ]
    assert (
        0.25 == kept({"name": f"{DESTINATION}/filters/df_2", "actions": actions}, DestinationFilter).actions[0].percent
    )
    assert {"actions": actions} == unstructure(structure({"actions": actions}, DestinationFilterInput))


RULES = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "labels": {"counter": "front"},
    "type": "object",
    "properties": {
        "context": {},
        "traits": {},
        "properties": {
            "type": "object",
            "required": ["loaf"],
            "properties": {
                "loaf": {"type": ["string", "null"], "enum": ["rye", None], "pattern": "^r|w", "id": "/loaf%20name"},
                "baked at": {"type": "string", "format": "date-time", "x-oven": {"heat": 230.5}},
                "slices": {"type": "array", "items": {"type": "object", "properties": {}, "required": []}},
            },
        },
    },
}


def test_rules_keep_every_keyword_of_json_schema_whatever_it_is() -> None:
    events = [{"name": r'odd "name\'d" ++event~', "description": "", "version": 2, "rules": RULES}]
    data = {"name": "workspaces/bakery/tracking-plans/rs_9", "rules": {"global": RULES, "events": events}}
    plan = kept(data, TrackingPlan)
    assert RULES == plan.rules.global_ == plan.rules.events[0].rules
    sent = {"rules": {"global": RULES, "identify": RULES, "group": {}, "events": events}}
    assert sent == unstructure(structure(sent, TrackingPlanInput))


def test_a_list_of_plans_leaves_their_events_out() -> None:
    rules = {"identify_traits": [], "group_traits": [], "events": []}
    plan = kept({"name": "workspaces/bakery/tracking-plans/rs_9", "rules": rules}, TrackingPlan)
    assert ((), (), None) == (plan.rules.events, plan.rules.identify_traits, plan.rules.global_)


def test_an_empty_part_of_rules_is_sent_as_it_is() -> None:
    """Empty is not left out: it takes every rule away."""
    assert {"rules": {"events": []}} == unstructure(TrackingPlanInput(rules=TrackingPlanRulesInput(events=())))


def test_functions_in_a_list_have_no_code() -> None:
    settings = [{"name": "heat", "label": "Heat", "type": "string", "required": True}, {"name": "crust"}]
    read = kept({"id": "sfnc_7", "type": "SOURCE", "settings": settings}, Function)
    assert read.code is None
    assert [(True, None), (None, None)] == [(each.required, each.sensitive) for each in read.settings]


def test_a_source_of_an_old_tutorial_has_a_slug_and_empty_settings() -> None:
    data = {"slug": "till", "name": "workspaces/bakery/sources/till", "library_source_config": {}}
    assert ("till", {}) == (kept(data, Source).slug, kept(data, Source).library_source_config)


def test_labels_of_a_source_are_one_map() -> None:
    labels = {"counter": "front", "oven": ""}
    assert {"labels": labels} == unstructure(structure({"labels": labels}, SourceInput))
    assert labels == kept({"name": "workspaces/bakery/sources/till", "labels": labels}, Source).labels


def test_an_installation_and_a_source_may_be_named_in_the_singular() -> None:
    data = {
        "access_token": "EXAMPLE",
        "install_name": "install/3",
        "source_names": ["workspaces/bakery/source/till"],
    }
    assert "install/3" == kept(data, InstallToken).install_name


def test_the_secrets_of_answers_do_not_show() -> None:
    source = structure({"name": "workspaces/bakery/sources/till", "write_keys": ["canary-1"]}, Source)
    entry = {"name": f"{DESTINATION}/config/key", "value": "canary-2"}
    destination = structure({"name": DESTINATION, "config": [entry]}, Destination)
    assert "canary" not in f"{source!r}{destination!r}{structure({'access_token': 'canary-3'}, InstallToken)!r}"


@pytest.mark.parametrize("name", ["userId", "objectId", "loafId"])
def test_a_regulation_may_concern_anything(name: str) -> None:
    data = {"name": name, "values": ["rye", "wheat"]}
    assert data == unstructure(structure(data, RegulationAttributes))


@pytest.mark.parametrize("kind", ["suppress", "delete", "Suppress_With_Delete"])
def test_a_type_that_is_spelled_otherwise_is_sent_as_it_is(wire_of: WireOf, kind: str) -> None:
    """A document of 2019 has them in lower case."""
    endpoint = CONFIG_ENDPOINTS["createWorkspaceRegulation"]

    async def regulate(config: ConfigClient) -> None:
        attributes = RegulationAttributes(name="userId", values=["rye"])
        await config.deletion_and_suppression.create_workspace_regulation(regulation_type=kind, attributes=attributes)

    _, (asked,) = wire_of(endpoint).exchange(regulate, success(endpoint, {"regulate_id": "r1"}))
    assert {"regulation_type": kind, "attributes": {"name": "userId", "values": ["rye"]}} == asked.body


def test_a_new_kind_of_function_can_be_listed(wire_of: WireOf) -> None:
    endpoint = CONFIG_ENDPOINTS["listFunctions"]
    said = success(endpoint, {"functions": [{"id": "ofnc_1", "type": "OVEN"}]})

    async def listed(config: ConfigClient) -> list[Function]:
        return [function async for function in config.functions.list(type="OVEN")]

    (function,), (asked,) = wire_of(endpoint).exchange(listed, said)
    assert ("OVEN", "OVEN") == (function.type, dict(asked.query)["type"])


@pytest.mark.parametrize(
    "body", ["upstream connect error or disconnect/reset before headers", "<h1>oven too hot</h1>", ""]
)
def test_an_error_may_be_plain_text(wire_of: WireOf, body: str) -> None:
    endpoint = CONFIG_ENDPOINTS["getSource"]
    with pytest.raises(ServerError) as caught:
        wire_of(endpoint).exchange(lambda config: config.sources.get("till"), answer(503, body))
    assert (503, ()) == (caught.value.status, caught.value.errors)


def test_a_create_may_be_answered_with_201(wire_of: WireOf) -> None:
    """Clients that others wrote take it for a success, though 200 is what is documented."""
    endpoint = CONFIG_ENDPOINTS["createSource"]
    made = answer(201, json.dumps(fullest(endpoint.data)))
    create = lambda config: config.sources.create(name="till", catalog_name="http-api")  # noqa: E731 - the call itself
    source, _ = wire_of(endpoint).exchange(create, made)
    assert isinstance(source, Source)


def test_what_a_server_leaves_out_because_it_is_empty_reads_as_none() -> None:
    read = kept({"name": DESTINATION}, Destination)
    assert (None, None, None) == (read.enabled, read.config, read.connection_mode)
