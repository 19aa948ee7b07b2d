"""Keys that mean a digit on a French keyboard without shift: ``&`` is 1, ``é`` is 2 ..."""

from __future__ import annotations

from naho_feedback.domain.digits import AZERTY_DIGITS


def digit_of(character: str | None) -> int | None:
    """Return the digit that a key stands for where only digits make sense, or None.

    Digits of QWERTY, of AZERTY with or without shift, and of the keypad all count.
    """
    digit = AZERTY_DIGITS.get(character or "", character or "")
    return int(digit) if len(digit) == 1 and digit in "0123456789" else None
