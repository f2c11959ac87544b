"""The key of redaction markers: made on first use, kept where only its owner can read it."""

import hmac
import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Final

from platformdirs import user_state_path

from segment_async.audit.files import PRIVATE_FOLDER, make_private
from segment_async.errors import ConfigurationError

KEY_FILE: Final = "redaction.key"
"""Name of the key file in the user's state folder."""

KEY_BYTES: Final = 32
"""Length of a new redaction key, and the least that one may have."""

KEY_BYTES_AT_MOST: Final = 4096
"""How much of a key file is read."""


def redaction_key(path: str | os.PathLike[str] | None = None) -> bytes | None:
    """Return the key of redaction markers; ``None`` where the user's state folder cannot hold one.

    Args:
        path: A key file to use instead of the one in the state folder.

    Raises:
        ConfigurationError: The key file cannot be used, or others may read it.
    """
    if path is None:
        try:
            return key_from(user_state_path("segment-async", appauthor=False) / KEY_FILE)
        except OSError:
            return None
    try:
        return key_from(Path(path))
    except OSError as error:
        problem = error.strerror
    raise ConfigurationError(f"The redaction key {path} cannot be used: {problem}. Name another file, or none.")


def fingerprint(key: bytes | None) -> str:
    """Return what tells a key from others without saying what it is; an empty text for none."""
    return "" if key is None else hmac.new(key, b"which key it is", sha256).hexdigest()[:16]


def key_from(path: Path) -> bytes:
    """Return the secret that a key file holds, making the file on first use.

    Raises:
        ConfigurationError: Others may read it, or it holds no key.
        OSError: It cannot be made or read.
    """
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        make_private(path, token_bytes(KEY_BYTES))
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        key = file.read(KEY_BYTES_AT_MOST)
    if os.name == "posix" and stat.S_IMODE(status.st_mode) & 0o077:
        raise ConfigurationError(f"Others may read the redaction key {path}; run: chmod 600 {path}")
    if len(key) < KEY_BYTES:
        raise ConfigurationError(
            f"{path} is too short for a redaction key, which has {KEY_BYTES} bytes or more; use another file."
        )
    return key
