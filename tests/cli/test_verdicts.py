"""What people and machines are told beside the findings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from segment_async.audit.snapshot.store import Change
from tests.audit.conftest import Maker

from .conftest import Here


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[Maker]:
    made = Maker(tmp_path)
    yield made
    made.store.close()


CHANGED = (
    Change("source", "a", "A", "removed"),
    Change("source", "b", "B", "added"),
    Change("label", "c", "C", "changed"),
)
UNKNOWN = (Change("user", "", "listUsers", "unknown"), Change("space", "", "listSpaces", "unknown"))


@pytest.mark.parametrize(
    ("drift", "lines", "counts"),
    [
        ((), [], (0, 0)),
        (CHANGED, ["Changed while it was read: 1 of kind label, 2 of kind source. Run the audit again"], (3, 0)),
        (
            UNKNOWN,
            ["Not known whether these changed while it was read, for want of a second look: space, user."],
            (0, 2),
        ),
        (CHANGED[:1] + UNKNOWN[:1], ["Changed while it was read: 1 of kind source", "Not known whether"], (1, 1)),
    ],
)
def test_what_could_not_be_read_again_is_not_told_as_changed(
    here: Here, maker: Maker, drift: tuple[Change, ...], lines: list[str], counts: tuple[int, int]
) -> None:
    maker.store.add_drift(drift)
    maker.store.finish()
    folder = str(maker.folder)
    told = [line for line in here("check", folder).out.splitlines() if "while it was read" in line]
    assert len(lines) == len(told)
    assert all(line.startswith(begun) for begun, line in zip(lines, told, strict=True))
    said = here("report", folder, "--out", str(maker.folder / "report"), "--json").json
    assert counts == (said["drift"], said["drift_unknown"])


def test_what_was_not_read_for_one_reason_is_one_line(here: Here, maker: Maker) -> None:
    for operation, parent in (("listUsers", ""), ("listInvites", ""), ("getSource", "a"), ("getSource", "b")):
        maker.gap(operation, parent, reason="The token may not see it.")
    maker.gap("listLabels", reason="It is off.")
    maker.store.finish()
    lines = [line for line in here("check", str(maker.folder)).out.splitlines() if line.startswith("Not read: ")]
    forbidden, off = lines
    judged = " Not fully judged for want of it: "
    assert f"Not read: getSource (2 times), listInvites, listUsers. The token may not see it.{judged}" in forbidden
    assert f"Not read: listLabels. It is off.{judged}label-unused." == off
    assert {"source-without-tracking-plan", "user-without-group"} <= {
        *forbidden.rstrip(".").rpartition(": ")[2].split(", ")
    }
