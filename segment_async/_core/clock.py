"""The time that waits go by."""

import asyncio


def now() -> float:
    """Return the seconds of the running event loop's clock, which timeouts and sleeps go by as well."""
    return asyncio.get_running_loop().time()
