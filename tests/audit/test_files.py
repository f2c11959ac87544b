"""Private files and folders."""

import stat
from pathlib import Path

import pytest

from segment_async.audit.files import prepare_folder, require_regular, write_private
from segment_async.errors import ConfigurationError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_is_made_with_its_parents_and_is_private(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "a" / "b")
    assert 0o700 == mode(tmp_path / "a" / "b")
    assert [] == list((tmp_path / "a" / "b").iterdir())


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(ConfigurationError, match="is a file, and the audit writes a folder"):
        prepare_folder(tmp_path / "out")
    with pytest.raises(ConfigurationError, match="cannot be written: Not a directory"):
        prepare_folder(tmp_path / "out" / "deeper")


def test_a_folder_in_which_nothing_can_be_made_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be written: .*\. Free the place, or choose another --out\."):
        prepare_folder(Path("/proc/self"))


def test_a_file_is_replaced_whole_and_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert (b"new", 0o600) == (path.read_bytes(), mode(path))
    assert ["findings.json"] == [found.name for found in tmp_path.iterdir()]


def test_what_a_crash_left_behind_is_used_up_by_the_next_writing(tmp_path: Path) -> None:
    (tmp_path / ".findings.json.partial").write_text("half")
    write_private(tmp_path / "findings.json", b"new")
    assert ["findings.json"] == [found.name for found in tmp_path.iterdir()]


def test_a_folder_in_the_place_of_a_file_is_a_sentence_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "findings.json").mkdir()
    with pytest.raises(ConfigurationError, match="is no regular file"):
        require_regular(tmp_path / "findings.json")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_private(tmp_path / "findings.json", b"new")
    assert ["findings.json"] == [found.name for found in tmp_path.iterdir()]
