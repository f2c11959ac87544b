"""What it costs to import, each contender in a new interpreter, over one that does nothing."""

import resource
import statistics
import subprocess
import sys
from typing import Final

from benchmarks import peers
from benchmarks.table import Row, Table

BASE: Final = "import aiohttp"
PACKAGE: Final = "import segment_async"
FIRST_TAG: Final = "segment_async: client made, first tag used"

_NOTHING: Final = "nothing"
_CLIENT: Final = "from segment_async import PublicClient; client = PublicClient('token'); client.sources.list()"
_FIRST_PAGE: Final = f"""{_CLIENT}
from segment_async._core import codec
from segment_async.public import OPERATIONS
codec.decode(OPERATIONS["listSources"], b'{{"data":{{"sources":[],"pagination":{{"current":""}}}}}}', strict=True)
"""


def programs(official: str | None) -> dict[str, str]:
    """Return what each contender runs, by name."""
    found = {
        _NOTHING: "pass",
        BASE: "import aiohttp",
        PACKAGE: "import segment_async",
        FIRST_TAG: _CLIENT,
        "segment_async: and the first page read": _FIRST_PAGE,
    }
    found |= {f"import {name}": f"import {name}" for name in ("httpx", "niquests") if peers.there(name)}
    if (folder := peers.generated_client()) is not None:
        found["openapi-python-client: client made, one call"] = (
            f"import sys; sys.path.append({str(folder)!r})\n"
            f"from {peers.GENERATED}.client import AuthenticatedClient\n"
            f"from {peers.GENERATED}.api.sources import list_sources\n"
            "AuthenticatedClient(base_url='http://localhost', token='token')"
        )
    if official is not None:
        found["official SDK"] = f"import {official}"
    return found


def measure(*, rounds: int, official: str | None) -> Table:
    """Run each program so many times, in turns.

    Args:
        rounds: How often.
        official: The module of Segment's own SDK, if it is installed.
    """
    wanted = programs(official)
    for program in wanted.values():
        _seconds(program)  # whatever is compiled at first use
    costs: dict[str, list[float]] = {name: [] for name in wanted}
    for _ in range(rounds):
        for name, program in wanted.items():
            costs[name].append(_seconds(program))
    medians = {name: statistics.median(each) for name, each in costs.items()}
    over = {name: each - medians[_NOTHING] for name, each in medians.items() if name != _NOTHING}
    return Table(
        "import",
        ("ms CPU", "x aiohttp"),
        tuple(Row(name, (each * 1e3, each / over[BASE])) for name, each in over.items()),
    )


def _seconds(program: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
