"""What reaches the terminal: text that cannot command it, and streams that may be gone."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Final

from rich.console import Console, RenderableType
from rich.table import Table

from segment_async.errors import ConfigurationError

COLUMNS_IN_A_PIPE: Final = 10_000
"""Wide enough for any row of a table, so that each stays on one line."""


class Screen(Console):
    """A console that says no more once nobody reads it; rich's own would end the program, as if it had failed."""

    def on_broken_pipe(self) -> None:
        """Lead the rest to nowhere."""
        self.quiet = True
        abandon(self.file)


def on_terminal() -> bool:
    """Tell whether a person reads the standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def write(data: bytes) -> bool:
    """Write to the standard output at once, and tell whether anybody still reads it.

    Raises:
        ConfigurationError: It is closed.
        OSError: It cannot take more, such as a full disk.
    """
    if sys.stdout is None:
        raise ConfigurationError("The standard output is closed; run the command with one.")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
        return False
    except OSError as error:
        abandon(sys.stdout)
        raise ConfigurationError(f"The standard output takes no more: {error.strerror}. Send it elsewhere.") from None
    return True


def show(*renderables: RenderableType) -> bool:
    """Write tables and texts to the standard output, coloured on a terminal; tell whether anybody still reads it."""
    return write(_rendered(_console(stderr=False), renderables))


def table(*columns: str) -> Table:
    """Return an empty table that is rows of text, with nothing drawn around them."""
    return Table(*columns, box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")


def complain(*renderables: RenderableType) -> None:
    """Write to the standard error; where that is gone, nobody is left to tell."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        sys.stderr.buffer.write(_rendered(error_console(), renderables))
        sys.stderr.buffer.flush()


def error_console() -> Console:
    """Return a console for the standard error."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    """Return a console that fills a terminal, and that breaks no line elsewhere."""
    console = Screen(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = COLUMNS_IN_A_PIPE
    return console


def _rendered(console: Console, renderables: Iterable[RenderableType]) -> bytes:
    with console.capture() as captured:
        for renderable in renderables:
            console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()).encode()


def abandon(stream: IO[str]) -> None:
    """Lead a stream that takes no more to nowhere, so that Python can close it in peace."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
