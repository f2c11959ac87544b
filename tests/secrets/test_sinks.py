"""The token shows nowhere: not whole, not in any spelling, not by its ends. Row S01."""

from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.secrets import failures, outside
from tests.secrets.canary import forms_of, found_in, make_canary, shown, world
from tests.secrets.values import SINKS

pytestmark = pytest.mark.anyio

assert failures, outside  # what they hold is in the table


@pytest.mark.parametrize("name", SINKS)
async def test_the_token_is_in_no_sink(name: str, tmp_path: Path) -> None:
    """S01, R8."""
    async with world(tmp_path) as at:
        value = await SINKS[name](at)
        values = value if isinstance(value, list) else [value]
        text = "\n".join(map(shown, values))
        assert value is not None
        assert [] == found_in(text, at.token), name


def test_there_are_about_sixty_sinks() -> None:
    assert len(SINKS) >= 60


@pytest.mark.parametrize("form", forms_of(make_canary()))
def test_the_sweep_would_see_a_leak(form: str) -> None:
    token = make_canary()
    assert form in found_in(f"something {forms_of(token)[form]} something", token)
    assert [] == found_in("something else", token)


@pytest.mark.parametrize("before", ["", "a", "ab", "user:", "Bearer "])
def test_the_sweep_would_see_a_leak_in_base64_wherever_it_stands(before: str) -> None:
    token = make_canary()
    text = b64encode(f"{before}{token}".encode()).decode()
    assert any(name.startswith("base64") for name in found_in(text, token))
    assert "quoted" in found_in(quote(token, safe=""), token)


def test_the_sweep_would_see_a_leak_in_the_local_variables_of_a_frame() -> None:
    token = make_canary()

    def leak(secret: str) -> None:
        raise ValueError("a leak" if secret else "")

    with pytest.raises(ValueError, match="a leak") as caught:
        leak(token)
    assert "plain" in found_in(shown(caught.value), token)
