"""Every operation of the Sample Public API by its official id; one is imported when it is looked up.

Generated from ``openapi/public/`` by ``python -m codegen``; do not edit.
"""

from typing import Final

from segment_async._core.operation import Operations

OPERATIONS: Final = Operations(
    "sample_sdk.public.calls",
    {
        "listDepots": "depots.LIST",
        "createDepot": "depots.CREATE",
        "getDepot": "depots.GET",
        "deleteDepot": "depots.DELETE",
        "getDepotState": "depots.GET_STATE",
        "setDepotState": "depots.SET_STATE",
        "listZones": "depots.LIST_ZONES",
        "listParcels": "iam_parcels.LIST",
        "sendParcel": "iam_parcels.SEND",
        "dropParcel": "iam_parcels.DROP",
        "getRoutes": "iam_parcels.GET_ROUTES",
        "listWatchers": "iam_parcels.LIST_WATCHERS",
    },
)
