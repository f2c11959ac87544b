"""``segment-async spec``: print a specification."""

from typing import Literal

from segment_async.cli.apis import CONFIG, PUBLIC, specification
from segment_async.cli.failures import FINE
from segment_async.cli.options import Output
from segment_async.cli.terminal import write


def spec(api: Literal["public", "config"], /, *, output: Output = Output()) -> int:  # noqa: ARG001, B008 - JSON in any case
    """Print the OpenAPI specification of an API, as this version knows it.

    Args:
        api: Which API.
        output: See `Output`.
    """
    write(specification(PUBLIC if api == "public" else CONFIG))
    return FINE
