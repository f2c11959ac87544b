"""Calls of the *Functions* tag of the Segment Config API.

Generated from ``openapi/config/functions.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Mask, Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.api import Empty
from segment_async.config.models.functions import (
    Function,
    FunctionInput,
    FunctionSettingInput,
    FunctionType,
    IsLatestFunctionVersionResponse,
    PreviewFunctionResponse,
)

LIST = Operation(
    "listFunctions",
    "GET",
    "/workspaces/{workspace_id}/functions",
    Page[Function],
    tag="Functions",
    paging=Paging(
        "functions",
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
    levels=(),
)
CREATE = Operation(
    "createFunction", "POST", "/workspaces/{workspace_id}/functions", Function, tag="Functions", replay="reconcile",
    natural_key=("function.display_name",), levels=(),
)  # fmt: skip
PREVIEW = Operation(
    "previewFunction", "POST", "/workspaces/{workspace_id}/functions/preview", PreviewFunctionResponse, tag="Functions",
    levels=(),
)  # fmt: skip
DEPLOY = Operation(
    "deploySourceFunction", "POST", "/workspaces/{workspace_id}/functions/sfn_{source_id}/deploy", Empty,
    tag="Functions", replay="never", levels=(),
)  # fmt: skip
IS_LATEST = Operation(
    "isLatestSourceFunctionVersion", "GET", "/workspaces/{workspace_id}/functions/sfn_{source_id}/is-latest-version",
    IsLatestFunctionVersionResponse, tag="Functions", levels=(),
)  # fmt: skip
DELETE = Operation(
    "deleteFunction", "DELETE", "/workspaces/{workspace_id}/functions/{function_id}", Empty, tag="Functions",
    replay="convergent", levels=(),
)  # fmt: skip
GET = Operation(
    "getFunction", "GET", "/workspaces/{workspace_id}/functions/{function_id}", Function, tag="Functions", levels=(),
)  # fmt: skip
UPDATE = Operation(
    "updateFunction", "PATCH", "/workspaces/{workspace_id}/functions/{function_id}", Function, tag="Functions",
    replay="convergent", levels=(),
    mask=Mask("function", "function.", ("code", "settings", "buildpack", "display_name", "description", "logo_url")),
)  # fmt: skip


class Functions(Resource):
    """Code that runs as a source or a destination."""

    def list(self, *, type: FunctionType, page_size: int = 100) -> Paginator[Function]:
        """Walk through the functions of the workspace of one type.

        Their code is left out.

        Args:
            type: Which functions to list.
            page_size: Items a page may hold, 100 at most.
        """
        return self._list(LIST, page_size=page_size, query={"type": type})

    async def create(
        self,
        *,
        display_name: str,
        code: str,
        type: FunctionType | Unset = UNSET,
        buildpack: str | Unset = UNSET,
        description: str | Unset = UNSET,
        logo_url: str | Unset = UNSET,
        settings: Sequence[FunctionSettingInput] | Unset = UNSET,
    ) -> Function:
        """Create a function.

        A function may be 25 MB large, by what others report.

        Args:
            display_name: Human-readable name.
            code: Its source code, in JavaScript.
            type: Whether the function runs as a source or as a destination; the server takes it in the body
                too.
            buildpack: What the code is run by.
            description: What the function is for.
            logo_url: Address of its logo.
            settings: Settings that it asks for.
        """
        return await self._caller.call(
            CREATE,
            query={"type": type},
            body={
                "function": {
                    "display_name": display_name,
                    "code": code,
                    "buildpack": buildpack,
                    "description": description,
                    "logo_url": logo_url,
                    "settings": settings,
                },
            },
        )

    async def preview(
        self, *, function: FunctionInput, type: FunctionType, payload: str, session_id: str | Unset = UNSET
    ) -> PreviewFunctionResponse:
        """Run code on an event or a request without keeping it.

        Args:
            function: The function to try; it need not exist yet.
            type: Whether it runs as a source or as a destination.
            payload: What to run it on, as JSON text: an event, or for a source a payload with body, headers and
                queryParameters.
            session_id: Joins runs that belong together. Confidence: low.
        """
        return await self._caller.call(
            PREVIEW, body={"function": function, "type": type, "payload": payload, "session_id": session_id}
        )

    async def deploy(self, source_id: str) -> Empty:
        """Let a source run the newest code of its function.

        Confidence: medium, for it is known from clients that others have written.

        Args:
            source_id: Id of the source that runs the function, not its slug.
        """
        return await self._caller.call(DEPLOY, path={"source_id": source_id})

    async def is_latest(self, source_id: str) -> IsLatestFunctionVersionResponse:
        """Tell whether a source runs the newest code of its function.

        Confidence: medium, for it is known from clients that others have written.

        Args:
            source_id: Id of the source that runs the function, not its slug.
        """
        return await self._caller.call(IS_LATEST, path={"source_id": source_id})

    async def delete(self, function: str) -> None:
        """Delete a function.

        Confidence: medium, for it is known from clients that others have written.

        Args:
            function: Id of the function to delete.
        """
        await self._caller.call(DELETE, path={"function_id": function})

    async def get(self, function: str) -> Function:
        """Read a function with its code.

        Args:
            function: Id of the function to read.
        """
        return await self._caller.call(GET, path={"function_id": function})

    async def update(
        self,
        function: str,
        *,
        code: str | Unset = UNSET,
        settings: Sequence[FunctionSettingInput] | Unset = UNSET,
        buildpack: str | Unset = UNSET,
        display_name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        logo_url: str | Unset = UNSET,
        type: FunctionType | Unset = UNSET,
        clear: Sequence[str] = (),
    ) -> Function:
        """Change a function.

        What you leave out stays as it is. New code of a destination function runs at once everywhere, that of a
        source function after a deploy for each source. A function may be 25 MB large, by what others report.

        Args:
            function: Id of the function to change.
            code: Its source code, in JavaScript.
            settings: Settings that it asks for.
            buildpack: What the code is run by.
            display_name: Human-readable name.
            description: What the function is for.
            logo_url: Address of its logo.
            type: Whether the function runs as a source or as a destination. Confidence: medium.
            clear: Names of fields to reset to their empty value.
        """
        return await self._update(
            UPDATE,
            path={"function_id": function},
            beside={"type": type},
            changes={
                "code": code,
                "settings": settings,
                "buildpack": buildpack,
                "display_name": display_name,
                "description": description,
                "logo_url": logo_url,
            },
            clear=clear,
        )
