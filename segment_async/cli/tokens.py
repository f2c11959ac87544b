"""Where a token comes from: the environment, a file, the standard input; never the command line, which others see."""

import os
import stat
import sys
from getpass import getpass
from pathlib import Path
from typing import Final

from segment_async import Token
from segment_async.cli.failures import NoToken
from segment_async.errors import ConfigurationError

CHARACTERS_AT_MOST: Final = 10_000
"""More than any token has, so that a wrong file is not read whole."""


def read_token(variable: str, *, file: Path | None = None, stdin: bool = False) -> Token:
    """Return the token of a real workspace.

    Args:
        variable: The environment variable that holds it where neither of the others is given.
        file: A file that holds it and that only its owner can read.
        stdin: Whether to read it from the standard input.

    Raises:
        NoToken: There is none.
        ConfigurationError: There is something, and it cannot be used.
    """
    if file is not None and stdin:
        raise ConfigurationError("The token can come from --token-file or from --token-stdin; give one of them.")
    if file is not None:
        text, where = _from_file(file), f"{file} is empty"
    elif stdin:
        text, where = _from_stdin(), "The standard input is empty"
    else:
        text, where = os.environ.get(variable, ""), f"{variable} is {'empty' if variable in os.environ else 'not set'}"
    text = text.rstrip("\r\n")
    if not text:
        raise NoToken(f"{where}, so there is no token. Set {variable}, or use --token-file FILE or --token-stdin.")
    return Token(text)


def _from_file(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as opened:
        status = os.fstat(opened.fileno())
        others = stat.S_IMODE(status.st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
        if os.name == "posix" and stat.S_ISREG(status.st_mode) and others:
            raise ConfigurationError(f"Others can read the token in {file}; keep it to yourself with: chmod 600 {file}")
        return opened.read(CHARACTERS_AT_MOST)


def _from_stdin() -> str:
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        return getpass("Token: ", stream=sys.stderr)
    return sys.stdin.read(CHARACTERS_AT_MOST)
