"""What holds for every operation of an API, where the two APIs differ."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from segment_async._core.operation import Limit, per_minute
from segment_async._core.regions import CONFIG_ORIGINS, PUBLIC_ORIGINS


@frozen(kw_only=True)
class Dialect:
    """How an API is spoken."""

    title: str
    """What people call the API."""

    origins: Mapping[str, str]
    """Its hosts by region."""

    root: str = ""
    """The path that all its paths are below."""

    envelope: str | None = None
    """Key under which an answer of success holds what it answers; ``None`` where it answers it as it is."""

    has_names: bool = False
    """Whether its paths are resource names, so that a name may stand where a slug does."""

    repeats_lists: bool = False
    """Whether a list in a query is one parameter for each item, not one place in a list for each."""

    limit: Limit | None = None
    """How many requests one token may send in all; ``None`` where that is not stated."""


PUBLIC: Final = Dialect(title="Public API", origins=PUBLIC_ORIGINS, envelope="data")

CONFIG: Final = Dialect(
    title="Config API",
    origins=CONFIG_ORIGINS,
    root="/v1beta",
    has_names=True,
    repeats_lists=True,
    limit=per_minute(200),
)
"""Its limit is stated without saying of what: of the token, as is assumed here, or of the workspace."""
