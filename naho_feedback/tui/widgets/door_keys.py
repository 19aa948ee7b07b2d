"""One key a cell: the keyboard's rows lie over the table's rows, the fourth on the digit row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from naho_feedback.tui.widgets.choice_keys import digit_of

_DIGITS: Final = "1234567890"
_LETTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "azerty": ("azertyuiop", "qsdfghjklm", "wxcvbn,;:!"),
    "qwerty": ("qwertyuiop", "asdfghjkl;", "zxcvbnm,./"),
}

Cell = tuple[int, int]
"""Row and column, from 0."""


def key_of(keyboard: str, row: int, column: int) -> str:
    """Return what is printed on the key of a cell, ``""`` where keys have run out.

    Args:
        keyboard: ``"azerty"`` or ``"qwerty"``.
        row: the cell's row, from 0.
        column: its column, from 0.
    """
    rows = (*_LETTERS[keyboard], _DIGITS)
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def cell_of(keyboard: str, character: str | None) -> Cell | None:
    """Return the cell of a typed character, or None.

    A capital letter is its key: somebody leant on the wrong key, and a person came in all the
    same. On AZERTY the digit row counts without shift, with it, and on the keypad.
    """
    character = (character or "").lower()
    if len(character) != 1:
        return None
    for row, letters in enumerate(_LETTERS[keyboard]):
        if character in letters:
            return row, letters.index(character)
    digit = digit_of(character) if keyboard == "azerty" or character in _DIGITS else None
    return None if digit is None else (len(_LETTERS[keyboard]), _DIGITS.index(str(digit)))
