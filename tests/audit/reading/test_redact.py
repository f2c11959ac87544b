"""What is taken out of a snapshot, and what stays."""

import json

import pytest

from segment_async._core.values import Json
from segment_async.audit.reading.plan import specification
from segment_async.audit.reading.redact import CONSTANT, Redactor, declared_settings, looks_secret, secret_settings

SETTINGS = {"type": "object", "additionalProperties": True, "x-sensitive": True}
SPEC = {
    "components": {
        "schemas": {
            "Source": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"},
                    "writeKeys": {"type": "array", "items": {"type": "string"}, "x-sensitive": True},
                    "settings": SETTINGS,
                    "metadata": {},
                    "rule": {},
                    "inner": {"anyOf": [{"$ref": "#/components/schemas/Inner"}, {"type": "null"}]},
                },
            },
            "Inner": {"type": "object", "properties": {"pin": {"type": "number", "x-sensitive": True}}},
        }
    }
}
SOURCE = {"$ref": "#/components/schemas/Source"}
KEY = b"k" * 32


def redact(value: Json, *, key: bytes | None = None) -> Json:
    return Redactor(key, SPEC)(value, SOURCE)


def settings(**values: Json) -> Json:
    return redact({"settings": values})["settings"]


def test_a_marker_is_a_keyed_digest_equal_for_equal_secrets_and_different_for_different_keys() -> None:
    first, second, other = redact({"writeKeys": ["abc", "abc", "abd"]}, key=KEY)["writeKeys"]
    assert first == second != other
    assert first != redact({"writeKeys": ["abc"]}, key=b"o" * 32)["writeKeys"][0]
    assert first.startswith("[redacted:")
    assert len("[redacted:1a2b3c4d5e6f]") == len(first)


def test_without_a_key_every_secret_becomes_the_same_constant() -> None:
    assert [CONSTANT, CONSTANT] == redact({"writeKeys": ["abc", "abd"]})["writeKeys"]


def test_sensitive_values_are_found_through_references_alternatives_and_null() -> None:
    assert {"inner": {"pin": CONSTANT}} == redact({"inner": {"pin": 1234}})
    assert {"inner": None} == redact({"inner": None})


def test_harmless_settings_stay_readable() -> None:
    harmless = {
        "trackingId": "UA-000000-1",
        "region": "eu-west-1",
        "bucket": "acme-events",
        "port": 5439,
        "ssl": True,
        "site": "https://shop.example.com/",
        "eVars": {"loyalty_id": "1"},
        "list": ["a", 2],
        "nothing": None,
    }
    assert harmless == settings(**harmless)


@pytest.mark.parametrize(
    "name",
    ["password", "apiKey", "api_secret", "accessToken", "writeKey", "Authorization", "privateKey", "connectionString"],
)
def test_a_setting_with_the_name_of_a_secret_is_one(name: str) -> None:
    assert {name: CONSTANT} == settings(**{name: "x"})
    assert {name: CONSTANT} == settings(**{name: 5})
    assert {name: {"a": [CONSTANT, True, None, ""]}} == settings(**{name: {"a": ["x", True, None, ""]}})


def test_an_empty_secret_stays_empty_so_that_it_is_seen_to_be_missing() -> None:
    assert {"password": "", "token": None, "auth": False} == settings(password="", token=None, auth=False)


def test_what_segment_masked_stays_masked_so_that_it_is_not_taken_for_one_secret_in_many_places() -> None:
    assert {"password": "••••••••", "token": "******"} == settings(password="••••••••", token="******")  # noqa: S106 - masks
    assert {"password": CONSTANT} == settings(password="••••abcd")  # noqa: S106 - no password


def test_a_setting_that_the_catalog_calls_a_password_is_a_secret_whatever_its_name() -> None:
    metadata = {
        "options": [{"name": "siteCode", "type": "password"}, {"name": "siteName", "type": "string"}],
        "actions": [
            {"fields": [{"fieldKey": "pass_phrase", "type": "PASSWORD"}, {"fieldKey": "text", "type": "STRING"}]}
        ],
    }
    source = {"metadata": metadata, "settings": {"siteCode": "x", "siteName": "y"}}
    assert {"siteCode": CONSTANT, "siteName": "y"} == redact(source)["settings"]
    assert metadata == redact(source)["metadata"]
    assert {"siteCode", "pass_phrase"} == secret_settings(source)


def test_secret_settings_of_what_a_thing_hangs_on_count_too() -> None:
    cleaned = Redactor(None, SPEC)({"settings": {"siteCode": "x"}}, SOURCE, frozenset({"siteCode"}))
    assert {"siteCode": CONSTANT} == cleaned["settings"]


def test_an_entry_with_a_label_is_judged_by_its_label() -> None:
    entries = [{"key": "Authorization", "value": "x"}, {"key": "X-Team", "value": "y"}, {"name": "z", "apiKey": "x"}]
    expected = [
        {"key": "Authorization", "value": CONSTANT},
        {"key": "X-Team", "value": "y"},
        {"name": "z", "apiKey": CONSTANT},
    ]
    assert {"entries": expected} == settings(entries=entries)


@pytest.mark.parametrize(
    "text",
    [
        "0123456789abcdef0123456789abcdef",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE1",
        "-----BEGIN PRIVATE KEY-----\nabc",
        "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "https://user:pass@db.example.com",
        "https://hooks.example.com/services/T0/B0/x",
        "https://api.example.com?key=x",
        "Basic dXNlcjpwYXNz",
        ' {"type": "service_account"} ',
    ],
)
def test_text_that_looks_like_a_secret_is_one(text: str) -> None:
    assert looks_secret(text)
    assert {"note": CONSTANT} == settings(note=text)


def test_looking_at_a_very_long_text_takes_no_very_long_time() -> None:
    assert looks_secret("a" * 2_000_000)
    assert not looks_secret("a-b " * 500_000)


def test_an_unknown_field_with_the_name_of_a_secret_is_one_and_other_unknown_fields_stay() -> None:
    assert {"id": "s", "newSecret": CONSTANT, "newName": "n"} == redact({"id": "s", "newSecret": "x", "newName": "n"})


def test_a_schema_of_events_is_not_mistaken_for_settings() -> None:
    rule = {"rule": {"properties": {"password": {"type": "string"}, "token": {"enum": ["a"]}}}}
    assert rule == redact(rule)


def test_what_is_hidden_twice_keeps_its_marker() -> None:
    once = redact({"writeKeys": ["abc"]}, key=KEY)
    assert once == redact(once, key=KEY)


def test_redaction_leaves_the_original_alone() -> None:
    original = {"settings": {"password": "x"}, "writeKeys": ["y"]}
    before = json.dumps(original)
    redact(original)
    assert before == json.dumps(original)


@pytest.mark.parametrize(
    "place",
    [
        "Credential.settings",
        "Destination.settings",
        "DestinationSubscription.settings",
        "DestinationSubscriptionConfiguration.settings",
        "Function.previewWebhookUrl",
        "HashPropertiesConfiguration.key",
        "InsertFunctionInstance.encryptedSettings",
        "InsertFunctionInstance.settings",
        "LivePlugin.downloadURL",
        "ProfilesWarehouse.settings",
        "SimpleDestination.connectionSettings",
        "SimpleDestination.settings",
        "Source.settings",
        "Source.writeKeys",
        "Warehouse.settings",
    ],
)
def test_the_public_api_has_secrets_here(place: str) -> None:
    schema, name = place.split(".")
    hides = Redactor(None, specification())
    value = {"password": "x", "deep": [{"apiKey": "x"}]} if name.lower().endswith("settings") else "x"
    hidden = {"password": CONSTANT, "deep": [{"apiKey": CONSTANT}]} if isinstance(value, dict) else CONSTANT
    assert {name: hidden} == hides({name: value}, {"$ref": f"#/components/schemas/{schema}"})


DESTINATION = "workspaces/acme/sources/js/destinations/webhooks"
CATALOG = [
    {
        "name": "catalog/destinations/webhooks",
        "settings": [
            {"name": "site", "type": "STRING"},
            {"name": "code", "type": "PASSWORD"},
            {"name": "hooks", "type": "MIXED", "settings": [{"name": "pin", "type": "PASSWORD"}]},
            {"name": "apiKey", "type": "STRING"},
        ],
    }
]
"""No setting goes by the name of its destination, though that names webhooks."""


def entry(setting: str, value: Json, kind: str = "string") -> Json:
    return {"name": f"{DESTINATION}/config/{setting}", "display_name": "Token", "value": value, "type": kind}


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("shop", entry("site", "shop")),
        (CONSTANT, entry("site", "0123456789abcdef0123456789abcdef")),
        (CONSTANT, entry("site", "shop", "password")),
        (CONSTANT, entry("code", "x")),
        (CONSTANT, entry("apiKey", "x")),
        (CONSTANT, entry("unlisted", "x")),
        ([{"pin": CONSTANT, "url": "shop"}], entry("hooks", [{"pin": "x", "url": "shop"}], "mixed")),
        (True, entry("code", value=True)),
        ("", entry("code", "")),
    ],
)
def test_a_setting_of_a_list_stays_readable_only_where_the_catalog_calls_it_harmless(
    expected: Json, given: Json
) -> None:
    hides = Redactor(None, specification("config"), declared_settings(CATALOG))
    cleaned = hides({"name": DESTINATION, "config": [given]}, {"$ref": "#/components/schemas/Destination"})
    assert {**given, "value": expected} == cleaned["config"][0]


def test_without_the_catalog_no_setting_of_a_list_stays_readable() -> None:
    hides = Redactor(None, specification("config"))
    schema = {"$ref": "#/components/schemas/DestinationConfigEntry"}
    assert CONSTANT == hides(entry("site", "shop"), schema)["value"]
    assert {"name": "site"} == hides({"name": "site"}, schema)


def test_settings_of_a_function_are_hidden_as_nothing_says_which_are_harmless() -> None:
    schema = {"$ref": "#/components/schemas/Source"}
    source = {"write_keys": ["k"], "function_config": [{"name": "region", "value": "eu", "type": "string"}]}
    cleaned = Redactor(None, specification("config"))(source, schema)
    assert ([CONSTANT], CONSTANT) == (cleaned["write_keys"], cleaned["function_config"][0]["value"])


def test_a_password_that_shares_its_name_with_something_harmless_stays_one() -> None:
    inner = [{"name": "code", "type": "STRING"}]
    kinds = [{"name": "catalog/destinations/webhooks", "settings": [*CATALOG[0]["settings"], {"settings": inner}]}]
    assert declared_settings(kinds)["webhooks"]["code"]
    assert not declared_settings(kinds)["webhooks"]["site"]


def test_an_unknown_secret_of_something_half_known_is_hidden() -> None:
    invite = {"name": "workspaces/acme/invites/ines", "token": "x", "email": "ines@shop.example.com"}
    cleaned = Redactor(None, specification("config"))(invite, {"$ref": "#/components/schemas/Invite"})
    assert {**invite, "token": CONSTANT} == cleaned


def test_of_what_nobody_knows_only_texts_of_open_fields_stay() -> None:
    hides = Redactor(None, SPEC)
    value = {"id": "r", "at": {"id": "s", "who": "Ines"}, "ids": ["a", 1], "done": False, "open": ["x"]}
    expected = {"id": "r", "at": {"id": "s", "who": CONSTANT}, "ids": [CONSTANT] * 2, "done": False, "open": [CONSTANT]}
    assert expected == hides.unknown(value, frozenset({"id", "open"}))


def test_encrypted_settings_are_hidden_whatever_their_names() -> None:
    instance = {"settings": {"region": "eu"}, "encryptedSettings": {"region": "eu", "list": ["y", True]}}
    cleaned = Redactor(None, specification())(instance, {"$ref": "#/components/schemas/InsertFunctionInstance"})
    assert {
        "settings": {"region": "eu"},
        "encryptedSettings": {"region": CONSTANT, "list": [CONSTANT, True]},
    } == cleaned


def test_the_addresses_of_users_stay_for_those_who_review_access() -> None:
    user = {"id": "u", "name": "Ines", "email": "ines@shop.example.com"}
    assert user == Redactor(None, specification())(user, {"$ref": "#/components/schemas/User"})


@pytest.mark.parametrize(
    ("code", "secrets"),
    [
        ('const KEY = "sk_live_0123456789abcdef"', ["sk_live_0123456789abcdef"]),
        ("const apiKey = 'hunter2'; // don't", ["hunter2"]),
        ("const token = `a${1}\n`", ["a${1}\n"]),
        ('{"Authorization": "abc", "Accept": "text/html"}', ["abc"]),
        ('settings["password"] = "x1"', ["x1"]),
        ('set("client_secret", "abc", "name")', ["abc"]),
        ("select * from t where api_key='abc' and name = 'x'", ["abc"]),
        (
            'fetch("https://hooks.example.com/T0/xyz") // https://bob:pw@h',
            ["https://hooks.example.com/T0/xyz", "bob:pw"],
        ),
        ('if (apiKey === "demo" || key == "email") { track("Order Completed", {key: "id"}) }', []),
        ("", []),
    ],
)
def test_of_code_everything_stays_but_what_looks_like_a_secret_or_is_called_one(code: str, secrets: list[str]) -> None:
    schema = {"properties": {"code": {"type": "string"}}}
    expected = code
    for secret in secrets:
        expected = expected.replace(secret, CONSTANT)
    assert {"code": expected} == Redactor(None, {})({"code": code}, schema)
