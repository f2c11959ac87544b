"""Calls of the *Customer Insights* tag of the Segment Public API.

Generated from ``openapi/public/customer_insights.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation, per_day
from segment_async._core.resource import Resource
from segment_async.public.models.customer_insights import Download

CREATE_DOWNLOAD = Operation(
    "createDownload", "POST", "/customer-insights/download", Download, tag="Customer Insights", key="download",
    limit=per_day(120), replay="never", levels=("alpha",),
)  # fmt: skip


class CustomerInsights(Resource):
    """Files of customer insights to download."""

    async def create_download(self, *, collection_id: str, hour: str) -> Download:
        """Get links to one hour of Customer Insights data.

        Nothing is downloaded yet: fetch the links yourself, and treat them as secrets. Segment takes at most 120 of
        these a day. Segment offers it at its alpha level only.

        Args:
            collection_id: Id of the collection to download from.
            hour: Hour to download, as an RFC 3339 time.
        """
        return await self._caller.call(CREATE_DOWNLOAD, body={"collectionId": collection_id, "hour": hour})
