"""``segment-async spec``: print a specification."""

from segment_async.audit.apis import ApiName
from segment_async.cli.apis import APIS, specification
from segment_async.cli.failures import FINE
from segment_async.cli.options import Output
from segment_async.cli.terminal import write


def spec(api: ApiName, /, *, output: Output = Output()) -> int:  # noqa: ARG001, B008 - JSON in any case
    """Print the OpenAPI specification of an API, as this version knows it.

    Args:
        api: Which API.
        output: See `Output`.
    """
    write(specification(APIS[api]))
    return FINE
