"""Calls of the *Workspaces* tag of the Segment Config API.

Generated from ``openapi/config/workspaces.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async.config.models.workspaces import Workspace

LIST = Operation(
    "listWorkspaces",
    "GET",
    "/workspaces",
    Page[Workspace],
    tag="Workspaces",
    paging=Paging(
        "workspaces",
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
GET = Operation("getWorkspace", "GET", "/workspaces/{workspace_slug}", Workspace, tag="Workspaces", levels=())


class Workspaces(Resource):
    """The workspaces that a token opens."""

    def list(self, *, page_size: int = 100) -> Paginator[Workspace]:
        """Walk through the workspaces that the token opens.

        The cheapest call to find out whether a token is good.
        """
        return self._list(LIST, page_size=page_size)

    async def get(self) -> Workspace:
        """Read the workspace."""
        return await self._caller.call(GET)
