"""The *Apps* service. Nobody has to consent here: an app is installed as soon as it is registered."""

from typing import Final

from segment_async.sandbox.access import make_token
from segment_async.sandbox.config import names
from segment_async.sandbox.config.calls import Call, handles
from segment_async.sandbox.store import Record
from segment_async.sandbox.store.access import INSTALL_TOKEN_LASTS
from segment_async.sandbox.store.records import find

_FIELDS: Final = frozenset(
    {
        "display_name",
        "description",
        "client_uri",
        "scope",
        "public",
        "logo_uri",
        "tos_uri",
        "policy_uri",
        "redirect_uris",
    }
)
"""What people say of an app."""


@handles("createApp")
def create(call: Call) -> Record:
    """Register an app; this answer alone says its secret."""
    about = {name: value for name, value in call.body["app"].items() if name in _FIELDS}
    app = call.workspace.apps.add(about=about, client_secret=make_token("client"))
    return {
        "name": f"apps/{app['id']}",
        "client_id": app["clientId"],
        "client_secret": app["clientSecret"],
        **app["about"],
    }


@handles("getInstallToken")
def get_install_token(call: Call) -> Record:
    """Give an installation a token that opens the Config API for an hour, in place of the one before."""
    app = find(call.workspace.apps, call.path["install_id"], "installation")
    call.workspace.apps.renew(app, make_token("install"))
    return {
        "access_token": app["installToken"],
        "token_type": "bearer",
        "expires_in": int(INSTALL_TOKEN_LASTS.total_seconds()),
        "scope": app["about"].get("scope", "workspace"),
        "app_name": f"apps/{app['id']}",
        "install_name": f"installs/{app['id']}",
        "workspace_names": [names.of_workspace(call.workspace)],
    }
