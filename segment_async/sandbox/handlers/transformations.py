"""The *Transformations* tag."""

from collections.abc import Mapping
from typing import Any

from segment_async.sandbox import views
from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.fql import compile_condition
from segment_async.sandbox.store import Record


@handles("listTransformations")
def list_all(call: Call) -> Record:
    """Show the transformations."""
    return call.page(call.workspace.transformations, views.plain)


@handles("getTransformation")
def get(call: Call) -> Record:
    """Show a transformation."""
    return {"transformation": _transformation(call)}


@handles("createTransformation")
def create(call: Call) -> Record:
    """Create a transformation."""
    return {"transformation": call.workspace.transformations.add(_checked(call.body))}


@handles("updateTransformation")
def update(call: Call) -> Record:
    """Change what the body names."""
    transformation = _transformation(call)
    call.workspace.transformations.change(transformation, _checked(call.body))
    return {"transformation": transformation}


@handles("deleteTransformation")
def delete(call: Call) -> Record:
    """Delete a transformation."""
    call.workspace.transformations.remove(call.path["transformationId"])
    return {"status": "SUCCESS"}


def _transformation(call: Call) -> Record:
    return call.workspace.transformations.find(call.path["transformationId"])


def _checked(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    if "if" in fields:
        compile_condition(fields["if"], "if")
    return fields
