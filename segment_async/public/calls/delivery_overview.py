"""Calls of the *Delivery Overview* tag of the Segment Public API.

Generated from ``openapi/public/delivery_overview.yaml`` by ``python -m codegen``; do not edit.
"""

from collections.abc import Sequence

from segment_async._core.operation import Operation, Paging
from segment_async._core.paging import Page, Paginator
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.delivery_overview import (
    DeliveryOverviewDestinationFilterBy,
    DeliveryOverviewGranularity,
    DeliveryOverviewMetricsDataset,
    DeliveryOverviewSourceFilterBy,
    DeliveryOverviewSuccessfullyReceivedFilterBy,
)

GET_EGRESS_FAILED_METRICS = Operation(
    "getEgressFailedMetricsFromDeliveryOverview", "GET", "/delivery-overview/failed-delivery",
    Page[DeliveryOverviewMetricsDataset], tag="Delivery Overview", paging=Paging("dataset"), levels=("beta",),
)  # fmt: skip
GET_INGRESS_FAILED_METRICS = Operation(
    "getIngressFailedMetricsFromDeliveryOverview", "GET", "/delivery-overview/failed-on-ingest",
    Page[DeliveryOverviewMetricsDataset], tag="Delivery Overview", paging=Paging("dataset"), levels=("beta",),
)  # fmt: skip
GET_FILTERED_AT_DESTINATION_METRICS = Operation(
    "getFilteredAtDestinationMetricsFromDeliveryOverview", "GET", "/delivery-overview/filtered-at-destination",
    Page[DeliveryOverviewMetricsDataset], tag="Delivery Overview", paging=Paging("dataset"), levels=("beta",),
)  # fmt: skip
GET_FILTERED_AT_SOURCE_METRICS = Operation(
    "getFilteredAtSourceMetricsFromDeliveryOverview", "GET", "/delivery-overview/filtered-at-source",
    Page[DeliveryOverviewMetricsDataset], tag="Delivery Overview", paging=Paging("dataset"), levels=("beta",),
)  # fmt: skip
GET_EGRESS_SUCCESS_METRICS = Operation(
    "getEgressSuccessMetricsFromDeliveryOverview", "GET", "/delivery-overview/successful-delivery",
    Page[DeliveryOverviewMetricsDataset], tag="Delivery Overview", paging=Paging("dataset"), levels=("beta",),
)  # fmt: skip
GET_INGRESS_SUCCESS_METRICS = Operation(
    "getIngressSuccessMetricsFromDeliveryOverview", "GET", "/delivery-overview/successfully-received",
    Page[DeliveryOverviewMetricsDataset], tag="Delivery Overview", paging=Paging("dataset"), levels=("beta",),
)  # fmt: skip


class DeliveryOverview(Resource):
    """How many events came in, were filtered, delivered or lost, by source and destination."""

    def get_egress_failed_metrics(
        self,
        *,
        source_id: str,
        destination_config_id: str,
        start_time: str,
        end_time: str,
        granularity: DeliveryOverviewGranularity,
        group_by: Sequence[str] | Unset = UNSET,
        filter: DeliveryOverviewDestinationFilterBy | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[DeliveryOverviewMetricsDataset]:
        """Count the events that could not be delivered to a destination.

        Counts lag half a minute or so. The finer the granularity, the shorter and more recent the range has to be;
        one that is too large is refused. Group by discardReason to see why. Segment offers it at its beta level
        only.

        Args:
            source_id: Id of the source whose events are counted.
            destination_config_id: Id of the destination to measure: the instance itself, not its kind in the
                catalog.
            start_time: Start of the range, as an RFC 3339 time.
            end_time: End of the range, as an RFC 3339 time.
            granularity: Width of the time slots that events are counted in; it limits the range.
            group_by: Splits the counts, for instance by eventName, eventType, discardReason or audienceId.
            filter: Narrows the count to some events; everything is counted when left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            GET_EGRESS_FAILED_METRICS,
            page_size=page_size,
            query={
                "sourceId": source_id,
                "destinationConfigId": destination_config_id,
                "startTime": start_time,
                "endTime": end_time,
                "groupBy": group_by,
                "granularity": granularity,
                "filter": filter,
            },
        )

    def get_ingress_failed_metrics(
        self,
        *,
        source_id: str,
        start_time: str,
        end_time: str,
        granularity: DeliveryOverviewGranularity,
        group_by: Sequence[str] | Unset = UNSET,
        filter: DeliveryOverviewSourceFilterBy | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[DeliveryOverviewMetricsDataset]:
        """Count the events of a source that were turned away on arrival.

        Counts lag half a minute or so. The finer the granularity, the shorter and more recent the range has to be;
        one that is too large is refused. Group by discardReason to see why. Segment offers it at its beta level
        only.

        Args:
            source_id: Id of the source whose events are counted.
            start_time: Start of the range, as an RFC 3339 time.
            end_time: End of the range, as an RFC 3339 time.
            granularity: Width of the time slots that events are counted in; it limits the range.
            group_by: Splits the counts; eventName, eventType, appVersion and discardReason are known.
            filter: Narrows the count to some events; everything is counted when left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            GET_INGRESS_FAILED_METRICS,
            page_size=page_size,
            query={
                "sourceId": source_id,
                "startTime": start_time,
                "endTime": end_time,
                "groupBy": group_by,
                "granularity": granularity,
                "filter": filter,
            },
        )

    def get_filtered_at_destination_metrics(
        self,
        *,
        source_id: str,
        destination_config_id: str,
        start_time: str,
        end_time: str,
        granularity: DeliveryOverviewGranularity,
        group_by: Sequence[str] | Unset = UNSET,
        filter: DeliveryOverviewDestinationFilterBy | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[DeliveryOverviewMetricsDataset]:
        """Count the events that were filtered out on their way to a destination.

        Counts lag half a minute or so. The finer the granularity, the shorter and more recent the range has to be;
        one that is too large is refused. Group by discardReason to see why. Segment offers it at its beta level
        only.

        Args:
            source_id: Id of the source whose events are counted.
            destination_config_id: Id of the destination to measure: the instance itself, not its kind in the
                catalog.
            start_time: Start of the range, as an RFC 3339 time.
            end_time: End of the range, as an RFC 3339 time.
            granularity: Width of the time slots that events are counted in; it limits the range.
            group_by: Splits the counts, for instance by eventName, eventType, discardReason or audienceId.
            filter: Narrows the count to some events; everything is counted when left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            GET_FILTERED_AT_DESTINATION_METRICS,
            page_size=page_size,
            query={
                "sourceId": source_id,
                "destinationConfigId": destination_config_id,
                "startTime": start_time,
                "endTime": end_time,
                "groupBy": group_by,
                "granularity": granularity,
                "filter": filter,
            },
        )

    def get_filtered_at_source_metrics(
        self,
        *,
        source_id: str,
        start_time: str,
        end_time: str,
        granularity: DeliveryOverviewGranularity,
        group_by: Sequence[str] | Unset = UNSET,
        filter: DeliveryOverviewSourceFilterBy | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[DeliveryOverviewMetricsDataset]:
        """Count the events that were filtered out at a source.

        Counts lag half a minute or so. The finer the granularity, the shorter and more recent the range has to be;
        one that is too large is refused. Group by discardReason to see why. Segment offers it at its beta level
        only.

        Args:
            source_id: Id of the source whose events are counted.
            start_time: Start of the range, as an RFC 3339 time.
            end_time: End of the range, as an RFC 3339 time.
            granularity: Width of the time slots that events are counted in; it limits the range.
            group_by: Splits the counts; eventName, eventType, appVersion and discardReason are known.
            filter: Narrows the count to some events; everything is counted when left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            GET_FILTERED_AT_SOURCE_METRICS,
            page_size=page_size,
            query={
                "sourceId": source_id,
                "startTime": start_time,
                "endTime": end_time,
                "groupBy": group_by,
                "granularity": granularity,
                "filter": filter,
            },
        )

    def get_egress_success_metrics(
        self,
        *,
        source_id: str,
        destination_config_id: str,
        start_time: str,
        end_time: str,
        granularity: DeliveryOverviewGranularity,
        group_by: Sequence[str] | Unset = UNSET,
        filter: DeliveryOverviewDestinationFilterBy | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[DeliveryOverviewMetricsDataset]:
        """Count the events that were delivered to a destination.

        Counts lag half a minute or so. The finer the granularity, the shorter and more recent the range has to be;
        one that is too large is refused. To see how many attempts it took, filter on the discard reasons
        successes.attempt.1 to successes.attempt.10. Segment offers it at its beta level only.

        Args:
            source_id: Id of the source whose events are counted.
            destination_config_id: Id of the destination to measure: the instance itself, not its kind in the
                catalog.
            start_time: Start of the range, as an RFC 3339 time.
            end_time: End of the range, as an RFC 3339 time.
            granularity: Width of the time slots that events are counted in; it limits the range.
            group_by: Splits the counts, for instance by eventName, eventType, discardReason or audienceId.
            filter: Narrows the count to some events; everything is counted when left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            GET_EGRESS_SUCCESS_METRICS,
            page_size=page_size,
            query={
                "sourceId": source_id,
                "destinationConfigId": destination_config_id,
                "startTime": start_time,
                "endTime": end_time,
                "groupBy": group_by,
                "granularity": granularity,
                "filter": filter,
            },
        )

    def get_ingress_success_metrics(
        self,
        *,
        source_id: str,
        start_time: str,
        end_time: str,
        granularity: DeliveryOverviewGranularity,
        group_by: Sequence[str] | Unset = UNSET,
        filter: DeliveryOverviewSuccessfullyReceivedFilterBy | Unset = UNSET,
        page_size: int = 200,
    ) -> Paginator[DeliveryOverviewMetricsDataset]:
        """Count the events that were received from a source.

        Counts lag half a minute or so. The finer the granularity, the shorter and more recent the range has to be;
        one that is too large is refused. Segment offers it at its beta level only.

        Args:
            source_id: Id of the source whose events are counted.
            start_time: Start of the range, as an RFC 3339 time.
            end_time: End of the range, as an RFC 3339 time.
            granularity: Width of the time slots that events are counted in; it limits the range.
            group_by: Splits the counts; eventName, eventType and appVersion are known.
            filter: Narrows the count to some events; everything is counted when left out.
            page_size: Items a page may hold, 1000 at most.
        """
        return self._list(
            GET_INGRESS_SUCCESS_METRICS,
            page_size=page_size,
            query={
                "sourceId": source_id,
                "startTime": start_time,
                "endTime": end_time,
                "groupBy": group_by,
                "granularity": granularity,
                "filter": filter,
            },
        )
