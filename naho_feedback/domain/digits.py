"""Digits as they come from keyboards: an AZERTY row without shift types ``&é"'(``."""

from __future__ import annotations

from typing import Final

AZERTY_DIGITS: Final = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
"""What the digit keys type on AZERTY without shift."""

_TYPED: Final = str.maketrans(AZERTY_DIGITS)


def as_digits(text: str) -> str:
    """Return a text with each sign of the AZERTY row as its digit, where only digits make sense."""
    return text.translate(_TYPED)
