"""Tokens never show themselves, and what cannot be one is refused."""

import copy
import json
import pickle
from urllib.parse import quote

import attrs
import pytest

from segment_async import ConfigurationError, Token
from segment_async._core.regions import base_url_of


def test_a_token_is_masked_wherever_it_is_shown(token: str) -> None:
    """S01, S03."""
    secret = Token(token)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>40}", f"{secret!r}", repr([secret])]
    assert token not in "".join(shown)


def test_a_token_can_neither_be_pickled_nor_copied(token: str) -> None:
    for leak in (pickle.dumps, copy.copy, copy.deepcopy, json.dumps, vars):
        with pytest.raises(TypeError):
            leak(Token(token))
    assert not attrs.has(Token)


def test_tokens_compare_by_what_they_hold(token: str) -> None:
    assert Token(token) == Token(token)
    assert Token(token) != Token(token + "x")
    assert len({Token(token), Token(token)}) == 1


@pytest.mark.parametrize("text", ["", " ", "a b", "a\n", "a\r\nX-Evil: 1", "ü", "a\0", "\ttoken"])
def test_what_cannot_be_a_token_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Token(text)
    assert text.strip() == "" or text not in str(caught.value)


def test_a_token_is_taken_out_of_any_text(token: str) -> None:
    assert "a *** b" == Token(token).scrub(f"a {token} b")


def test_regions_have_their_addresses() -> None:
    assert "https://api.segmentapis.com" == base_url_of("us", None)
    assert "https://eu1.api.segmentapis.com" == base_url_of("eu", None)
    with pytest.raises(ConfigurationError, match="'us' or 'eu'"):
        base_url_of("mars", None)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/", "http://localhost:1", "http://[::1]:80", "https://x.example/prefix"]
)
def test_an_address_of_ones_own_is_taken(url: str) -> None:
    assert url.rstrip("/") == base_url_of("us", url)


@pytest.mark.parametrize(
    "url",
    ["http://example.com", "ftp://127.0.0.1", "api.segmentapis.com", "https://u:p@x.example", "https://x.example?a=b",
     "https://x.example#f", "https://x.example?", "https://x.example#", "https://x y", " https://x", "https://x\n", "http://[::1",
     "https://x.example/../y", "https://x.example/%2e%2e/y", "https://", "https://x.example:99999", "http://127.0.0.1.example.com"],
)  # fmt: skip
def test_an_address_that_a_token_must_not_go_to_is_refused(url: str) -> None:
    """S04, S05."""
    with pytest.raises(ConfigurationError) as caught:
        base_url_of("us", url)
    assert "u:p" not in str(caught.value)


def test_a_secret_is_masked_as_json_and_addresses_write_it() -> None:
    word = 'p\u00e4ss/"spoken"'
    written = [word, json.dumps(word), json.dumps(word, ensure_ascii=False), quote(word, safe="")]
    written += [text.replace("/", "\\/") for text in written]
    account = Token.account("ada@example.com", word)
    for text in written:
        assert "spoken" not in account.scrub(f"before {text} after")
