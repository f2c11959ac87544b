"""Calls of the *Audiences* tag of the Segment Public API.

Generated from ``openapi/public/audiences.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging, per_minute
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.audiences import (
    AudienceDefinitionInput,
    AudienceDefinitionWithoutTargetEntity,
    AudienceOptionsInput,
    AudiencePreview,
    AudiencePreviewAudienceType,
    AudiencePreviewIdentifier,
    AudienceRunInfo,
    AudienceSchedule,
    AudienceScheduleConfig,
    AudiencesCreateAudienceType,
    AudiencesInclude,
    AudiencesStrategy,
    AudienceSummary,
    AudienceSummaryWithAudienceTypeAndLookback,
    CreateAudiencePreviewOptions,
    ListAudienceConsumersSortInput,
    ListAudienceSearchInput,
)

LIST = Operation(
    "listAudiences", "GET", "/spaces/{spaceId}/audiences", Page[AudienceSummaryWithAudienceTypeAndLookback],
    tag="Audiences", paging=Paging("audiences", maximum=200), limit=per_minute(60),
)  # fmt: skip
CREATE = Operation(
    "createAudience", "POST", "/spaces/{spaceId}/audiences", AudienceSummary, tag="Audiences", key="audience",
    limit=per_minute(50), replay="reconcile", natural_key=("name",),
)  # fmt: skip
CREATE_PREVIEW = Operation(
    "createAudiencePreview", "POST", "/spaces/{spaceId}/audiences/previews", AudiencePreviewIdentifier, tag="Audiences",
    key="audiencePreview", limit=per_minute(5), replay="never",
)  # fmt: skip
GET_PREVIEW = Operation(
    "getAudiencePreview", "GET", "/spaces/{spaceId}/audiences/previews/{id}", AudiencePreview, tag="Audiences",
    key="audiencePreview", limit=per_minute(300),
)  # fmt: skip
FORCE_EXECUTE_RUN = Operation(
    "forceExecuteAudienceRun", "POST", "/spaces/{spaceId}/audiences/{audienceId}/runs", AudienceRunInfo,
    tag="Audiences", key="run", replay="never", levels=("v1", "alpha"),
)  # fmt: skip
REMOVE = Operation(
    "removeAudienceFromSpace", "DELETE", "/spaces/{spaceId}/audiences/{id}", str, tag="Audiences", key="status",
    limit=per_minute(50), replay="convergent",
)  # fmt: skip
GET = Operation(
    "getAudience", "GET", "/spaces/{spaceId}/audiences/{id}", AudienceSummaryWithAudienceTypeAndLookback,
    tag="Audiences", key="audience", limit=per_minute(100),
)  # fmt: skip
UPDATE = Operation(
    "updateAudienceForSpace", "PATCH", "/spaces/{spaceId}/audiences/{id}", AudienceSummary, tag="Audiences",
    key="audience", limit=per_minute(50), replay="convergent", limited_fields={"options": ("v1", "beta")},
)  # fmt: skip
LIST_CONSUMERS = Operation(
    "listAudienceConsumersFromSpaceAndAudience", "GET", "/spaces/{spaceId}/audiences/{id}/audience-references",
    Page[AudienceSummary], tag="Audiences", paging=Paging("audiences"), limit=per_minute(25), levels=("alpha",),
)  # fmt: skip
LIST_SCHEDULES = Operation(
    "listAudienceSchedulesFromSpaceAndAudience", "GET", "/spaces/{spaceId}/audiences/{id}/schedules",
    tuple[AudienceSchedule, ...], tag="Audiences", key="audienceSchedules", levels=("v1", "alpha"),
)  # fmt: skip
ADD_SCHEDULE = Operation(
    "addAudienceScheduleToAudience", "POST", "/spaces/{spaceId}/audiences/{id}/schedules", AudienceSchedule,
    tag="Audiences", key="audienceSchedule", limit=per_minute(50), replay="reconcile",
    natural_key=("strategy", "config"), levels=("v1", "alpha"),
)  # fmt: skip
REMOVE_SCHEDULE = Operation(
    "removeAudienceScheduleFromAudience", "DELETE", "/spaces/{spaceId}/audiences/{id}/schedules/{scheduleId}", str,
    tag="Audiences", key="status", limit=per_minute(50), replay="convergent", levels=("v1", "alpha"),
)  # fmt: skip
GET_SCHEDULE = Operation(
    "getAudienceScheduleFromSpaceAndAudience", "GET", "/spaces/{spaceId}/audiences/{id}/schedules/{scheduleId}",
    AudienceSchedule, tag="Audiences", key="audienceSchedule", levels=("v1", "alpha"),
)  # fmt: skip
UPDATE_SCHEDULE = Operation(
    "updateAudienceScheduleForAudience", "PATCH", "/spaces/{spaceId}/audiences/{id}/schedules/{scheduleId}",
    AudienceSchedule, tag="Audiences", key="audienceSchedule", limit=per_minute(50), replay="convergent",
    levels=("v1", "alpha"),
)  # fmt: skip


class Audiences(Resource):
    """Groups of profiles that share a definition, their previews, runs and schedules."""

    def list(
        self,
        space_id: str,
        *,
        search: ListAudienceSearchInput | Unset = UNSET,
        include: AudiencesInclude | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[AudienceSummaryWithAudienceTypeAndLookback]:
        """Walk through every audience of a space.

        A page holds 200 audiences at most. Schedules are left out unless you ask for them. Segment takes at most 60
        of these a minute. Needs the *Audience* feature.

        Args:
            space_id: Id of the space whose audiences are wanted.
            search: Keeps only audiences whose name, key or definition matches.
            include: Extra detail to fetch with each audience; schedules is the only choice.
            page_size: Items a page may hold, 200 at most.
        """
        return self._list(
            LIST, page_size=page_size, path={"spaceId": space_id}, query={"search": search, "include": include}
        )

    async def create(
        self,
        space_id: str,
        *,
        name: str,
        definition: AudienceDefinitionInput,
        audience_type: AudiencePreviewAudienceType | AudiencesCreateAudienceType,
        enabled: bool | Unset = UNSET,
        description: str | Unset = UNSET,
        options: AudienceOptionsInput | Unset = UNSET,
    ) -> AudienceSummary:
        """Create an audience.

        The definition of an audience made here cannot be edited in the Segment app. The server turns historical
        data on where the query needs it, so compare the options that come back. Sending this twice can leave two
        audiences; look for the first before trying again. Segment takes at most 50 of these a minute. Leaves
        *Audience Created* in the audit trail. Needs the *Audience* feature.

        Args:
            space_id: Id of the space to create the audience in.
            name: Display name for the audience.
            definition: Query that decides who is a member.
            audience_type: Whether members are user profiles, accounts, or profiles linked to warehouse
                entities.
            enabled: Whether the audience starts out switched on.
            description: Free text about the audience.
            options: Which profiles and how much past data to take into account.
        """
        return await self._caller.call(
            CREATE,
            path={"spaceId": space_id},
            body={
                "name": name,
                "enabled": enabled,
                "description": description,
                "definition": definition,
                "audienceType": audience_type,
                "options": options,
            },
        )

    async def create_preview(
        self,
        space_id: str,
        *,
        definition: AudienceDefinitionInput,
        audience_type: AudiencePreviewAudienceType,
        options: CreateAudiencePreviewOptions | Unset = UNSET,
    ) -> AudiencePreviewIdentifier:
        """Start a preview of who an audience would hold.

        No audience is created. Only the id of the preview comes back: fetch the preview by that id until it is no
        longer running. Segment takes at most 5 of these a minute, and 700 a month for each space. Leaves *Audience
        Preview Created* in the audit trail. Needs the *Audience* feature.

        Args:
            space_id: Id of the space to run the preview in.
            definition: Query to try out.
            audience_type: Whether members are user profiles, accounts, or profiles linked to warehouse
                entities.
            options: Which profiles and how much past data to take into account.
        """
        return await self._caller.call(
            CREATE_PREVIEW,
            path={"spaceId": space_id},
            body={"definition": definition, "audienceType": audience_type, "options": options},
        )

    async def get_preview(self, space_id: str, preview_id: str) -> AudiencePreview:
        """Fetch an audience preview and, once it is done, its results.

        Keep asking while the status is RUNNING. The results are a sample of the members, not all of them. Segment
        takes at most 300 of these a minute. Needs the *Audience* feature.

        Args:
            space_id: Id of the space the preview runs in.
            preview_id: Id of the preview, as returned when it was started.
        """
        return await self._caller.call(GET_PREVIEW, path={"spaceId": space_id, "id": preview_id})

    async def force_execute_run(self, space_id: str, audience_id: str) -> AudienceRunInfo:
        """Run a linked audience now instead of on schedule.

        Works for linked audiences only. The answer names the run and says nothing of its outcome; a second call may
        start another. Leaves *Audience Run Forced* in the audit trail. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the linked audience to run.
        """
        return await self._caller.call(FORCE_EXECUTE_RUN, path={"spaceId": space_id, "audienceId": audience_id})

    async def remove(self, space_id: str, audience_id: str) -> None:
        """Delete an audience.

        No call brings it back. See first which other audiences build on it; to stop it for a while, update it to be
        disabled. Segment takes at most 50 of these a minute. Leaves *Audience Deleted* in the audit trail. Needs
        the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience to delete.
        """
        await self._caller.call(REMOVE, path={"spaceId": space_id, "id": audience_id})

    async def get(
        self, space_id: str, audience_id: str, *, include: AudiencesInclude | Unset = UNSET
    ) -> AudienceSummaryWithAudienceTypeAndLookback:
        """Fetch one audience.

        Schedules are left out unless you ask for them. A 404 can also mean that the workspace lacks the feature,
        not only that an id is unknown. Segment takes at most 100 of these a minute. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience to fetch.
            include: Extra detail to fetch with the audience; schedules is the only choice.
        """
        return await self._caller.call(GET, path={"spaceId": space_id, "id": audience_id}, query={"include": include})

    async def update(
        self,
        space_id: str,
        audience_id: str,
        *,
        enabled: bool | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        definition: AudienceDefinitionWithoutTargetEntity | AudienceDefinitionInput | Unset = UNSET,
        options: AudienceOptionsInput | Unset = UNSET,
    ) -> AudienceSummary:
        """Change the name, definition, options or enabled state of an audience.

        The audience is locked against further edits until the change has been computed, and its definition can no
        longer be edited in the Segment app. A linked audience that stays disabled for 90 days loses its schedule.
        Segment takes at most 50 of these a minute. Leaves *Audience Modified* in the audit trail. Needs the
        *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience to change.
            enabled: True switches the audience on, false switches it off.
            name: New display name.
            description: New text about the audience.
            definition: New query that decides who is a member.
            options: New choice of which profiles and how much past data count. Only with version ``v1`` or
                ``beta``.
        """
        return await self._caller.call(
            UPDATE,
            path={"spaceId": space_id, "id": audience_id},
            body={
                "enabled": enabled,
                "name": name,
                "description": description,
                "definition": definition,
                "options": options,
            },
        )

    def list_consumers(
        self,
        space_id: str,
        audience_id: str,
        *,
        search: ListAudienceSearchInput | Unset = UNSET,
        sort: ListAudienceConsumersSortInput | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[AudienceSummary]:
        """Walk through the audiences that build on an audience.

        Worth a look before you change, disable or delete the audience. Segment takes at most 25 of these a minute.
        Segment offers it at its alpha level only. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience that others may refer to.
            search: Keeps only audiences whose name, key or definition matches.
            sort: Field and direction to sort by.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            LIST_CONSUMERS,
            page_size=page_size,
            path={"spaceId": space_id, "id": audience_id},
            query={"search": search, "sort": sort},
        )

    async def list_schedules(self, space_id: str, audience_id: str) -> tuple[AudienceSchedule, ...]:
        """List the schedules of an audience.

        Only linked audiences can have schedules. All of them come in a single answer. A linked audience that was
        disabled for 90 days has lost its schedule. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience whose schedules are wanted.
        """
        return await self._caller.call(LIST_SCHEDULES, path={"spaceId": space_id, "id": audience_id})

    async def add_schedule(
        self, space_id: str, audience_id: str, *, strategy: AudiencesStrategy, config: AudienceScheduleConfig | None
    ) -> AudienceSchedule:
        """Give a linked audience a schedule to run on.

        Only linked audiences can have schedules. The schedule is deleted if the audience stays disabled for 90
        days, and a new one has to be made then. Segment takes at most 50 of these a minute. Needs the *Audience*
        feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the linked audience to schedule.
            strategy: Whether to run at a steady interval or on chosen days and hours.
            config: Details in line with the strategy.
        """
        return await self._caller.call(
            ADD_SCHEDULE, path={"spaceId": space_id, "id": audience_id}, body={"strategy": strategy, "config": config}
        )

    async def remove_schedule(self, space_id: str, audience_id: str, schedule_id: str) -> None:
        """Remove a schedule from a linked audience.

        The audience itself stays. Segment takes at most 50 of these a minute. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience that loses the schedule.
            schedule_id: Id of the schedule to remove.
        """
        await self._caller.call(
            REMOVE_SCHEDULE, path={"spaceId": space_id, "id": audience_id, "scheduleId": schedule_id}
        )

    async def get_schedule(self, space_id: str, audience_id: str, schedule_id: str) -> AudienceSchedule:
        """Fetch one schedule of an audience.

        A 404 may mean that the schedule was deleted because the audience stayed disabled for 90 days. Needs the
        *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience the schedule belongs to.
            schedule_id: Id of the schedule to fetch.
        """
        return await self._caller.call(
            GET_SCHEDULE, path={"spaceId": space_id, "id": audience_id, "scheduleId": schedule_id}
        )

    async def update_schedule(
        self,
        space_id: str,
        audience_id: str,
        schedule_id: str,
        *,
        strategy: AudiencesStrategy,
        config: AudienceScheduleConfig | None,
    ) -> AudienceSchedule:
        """Change when a linked audience runs.

        Strategy and configuration are written together: send both, even if only one of them changes. Segment takes
        at most 50 of these a minute. Needs the *Audience* feature.

        Args:
            space_id: Id of the space that holds the audience.
            audience_id: Id of the audience the schedule belongs to.
            schedule_id: Id of the schedule to change.
            strategy: Whether to run at a steady interval or on chosen days and hours.
            config: Details in line with the strategy.
        """
        return await self._caller.call(
            UPDATE_SCHEDULE,
            path={"spaceId": space_id, "id": audience_id, "scheduleId": schedule_id},
            body={"strategy": strategy, "config": config},
        )
