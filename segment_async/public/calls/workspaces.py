"""Calls of the *Workspaces* tag of the Segment Public API.

Generated from ``openapi/public/workspaces.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation
from segment_async._core.resource import Resource
from segment_async.public.models.workspaces import Workspace

GET = Operation("getWorkspace", "GET", "/", Workspace, tag="Workspaces", key="workspace")


class Workspaces(Resource):
    """The workspace that a token belongs to."""

    async def get(self) -> Workspace:
        """Fetch the workspace that the token belongs to.

        A token belongs to exactly one workspace, so there is nothing to choose. Handy as a check that the token and
        the region are right.
        """
        return await self._caller.call(GET)
