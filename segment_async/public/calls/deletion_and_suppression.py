"""Calls of the *Deletion and Suppression* tag of the Segment Public API.

Generated from ``openapi/public/deletion_and_suppression.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.api import PaginationInput
from segment_async.public.models.deletion_and_suppression import (
    DeletionAndSuppressionCreateCloudSourceRegulationSubjectType,
    DeletionAndSuppressionCreateSourceRegulationSubjectType,
    DeletionAndSuppressionCreateWorkspaceRegulationSubjectType,
    DeletionAndSuppressionListSourceRegulationsRegulationTypes,
    DeletionAndSuppressionListWorkspaceRegulationsRegulationTypes,
    DeletionAndSuppressionRegulationType,
    DestinationStatusStatus,
    Regulation,
    RegulationListEntry,
    RegulationListEntryRegulationType,
    SuppressedInner,
)

LIST_WORKSPACE_REGULATIONS = Operation(
    "listWorkspaceRegulations", "GET", "/regulations", Page[RegulationListEntry], tag="Deletion and Suppression",
    paging=Paging("regulations"),
)  # fmt: skip
CREATE_WORKSPACE_REGULATION = Operation(
    "createWorkspaceRegulation", "POST", "/regulations", str, tag="Deletion and Suppression", key="regulateId",
    limit=per_minute(600), replay="never",
)  # fmt: skip
CREATE_CLOUD_SOURCE_REGULATION = Operation(
    "createCloudSourceRegulation", "POST", "/regulations/cloudsources/{sourceId}", str, tag="Deletion and Suppression",
    key="regulateId", limit=per_minute(600), replay="never",
)  # fmt: skip
LIST_SOURCE_REGULATIONS = Operation(
    "listRegulationsFromSource", "GET", "/regulations/sources/{sourceId}", tuple[RegulationListEntry, ...],
    tag="Deletion and Suppression", key="regulations",
)  # fmt: skip
CREATE_SOURCE_REGULATION = Operation(
    "createSourceRegulation", "POST", "/regulations/sources/{sourceId}", str, tag="Deletion and Suppression",
    key="regulateId", limit=per_minute(600), replay="never",
)  # fmt: skip
GET_REGULATION = Operation(
    "getRegulation", "GET", "/regulations/{regulateId}", Regulation, tag="Deletion and Suppression", key="regulation",
)  # fmt: skip
LIST_SUPPRESSIONS = Operation(
    "listSuppressions", "GET", "/suppressions", Page[SuppressedInner], tag="Deletion and Suppression",
    paging=Paging("suppressed"),
)  # fmt: skip


class DeletionAndSuppression(Resource):
    """Requests to delete or to stop collecting the data of people."""

    def list_workspace_regulations(
        self,
        *,
        status: DestinationStatusStatus | Unset = UNSET,
        regulation_types: Sequence[DeletionAndSuppressionListWorkspaceRegulationsRegulationTypes] | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[RegulationListEntry]:
        """Walk through the regulations of the workspace.

        Regulations older than 90 days are no longer listed.

        Args:
            status: Lists only regulations in this state; all states when left out.
            regulation_types: Lists only regulations of these types; all types when left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST_WORKSPACE_REGULATIONS,
            page_size=page_size,
            query={"status": status, "regulationTypes": regulation_types},
        )

    async def create_workspace_regulation(
        self,
        *,
        regulation_type: DeletionAndSuppressionRegulationType,
        subject_type: DeletionAndSuppressionCreateWorkspaceRegulationSubjectType,
        subject_ids: Sequence[str],
    ) -> str:
        """Delete or suppress the data of people across the whole workspace.

        Deleted data cannot be brought back. The work goes on in the background and can take up to 30 days; follow
        it by the id in the answer. One call takes up to 5000 ids, and sending it twice files two regulations.
        Segment takes at most 600 of these a minute.

        Args:
            regulation_type: What is done: delete, suppress, both or unsuppress; INTERNAL types stay within
                Segment.
            subject_type: What kind of ids follow.
            subject_ids: Ids of the people or objects concerned; at most 5000 in one call.
        """
        return await self._caller.call(
            CREATE_WORKSPACE_REGULATION,
            body={"regulationType": regulation_type, "subjectType": subject_type, "subjectIds": subject_ids},
        )

    async def create_cloud_source_regulation(
        self,
        source_id: str,
        *,
        regulation_type: DeletionAndSuppressionRegulationType,
        subject_type: DeletionAndSuppressionCreateCloudSourceRegulationSubjectType,
        subject_ids: Sequence[str],
        collection: str,
    ) -> str:
        """Delete or suppress objects that came from a cloud source.

        Deleted data cannot be brought back. The work goes on in the background and can take up to 30 days; follow
        it by the id in the answer. One call takes up to 5000 ids, and sending it twice files two regulations.
        Segment takes at most 600 of these a minute.

        Args:
            source_id: Id of the cloud source the objects came from.
            regulation_type: What is done: delete, suppress, both or unsuppress; INTERNAL types stay within
                Segment.
            subject_type: What kind of ids follow; here always object ids.
            subject_ids: Ids of the objects concerned; at most 5000 in one call.
            collection: Name of the collection that the objects are in.
        """
        return await self._caller.call(
            CREATE_CLOUD_SOURCE_REGULATION,
            path={"sourceId": source_id},
            body={
                "regulationType": regulation_type,
                "subjectType": subject_type,
                "subjectIds": subject_ids,
                "collection": collection,
            },
        )

    async def list_source_regulations(
        self,
        source_id: str,
        *,
        status: DestinationStatusStatus | Unset = UNSET,
        regulation_types: Sequence[DeletionAndSuppressionListSourceRegulationsRegulationTypes] | Unset = UNSET,
        pagination: PaginationInput | Unset = UNSET,
    ) -> tuple[RegulationListEntry, ...]:
        """List the regulations of one source.

        Regulations older than 90 days are no longer listed. The answer carries no page information, so nothing
        tells whether a long list is complete.

        Args:
            source_id: Id of the source whose regulations are wanted.
            status: Lists only regulations in this state; all states when left out.
            regulation_types: Lists only regulations of these types; all types when left out.
            pagination: Which page to send; the first 200 items where it is left out.
        """
        return await self._caller.call(
            LIST_SOURCE_REGULATIONS,
            path={"sourceId": source_id},
            query={"status": status, "regulationTypes": regulation_types, "pagination": pagination},
        )

    async def create_source_regulation(
        self,
        source_id: str,
        *,
        regulation_type: RegulationListEntryRegulationType,
        subject_type: DeletionAndSuppressionCreateSourceRegulationSubjectType,
        subject_ids: Sequence[str],
    ) -> str:
        """Delete or suppress the data of people in one source.

        Deleted data cannot be brought back, and lifting a suppression here has no effect on one made for the whole
        workspace. The work goes on in the background and can take up to 30 days; follow it by the id in the answer.
        One call takes up to 5000 ids, and sending it twice files two regulations. Segment takes at most 600 of
        these a minute.

        Args:
            source_id: Id of the source the data came in through.
            regulation_type: What is done; INTERNAL types stay within Segment, the ARCHIVE type within its
                archives.
            subject_type: What kind of ids follow; support for anonymous ids is limited.
            subject_ids: Ids of the people concerned; at most 5000 in one call.
        """
        return await self._caller.call(
            CREATE_SOURCE_REGULATION,
            path={"sourceId": source_id},
            body={"regulationType": regulation_type, "subjectType": subject_type, "subjectIds": subject_ids},
        )

    async def get_regulation(self, regulate_id: str) -> Regulation:
        """Read how far one regulation has come.

        A single destination that cannot comply makes the overall status FAILED even when Segment's own part is
        done: look at the status of each destination. A 404 may mean that the regulation is older than 90 days.

        Args:
            regulate_id: Id of the regulation, as the answer to creating it gave it.
        """
        return await self._caller.call(GET_REGULATION, path={"regulateId": regulate_id})

    def list_suppressions(self, *, page_size: int = 200) -> Paginator[SuppressedInner]:
        """Walk through the ids that are suppressed."""
        return self._list(LIST_SUPPRESSIONS, page_size=page_size)
