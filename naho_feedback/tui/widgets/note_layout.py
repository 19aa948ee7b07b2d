"""Where the notes of a column stand: wrapping, and heights that cost next to nothing.

Ten thousand notes must not be wrapped to paint twelve of them. A note's height is first
estimated from its length; the few that come into view are wrapped and then have their true
height, so that no card is painted too tall or too short.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size

from naho_feedback.domain.text import shown

MOST_LINES: Final = 8
"""Lines of text that a card shows; the rest of a longer note is one ellipsis away, in ``e``."""

FRAME: Final = 2
"""Rows of a card beside its text: the border above and the one below."""

INDENT: Final = 2
"""Cells by which a card of a group is narrower: the group's rail and a blank."""

_BLOCK: Final = 64
"""Cards that are added up together, so that one new height costs no walk over all cards."""

ALONE: Final = 0
"""A card of no group."""

INSIDE: Final = 1
"""A card of a group."""

LEADING: Final = 2
"""The first card of a group: the row with the group's title stands above it."""

_BREAK: Final = re.compile(" (?![?!:;»]+(?: |$))")
"""Where a line may break: French puts a space before its signs, typed as a plain one or not."""


@lru_cache(maxsize=2_000)
def wrapped(text: str, width: int, most: int = MOST_LINES) -> tuple[str, ...]:
    """Return the lines of a text made harmless, each at most ``width`` cells wide.

    Args:
        text: as it was typed.
        width: cells.
        most: lines; a longer text ends with an ellipsis.
    """
    if len(text) > width * most * 4:  # a long text is cut first: the rest cannot be seen
        text = text[: width * most * 4]
    lines: list[str] = []
    for paragraph in shown(text).replace("\t", " ").split("\n"):
        lines.extend(_paragraph(paragraph, width))
        if len(lines) > most:
            break
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    if len(lines) > most:
        last = set_cell_size(lines[most - 1], min(width - 1, cell_len(lines[most - 1])))
        return (*lines[: most - 1], last.rstrip() + "…")
    return tuple(lines) or ("",)


def _paragraph(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in _BREAK.split(text):
        size = cell_len(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        if size > width:
            *whole, line = chop_cells(word, width)
            lines.extend(whole)
            used = cell_len(line)
        else:
            line, used = word, size
    lines.append(line)
    return lines


def estimated_height(text: str, width: int, frame: int = FRAME) -> int:
    """Return about how many rows a card needs, without wrapping its text."""
    return min(MOST_LINES, 1 + len(text) // max(1, width) + text.count("\n")) + frame


class Heights:
    """Rows of the cards of one column, first to last; a group's title belongs to its first card.

    Args:
        texts: the notes' texts.
        width: cells that a text has; a card of a group has :data:`INDENT` fewer.
        frame: rows of a card beside its text.
        grouped: :data:`ALONE`, :data:`INSIDE` or :data:`LEADING` for each card; empty where the
            column has no group.
    """

    def __init__(
        self, texts: Sequence[str], width: int, *, frame: int = FRAME, grouped: bytes = b""
    ) -> None:
        self._texts = list(texts)
        self._width = width
        self._frame = frame
        self._grouped = bytearray(grouped or bytes(len(self._texts)))
        if grouped:
            rows = (self._estimate(index) for index in range(len(self._texts)))
        else:
            rows = (estimated_height(text, width, frame) for text in texts)
        self._rows = array("H", rows)
        self._known = bytearray(len(self._rows))
        self._add_up()

    def _add_up(self) -> None:
        """Add up all cards; only then does the cost grow with their number."""
        starts = range(0, len(self._rows), _BLOCK)
        self._blocks = [sum(self._rows[start : start + _BLOCK]) for start in starts]
        self._add_blocks()

    def _add_blocks(self) -> None:
        self._ends = array("L", accumulate(self._blocks, initial=0))

    def _set_rows(self, index: int, rows: int) -> None:
        """Give a card a height; :meth:`_add_blocks` is still to be called."""
        self._blocks[index // _BLOCK] += rows - self._rows[index]
        self._rows[index] = rows

    def _estimate(self, index: int) -> int:
        height = estimated_height(self._texts[index], self.text_width(index), self._frame)
        return height + self.lead(index)

    @property
    def total(self) -> int:
        """Rows of the whole column."""
        return self._ends[-1]

    def top(self, index: int) -> int:
        """Return the first row of a card, the title of its group included."""
        block = index // _BLOCK
        return self._ends[block] + sum(self._rows[block * _BLOCK : index])

    def rows(self, index: int) -> int:
        """Return how many rows a card has, the title of its group included."""
        return self._rows[index]

    def lead(self, index: int) -> int:
        """Return how many rows the title of a group takes above a card: 1 or 0."""
        return int(self._grouped[index] == LEADING)

    def is_grouped(self, index: int) -> bool:
        """Whether a card belongs to a group."""
        return self._grouped[index] != ALONE

    def ends_group(self, index: int) -> bool:
        """Whether a card is the last one of its group."""
        after = self._grouped[index + 1 : index + 2]
        return self.is_grouped(index) and after != bytes((INSIDE,))

    def text_width(self, index: int) -> int:
        """Return how many cells the text of a card has."""
        return self._width - INDENT * self.is_grouped(index)

    def at(self, row: int) -> int:
        """Return which card stands at a row; the number of cards below the last one."""
        if row >= self.total:
            return len(self._rows)
        index = max(0, bisect_right(self._ends, row) - 1) * _BLOCK
        end = self._ends[index // _BLOCK]
        while (end := end + self._rows[index]) <= row:
            index += 1
        return index

    def put_on_top(self, text: str) -> None:
        """Add a card of no group above the first."""
        self._texts.insert(0, text)
        self._grouped.insert(0, ALONE)
        self._rows.insert(0, estimated_height(text, self._width, self._frame))
        self._known.insert(0, 0)
        self._add_up()

    def change(self, index: int, text: str) -> None:
        """Give a card another text."""
        if text != self._texts[index]:
            self._texts[index] = text
            self._set_rows(index, self._estimate(index))
            self._known[index] = 0
            self._add_blocks()

    def settle(self, first: int, last: int) -> bool:
        """Give the cards between two rows their true heights; return whether any moved.

        Only those cards are wrapped. What stands above the first row does not move.
        """
        moved = False
        index = self.at(max(0, first))
        row = self.top(index) if index < len(self._rows) else last
        while row < last and index < len(self._rows):
            if not self._known[index]:
                self._known[index] = 1
                lines = len(wrapped(self._texts[index], self.text_width(index)))
                true = lines + self._frame + self.lead(index)
                moved |= true != self._rows[index]
                self._set_rows(index, true)
            row += self._rows[index]
            index += 1
        if moved:
            self._add_blocks()
        return moved
