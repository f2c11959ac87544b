"""Tokens that never show themselves."""

import hmac
import json
from base64 import b64encode
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any, Final, Never, Self, TypeAlias
from urllib.parse import quote

from segment_async._core.operation import Operation
from segment_async.errors import ConfigurationError

MASK: Final = "***"

SHORTEST_SECRET: Final = 8
"""Characters below which a token is a made-up one, and taking it out of a text would only garble the text."""


class Token:
    """A secret that authorizes requests.

    It has no readable form: not in ``repr``, not by ``vars``, not pickled or copied into a dictionary.
    """

    __slots__ = ("_digest", "_scheme", "_secrets", "_text")

    def __init__(self, text: str) -> None:
        """Hold a token.

        Args:
            text: The token, printable ASCII without spaces.

        Raises:
            ConfigurationError: It is empty, or holds what no token holds.
        """
        if (problem := _problem_with(text)) is not None:
            del text  # so that no traceback shows it
            raise ConfigurationError(problem)
        self._text = text
        self._digest = sha256(text.encode()).hexdigest()  # asked for with every request
        self._scheme = "Bearer"
        self._secrets: tuple[str, ...] = (text,)

    @classmethod
    def account(cls, name: str, password: str) -> Self:
        """Return what authorizes the few operations that take an account instead of a token.

        Args:
            name: The account's e-mail address, or an app's client id.
            password: Its password, or the client secret.

        Raises:
            ConfigurationError: One of them cannot be sent.
        """
        if (problem := _problem_with_account(name, password)) is not None:
            del name, password  # so that no traceback shows them
            raise ConfigurationError(problem)
        made = cls(b64encode(f"{name}:{password}".encode()).decode())
        made._scheme = "Basic"
        made._secrets = (*made._secrets, password)
        return made

    @property
    def is_account(self) -> bool:
        """Whether it is the name and password of an account, not a token."""
        return self._scheme == "Basic"

    def authorization(self) -> str:
        """Return the value of the header that authorizes a request."""
        return f"{self._scheme} {self._text}"

    def digest(self) -> str:
        """Return a fingerprint by which two uses of one token are recognized."""
        return self._digest

    def scrub(self, text: str) -> str:
        """Return a text without the token, in case a server echoes it."""
        for secret in self._secrets:
            if len(secret) >= SHORTEST_SECRET:
                for form in _forms_of(secret):
                    text = text.replace(form, MASK)
        return text

    def __repr__(self) -> str:
        """Mask the secret."""
        return f"Token({MASK!r})"

    def __str__(self) -> str:
        """Mask the secret."""
        return MASK

    def __format__(self, format_spec: str) -> str:
        """Mask the secret."""
        return MASK

    def __eq__(self, other: object) -> bool:
        """Compare in a time that tells nothing about the secret."""
        return isinstance(other, Token) and hmac.compare_digest(
            self.authorization().encode(), other.authorization().encode()
        )

    def __hash__(self) -> int:
        """Hash the fingerprint."""
        return hash(self.digest())

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied."""
        raise TypeError("A Token cannot be pickled or copied; pass the token to the other process by its environment.")


def _forms_of(secret: str) -> tuple[str, ...]:
    """Return a secret as servers write it: as it is, in JSON, in an address, and in base64."""
    written = (secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    with_slashes = (form.replace("/", r"\/") for form in written)
    return (*written, *with_slashes, quote(secret, safe=""), b64encode(secret.encode()).decode().rstrip("="))


def _problem_with(text: str) -> str | None:
    """Return why a text cannot be a token; ``None`` where it can."""
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
        return f"The token is of type {type(text).__name__}; pass it as text."
    if not text:
        return "The token is empty; pass one that a workspace owner made in Segment's app."
    if not all("!" <= character <= "~" for character in text):
        return (
            "The token holds a space, a line break or a character that is not ASCII; "
            "pass it exactly as Segment showed it."
        )
    return None


TokenSource: TypeAlias = str | Token | Callable[[], "str | Token | Awaitable[str | Token]"]
"""A token, or what returns one: a plain or an async callable, asked again once when the API refuses the token."""


def as_token(value: str | Token) -> Token:
    """Return a token for a text or a token."""
    return value if isinstance(value, Token) else Token(value)


def _problem_with_account(name: str, password: str) -> str | None:
    for what, text in (("name", name), ("password", password)):
        if not isinstance(text, str) or not text or not text.isprintable():  # pyright: ignore[reportUnnecessaryIsInstance]  # callers without a type checker
            return f"The account's {what} is empty, or cannot be sent; pass printable text."
    return "The account's name holds a colon, which ends a name; pass the part before it." if ":" in name else None


def check_kind(operation: Operation[Any], token: Token) -> None:
    """Refuse a call that would be refused for what authorizes it.

    Raises:
        ConfigurationError: The operation takes a token and there is an account, or the reverse.
    """
    if operation.auth == "account" and not token.is_account:
        raise ConfigurationError(
            f"{operation} takes an account, not a token; make a client with Token.account(name, password) for it.",
            operation_id=operation.id,
        )
    if operation.auth == "token" and token.is_account:
        raise ConfigurationError(
            f"{operation} takes a token, not an account; make a client with a token for it.", operation_id=operation.id
        )
