"""``segment-async call`` against a sandbox, and against servers that answer oddly."""

import json
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from .conftest import COMMAND, Here, Ran, Served, environment, plant


def test_an_answer_comes_on_one_line(served: Served) -> None:
    ran = served.run("call", "listSources", "--query", "pagination.count=2")
    assert (0, "", 1) == (ran.code, ran.err, ran.out.count("\n"))
    assert 2 == len(ran.json["data"]["sources"])


def test_all_prints_every_item_of_every_page_on_a_line(here: Here, served: Served) -> None:
    ran = here("call", "listSources", "--all", "--query", "pagination.count=5", env=served.env)
    items = [json.loads(line) for line in ran.out.splitlines()]
    whole = here("call", "listSources", "--query", "pagination.count=1000", env=served.env).json["data"]["sources"]
    assert whole == items
    assert len(items) > 5
    after = here("call", "listSources", "--query", "pagination.count=5", env=served.env).json["data"]["pagination"][
        "next"
    ]
    rest = here("call", "listSources", "--all", "--query", f"pagination.cursor={after}", env=served.env)
    assert items[5:] == [json.loads(line) for line in rest.out.splitlines()]


def test_all_takes_a_list_without_pages_too(here: Here, served: Served) -> None:
    lines = here("call", "listLabels", "--all", env=served.env).out.splitlines()
    assert here("call", "listLabels", env=served.env).json["data"]["labels"] == [json.loads(line) for line in lines]


def test_a_body_is_sent_and_a_query_list_too(here: Here, served: Served, tmp_path: Path) -> None:
    body = {"slug": "from-the-shell", "enabled": True, "metadataId": "IqDTy1TpoU", "settings": {}}
    file = tmp_path / "body.json"
    file.write_text(json.dumps(body))
    made = here("call", "createSource", "--body", f"@{file}", env=served.env)
    assert (0, "from-the-shell") == (made.code, made.json["data"]["source"]["slug"])
    again = served.run("call", "createSource", "--body", "@-", stdin=file.read_bytes())
    assert 4 == again.code
    assert "slug" in again.err
    days = ("--query", "startTime=2026-11-01T00:00:00Z", "--query", "endTime=2026-11-02T00:00:00Z")
    asked = ("getEventsVolumeFromWorkspace", "--query", "granularity=DAY", "--query", "groupBy=source", *days)
    volume = here("call", *asked, env=served.env)
    assert ["source"] == volume.json["data"]["query"]["groupBy"]


@pytest.mark.parametrize(
    ("code", "said", "arguments"),
    [
        (2, "listSources", ("listSource",)),
        (2, "segment-async call", ("bogus",)),
        (2, "Name an operation", ("--all",)),
        (2, "sourceId", ("getSource",)),
        (2, "'..'", ("getSource", "--path", "sourceId=..")),
        (2, "0 characters", ("getSource", "--path", "sourceId=")),
        (2, "sourceid", ("getSource", "--path", "sourceid=a")),
        (2, "name=value", ("getSource", "--path", "x")),
        (2, "page size", ("listSources", "--all", "--query", "pagination.count=0")),
        (2, "no list", ("getWorkspace", "--all")),
        (2, "no list", ("deleteSource", "--all")),
        (2, "not JSON", ("createSource", "--body", "{")),
        (2, "none.json", ("createSource", "--body", "@none.json")),
        (2, "alpha", ("getWorkspace", "--version-level", "v2")),
        (2, "plain http", ("getWorkspace", "--base-url", "http://example.invalid")),
        (4, "404", ("getSource", "--path", "sourceId=a/b")),
        (4, "  - slug: ", ("createSource", "--body", "{}")),
        (
            4,
            "documents no query parameter 'count'; it takes pagination.",
            ("listSources", "--query", "count=2", "--query", "pagination.count=x"),
        ),
    ],
)
def test_what_goes_wrong_is_said(here: Here, served: Served, code: int, said: str, arguments: tuple[str, ...]) -> None:
    ran = here("call", *arguments, env=served.env)
    assert (code, "") == (ran.code, ran.out)
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_region_and_address_come_from_the_environment_unless_it_is_empty(here: Here, served: Served) -> None:
    assert 0 == here("call", "getWorkspace", env={**served.env, "SEGMENT_REGION": ""}).code
    wrong = here("call", "getWorkspace", env={**served.env, "SEGMENT_BASE_URL": "", "SEGMENT_REGION": "mars"})
    assert 2 == wrong.code
    assert "'mars'" in wrong.err


def test_nobody_at_the_address_is_a_network_failure(here: Here) -> None:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        port = server.server_port
    env = {"SEGMENT_BASE_URL": f"http://127.0.0.1:{port}", "SEGMENT_PUBLIC_TOKEN": "x"}
    assert 4 == here("call", "getWorkspace", "--timeout", "0.5", env=env).code


def ask(here: Here, server: HTTPServer, *arguments: str, **answer: object) -> Ran:
    """Run ``call`` with a server that answers as told."""
    return here("call", *arguments, env=plant(server, **answer))


ITEM = '{"z":1.00,"a":[-0,1e3,12345678901234567890123],"\\u00e9":"é\\/ \x9b\u202e","a":null}'


def test_json_comes_as_the_server_wrote_it(here: Here, odd: HTTPServer) -> None:
    """Numbers, escapes, the order of keys, and keys that are there twice; only the space between them goes."""
    spread = b'\xef\xbb\xbf{ "data" : {"sources": [\n ' + ITEM.encode() + b' ],"pagination":{"current":"MA=="}}}\n'
    whole = '{"data":{"sources":[' + ITEM + '],"pagination":{"current":"MA=="}}}\n'
    assert Ran(0, whole, "") == ask(here, odd, "listSources", body=spread)
    assert Ran(0, f"{ITEM}\n", "") == ask(here, odd, "listSources", "--all", body=spread)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (4, {"body": b"<html>log in</html>", "content_type": "text/html"}),
        (4, {"body": b'{"data": {"sou', "length": 100}),
        (4, {"body": b'{"data": {"sou'}),
        (4, {"body": b""}),
        (4, {"status": 302}),
        (4, {"status": 404, "body": b"[1]"}),
        (3, {"status": 403, "body": b'{"errors":[{"type":"forbidden","message":"no\\u001b[2J"}]}'}),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_and_nothing_printed(
    here: Here, odd: HTTPServer, code: int, answer: dict[str, object]
) -> None:
    ran = ask(here, odd, "listSources", "--timeout", "0.5", **answer)
    assert (code, "", 1) == (ran.code, ran.out, ran.err.count("\n"))
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("body", [b'{"data":{"sources":null}}', b'{"data":{}}'])
def test_a_page_without_its_list_is_told(here: Here, odd: HTTPServer, body: bytes) -> None:
    ran = ask(here, odd, "listSources", "--all", body=body)
    assert (4, "") == (ran.code, ran.out)
    assert "no list of sources" in ran.err


def test_a_reader_that_leaves_ends_the_walk(served: Served) -> None:
    walk = [*COMMAND, "call", "listSources", "--all", "--query", "pagination.count=1"]
    with subprocess.Popen(walk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(served.env)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert 0 == process.returncode
