"""Calls of the *Deletion and Suppression* tag of the Segment Config API.

Generated from ``openapi/config/deletion_and_suppression.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.api import Empty
from segment_async.config.models.deletion_and_suppression import (
    CreateRegulationResponse,
    DeletionAndSuppressionRegulationType,
    Regulation,
    RegulationAttributes,
)

LIST_WORKSPACE_REGULATIONS: Operation[Regulation] = Operation(
    "listWorkspaceRegulations", "GET", "/workspaces/{workspace_slug}/regulations", Regulation,
    tag="Deletion and Suppression", levels=(),
)  # fmt: skip
CREATE_WORKSPACE_REGULATION = Operation(
    "createWorkspaceRegulation", "POST", "/workspaces/{workspace_slug}/regulations", CreateRegulationResponse,
    tag="Deletion and Suppression", replay="never", levels=(),
    names={"collection": "workspaces/{workspace_slug}/sources/{source_slug}/{collection}"},
)  # fmt: skip
DELETE_REGULATION = Operation(
    "deleteRegulation", "DELETE", "/workspaces/{workspace_slug}/regulations/{regulation_id}", Empty,
    tag="Deletion and Suppression", replay="convergent", levels=(),
)  # fmt: skip
GET_REGULATION: Operation[Regulation] = Operation(
    "getRegulation", "GET", "/workspaces/{workspace_slug}/regulations/{regulation_id}", Regulation,
    tag="Deletion and Suppression", levels=(),
)  # fmt: skip
CREATE_SOURCE_REGULATION = Operation(
    "createSourceRegulation", "POST", "/workspaces/{workspace_slug}/sources/{source_slug}/regulations",
    CreateRegulationResponse, tag="Deletion and Suppression", replay="never", levels=(),
    names={"collection": "workspaces/{workspace_slug}/sources/{source_slug}/{collection}"},
)  # fmt: skip
LIST_SUPPRESSED_USERS: Operation[Regulation] = Operation(
    "listSuppressedUsers", "GET", "/workspaces/{workspace_slug}/suppressed-users", Regulation,
    tag="Deletion and Suppression", levels=(),
)  # fmt: skip


class DeletionAndSuppression(Resource):
    """Requests to delete or to stop collecting the data of people."""

    async def list_workspace_regulations(
        self, *, status: str | Unset = UNSET, regulation_types: str | Unset = UNSET
    ) -> Regulation:
        """List the regulations of the workspace.

        Confidence: medium, for it is known from clients that others have written.

        Args:
            status: Lists only regulations with this status.
            regulation_types: Lists only regulations of these types.
        """
        return await self._caller.call(
            LIST_WORKSPACE_REGULATIONS, query={"status": status, "regulation_types": regulation_types}
        )

    async def create_workspace_regulation(
        self,
        *,
        regulation_type: DeletionAndSuppressionRegulationType,
        attributes: RegulationAttributes,
        collection: str | Unset = UNSET,
    ) -> CreateRegulationResponse:
        """Delete or suppress the data of people in the whole workspace.

        What is deleted cannot be brought back. At most 5000 ids and 4 MB at once, and 100000 people in 30 days.

        Args:
            regulation_type: What to do: stop collecting, collect again, delete, or stop and delete.
            attributes: Whom or what it concerns.
            collection: Collection of a cloud source that the objects are in, by its resource name.
        """
        return await self._caller.call(
            CREATE_WORKSPACE_REGULATION,
            body={"regulation_type": regulation_type, "attributes": attributes, "collection": collection},
        )

    async def delete_regulation(self, regulation: str) -> None:
        """Withdraw a regulation that has not started.

        Confidence: medium, for it is known from clients that others have written.

        Args:
            regulation: Id of the regulation to withdraw.
        """
        await self._caller.call(DELETE_REGULATION, path={"regulation_id": regulation})

    async def get_regulation(self, regulation: str) -> Regulation:
        """Read one regulation.

        Args:
            regulation: Id of the regulation to read.
        """
        return await self._caller.call(GET_REGULATION, path={"regulation_id": regulation})

    async def create_source_regulation(
        self,
        source: str,
        *,
        regulation_type: DeletionAndSuppressionRegulationType,
        attributes: RegulationAttributes,
        collection: str | Unset = UNSET,
    ) -> CreateRegulationResponse:
        """Delete or suppress the data of people, or objects, of one source.

        What is deleted cannot be brought back. To delete objects of a cloud source, give their ids as objectId and
        name the collection. At most 5000 ids and 4 MB at once, and 100000 people in 30 days. Confidence: medium,
        for it is known from clients that others have written.

        Args:
            source: Slug of the source.
            regulation_type: What to do: stop collecting, collect again, delete, or stop and delete.
            attributes: Whom or what it concerns.
            collection: Collection of a cloud source that the objects are in, by its resource name.
        """
        return await self._caller.call(
            CREATE_SOURCE_REGULATION,
            path={"source_slug": source},
            body={"regulation_type": regulation_type, "attributes": attributes, "collection": collection},
        )

    async def list_suppressed_users(self) -> Regulation:
        """List the people whose data is no longer collected.

        Confidence: medium, for it is known from clients that others have written.
        """
        return await self._caller.call(LIST_SUPPRESSED_USERS)
