"""Calls of the *Live Plugins* tag of the Segment Public API.

Generated from ``openapi/public/live_plugins.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation
from segment_async._core.resource import Resource
from segment_async.public.models.live_plugins import LivePlugin

CREATE = Operation(
    "createLivePlugin", "POST", "/sources/{sourceId}/live-plugins/create", LivePlugin, tag="Live Plugins",
    key="livePlugin", replay="convergent", levels=("alpha",),
)  # fmt: skip
DELETE_CODE = Operation(
    "deleteLivePluginCode", "DELETE", "/sources/{sourceId}/live-plugins/delete-code", str, tag="Live Plugins",
    key="status", replay="convergent", levels=("alpha",),
)  # fmt: skip
GET_LATEST = Operation(
    "getLatestFromLivePlugins", "GET", "/sources/{sourceId}/live-plugins/latest", LivePlugin, tag="Live Plugins",
    key="livePlugin", levels=("alpha",),
)  # fmt: skip


class LivePlugins(Resource):
    """Code that runs in the browser with a source."""

    async def create(self, source_id: str, *, code: str) -> LivePlugin:
        """Give a source a live plugin, or new code for the one it has.

        A source that already has a live plugin gets no second one: the code you send takes the place of the old.
        Segment offers it at its alpha level only. Needs the *Live Plugins* feature.

        Args:
            source_id: Id of the source the plugin belongs to.
            code: Source code of the plugin, as one string.
        """
        return await self._caller.call(CREATE, path={"sourceId": source_id}, body={"code": code})

    async def delete_code(self, source_id: str) -> None:
        """Delete the live plugin code of a source.

        No call brings the code back, so keep a copy of the latest version if you may need it again. Segment offers
        it at its alpha level only. Needs the *Live Plugins* feature.

        Args:
            source_id: Id of the source the plugin belongs to.
        """
        await self._caller.call(DELETE_CODE, path={"sourceId": source_id})

    async def get_latest(self, source_id: str) -> LivePlugin:
        """Read the latest version of the live plugin of a source.

        The code in the answer can be null or missing. Segment offers it at its alpha level only. Needs the *Live
        Plugins* feature.

        Args:
            source_id: Id of the source the plugin belongs to.
        """
        return await self._caller.call(GET_LATEST, path={"sourceId": source_id})
