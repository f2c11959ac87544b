"""Calls of the *Functions* tag of the Segment Public API.

Generated from ``openapi/public/functions.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Mapping, Sequence

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.functions import (
    Function,
    FunctionDeployment,
    FunctionResourceType,
    FunctionSetting,
    FunctionVersion,
    InsertFunctionInstance,
    ListFunctionItem,
)

LIST = Operation(
    "listFunctions", "GET", "/functions", Page[ListFunctionItem], tag="Functions", paging=Paging("functions"),
)  # fmt: skip
CREATE = Operation(
    "createFunction", "POST", "/functions", Function, tag="Functions", key="function", replay="reconcile",
    natural_key=("resourceType", "displayName"),
)  # fmt: skip
DELETE = Operation(
    "deleteFunction", "DELETE", "/functions/{functionId}", str, tag="Functions", key="status", replay="convergent",
)  # fmt: skip
GET: Operation[Function | None] = Operation(
    "getFunction", "GET", "/functions/{functionId}", Function | None, tag="Functions", key="function",
)  # fmt: skip
UPDATE = Operation(
    "updateFunction", "PATCH", "/functions/{functionId}", Function, tag="Functions", key="function",
    replay="convergent",
)  # fmt: skip
CREATE_DEPLOYMENT = Operation(
    "createFunctionDeployment", "POST", "/functions/{functionId}/deploy", FunctionDeployment, tag="Functions",
    key="functionDeployment", replay="never",
)  # fmt: skip
LIST_VERSIONS = Operation(
    "listFunctionVersions", "GET", "/functions/{functionId}/versions", Page[FunctionVersion], tag="Functions",
    paging=Paging("versions"), levels=("alpha",),
)  # fmt: skip
RESTORE_VERSION = Operation(
    "restoreFunctionVersion", "POST", "/functions/{functionId}/versions", FunctionVersion, tag="Functions",
    key="version", replay="never", levels=("alpha",),
)  # fmt: skip
GET_VERSION = Operation(
    "getFunctionVersion", "GET", "/functions/{functionId}/versions/{versionId}", FunctionVersion, tag="Functions",
    key="version", levels=("alpha",),
)  # fmt: skip
LIST_INSERT_INSTANCES = Operation(
    "listInsertFunctionInstances", "GET", "/insert-function-instances", Page[InsertFunctionInstance], tag="Functions",
    paging=Paging("instances"), levels=("alpha",),
)  # fmt: skip
CREATE_INSERT_INSTANCE = Operation(
    "createInsertFunctionInstance", "POST", "/insert-function-instances", InsertFunctionInstance, tag="Functions",
    key="insertFunctionInstance", replay="reconcile", natural_key=("functionId", "integrationId", "name"),
    levels=("alpha",),
)  # fmt: skip
DELETE_INSERT_INSTANCE = Operation(
    "deleteInsertFunctionInstance", "DELETE", "/insert-function-instances/{instanceId}", str, tag="Functions",
    key="status", replay="convergent", levels=("alpha",),
)  # fmt: skip
GET_INSERT_INSTANCE = Operation(
    "getInsertFunctionInstance", "GET", "/insert-function-instances/{instanceId}", InsertFunctionInstance,
    tag="Functions", key="insertFunctionInstance", levels=("alpha",),
)  # fmt: skip
UPDATE_INSERT_INSTANCE = Operation(
    "updateInsertFunctionInstance", "PATCH", "/insert-function-instances/{instanceId}", InsertFunctionInstance,
    tag="Functions", key="insertFunctionInstance", replay="convergent", levels=("alpha",),
)  # fmt: skip


class Functions(Resource):
    """Code that runs as a source or a destination or on the way to one, and its versions."""

    def list(self, *, resource_type: FunctionResourceType, page_size: int = 200) -> Paginator[ListFunctionItem]:
        """Walk through the functions of one type.

        One type has to be chosen, so seeing every function takes one call for each type. Code and settings are not
        listed; read a single function for those. Needs the *Functions* feature.

        Args:
            resource_type: Type of the functions to list; there is no value that means all.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST, page_size=page_size, query={"resourceType": resource_type})

    async def create(
        self,
        *,
        code: str,
        display_name: str,
        resource_type: FunctionResourceType,
        settings: Sequence[FunctionSetting] | Unset = UNSET,
        logo_url: str | Unset = UNSET,
        description: str | Unset = UNSET,
    ) -> Function:
        """Create a function.

        The server may add the workspace name to the display name, source functions apart, so compare names with
        care. Sending this twice can leave two functions: after a timeout, look for the first one before trying
        again. Needs the *Functions* feature.

        Args:
            code: JavaScript source code of the function.
            display_name: Display name for the function.
            resource_type: What the function is for; it cannot be changed later.
            settings: Settings that the function asks its users for; leave out if it needs none.
            logo_url: Address of an image to show as the logo.
            description: Explains what the function does.
        """
        return await self._caller.call(
            CREATE,
            body={
                "code": code,
                "settings": settings,
                "displayName": display_name,
                "logoUrl": logo_url,
                "resourceType": resource_type,
                "description": description,
            },
        )

    async def delete(self, function_id: str) -> None:
        """Delete a function.

        No call brings it back, so keep a copy of the code. Look for whatever still uses the function first. Needs
        the *Functions* feature.

        Args:
            function_id: Id of the function to delete.
        """
        await self._caller.call(DELETE, path={"functionId": function_id})

    async def get(self, function_id: str) -> Function | None:
        """Read one function, with its code and its settings.

        A 404 can also mean that the workspace lacks the feature, not only that the id is unknown. Needs the
        *Functions* feature.

        Args:
            function_id: Id of the function to read.
        """
        return await self._caller.call(GET, path={"functionId": function_id})

    async def update(
        self,
        function_id: str,
        *,
        code: str | Unset = UNSET,
        settings: Sequence[FunctionSetting] | Unset = UNSET,
        display_name: str | Unset = UNSET,
        logo_url: str | Unset = UNSET,
        description: str | Unset = UNSET,
    ) -> Function:
        """Change the code, settings, name or description of a function.

        New code of a destination function is live at once; a source function runs it only after a deployment. After
        a timeout, look at the versions of the function before sending the code again. Needs the *Functions*
        feature.

        Args:
            function_id: Id of the function to change.
            code: New source code, in JavaScript.
            settings: Settings the function asks for; include those to keep, as the list may replace the old
                one.
            display_name: New display name, without any workspace name that the server added.
            logo_url: New address of the image to show as the logo.
            description: New explanation of what the function does.
        """
        return await self._caller.call(
            UPDATE,
            path={"functionId": function_id},
            body={
                "code": code,
                "settings": settings,
                "displayName": display_name,
                "logoUrl": logo_url,
                "description": description,
            },
        )

    async def create_deployment(self, function_id: str) -> FunctionDeployment:
        """Deploy the current code of a source function.

        Only source functions are deployed; code of a destination function goes live when it is saved. If the plain
        function id is refused, try sfn_ followed by the id of the source. Needs the *Functions* feature.

        Args:
            function_id: Id of the source function to deploy; may have to be sfn_ plus the id of its source.
        """
        return await self._caller.call(CREATE_DEPLOYMENT, path={"functionId": function_id})

    def list_versions(self, function_id: str, *, page_size: int = 200) -> Paginator[FunctionVersion]:
        """Walk through the saved versions of a function.

        Segment offers it at its alpha level only. Needs the *Functions* feature.

        Args:
            function_id: Id of the function whose versions are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_VERSIONS, page_size=page_size, path={"functionId": function_id})

    async def restore_version(self, function_id: str, *, version_id: str) -> FunctionVersion:
        """Bring back the code of an earlier version of a function.

        The old code becomes a new version; no version is overwritten or removed. Sending this twice can leave two
        new versions. Segment offers it at its alpha level only. Needs the *Functions* feature.

        Args:
            function_id: Id of the function to restore.
            version_id: Id of the earlier version whose code is wanted again.
        """
        return await self._caller.call(
            RESTORE_VERSION, path={"functionId": function_id}, body={"versionId": version_id}
        )

    async def get_version(self, function_id: str, version_id: str) -> FunctionVersion:
        """Read one saved version of a function, with its code.

        Segment offers it at its alpha level only. Needs the *Functions* feature.

        Args:
            function_id: Id of the function the version belongs to.
            version_id: Id of the version to read.
        """
        return await self._caller.call(GET_VERSION, path={"functionId": function_id, "versionId": version_id})

    def list_insert_instances(self, *, function_id: str, page_size: int = 200) -> Paginator[InsertFunctionInstance]:
        """Walk through the places where an insert function is in use.

        Segment offers it at its alpha level only. Needs the *Functions* feature.

        Args:
            function_id: Id of the insert function whose instances are wanted.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(LIST_INSERT_INSTANCES, page_size=page_size, query={"functionId": function_id})

    async def create_insert_instance(
        self,
        *,
        function_id: str,
        integration_id: str,
        name: str,
        settings: Mapping[str, object],
        enabled: bool | Unset = UNSET,
    ) -> InsertFunctionInstance:
        """Attach an insert function to a source or a destination.

        The server may add values of its own to the settings, so compare only the keys you sent. Sending this twice
        can leave two instances; look for the first before trying again. Segment offers it at its alpha level only.
        Needs the *Functions* feature.

        Args:
            function_id: Id of the insert function to run; the prefix ifnd_ may be left off.
            integration_id: Id of the source or destination to attach it to.
            name: Display name for the instance.
            settings: Values for the settings that the function asks for, by name.
            enabled: Whether it starts switched on; send it explicitly, as no default is documented.
        """
        return await self._caller.call(
            CREATE_INSERT_INSTANCE,
            body={
                "functionId": function_id,
                "integrationId": integration_id,
                "enabled": enabled,
                "name": name,
                "settings": settings,
            },
        )

    async def delete_insert_instance(self, instance_id: str) -> None:
        """Detach an insert function by deleting its instance.

        The function itself stays. To pause the instance instead, update it to be disabled. Segment offers it at its
        alpha level only. Needs the *Functions* feature.

        Args:
            instance_id: Id of the insert function instance to delete.
        """
        await self._caller.call(DELETE_INSERT_INSTANCE, path={"instanceId": instance_id})

    async def get_insert_instance(self, instance_id: str) -> InsertFunctionInstance:
        """Read one insert function instance.

        The settings can hold values that the server added. A 404 can also mean that the workspace lacks the
        feature. Segment offers it at its alpha level only. Needs the *Functions* feature.

        Args:
            instance_id: Id of the insert function instance to read.
        """
        return await self._caller.call(GET_INSERT_INSTANCE, path={"instanceId": instance_id})

    async def update_insert_instance(
        self,
        instance_id: str,
        *,
        settings: Mapping[str, object],
        enabled: bool | Unset = UNSET,
        name: str | Unset = UNSET,
    ) -> InsertFunctionInstance:
        """Change the name, settings or enabled state of an insert function instance.

        What it is attached to and the function it runs cannot be changed: delete it and create another for that.
        Secrets that were read in masked form must not be sent back. Segment offers it at its alpha level only.
        Needs the *Functions* feature.

        Args:
            instance_id: Id of the insert function instance to change.
            settings: New values for settings, by name; leave out values that were read in masked form.
            enabled: True switches the instance on, false switches it off.
            name: New display name.
        """
        return await self._caller.call(
            UPDATE_INSERT_INSTANCE,
            path={"instanceId": instance_id},
            body={"enabled": enabled, "name": name, "settings": settings},
        )
