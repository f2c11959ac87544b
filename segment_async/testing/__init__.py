"""What tests of code that uses this package stand on.

- `FaultServer`: a server on loopback that answers by plan, well or badly, and keeps a ledger of what it saw.
- `faults`: what it can do wrong, as values.
- `FakeCaller`, `FakeConfigCaller`: stand in for a client, where a test needs no network at all.
- `InstantClock`: waits take no time.
- `sample`: what an operation promises to answer, as JSON.
- ``segment_async.testing.plugin``: the same as pytest fixtures.

Names are imported when they are first used, so that pytest can load the plugin at next to no cost.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segment_async.testing import faults
    from segment_async.testing.caller import Call, FakeCaller, FakeConfigCaller
    from segment_async.testing.clock import InstantClock
    from segment_async.testing.ledger import Connection, Ledger, Seen
    from segment_async.testing.promises import sample
    from segment_async.testing.server import FaultServer
    from segment_async.testing.steps import Fault, forever
    from segment_async.testing.tls import Certificate, certificate

_HOMES = {
    "caller": ("Call", "FakeCaller", "FakeConfigCaller"),
    "clock": ("InstantClock",),
    "ledger": ("Connection", "Ledger", "Seen"),
    "promises": ("sample",),
    "server": ("FaultServer",),
    "steps": ("Fault", "forever"),
    "tls": ("Certificate", "certificate"),
}

__all__ = [
    "Call",
    "Certificate",
    "Connection",
    "FakeCaller",
    "FakeConfigCaller",
    "Fault",
    "FaultServer",
    "InstantClock",
    "Ledger",
    "Seen",
    "certificate",
    "faults",
    "forever",
    "sample",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a public name where it lives."""
        from importlib import import_module  # noqa: PLC0415 - nothing is imported up front

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if name == "faults":
            return import_module(f"{__name__}.faults")
        home = next(home for home, names in _HOMES.items() if name in names)
        globals()[name] = value = getattr(import_module(f"{__name__}.{home}"), name)
        return value
