"""Where a token comes from: the environment, a file, the standard input; never the command line, which others see."""

import os
import stat
import sys
from collections.abc import Mapping
from getpass import getpass
from pathlib import Path
from typing import Final

from segment_async import Token
from segment_async._core.operation import Auth
from segment_async.cli.apis import API
from segment_async.cli.failures import NoToken
from segment_async.errors import ConfigurationError

CHARACTERS_AT_MOST: Final = 10_000
"""More than any token has, so that a wrong file is not read whole."""

NOUNS: Final[Mapping[Auth, str]] = {"token": "token", "account": "account", "either": "token or account"}
"""What opens an operation, by its kind."""


def read_token(api: API, *, auth: Auth = "token", file: Path | None = None, stdin: bool = False) -> Token:
    """Return what opens a real workspace: a token, or an account where that is asked for.

    Args:
        api: Which API it is for; its environment variables are looked at where neither of the others is given.
        auth: What is asked for.
        file: A file that holds it and that only its owner can read.
        stdin: Whether to read it from the standard input.

    Raises:
        NoToken: There is none.
        ConfigurationError: There is something, and it cannot be used.
    """
    if file is not None and stdin:
        raise ConfigurationError("The token can come from --token-file or from --token-stdin; give one of them.")
    variables = _variables(api, auth)
    if file is not None:
        text, place, lacking = _from_file(file), str(file), "is empty"
    elif stdin:
        text, place, lacking = _from_stdin(NOUNS[auth]), "The standard input", "is empty"
    else:
        place = next((name for name in variables if _from_environment(name)), variables[0])
        text, lacking = _from_environment(place), f"is {'empty' if place in os.environ else 'not set'}"
    text = text.rstrip("\r\n")
    if not text:
        raise NoToken(
            f"{place} {lacking}, so there is no {NOUNS[auth]}.{_instead(api, auth)} "
            f"Set {_how(api, variables)}, or use --token-file FILE or --token-stdin."
        )
    return _as_token(text, place, api, auth)


def _variables(api: API, auth: Auth) -> tuple[str, ...]:
    """Return the environment variables that may hold what is asked for, the first choice first."""
    account = (api.account_variable,) if api.account_variable else ()
    return {"token": (api.token_variable,), "account": account, "either": (api.token_variable, *account)}[auth]


def _how(api: API, variables: tuple[str, ...]) -> str:
    return " or ".join(f"{name} to name:password" if name == api.account_variable else name for name in variables)


def _instead(api: API, auth: Auth) -> str:
    """Say that what is there is of the other kind."""
    others = {"token": api.account_variable, "account": api.token_variable}
    other = others.get(auth)
    return f" {other} is set, and does not open this." if other and _from_environment(other) else ""


def _as_token(text: str, place: str, api: API, auth: Auth) -> Token:
    """Return a token or an account; where a colon is in it, it is an account, as no token of the Config API has one."""
    if api.account_variable is None:
        return Token(text)
    name, colon, password = text.partition(":")
    if colon and auth == "token":
        raise ConfigurationError(f"{place} holds an account, name:password, where a token is asked for; give a token.")
    if auth == "account" and not colon:
        raise ConfigurationError(
            f"{place} holds no account, which is asked for in the place of a token; write it as name:password."
        )
    return Token.account(name, password) if colon else Token(text)


def _from_environment(variable: str) -> str:
    return os.environ.get(variable, "").rstrip("\r\n")


def _from_file(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as opened:
        status = os.fstat(opened.fileno())
        others = stat.S_IMODE(status.st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
        if os.name == "posix" and stat.S_ISREG(status.st_mode) and others:
            raise ConfigurationError(f"Others can read the token in {file}; keep it to yourself with: chmod 600 {file}")
        return opened.read(CHARACTERS_AT_MOST)


def _from_stdin(noun: str) -> str:
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        return getpass(f"{noun.capitalize()}: ", stream=sys.stderr)
    return sys.stdin.read(CHARACTERS_AT_MOST)
