"""Calls of the *Credentials* tag of the Segment Public API.

Generated from ``openapi/public/credentials.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.api import PaginationInput
from segment_async.public.models.credentials import Credential, ListCredentialConsumersOutput

LIST = Operation(
    "listCredentials", "GET", "/credentials", Page[Credential], tag="Credentials", paging=Paging("credentials"),
    levels=("v1",),
)  # fmt: skip
CREATE = Operation(
    "createCredential", "POST", "/credentials", Credential, tag="Credentials", key="credential", replay="reconcile",
    natural_key=("name",), levels=("v1",), success=201,
)  # fmt: skip
DELETE = Operation(
    "deleteCredential", "DELETE", "/credentials/{credentialId}", str, tag="Credentials", key="status",
    replay="convergent", levels=("v1",),
)  # fmt: skip
GET = Operation(
    "getCredential", "GET", "/credentials/{credentialId}", Credential, tag="Credentials", key="credential",
    levels=("v1",),
)  # fmt: skip
UPDATE = Operation(
    "updateCredential", "PATCH", "/credentials/{credentialId}", Credential, tag="Credentials", key="credential",
    replay="convergent", levels=("v1",),
)  # fmt: skip
LIST_CONSUMERS = Operation(
    "listCredentialConsumers", "GET", "/credentials/{credentialId}/consumers", ListCredentialConsumersOutput,
    tag="Credentials", levels=("v1",),
)  # fmt: skip


class Credentials(Resource):
    """Secrets for databases, stored once and used by several connections."""

    def list(self, *, page_size: int = 200) -> Paginator[Credential]:
        """Walk through the credentials of the workspace.

        Expect secret settings to be masked or missing; never write a masked value back.
        """
        return self._list(LIST, page_size=page_size)

    async def create(self, *, name: str, settings: Mapping[str, object]) -> Credential:
        """Create a credential that warehouses and sources can share.

        What the settings have to hold depends on their type key. Sending this twice can leave two credentials; look
        for the first before trying again. Leaves *Warehouse Credential Created* in the audit trail.

        Args:
            name: Display name for the credential.
            settings: Access details, by name, secrets included; the key type decides which others are needed.
        """
        return await self._caller.call(CREATE, body={"name": name, "settings": settings})

    async def delete(self, credential_id: str) -> None:
        """Delete a credential that nothing uses any more.

        Refused with a 409 while a warehouse or a source uses it. That check can be outrun, so connect nothing to
        the credential meanwhile. Leaves *Warehouse Credential Deleted* in the audit trail.

        Args:
            credential_id: Id of the credential to delete.
        """
        await self._caller.call(DELETE, path={"credentialId": credential_id})

    async def get(self, credential_id: str) -> Credential:
        """Read one credential.

        Expect secret settings to be masked or missing; never write a masked value back.

        Args:
            credential_id: Id of the credential to read.
        """
        return await self._caller.call(GET, path={"credentialId": credential_id})

    async def update(
        self, credential_id: str, *, name: str | Unset = UNSET, settings: Mapping[str, object] | Unset = UNSET
    ) -> Credential:
        """Change the name or the settings of a credential.

        Everything that uses the credential follows at once, so list its consumers first. A masked secret from an
        earlier read would overwrite the real one. Leaves *Warehouse Credential Modified* in the audit trail.

        Args:
            credential_id: Id of the credential to change.
            name: New display name.
            settings: New access details, by name, with real secrets in place of masked ones.
        """
        return await self._caller.call(
            UPDATE, path={"credentialId": credential_id}, body={"name": name, "settings": settings}
        )

    async def list_consumers(
        self,
        credential_id: str,
        *,
        warehouses_pagination: PaginationInput | Unset = UNSET,
        sources_pagination: PaginationInput | Unset = UNSET,
    ) -> ListCredentialConsumersOutput:
        """List the warehouses and sources that use a credential.

        Warehouses and sources are paged separately, each with a cursor of its own: go on until both have ended.

        Args:
            credential_id: Id of the credential to ask about.
            warehouses_pagination: Which page of warehouses to send; the first 200 if left out.
            sources_pagination: Which page of sources to send; the first 200 if left out.
        """
        return await self._caller.call(
            LIST_CONSUMERS,
            path={"credentialId": credential_id},
            query={"warehousesPagination": warehouses_pagination, "sourcesPagination": sources_pagination},
        )
