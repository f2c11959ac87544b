"""Every spelling of a path: templates of the specification whose parameters are whole resource names."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from segment_async.sandbox.routing import Router
from segment_async.sandbox.spec import Endpoint


def router(endpoints: Iterable[Endpoint]) -> Router:
    """Return what finds operations by their paths, and by the resource names that stand for them."""
    return Router(each for endpoint in endpoints for each in _spelled(endpoint))


def _spelled(endpoint: Endpoint) -> Iterator[Endpoint]:
    """Yield an operation with each of its paths.

    A parameter whose resource name names the parameter itself can be read off two paths: the template, and that name.
    Any other is a resource name as a whole, whose segments take its place; then the values are those of the segments.
    """
    path, parameters = endpoint.path, endpoint.path_parameters
    for parameter in endpoint.path_parameters:
        slot, name = f"{{{parameter.name}}}", parameter.resource_name
        if name is None:
            continue
        if slot in name:
            yield evolve(endpoint, path=name)
        else:
            path = path.replace(slot, name)
            parameters = tuple(each for each in parameters if each is not parameter)
    yield evolve(endpoint, path=path, path_parameters=parameters)
