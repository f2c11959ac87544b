"""Every operation of the Sample Config API by its official id; one is imported when it is looked up.

Generated from ``openapi/config/`` by ``python -m codegen``; do not edit.
"""

from typing import Final

from segment_async._core.operation import Operations

OPERATIONS: Final = Operations(
    "sample_sdk.config.calls",
    {
        "listSettings": "settings.LIST",
        "createSetting": "settings.CREATE",
        "deleteSetting": "settings.DELETE",
        "updateLocker": "settings.UPDATE_LOCKER",
        "createKey": "settings.CREATE_KEY",
    },
)
