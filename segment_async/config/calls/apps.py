"""Calls of the *Apps* tag of the Segment Config API.

Generated from ``openapi/config/apps.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.apps import App, InstallToken

CREATE = Operation("createApp", "POST", "/apps", App, tag="Apps", replay="never", levels=())
GET_INSTALL_TOKEN = Operation(
    "getInstallToken", "GET", "/installs/{install_id}/token", InstallToken, tag="Apps", replay="never", auth="account",
    levels=(),
)  # fmt: skip


class Apps(Resource):
    """Apps that workspaces install by OAuth, and the tokens of installations."""

    async def create(
        self,
        *,
        display_name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        client_uri: str | Unset = UNSET,
        scope: str | Unset = UNSET,
        public: bool | Unset = UNSET,
        logo_uri: str | Unset = UNSET,
        tos_uri: str | Unset = UNSET,
        policy_uri: str | Unset = UNSET,
        redirect_uris: Sequence[str] | Unset = UNSET,
    ) -> App:
        """Create an app.

        The secret is in this answer only. Segment admits no new apps.

        Args:
            display_name: Human-readable name.
            description: What the app does.
            client_uri: Address of the app.
            scope: What the app may do where it is installed: workspace, or destination/ and a slug.
            public: Whether every workspace may install it.
            logo_uri: Address of its logo.
            tos_uri: Address of its terms.
            policy_uri: Address of its privacy policy.
            redirect_uris: Addresses that installing may lead back to.
        """
        return await self._caller.call(
            CREATE,
            body={
                "app": {
                    "display_name": display_name,
                    "description": description,
                    "client_uri": client_uri,
                    "scope": scope,
                    "public": public,
                    "logo_uri": logo_uri,
                    "tos_uri": tos_uri,
                    "policy_uri": policy_uri,
                    "redirect_uris": redirect_uris,
                },
            },
        )

    async def get_install_token(self, install: str) -> InstallToken:
        """Make a token for an installation, with the app's id and secret.

        The token before it ends at once.

        Args:
            install: Number of the installation.
        """
        return await self._caller.call(GET_INSTALL_TOKEN, path={"install_id": install})
