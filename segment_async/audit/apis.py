"""The APIs that a workspace can be audited through."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from segment_async._core import dialect

ApiName: TypeAlias = Literal["public", "config"]
"""An API, by the name of its specification."""

TITLES: Final[Mapping[ApiName, str]] = {"public": dialect.PUBLIC.title, "config": dialect.CONFIG.title}
"""What people call them."""
