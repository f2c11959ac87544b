"""Models of the *Apps* tag of the Segment Config API.

Generated from ``openapi/config/apps.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from attrs import field as attrs_field
from attrs import frozen

from segment_async._core.unset import UNSET, Unset

__all__ = ["App", "AppInput", "InstallToken"]

WIRE_NAMES = "snake"


@frozen(kw_only=True, weakref_slot=False)
class App:
    """An app that workspaces install by OAuth."""

    name: str | None = None
    """Resource name."""

    display_name: str | None = None
    """Human-readable name."""

    description: str | None = None
    """What the app does."""

    client_uri: str | None = None
    """Address of the app."""

    scope: str | None = None
    """What the app may do where it is installed: workspace, or destination/ and a slug."""

    public: bool | None = None
    """Whether every workspace may install it."""

    logo_uri: str | None = None
    """Address of its logo."""

    tos_uri: str | None = None
    """Address of its terms."""

    policy_uri: str | None = None
    """Address of its privacy policy."""

    redirect_uris: tuple[str, ...] | None = None
    """Addresses that installing may lead back to."""

    client_id: str | None = None
    """Names the app where it asks for tokens."""

    client_secret: str | None = attrs_field(default=None, repr=False)
    """Proves that it is the app; only in the answer that made it."""


@frozen(kw_only=True, weakref_slot=False)
class InstallToken:
    """A token of one installation of an app."""

    access_token: str | None = attrs_field(default=None, repr=False)
    """The token itself."""

    token_type: str | None = None
    """How the token is sent."""

    expires_in: int | None = None
    """Seconds until the token ends."""

    scope: str | None = None
    """What the token may do."""

    app_name: str | None = None
    """Resource name of the app."""

    install_name: str | None = None
    """Resource name of the installation."""

    workspace_names: tuple[str, ...] | None = None
    """Workspaces that it opens, by their resource names."""

    source_names: tuple[str, ...] | None = None
    """Sources that it opens; only for the scope of a destination."""


@frozen(kw_only=True, weakref_slot=False)
class AppInput:
    """An app to be."""

    display_name: str | Unset = UNSET
    """Human-readable name."""

    description: str | Unset = UNSET
    """What the app does."""

    client_uri: str | Unset = UNSET
    """Address of the app."""

    scope: str | Unset = UNSET
    """What the app may do where it is installed: workspace, or destination/ and a slug."""

    public: bool | Unset = UNSET
    """Whether every workspace may install it."""

    logo_uri: str | Unset = UNSET
    """Address of its logo."""

    tos_uri: str | Unset = UNSET
    """Address of its terms."""

    policy_uri: str | Unset = UNSET
    """Address of its privacy policy."""

    redirect_uris: Sequence[str] | Unset = UNSET
    """Addresses that installing may lead back to."""
