"""Figures three lines high, to be read from across the room."""

from __future__ import annotations

from typing import Final

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

HEIGHT: Final = 3
_WIDTH: Final = 3


def big(figure: str) -> tuple[str, ...]:
    """Return a number as three lines of equal width; other signs stand on the last one."""
    rows = ["", "", ""]
    for sign in figure.replace("−", "-"):
        place = DIGITS.find(sign)
        if sign.isdigit() or sign == "-":
            glyph = DIGITS3X3_BOLD[place * HEIGHT : (place + 1) * HEIGHT]
            for line in range(HEIGHT):
                rows[line] += glyph[line].ljust(_WIDTH)
        else:
            for line in range(HEIGHT):
                rows[line] += sign if line == HEIGHT - 1 else " "
    return tuple(rows)
