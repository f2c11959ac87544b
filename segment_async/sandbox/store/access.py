"""What opens the Config API besides the sandbox's own token: access tokens, and apps that are installed."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from segment_async.sandbox.store.records import Record, timestamp
from segment_async.sandbox.store.table import Table

if TYPE_CHECKING:
    from segment_async.sandbox.store.workspace import Workspace

INSTALL_TOKEN_LASTS: Final = timedelta(hours=1)


class AccessTokens(Table[str, Record]):
    """The access tokens by number, in digits.

    A record holds ``id description scopes createdAt``, and ``token`` unless nobody knows it any more.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace
        self._made = 0

    def add(self, *, description: str, scopes: str, token: str | None = None) -> Record:
        """Make an access token.

        Args:
            description: What it is for.
            scopes: What it opens, such as ``workspace``.
            token: The token itself; ``None`` where nobody knows it.
        """
        self._made += 1
        record: Record = {
            "id": str(self._made),
            "description": description,
            "scopes": scopes,
            "createdAt": self._workspace.now(),
        }
        if token is not None:
            record["token"] = token
        self[record["id"]] = record
        return record


class Apps(Table[str, Record]):
    """The apps by number, in digits; each is installed in the workspace as soon as it is there, under the same number.

    A record holds ``id about clientId clientSecret``, and ``installToken installTokenEndsAt`` once a token was asked
    for; ``about`` has what people say of the app, in the Config API's words, since no other API knows apps.
    """

    def __init__(self, workspace: "Workspace") -> None:
        """Start empty."""
        super().__init__()
        self._workspace = workspace

    def add(self, *, about: Record, client_secret: str) -> Record:
        """Register an app, and install it.

        Args:
            about: An ``AppInput`` object of the Config API.
            client_secret: The secret by which the app is known.
        """
        record: Record = {
            "id": str(len(self) + 1),
            "about": about,
            "clientId": self._workspace.ids.next("app"),
            "clientSecret": client_secret,
        }
        self[record["id"]] = record
        return record

    def renew(self, app: Record, token: str) -> None:
        """Give an installation a new token; the one before opens nothing any more."""
        app["installToken"] = token
        app["installTokenEndsAt"] = timestamp(self._workspace.present() + INSTALL_TOKEN_LASTS)

    def live_tokens(self) -> dict[str, str]:
        """Return the scope that each token of an installation has, as long as it lasts."""
        now = self._workspace.now()
        return {
            app["installToken"]: app["about"].get("scope", "workspace")
            for app in self.values()
            if app.get("installTokenEndsAt", "") > now
        }
