"""Each failure has its exit code, a sentence and a JSON form."""

from pathlib import Path

import pytest

from segment_async import errors
from segment_async.cli.failures import NoToken, as_object, exit_code, lines


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (1, errors.BulkError("some failed", [ValueError()])),
        (1, errors.MigrationError("stopped")),
        (2, errors.ConfigurationError("no")),
        (2, PermissionError(13, "Permission denied", "x")),
        (3, NoToken("none")),
        (3, errors.Unauthorized("401")),
        (3, errors.Forbidden("403")),
        (3, errors.WrongRegion("eu")),
        (4, errors.BadRequest("400")),
        (4, errors.NotFound("404")),
        (4, errors.Conflict("409")),
        (4, errors.ValidationFailed("422")),
        (4, errors.RateLimited("429")),
        (4, errors.ServerError("500")),
        (4, errors.ConnectFailed("no")),
        (4, errors.TLSFailed("no")),
        (4, errors.DeadlineExceeded("late", phase="request")),
        (4, errors.ProtocolError("lost")),
        (4, errors.OutcomeUnknown("lost")),
        (4, errors.DecodeError("no JSON")),
        (4, errors.UnexpectedResponse("302")),
        (4, errors.PaginationLoop("again")),
        (4, ZeroDivisionError("a bug")),
        (130, KeyboardInterrupt()),
    ],
)
def test_exit_codes(code: int, error: BaseException) -> None:
    assert code == exit_code(error)


def test_what_the_api_says_about_fields_stands_beneath_the_sentence() -> None:
    entries = [
        errors.ErrorEntry({"type": "bad", "field": "slug", "message": "taken\x1b[2J"}),
        errors.ErrorEntry({"type": "odd"}),
    ]
    error = errors.ValidationFailed("Correct the body.", status=422, errors=entries)
    assert ["Correct the body.", "  - slug: taken\\u001b[2J", "  - odd"] == list(lines(error))
    assert [{"type": "bad", "field": "slug", "message": "taken\x1b[2J"}, {"type": "odd"}] == as_object(error)["errors"]


def test_a_bug_says_where_it_is_and_shows_no_traceback() -> None:
    try:
        Path("x") / 1  # type: ignore[operator]
    except TypeError as error:
        (said,) = lines(error)
    assert "TypeError in test_failures.py" in said


@pytest.mark.parametrize("token", ["sgp_" + "x" * 64, f"{'a-_B' * 11}"[:43] + "." + "z" * 43])
def test_a_token_that_a_user_put_where_none_belongs_is_not_repeated(token: str) -> None:
    (said,) = lines(errors.ConfigurationError(f"There is no region {token!r}; choose us."))
    assert token not in said
