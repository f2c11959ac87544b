"""What a person sees: progress, colour, and no text of others that commands the terminal."""

import json
from http.server import HTTPServer
from pathlib import Path

import pytest

from segment_async._core.visible import visible, visible_lines

from .conftest import Here, Served, on_terminal, plant


@pytest.mark.parametrize(
    "evil",
    [
        "\x1b[2J",
        "\x1b]0;title\x07",
        "\x9b31m",
        "\r",
        "\b",
        "\x00",
        "\x7f",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ud800",
        "\n",
        "\u2028",
    ],
)
def test_what_could_steer_a_terminal_is_spelled_out(evil: str) -> None:
    """S16: no such character survives, and a JSON string still means the same."""
    shown = visible(f"a{evil}b")
    assert not set(evil) - {*"[2J]0;title31m"} & set(shown)
    assert f"a{evil}b" == json.loads(f'"{shown}"')


@pytest.mark.parametrize("text", ["Größe", "日本語", "👩‍💻 🇨🇭", "عربى", "a b\u00a0c", "می‌خواهم"])
def test_names_of_people_stay_as_they_are(text: str) -> None:
    assert text == visible(text)


def test_brackets_of_others_are_no_markup(here: Here) -> None:
    assert "'pagination[count]'" in here("call", "listSources", "--query", "pagination[count]=2").err


def test_line_breaks_stay_between_lines() -> None:
    assert "a\n\\u001bb\n" == visible_lines("a\n\x1bb\n")


def test_an_answer_is_indented_and_coloured_and_cannot_command_the_terminal(odd: HTTPServer) -> None:
    """S16."""
    env = plant(odd, body='{"data":{"workspace":{"name":"\x9b2J é"}}}'.encode())
    shown = on_terminal("call", "getWorkspace", env=env)
    assert '\r\n  \x1b[1;34m"data"' in shown
    assert '"\\u009b2J é"' in shown
    assert "\x9b" not in shown
    assert "\x9b" not in on_terminal(
        "call", "listLabels", "--all", env=plant(odd, body=b'{"data":{"labels":["\xc2\x9b"]}}')
    )


def test_an_audit_shows_how_far_it_is_and_then_a_table(small: Served, tmp_path: Path) -> None:
    key = tmp_path / "key"
    shown = on_terminal("audit", "--out", str(tmp_path / "out"), "--redaction-key-file", str(key), env=small.env)
    assert "Reading the workspace" in shown
    assert "calls" in shown
    assert "warehouse-syncs-everything" in shown
    quiet = on_terminal("audit", "--out", str(tmp_path), "--redaction-key-file", str(key), "--json", env=small.env)
    assert json.loads(quiet)["counts"]
