"""The options by which a workspace is judged, which every command that runs checks takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cyclopts import Parameter

from segment_async.audit.checks import CHECKS
from segment_async.audit.config import Config, configured
from segment_async.errors import ConfigurationError


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Judging:
    """Which checks are made, and how."""

    config: Path | None = None
    """File in TOML with checks to leave out, thresholds, severities, and findings that are known and accepted."""

    select: Sequence[str] = ()
    """Only these checks: ids, or their beginnings, such as destination; several are separated by commas."""

    ignore: Sequence[str] = ()
    """All but these checks; said like --select, and the longer of two beginnings decides."""

    def read(self) -> Config:
        """Return how a workspace is to be judged.

        Raises:
            ConfigurationError: The file cannot be used, or a name is no check's, or is empty.
        """
        if self.select and not _parted(self.select):  # such as a variable of the shell that is not set
            raise ConfigurationError("--select is empty; name the checks to make, or leave it out to make all.")
        return configured(CHECKS, self.config, select=_parted(self.select), ignore=_parted(self.ignore))


def _parted(names: Sequence[str]) -> list[str]:
    return [name.strip() for each in names for name in each.split(",") if name.strip()]
