"""Calls of the *Event Delivery Metrics* tag of the Segment Config API.

Generated from ``openapi/config/event_delivery_metrics.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.config.models.event_delivery_metrics import (
    EventDeliveryMetricsGranularity,
    MetricsSummary,
    MetricTimeseries,
)

BATCH_GET_SUMMARY: Operation[MetricsSummary] = Operation(
    "batchGetMetricsSummary", "GET", "/workspaces/{workspace_slug}/event-delivery-metrics:batchGetSummary",
    MetricsSummary, tag="Event Delivery Metrics", levels=(),
    names={"names[]": "workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}"},
)  # fmt: skip
LIST: Operation[MetricTimeseries] = Operation(
    "listMetrics", "GET", "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/metrics",
    MetricTimeseries, tag="Event Delivery Metrics", levels=(),
)  # fmt: skip
GET: Operation[MetricTimeseries] = Operation(
    "getMetric", "GET",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/metrics/{metric}",
    MetricTimeseries, tag="Event Delivery Metrics", levels=(),
)  # fmt: skip
BATCH_GET: Operation[MetricTimeseries] = Operation(
    "batchGetMetrics",
    "GET",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/metrics:batchGet",
    MetricTimeseries,
    tag="Event Delivery Metrics",
    levels=(),
    names={
        "names[]": "workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/metrics/{metric}"
    },
)
GET_SUMMARY: Operation[MetricsSummary] = Operation(
    "getMetricsSummary", "GET",
    "/workspaces/{workspace_slug}/sources/{source_slug}/destinations/{destination_slug}/metrics:getSummary",
    MetricsSummary, tag="Event Delivery Metrics", levels=(),
)  # fmt: skip


class EventDeliveryMetrics(Resource):
    """How many events reached a destination, and how fast."""

    async def batch_get_summary(
        self,
        *,
        names: Sequence[str],
        start_time: str | Unset = UNSET,
        end_time: str | Unset = UNSET,
        granularity: EventDeliveryMetricsGranularity | Unset = UNSET,
    ) -> MetricsSummary:
        """Read the totals of several destinations' metrics.

        Only destinations that are reached from Segment's servers have metrics. Confidence: medium, for it is known
        from clients that others have written.

        Args:
            names: Destinations to look at, by their resource names.
            start_time: Counts from this RFC 3339 time on. Confidence: low.
            end_time: Counts up to this RFC 3339 time. Confidence: low.
            granularity: Length of the steps that are counted in. Confidence: low.
        """
        return await self._caller.call(
            BATCH_GET_SUMMARY,
            query={"start_time": start_time, "end_time": end_time, "granularity": granularity, "names": names},
        )

    async def list(
        self,
        source: str,
        destination: str | Unset = UNSET,
        *,
        start_time: str | Unset = UNSET,
        end_time: str | Unset = UNSET,
        granularity: EventDeliveryMetricsGranularity | Unset = UNSET,
    ) -> MetricTimeseries:
        """Read every metric of a destination as it went.

        Only destinations that are reached from Segment's servers have metrics. Confidence: medium, for it is known
        from clients that others have written.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination to look at; the slug of its kind, which may hold dots.
            start_time: Counts from this RFC 3339 time on. Confidence: low.
            end_time: Counts up to this RFC 3339 time. Confidence: low.
            granularity: Length of the steps that are counted in. Confidence: low.
        """
        return await self._caller.call(
            LIST,
            path={"source_slug": source, "destination_slug": destination},
            query={"start_time": start_time, "end_time": end_time, "granularity": granularity},
        )

    async def get(
        self,
        source: str,
        destination: str | Unset = UNSET,
        metric: str | Unset = UNSET,
        *,
        start_time: str | Unset = UNSET,
        end_time: str | Unset = UNSET,
        granularity: EventDeliveryMetricsGranularity | Unset = UNSET,
    ) -> MetricTimeseries:
        """Read one metric of a destination as it went.

        Only destinations that are reached from Segment's servers have metrics. Confidence: medium, for it is known
        from clients that others have written.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination to look at; the slug of its kind, which may hold dots. A whole resource
                name stands for what follows too.
            metric: Metric to read: successes, or retried_ and a status.
            start_time: Counts from this RFC 3339 time on. Confidence: low.
            end_time: Counts up to this RFC 3339 time. Confidence: low.
            granularity: Length of the steps that are counted in. Confidence: low.
        """
        return await self._caller.call(
            GET,
            path={"source_slug": source, "destination_slug": destination, "metric": metric},
            query={"start_time": start_time, "end_time": end_time, "granularity": granularity},
        )

    async def batch_get(
        self,
        source: str,
        destination: str | Unset = UNSET,
        *,
        names: Sequence[str],
        start_time: str | Unset = UNSET,
        end_time: str | Unset = UNSET,
        granularity: EventDeliveryMetricsGranularity | Unset = UNSET,
    ) -> MetricTimeseries:
        """Read chosen metrics of a destination as they went.

        Only destinations that are reached from Segment's servers have metrics. Confidence: medium, for it is known
        from clients that others have written.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination to look at; the slug of its kind, which may hold dots.
            names: Metrics to read, by their resource names.
            start_time: Counts from this RFC 3339 time on. Confidence: low.
            end_time: Counts up to this RFC 3339 time. Confidence: low.
            granularity: Length of the steps that are counted in. Confidence: low.
        """
        return await self._caller.call(
            BATCH_GET,
            path={"source_slug": source, "destination_slug": destination},
            query={"start_time": start_time, "end_time": end_time, "granularity": granularity, "names": names},
        )

    async def get_summary(
        self,
        source: str,
        destination: str | Unset = UNSET,
        *,
        start_time: str | Unset = UNSET,
        end_time: str | Unset = UNSET,
        granularity: EventDeliveryMetricsGranularity | Unset = UNSET,
    ) -> MetricsSummary:
        """Read the totals of a destination's metrics.

        Only destinations that are reached from Segment's servers have metrics. Confidence: medium, for it is known
        from clients that others have written.

        Args:
            source: Slug of the source that feeds the destination. A whole resource name stands for what follows
                too.
            destination: Destination to look at; the slug of its kind, which may hold dots.
            start_time: Counts from this RFC 3339 time on. Confidence: low.
            end_time: Counts up to this RFC 3339 time. Confidence: low.
            granularity: Length of the steps that are counted in. Confidence: low.
        """
        return await self._caller.call(
            GET_SUMMARY,
            path={"source_slug": source, "destination_slug": destination},
            query={"start_time": start_time, "end_time": end_time, "granularity": granularity},
        )
