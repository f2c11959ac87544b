"""Text from elsewhere, shown so that nothing in it commands a terminal, hides, or moves what stands beside it."""

import re
from typing import Final

_UNSEEN: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
)
"""Control characters, those that reorder or hide text, lone surrogates, and what no document may hold.

Joiners stay: emoji and scripts need them.
"""

_IN_TEXT: Final = re.compile(f"[{_UNSEEN}]")
_IN_LINE: Final = re.compile(f"[\t\n{_UNSEEN}]")


def spelled_out(text: str) -> str:
    """Return text with what cannot be seen spelled out, as JSON spells it; its lines and tabs stay."""
    return _IN_TEXT.sub(_escape, text)


def visible(text: str) -> str:
    """Return one line in which what cannot be seen is spelled out, breaks and tabs among it."""
    return _IN_LINE.sub(_escape, text)


def visible_lines(text: str) -> str:
    """Return several lines made visible, their breaks kept."""
    return "\n".join(map(visible, text.split("\n")))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
