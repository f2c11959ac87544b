"""Which version of an operation a request asks for, by its media types."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Final

from segment_async.sandbox.failures import Failure

JSON: Final = "application/json"

_ALIASES: Final = {
    "application/vnd.segment.stable+json": "application/vnd.segment.v1+json",
    "application/vnd.segment.beta+json": "application/vnd.segment.v1beta+json",
    "application/vnd.segment.alpha+json": "application/vnd.segment.v1alpha+json",
}
"""Names that the API's prose uses for what its specification calls otherwise."""

_ANYTHING: Final = frozenset({JSON, "application/*", "*/*"})


def answer_type(accept: str, offered: Sequence[str]) -> str:
    """Return the media type to answer with.

    Args:
        accept: The ``Accept`` header, empty where there is none.
        offered: The media types of the operation's answer, the most stable level first.

    Raises:
        Failure: None of the types asked for is offered (406).
    """
    for wanted in _by_preference(accept or JSON):
        if wanted in _ANYTHING:
            return JSON
        if wanted in offered:
            return wanted
    raise Failure(
        HTTPStatus.NOT_ACCEPTABLE,
        "not-acceptable",
        f"This operation does not exist in the version asked for; accept one of {', '.join(offered)}.",
    )


def body_type(content_type: str, known: Iterable[str]) -> str:
    """Return the media type whose schema a request body has to meet.

    Plain JSON stands for the most stable level, also where the operation lists it only by its vendor types.

    Args:
        content_type: The ``Content-Type`` header, empty where there is none.
        known: The media types of the operation's body, the most stable level first.

    Raises:
        Failure: The operation takes no body of this type (415).
    """
    types = list(known)
    given = _canonical(content_type.partition(";")[0]) or JSON
    if given in types:
        return given
    if given == JSON:
        return types[0]
    raise Failure(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "unsupported-media-type",
        f"This operation takes no body of this Content-Type; send one of {', '.join(types)}.",
    )


def _canonical(media_type: str) -> str:
    media_type = media_type.strip().lower()
    return _ALIASES.get(media_type, media_type)


def _by_preference(accept: str) -> list[str]:
    ranked: list[tuple[float, str]] = []
    for part in accept.split(","):
        media_type, *parameters = part.split(";")
        quality = next((value for key, _, value in (p.strip().partition("=") for p in parameters) if key == "q"), "1")
        if media_type.strip() and _number(quality) > 0:
            ranked.append((-_number(quality), _canonical(media_type)))
    ranked.sort(key=lambda rank: rank[0])
    return [media_type for _, media_type in ranked]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
