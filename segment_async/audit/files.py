"""Files that only their owner may read, from the first byte on, and that replace others in one step."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

from segment_async.errors import ConfigurationError

PRIVATE: Final = 0o600
"""Mode of every file that is written here: nobody else may read it."""

PRIVATE_FOLDER: Final = 0o700
"""Mode of every folder that is made here."""


def prepare_folder(folder: Path) -> None:
    """Make a folder unless it is there, and be sure that files can be made in it.

    Raises:
        ConfigurationError: It is no folder, or not writable.
    """
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except FileExistsError:
        raise ConfigurationError(f"{folder} is a file, and the audit writes a folder; choose another --out.") from None
    except OSError as error:
        raise _unusable(folder, error) from None
    probe = folder / f".probe.{token_hex(8)}"
    try:
        make_private(probe)
        probe.unlink()
    except OSError as error:
        raise _unusable(folder, error) from None


def make_private(path: Path, content: bytes = b"") -> None:
    """Make a file that only the owner may read.

    Raises:
        OSError: There is something of that name already, or it cannot be made.
    """
    with os.fdopen(_open_new(path), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def require_regular(path: Path) -> bool:
    """Tell whether a file exists, and refuse whatever else has its name.

    Raises:
        ConfigurationError: The name belongs to a link, a folder or a device.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unusable(path, error) from None
    if not stat.S_ISREG(mode):
        raise ConfigurationError(f"{path} is no regular file; move it away, or choose another --out.")
    return True


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only the owner may read, in the place of an earlier one; a crash leaves one of the two whole.

    Raises:
        ConfigurationError: It cannot be written.
    """
    temporary = path.with_name(f".{path.name}.partial")
    try:
        temporary.unlink(missing_ok=True)  # what a crash left behind
        make_private(temporary, content)
        replace(temporary, path)
    except OSError as error:
        raise _unusable(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


def replace(source: Path, target: Path) -> None:
    """Rename a file over another, and make the renaming last.

    Raises:
        OSError: It cannot be done.
    """
    source.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _open_new(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE)  # O_EXCL: never through a link


def _unusable(path: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(f"{path} cannot be written: {error.strerror}. Free the place, or choose another --out.")
