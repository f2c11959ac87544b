"""The key of redaction markers."""

import stat
from pathlib import Path

import pytest

from segment_async.audit.reading.key import key_from, redaction_key
from segment_async.errors import ConfigurationError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_is_made_on_first_use_in_the_state_folder_and_stays_the_same(state_folder: Path) -> None:
    key = redaction_key()
    assert key is not None
    assert 32 == len(key)
    assert key == redaction_key()
    (path,) = state_folder.rglob("redaction.key")
    assert (0o600, 0o700) == (mode(path), mode(path.parent))


def test_another_key_file_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "mine"
    assert redaction_key(path) == path.read_bytes() == redaction_key(path) != redaction_key()


def test_a_state_folder_that_cannot_be_written_means_no_key(
    state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/self")
    assert redaction_key() is None


def test_a_named_key_file_that_cannot_be_made_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="The redaction key /proc/self/key cannot be used"):
        redaction_key("/proc/self/key")


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key_from(path)
    path.chmod(0o640)
    with pytest.raises(ConfigurationError, match=f"run: chmod 600 {path}"):
        key_from(path)


def test_a_key_that_is_too_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.touch(mode=0o600)
    with pytest.raises(ConfigurationError, match="is too short"):
        key_from(path)


def test_a_key_file_that_is_a_link_is_refused(tmp_path: Path) -> None:
    key_from(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(ConfigurationError, match="cannot be used"):
        redaction_key(tmp_path / "link")
