"""Who may ask for what: bearer tokens, and accounts and apps that send HTTP Basic."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from hmac import compare_digest
from http import HTTPStatus
from typing import Final

from segment_async.sandbox.access import check_bearer, looks_real
from segment_async.sandbox.failures import Failure
from segment_async.sandbox.spec import Endpoint
from segment_async.sandbox.store import Workspace

READ_ONLY: Final = ":read"
"""What the scope of a token ends in that may only look."""


def check(header: str, endpoint: Endpoint, workspace: Workspace, token: str) -> None:
    """Refuse a request that nobody vouches for.

    A bearer token is the sandbox's own, one made by ``createAccessToken``, or one that ``getInstallToken`` gave. Basic
    is any e-mail address with the sandbox's own token as its password, or an app's client id and secret.

    Args:
        header: The ``Authorization`` header, empty where there is none.
        endpoint: What is asked for; it says which scheme it takes.
        workspace: What knows the tokens.
        token: The sandbox's own.

    Raises:
        Failure: The token or the password is none that opens this (401), or may only look (403).
    """
    scheme, _, given = header.strip().partition(" ")
    if scheme.lower() == "basic" and "basic" in endpoint.schemes:
        _check_basic(given.strip(), workspace, token)
        return
    if "bearer" not in endpoint.schemes:
        raise _unauthorized("This takes no token; send an e-mail address and the sandbox's token with HTTP Basic.")
    scopes = _scopes(workspace)
    check_bearer(header, [token, *scopes])
    if endpoint.method != "GET" and scopes.get(given.strip(), "").endswith(READ_ONLY):
        raise Failure(HTTPStatus.FORBIDDEN, "permission-denied", "insufficient scope")


def _scopes(workspace: Workspace) -> Mapping[str, str]:
    """Return the scope of each token that somebody was given."""
    made = {record["token"]: record["scopes"] for record in workspace.access_tokens.values() if "token" in record}
    return {**made, **workspace.apps.live_tokens()}


def _check_basic(encoded: str, workspace: Workspace, token: str) -> None:
    try:
        user, _, password = b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        user = password = ""
    if looks_real(password):
        raise _unauthorized(
            "This is the shape of a real Segment token, which must not be sent here; use the sandbox's."
        )
    apps = [app["clientSecret"] for app in workspace.apps.values() if app["clientId"] == user]
    if not any(compare_digest(password.encode(), known.encode()) for known in [token, *apps]):
        raise _unauthorized("Nobody here has this password; send the sandbox's token, or an app's id and secret.")


def _unauthorized(message: str) -> Failure:
    return Failure(HTTPStatus.UNAUTHORIZED, "unauthenticated", message)
