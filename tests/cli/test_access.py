"""``segment-async access``."""

from pathlib import Path

import pytest

from tests.audit.demo import demo_snapshot

from .answers import cells
from .conftest import Here


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_snapshot(tmp_path_factory)


def test_it_lists_who_can_do_what_and_through_which_group(here: Here, demo: Path) -> None:
    ran = here("access", str(demo))
    assert (0, "") == (ran.code, ran.err)
    lines = [line.split() for line in ran.out.splitlines()]
    assert ["user", "Aiko", "Tanaka", "Source", "Admin", "WORKSPACE", "Thistle", "&", "Twine", "Data", "Team"] in lines


def test_csv_has_addresses_and_ids_for_a_review(here: Here, demo: Path) -> None:
    rows = cells(here("access", str(demo), "--format", "csv"))
    users = [row for row in rows if row["holder_kind"] == "user"]
    assert users
    assert all("@" in row["email"] and row["holder_id"] for row in users)
    assert {"user", "group", "invite"} == {row["holder_kind"] for row in rows}
