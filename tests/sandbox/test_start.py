"""How a sandbox starts, what it refuses to start with, and who may talk to it."""

import asyncio
import json
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from segment_async.sandbox import Sandbox, SandboxError, serve
from tests.sandbox.support import Api, plant_catalog

pytestmark = pytest.mark.anyio


def real_looking() -> str:
    return "sgp" + "_" + "a1B2" * 16


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_each_sandbox_makes_tokens_of_its_own() -> None:
    first, second = Sandbox(seed=plant_catalog), Sandbox(seed=plant_catalog)
    assert 4 == len({first.token, first.config_token, second.token, second.config_token})


async def test_a_sandbox_can_be_entered_again_with_what_it_held() -> None:
    box = Sandbox(seed=plant_catalog)
    async with box:
        await Api(box.url, box.token).post("/labels", {"label": {"key": "team", "value": "web"}})
    async with box:
        assert 1 == len((await Api(box.url, box.token).get("/labels")).data["labels"])


async def test_the_url_is_unknown_before_it_listens() -> None:
    with pytest.raises(SandboxError, match="enter it"):
        _ = Sandbox(seed=plant_catalog).url


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.com", "", "127.evil.example"])  # noqa: S104 - refused
def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(SandboxError, match="not loopback"):
        Sandbox(seed=plant_catalog, host=host)


@pytest.mark.parametrize(("host", "start"), [("localhost", "http://127.0.0.1:"), ("127.0.0.1", "http://127.0.0.1:")])
async def test_its_url_is_one_to_call(host: str, start: str) -> None:
    async with Sandbox(seed=plant_catalog, host=host) as box:
        assert box.url.startswith(start)
        assert 200 == (await Api(box.url, box.token).get("/")).status


async def test_a_port_in_use_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        box = Sandbox(seed=plant_catalog, port=taken.getsockname()[1])
        with pytest.raises(SandboxError, match="is in use; choose another"):
            await box.__aenter__()


@pytest.mark.parametrize(
    "options",
    [
        {"port": 65536},
        {"port": -1},
        {"latency": -1.0},
        {"rate_limit": "fast"},
        {"rate_limit": "0/min"},
        {"without_features": ["Teleportation"]},
        {"token": ""},
        {"token": "two words"},
        {"token": "line\nbreak"},
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(options: dict[str, object]) -> None:
    with pytest.raises(SandboxError, match=r"; \w+"):
        Sandbox(seed=plant_catalog, **options)


@pytest.mark.parametrize("name", ["token", "config_token"])
def test_a_token_shaped_like_a_real_one_is_not_configured(name: str) -> None:
    with pytest.raises(SandboxError, match="shape of a real") as caught:
        Sandbox(seed=plant_catalog, **{name: real_looking()})
    assert real_looking() not in str(caught.value)


async def test_a_token_shaped_like_a_real_one_is_told_apart_from_an_unknown_one(api: Api) -> None:
    answer = await api.get("/", Authorization=f"Bearer {real_looking()}")
    assert 401 == answer.status
    assert "must not be sent here" in answer.errors[0]["message"]


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer unknown", "Basic dXNlcjpwYXNz", "Token unknown"]
)
async def test_without_its_token_nothing_is_answered(api: Api, authorization: str) -> None:
    assert 401 == (await api.get("/", Authorization=authorization)).status


async def test_the_token_of_the_other_api_is_unknown_here(box: Sandbox) -> None:
    assert 401 == (await Api(box.url, box.config_token).get("/")).status


async def test_a_chosen_token_is_the_one_that_works() -> None:
    async with Sandbox(seed=plant_catalog, token="made-up") as box:  # noqa: S106 - a made-up token
        assert 200 == (await Api(box.url, "made-up").get("/")).status


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:80", "10.0.0.1", "[::2]:80", "127.0.0.1:x"])
async def test_a_page_under_another_name_is_refused(api: Api, host: str) -> None:
    answer = await api.get("/", Host=host)
    assert 403 == answer.status
    assert "Host" in answer.errors[0]["message"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:99", "127.0.0.2:80", "[::1]:80"])
async def test_every_name_of_this_machine_is_served(api: Api, host: str) -> None:
    assert 200 == (await api.get("/", Host=host)).status


async def test_the_ready_file_tells_all_once_it_answers_and_goes_with_it(tmp_path: Path) -> None:
    path, ready = tmp_path / "ready.json", asyncio.Event()
    serving = asyncio.create_task(serve(ready_file=path, on_ready=lambda _: ready.set(), seed=plant_catalog))
    async with asyncio.timeout(30):
        await ready.wait()
    about = json.loads(path.read_text())
    assert {"url", "token", "config_token", "pid"} == about.keys()
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert [path.name] == names_in(tmp_path)
    assert 200 == (await Api(about["url"], about["token"]).get("/")).status
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert [] == names_in(tmp_path)


async def test_a_ready_file_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="choose another place"):
        await serve(ready_file=tmp_path / "missing" / "ready.json", seed=plant_catalog)


def test_without_the_library_that_validates_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['jsonschema_rs'] = None; from segment_async.sandbox import Sandbox"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.endswith("ImportError: The sandbox needs jsonschema-rs; install segment-async[cli].\n")


def test_importing_the_package_imports_no_server() -> None:
    code = "import sys, segment_async.sandbox; print('aiohttp' in sys.modules, 'jsonschema_rs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False False" == done.stdout.strip()
