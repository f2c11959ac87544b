"""The others: how each reads and writes the same page. Whoever is not installed is left out."""

import hashlib
import importlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
import cattrs
import orjson
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from segment_async._core.naming import wire_name
from segment_async.public.models import Source, SourceMetadataStatus

SPECIFICATION = Path(__file__).parents[1] / "segment_async" / "_spec" / "public.json"
GENERATED = "segment_client_of_openapi_python_client"


def there(*modules: str) -> bool:
    """Tell whether modules are installed."""
    return all(importlib.util.find_spec(module.partition(".")[0]) for module in modules)


@cache
def cattrs_defaults() -> cattrs.Converter:
    """Return cattrs as it comes, told of the wire names and of an open literal, which it does not know."""
    converter = cattrs.Converter()
    converter.register_structure_hook(SourceMetadataStatus, lambda value, _: value)

    def names(model: Any) -> dict[str, Any]:
        return {each.name: override(rename=wire_name(model, each)) for each in attrs.fields(model)}

    converter.register_structure_hook_factory(
        attrs.has, lambda model: make_dict_structure_fn(model, converter, **names(model))
    )
    converter.register_unstructure_hook_factory(
        attrs.has, lambda model: make_dict_unstructure_fn(model, converter, **names(model))
    )
    return converter


def read_with_cattrs(body: bytes) -> Any:
    """Read a page with orjson and cattrs."""
    return cattrs_defaults().structure(orjson.loads(body)["data"]["sources"], list[Source])


def write_with_cattrs(items: object) -> bytes:
    """Write sources with cattrs and orjson."""
    return orjson.dumps({"sources": cattrs_defaults().unstructure(items)})


def generated_client() -> Path | None:
    """Generate a client of our specification with openapi-python-client, unless that was done before.

    Returns:
        The folder to import it from, which is none of this repository; ``None`` without openapi-python-client.
    """
    if not there("openapi_python_client"):
        return None
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    digest = hashlib.sha256(SPECIFICATION.read_bytes()).hexdigest()[:16]
    folder = cache_home / "segment-async" / "benchmarks" / f"{version('openapi-python-client')}-{digest}"
    if not (folder / GENERATED / "client.py").exists():
        folder.mkdir(parents=True, exist_ok=True)
        program = Path(sys.executable).with_name("openapi-python-client")
        target = folder / GENERATED
        options = ["generate", "--path", str(SPECIFICATION), "--output-path", str(target), "--meta", "none"]
        path = os.pathsep.join([str(program.parent), os.environ.get("PATH", "")])  # it formats with the ruff beside it
        subprocess.run(
            [program, *options, "--overwrite"], check=True, capture_output=True, env={**os.environ, "PATH": path}
        )
    return folder


def generated(module: str) -> Any:
    """Import a module of the generated client."""
    folder = str(generated_client())
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(f"{GENERATED}.{module}")


def readers(official: str | None) -> dict[str, Callable[[bytes], Any]]:
    """Return what each peer reads a page with.

    Args:
        official: The module of Segment's own SDK, if it is installed.
    """
    found: dict[str, Callable[[bytes], Any]] = {"cattrs defaults": read_with_cattrs}
    if generated_client() is not None:
        page = generated("models.list_sources_response_200").ListSourcesResponse200
        found["openapi-python-client"] = lambda body: page.from_dict(json.loads(body))
    if official is not None:
        theirs = importlib.import_module(official).ListSources200Response
        found["official SDK"] = lambda body: theirs.from_json(body.decode())
    return found


def writers(bodies: Mapping[str, Any]) -> dict[str, Callable[[], bytes]]:
    """Return what each peer writes sources with.

    Args:
        bodies: The sources as the peers have them, by name.
    """
    found: dict[str, Callable[[], bytes]] = {"cattrs defaults": lambda: write_with_cattrs(bodies["segment_async"])}
    if "openapi-python-client" in bodies:
        theirs = bodies["openapi-python-client"]
        found["openapi-python-client"] = lambda: json.dumps({"sources": [each.to_dict() for each in theirs]}).encode()
    return found
