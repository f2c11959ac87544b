"""Turns ``openapi/`` into code; run it with ``python -m codegen``.

load -> normalize -> models and calls -> write. Each step is a function on values; only the first reads files, and only
the last writes them and runs ruff.
"""

from pathlib import Path

from codegen.calls import plan_calls
from codegen.load import specifications
from codegen.models import plan_models, types_of
from codegen.normalize import CORRECTIONS, normalize
from codegen.plan import Surface
from codegen.write import printed


def generate(folder: Path, package: str) -> dict[str, str]:
    """Return every generated file by its path.

    Args:
        folder: Where the specifications are: ``openapi/``.
        package: The package that the code becomes part of: ``segment_async``.

    Raises:
        SpecificationError: A specification cannot become code.
    """
    found = specifications(folder)
    surfaces: list[Surface] = []
    for specification in found:
        api = normalize(specification, CORRECTIONS.get(specification.name, ()))
        types = types_of(api, f"{package}.{api.specification.name}")
        surfaces.append(
            Surface(
                name=specification.name,
                title=api.title,
                package=types.package,
                models=plan_models(types),
                calls=plan_calls(types),
            )
        )
    return printed(package, found, tuple(surfaces))
