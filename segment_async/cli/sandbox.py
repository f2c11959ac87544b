"""``segment-async sandbox``: a made-up workspace on this machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from segment_async.cli import signals
from segment_async.cli.failures import FINE
from segment_async.cli.options import Output
from segment_async.cli.terminal import complain, write
from segment_async.errors import ConfigurationError
from segment_async.sandbox import Sandbox, SandboxError, serve


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Served:
    """What the sandbox serves, and how; each field is a parameter of `Sandbox`."""

    host: str = "127.0.0.1"
    """Address to listen on; one of this machine's own."""

    port: int = 0
    """Port to listen on; 0 takes a free one."""

    seed: Literal["demo", "empty", "large"] = "demo"
    """What the workspace holds: a small shop, nothing, or as much as --scale says."""

    scale: int | None = None
    """Number of sources of the seed large, 1000 if left out."""

    token: str | None = None
    """Token of the Public API; one is made up if left out. Never one of a real workspace."""

    config_token: str | None = None
    """Token of the Config API; one is made up if left out."""

    latency: float = 0.0
    """Seconds to wait before each answer."""

    rate_limit: str = "off"
    """How many requests are taken: off, documented, or a number a minute such as 200/min."""

    without_features: Annotated[tuple[str, ...], Parameter(name="--without-feature")] = ()
    """A feature that the workspace lacks, such as Protocols; may be repeated."""


def sandbox(
    *,
    served: Served = Served(),
    ready_file: Path | None = None,
    output: Output = Output(),  # noqa: B008 - frozen
) -> int:
    """Serve a made-up workspace on this machine until it is stopped; its address is the first line of the output.

    Args:
        served: See `Served`.
        ready_file: File to write address, tokens and process id to, as JSON, once the sandbox answers.
        output: See `Output`.
    """
    if served.scale is not None and served.seed != "large":
        raise ConfigurationError("--scale is for --seed large only; add that, or leave --scale out.")
    if ready_file is not None:
        ready_file.unlink(missing_ok=True)  # one that a killed sandbox left would announce this one too soon
    return signals.run(_serve(served, ready_file, hint=not output.json))


async def _serve(served: Served, ready_file: Path | None, *, hint: bool) -> int:
    def tell(box: Sandbox) -> None:
        write(f"{box.url}\n".encode())
        if hint:
            tokens = f"SEGMENT_PUBLIC_TOKEN={box.token} SEGMENT_CONFIG_TOKEN={box.config_token}"
            complain(
                "The sandbox runs until Ctrl-C. Its tokens are no secrets; to use it from another terminal:",
                Text(f"  export SEGMENT_BASE_URL={box.url} {tokens}"),
                "  segment-async call listSources",
                "  segment-async call config:listSources",
            )

    given = {name: value for name, value in vars(served).items() if value is not None}
    try:
        await serve(ready_file=ready_file, on_ready=tell, **given)
    except SandboxError as error:
        raise ConfigurationError(str(error)) from None
    return FINE  # not reached: it serves until it is cancelled
