"""``segment-async call config:…`` against a sandbox: names, workspaces, masks, accounts."""

import json
from http.server import HTTPServer
from pathlib import Path

import pytest

from .conftest import Here, Served, plant

SHOP = "workspaces/thistle-twine/sources/web-shop"
ACCOUNT = "SEGMENT_CONFIG_ACCOUNT"


@pytest.fixture
def account(served: Served) -> str:
    """What opens the few operations that take no token."""
    return f"ines@shop.example.com:{served.config_token}"


def test_the_workspace_is_the_only_one_that_the_token_opens(served: Served) -> None:
    ran = served.run("call", "config:listSources", "--query", "page_size=2")
    assert (0, "", 1) == (ran.code, ran.err, ran.out.count("\n"))
    assert 2 == len(ran.json["sources"])
    assert ran.json["sources"][0]["name"].startswith("workspaces/thistle-twine/sources/")


@pytest.mark.parametrize("slug", ["thistle-twine", "workspaces/thistle-twine"])
def test_a_workspace_is_named_by_an_option_or_by_the_environment(here: Here, served: Served, slug: str) -> None:
    told = here("call", "config:getWorkspace", "--workspace", slug, env={**served.env, "SEGMENT_WORKSPACE": "other"})
    assert (0, "workspaces/thistle-twine") == (told.code, told.json["name"])
    assert told == here("call", "config:getWorkspace", env={**served.env, "SEGMENT_WORKSPACE": slug})


def test_a_workspace_that_is_not_there_is_not_replaced_by_another(here: Here, served: Served) -> None:
    ran = here("call", "config:listSources", env={**served.env, "SEGMENT_WORKSPACE": "other"})
    assert (4, "") == (ran.code, ran.out)
    assert "404" in ran.err


def test_all_prints_every_item_of_every_page_on_a_line(here: Here, served: Served) -> None:
    ran = here("call", "config:listSources", "--all", "--query", "page_size=5", env=served.env)
    items = [json.loads(line) for line in ran.out.splitlines()]
    whole = here("call", "config:listSources", "--query", "page_size=100", env=served.env).json
    assert whole["sources"] == items
    assert len(items) > 5
    after = here("call", "config:listSources", "--query", "page_size=5", env=served.env).json["next_page_token"]
    rest = here("call", "config:listSources", "--all", "--query", f"page_token={after}", env=served.env)
    assert items[5:] == [json.loads(line) for line in rest.out.splitlines()]


@pytest.mark.parametrize("value", ["web-shop", SHOP])
def test_a_path_takes_a_slug_and_a_whole_name(here: Here, served: Served, value: str) -> None:
    ran = here("call", "config:getSource", "--path", f"source_slug={value}", env=served.env)
    assert (0, SHOP) == (ran.code, ran.json["name"])


def test_a_whole_name_stands_for_the_values_before_it(here: Here, served: Served) -> None:
    (name, *_) = [
        found["name"]
        for found in here("call", "config:listDestinations", "--path", f"source_slug={SHOP}", env=served.env).json[
            "destinations"
        ]
    ]
    ran = here("call", "config:getDestination", "--path", f"destination_slug={name}", env=served.env)
    assert (0, name) == (ran.code, ran.json["name"])


def test_slugs_in_a_body_become_names(here: Here, served: Served) -> None:
    body = json.dumps({"source": {"name": "from-a-shell", "catalog_name": "javascript"}})
    made = here("call", "config:createSource", "--body", body, env=served.env)
    assert (0, "") == (made.code, made.err)
    assert "workspaces/thistle-twine/sources/from-a-shell" == made.json["name"]
    assert "catalog/sources/javascript" == made.json["catalog_name"]
    assert 4 == here("call", "config:createSource", "--body", body, env=served.env).code


def test_an_update_without_a_mask_is_sent_with_a_note_that_it_changes_nothing(here: Here, served: Served) -> None:
    asked = ("call", "config:updateSchemaConfig", "--path", "source_slug=web-shop", "--body")
    before = here("call", "config:getSchemaConfig", "--path", "source_slug=web-shop", env=served.env).json
    change = {"allow_unplanned_track_events": not before["allow_unplanned_track_events"]}
    mask = {"paths": ["schema_config.allow_unplanned_track_events"]}
    noted = here(*asked, json.dumps({"schema_config": change, "update_mask": {"paths": []}}), env=served.env)
    assert noted.err.startswith("Note: updateSchemaConfig changes only what update_mask.paths names")
    assert before == noted.json
    changed = here(*asked, json.dumps({"schema_config": change, "update_mask": mask}), env=served.env)
    assert "" == changed.err
    assert {**before, **change} == changed.json
    back = {"allow_unplanned_track_events": before["allow_unplanned_track_events"]}
    nested = here(*asked, json.dumps({"schema_config": {**back, "update_mask": mask}}), env=served.env)
    assert ("", before) == (nested.err, nested.json)


def test_an_account_opens_what_no_token_opens(here: Here, served: Served, account: str, tmp_path: Path) -> None:
    body = json.dumps({"access_token": {"scopes": "workspace:read", "workspace_names": ["thistle-twine"]}})
    asked = ("call", "config:createAccessToken", "--body", body)
    made = here(*asked, env={**served.env, ACCOUNT: account})
    assert (0, ["workspaces/thistle-twine"]) == (made.code, made.json["workspace_names"])
    read = here("call", "config:listSources", env={**served.env, "SEGMENT_CONFIG_TOKEN": made.json["token"]})
    assert 0 == read.code
    file = tmp_path / "account"
    file.write_text(f"{account}\n")
    file.chmod(0o600)
    assert 0 == here(*asked, "--token-file", str(file), env=served.env).code
    assert 0 == served.run(*asked, "--token-stdin", stdin=account.encode()).code


def test_what_either_opens_takes_the_token_first(here: Here, served: Served, account: str) -> None:
    asked = ("call", "config:listAccessTokens")
    assert 0 == here(*asked, env={**served.env, ACCOUNT: "nobody:wrong"}).code
    assert 0 == here(*asked, env={**served.env, "SEGMENT_CONFIG_TOKEN": "", ACCOUNT: account}).code
    assert 3 == here(*asked, env={"SEGMENT_BASE_URL": served.url}).code


@pytest.mark.parametrize(
    ("code", "said", "operation", "env"),
    [
        (3, "SEGMENT_CONFIG_TOKEN is not set, so there is no token. Set", "listSources", {}),
        (3, "SEGMENT_CONFIG_ACCOUNT is set, and does not open this", "listSources", {ACCOUNT: "ines:secret-1"}),
        (3, "SEGMENT_CONFIG_ACCOUNT is not set, so there is no account.", "createAccessToken", {}),
        (
            3,
            "SEGMENT_CONFIG_TOKEN is set, and does not open",
            "createAccessToken",
            {"SEGMENT_CONFIG_TOKEN": "secret-1"},
        ),
        (3, "Set SEGMENT_CONFIG_ACCOUNT to name:password, or", "getInstallToken", {}),
        (3, "Set SEGMENT_CONFIG_TOKEN or SEGMENT_CONFIG_ACCOUNT to name:password", "listAccessTokens", {}),
        (2, "holds an account, name:password, where a token", "listSources", {"SEGMENT_CONFIG_TOKEN": "ines:secret-1"}),
        (2, "holds no account", "createAccessToken", {ACCOUNT: "secret-1"}),
        (2, "password is empty", "createAccessToken", {ACCOUNT: "ines:"}),
        (2, "name is empty", "createAccessToken", {ACCOUNT: ":secret-1"}),
    ],
)
def test_the_wrong_key_is_told_and_not_shown(
    here: Here, code: int, said: str, operation: str, env: dict[str, str]
) -> None:
    ran = here("call", f"config:{operation}", env={"SEGMENT_BASE_URL": "http://127.0.0.1:9", **env})
    assert (code, "", 1) == (ran.code, ran.out, ran.err.count("\n"))
    assert said in ran.err
    assert "secret-1" not in ran.err


def test_a_wrong_password_is_refused_and_not_shown(here: Here, served: Served) -> None:
    ran = here("call", "config:listAccessTokens", env={"SEGMENT_BASE_URL": served.url, ACCOUNT: "ines:very-secret"})
    assert (3, "") == (ran.code, ran.out)
    assert "very-secret" not in ran.err


@pytest.mark.parametrize(
    ("code", "said", "arguments"),
    [
        (2, "--base-url", ("config:listSources", "--region", "eu", "--base-url", "")),
        (2, "belongs to one workspace", ("listSources", "--workspace", "thistle-twine")),
        (2, "pass a slug such as 'acme'", ("config:listSources", "--workspace", "a/b")),
        (2, "source_slug", ("config:getSource",)),
        (2, "no name that getSource", ("config:getSource", "--path", "source_slug=catalog/sources/js")),
        (2, "'other'", ("config:getSource", "--path", f"source_slug={SHOP}", "--path", "workspace_slug=other")),
        (2, "has no version 'v1'", ("config:listSources", "--version-level", "v1")),
        (2, "page size", ("config:listSources", "--all", "--query", "page_size=0")),
        (2, "no list", ("config:getWorkspace", "--all")),
        (4, "404", ("config:getSource", "--path", "source_slug=none")),
        (4, "400", ("config:createSource", "--body", "{}")),
        (
            4,
            "documents no query parameter 'count'; it takes page_size",
            ("config:listSources", "--query", "count=2", "--query", "page_size=x"),
        ),
    ],
)
def test_what_goes_wrong_is_said(here: Here, served: Served, code: int, said: str, arguments: tuple[str, ...]) -> None:
    env = {**served.env, "SEGMENT_BASE_URL": ""} if "--base-url" in arguments else served.env
    ran = here("call", *arguments, env=env)
    assert (code, "") == (ran.code, ran.out)
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_the_region_of_another_command_does_not_lead_to_the_wrong_host(here: Here) -> None:
    ran = here("call", "config:listSources", env={"SEGMENT_REGION": "eu", "SEGMENT_CONFIG_TOKEN": "x"})
    assert 2 == ran.code
    assert (
        "The Config API has no known address in the region 'eu', only in us; give its address with --base-url"
        in ran.err
    )


def test_a_list_that_is_left_out_is_empty(here: Here, odd: HTTPServer) -> None:
    ran = here("call", "config:listSources", "--workspace", "a", "--all", env=plant(odd, body=b"{}"))
    assert (0, "", "") == (ran.code, ran.out, ran.err)
