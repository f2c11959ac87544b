"""Calls of the *Access Tokens* tag of the Segment Config API.

Generated from ``openapi/config/access_tokens.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.access_tokens import AccessToken
from segment_async.config.models.api import Empty

LIST = Operation(
    "listAccessTokens",
    "GET",
    "/access-tokens",
    Page[AccessToken],
    tag="Access Tokens",
    paging=Paging(
        "access_tokens",
        cursor="page_token",
        count="page_size",
        next="next_page_token",
        previous=None,
        total=None,
        maximum=100,
        optional=True,
        bare=True,
        default=100,
    ),
    auth="either",
    levels=(),
)
CREATE = Operation(
    "createAccessToken", "POST", "/access-tokens", AccessToken, tag="Access Tokens", replay="never", auth="account",
    levels=(), names={"access_token.workspace_names[]": "workspaces/{workspace_slug}"},
)  # fmt: skip
DELETE = Operation(
    "deleteAccessToken", "DELETE", "/access-tokens/{access_token_id}", Empty, tag="Access Tokens", replay="convergent",
    auth="either", levels=(),
)  # fmt: skip
GET = Operation(
    "getAccessToken", "GET", "/access-tokens/{access_token_id}", AccessToken, tag="Access Tokens", auth="either",
    levels=(),
)  # fmt: skip


class AccessTokens(Resource):
    """Tokens of the older kind, which an account's e-mail address and password can make."""

    def list(self, *, page_size: int = 100) -> Paginator[AccessToken]:
        """Walk through the access tokens of the account.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.
        """
        return self._list(LIST, page_size=page_size)

    async def create(
        self, *, scopes: str, workspace_names: Sequence[str], description: str | Unset = UNSET
    ) -> AccessToken:
        """Create an access token with an account's e-mail address and password.

        The token itself is in this answer only. Personal tokens are deprecated since 2019; since February 2024 new
        ones come through Segment's support.

        Args:
            scopes: What the token may do, as one text.
            workspace_names: Workspaces that it opens, by their resource names.
            description: What the token is for.
        """
        return await self._caller.call(
            CREATE,
            body={
                "access_token": {"description": description, "scopes": scopes, "workspace_names": workspace_names},
            },
        )

    async def delete(self, access_token: str) -> None:
        """Delete an access token.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.

        Args:
            access_token: Number of the token to delete.
        """
        await self._caller.call(DELETE, path={"access_token_id": access_token})

    async def get(self, access_token: str) -> AccessToken:
        """Read what an access token may do.

        Confidence: low, for it is inferred or known from one weak source; be ready for another answer.

        Args:
            access_token: Number of the token to read.
        """
        return await self._caller.call(GET, path={"access_token_id": access_token})
