"""Opaque ids that look like Segment's and are the same in every run."""

from collections import Counter
from hashlib import sha256
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ID_LENGTH: Final = 22
PLAN_ID_LENGTH: Final = 27
FILTER_ID_LENGTH: Final = 27
WRITE_KEY_LENGTH: Final = 32


def opaque(seed: str, length: int) -> str:
    """Derive letters and digits from a text, the same ones each time."""
    number = int.from_bytes(sha256(seed.encode()).digest())
    digits: list[str] = []
    while len(digits) < length:
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(digits)


class Ids:
    """Hands out ids; each kind counts for itself, so that one more source shifts no other kind's ids."""

    def __init__(self) -> None:
        """Start counting."""
        self._counts = Counter[str]()

    def next(self, kind: str, *, prefix: str = "", length: int = ID_LENGTH) -> str:
        """Return an id that no other object of this kind has.

        Args:
            kind: What the id is for, such as ``source``.
            prefix: Letters before the opaque part, such as ``tp_``.
            length: Letters and digits of the opaque part.
        """
        self._counts[kind] += 1
        return prefix + opaque(f"{kind}:{self._counts[kind]}", length)
