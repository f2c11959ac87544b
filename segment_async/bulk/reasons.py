"""Why calls of a run were not made, and what is raised where nobody's outcome tells."""

from typing import Final

from segment_async.errors import ConfigurationError, DeadlineExceeded, OutcomeUnknown, SegmentError

REFUSED: Final = "The API refuses the token, so this call was not made. Run it with a token that the API takes."
LATE: Final = "The deadline of the run left no time for this call, so it was not made. Run it with a later deadline."
STOPPED: Final = "The run was stopped before this call was made. Run it again for the rest."
HALTED: Final = (
    "The run was stopped before this call was tried again, and an earlier attempt may have been carried out. Look "
    "whether it was, or run it again."
)
CUT: Final = "The deadline of the run passed before its input ended. Run it with a later deadline for the rest."
LOOK: Final = "Look through the outcomes of this error before calling again."
"""How the sentence of a `BulkError` ends."""

STRAY: Final = (
    "{} of a bulk run was cancelled, and not by the run: what it waited for was. Let that end, or catch CancelledError "
    "there."
)


class NotStarted(ConfigurationError):
    """Raised by what a call waits at: the run was stopped meanwhile, so that its item is `Skipped`."""


def is_late(error: SegmentError) -> bool:
    """Tell whether a call was ended by the deadline of its run, before anything was carried out."""
    return isinstance(error, DeadlineExceeded) and error.phase == "run" and error.outcome == "not_sent"


def halted(error: NotStarted) -> OutcomeUnknown:
    """Return the error of a call that was let go between two attempts, of which the first may have been carried out."""
    unknown = OutcomeUnknown(HALTED)
    vars(unknown).update(vars(error))
    return unknown
