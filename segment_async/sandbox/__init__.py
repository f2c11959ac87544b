"""Segment on localhost: a server that speaks its APIs over a workspace of its own, to test and to try things with."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segment_async.sandbox.access import SandboxError
    from segment_async.sandbox.server import Sandbox
    from segment_async.sandbox.serving import serve

__all__ = ["Sandbox", "SandboxError", "serve"]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a name when it is first used, since the server needs libraries that the package does not."""
        from importlib import import_module  # noqa: PLC0415 - only here

        modules = {"Sandbox": "server", "SandboxError": "access", "serve": "serving"}
        if name not in modules:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        try:
            value = getattr(import_module(f"{__name__}.{modules[name]}"), name)
        except ModuleNotFoundError as error:
            if error.name != "jsonschema_rs":
                raise
            raise ImportError("The sandbox needs jsonschema-rs; install segment-async[cli].") from None
        globals()[name] = value
        return value
