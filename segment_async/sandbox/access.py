"""Who may talk to the sandbox: this machine alone, and only with tokens that are no secrets."""

import ipaddress
import re
import secrets
from collections.abc import Collection
from hmac import compare_digest
from http import HTTPStatus
from typing import Final

from segment_async.sandbox.failures import Failure

_REAL_TOKEN: Final = re.compile(r"sgp_[A-Za-z0-9]{64}|[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}")
"""The shapes of the tokens that Segment makes, for the Public and for the Config API."""


class SandboxError(Exception):
    """The sandbox cannot be started as asked; the message says what to change."""


def looks_real(token: str) -> bool:
    """Tell whether a token has the shape of one that Segment made."""
    return _REAL_TOKEN.search(token) is not None


def make_token(kind: str) -> str:
    """Make a token for this run.

    Args:
        kind: Which API it opens, for people to see.
    """
    return f"sandbox-{kind}-{secrets.token_hex(8)}"


def check_token(token: str) -> str:
    """Return a token that the sandbox is told to accept.

    Raises:
        SandboxError: It looks like a real one, or could not travel in a header.
    """
    if looks_real(token):
        raise SandboxError("This token has the shape of a real Segment token; give the sandbox a made-up one.")
    if not token or not all("!" <= character <= "~" for character in token):
        raise SandboxError("A token has to be printable ASCII without spaces; choose another, or leave it out.")
    return token


def loopback_address(host: str) -> str:
    """Return the address to listen on.

    Args:
        host: ``localhost``, ``::1``, or an address that starts with 127.

    Raises:
        SandboxError: Others could reach it.
    """
    if host == "localhost":
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise SandboxError(
            f"The sandbox serves this machine alone, and {host!r} is not loopback; use 127.0.0.1 or ::1."
        )
    return str(address)


def check_host(header: str) -> None:
    """Refuse requests that a web page sent here under a name of its own (DNS rebinding).

    Args:
        header: The ``Host`` header, empty where there is none.

    Raises:
        Failure: It names something else than this machine (403).
    """
    match = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::\d+)?|([^:]+)(?::\d+)?", header)
    try:
        loopback_address((match.group(1) or match.group(2)).lower() if match else "")
    except SandboxError:
        raise Failure(
            HTTPStatus.FORBIDDEN,
            "forbidden",
            "The Host header does not name this machine; call 127.0.0.1 or localhost.",
        ) from None


def check_bearer(header: str, accepted: Collection[str]) -> None:
    """Refuse requests without a token of this sandbox.

    Args:
        header: The ``Authorization`` header, empty where there is none.
        accepted: The tokens that open this API.

    Raises:
        Failure: There is no token, or another one (401).
    """
    scheme, _, token = header.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise _unauthorized("The request has no token; send the sandbox's as Authorization: Bearer <token>.")
    if looks_real(token):
        raise _unauthorized(
            "This is the shape of a real Segment token, which must not be sent here; use the sandbox's."
        )
    if not any(compare_digest(token.encode(), known.encode()) for known in accepted):
        raise _unauthorized("The sandbox does not know this token; send the one that it was started with.")


def _unauthorized(message: str) -> Failure:
    return Failure(HTTPStatus.UNAUTHORIZED, "unauthorized", message, headers={"WWW-Authenticate": "Bearer"})
