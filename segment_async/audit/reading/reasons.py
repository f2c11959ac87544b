"""What gaps say: why something could not be read, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from segment_async.errors import (
    BadRequest,
    ConfigurationError,
    DecodeError,
    Forbidden,
    NotFound,
    PaginationLoop,
    RateLimited,
    SegmentError,
    ServerError,
    Unauthorized,
    ValidationFailed,
)

REASONS: Final[Mapping[type[SegmentError], str]] = {
    Unauthorized: "Segment answered 401: the token is not powerful enough. Use one of a workspace owner.",
    Forbidden: "Segment answered 403: the token may not read this. Use a token with the permission to see it.",
    NotFound: "Segment answered 404: the workspace lacks the feature, or the thing was deleted meanwhile.",
    BadRequest: "Segment answered 400: it does not tell this of a workspace or thing like this. Ask its support why.",
    ValidationFailed: "Segment answered 422: it does not tell this of a thing like this. Ask its support why.",
    RateLimited: "Segment answered 429 for longer than the audit waits. Run it again later.",
    ServerError: "Segment failed to answer, also when asked again. Run the audit again later.",
    PaginationLoop: "Segment's list never ended. Report it to Segment.",
    DecodeError: "The answer was not what the API promises. Look for a newer version of segment-async.",
    ConfigurationError: "Its id cannot be part of an address. Report it to Segment.",
    SegmentError: "No usable answer came. Run the audit again.",
}
"""What a gap says, by kind of failure."""

TOO_LONG: Final = (
    "The answer was as long as Segment lets it be, so more may be missing. Nothing is concluded from what it lacks."
)

SHARED_NAME: Final = (
    "Several things go by one name there, and one of them was kept. Read the others through the Public API."
)

IN_A_HURRY: Final = (
    "It was left out, as the API answers only {:g} of these a minute. Run the audit without --fast to read it."
)

NONE_ANYWHERE: Final = (
    "Segment answered 404 wherever it was asked: the workspace lacks the feature, or there is nothing of the kind."
)


def reason_for(error: SegmentError) -> str:
    """Return what a gap says about a failure."""
    return next(REASONS[kind] for kind in type(error).__mro__ if kind in REASONS)
