"""Questions to the person at the terminal."""

import sys


def can_ask() -> bool:
    """Tell whether there is somebody to ask."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(question: str) -> str:
    """Ask on the terminal; no answer is an empty one."""
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()
