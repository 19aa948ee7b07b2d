"""Which columns of a wall are in view, and how wide each is: nothing is ever cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

STRIP: Final = 3
"""Cells of a folded column."""

GAP: Final = 1
"""Free cells at the left of each column."""

_LEAST: Final = 22
_LEAST_ZOOMED: Final = 44


@dataclass(frozen=True)
class Slot:
    """One column in view.

    Attributes:
        number: the column's number, from 0.
        x: its first cell.
        width: its cells, without the gap.
        folded: whether it is a narrow strip.
    """

    number: int
    x: int
    width: int
    folded: bool


class Fit:
    """The widths of columns, the same wherever one looks, and those in view.

    Args:
        width: cells of the wall, one of which stays free at the left.
        folded: for each column whether it is folded.
        zoomed: whether fewer and wider columns are wanted.
    """

    def __init__(self, width: int, folded: Sequence[bool], *, zoomed: bool = False) -> None:
        self._width = width
        self._folded = tuple(folded)
        least = _LEAST_ZOOMED if zoomed else _LEAST
        self.column_width = self._widest(least)
        """Cells of a column that is not folded."""

    def _widest(self, least: int) -> int:
        """Return the width with which as many open columns as can be stand side by side."""
        strips = list(accumulate(self._folded, initial=0))
        opened = [number for number, folded in enumerate(self._folded) if not folded]
        for count in range(len(opened), 0, -1):
            runs = zip(opened, opened[count - 1 :], strict=False)
            between = max(strips[last] - strips[first] for first, last in runs)
            # All of them: then all strips too, if there is room for both.
            for beside in (strips[-1] if count == len(opened) else between, between):
                cells = (self._width - beside * (STRIP + GAP)) // count - GAP
                if cells >= least:
                    return cells
        return max(8, self._width - 2 * GAP)

    def _cells(self, number: int) -> int:
        return STRIP if self._folded[number] else self.column_width

    def slots(self, first: int) -> tuple[Slot, ...]:
        """Return the columns in view, from one on; at least that one."""
        return tuple(self._slots(first))

    def _slots(self, first: int) -> Iterator[Slot]:
        x = GAP
        for number in range(first, len(self._folded)):
            cells = self._cells(number)
            if x + cells > self._width and number != first:
                return
            yield Slot(number, x, cells, self._folded[number])
            x += cells + GAP

    @property
    def last_first(self) -> int:
        """The largest first column that leaves no room free at the right."""
        used, first = 0, len(self._folded)
        while first and used + GAP + self._cells(first - 1) <= self._width:
            first -= 1
            used += GAP + self._cells(first)
        return max(0, min(first, len(self._folded) - 1))

    def first_for(self, number: int, first: int) -> int:
        """Return the first column, nearest to the present one, from which another is in view."""
        first = min(first, number, self.last_first)
        while all(slot.number != number for slot in self._slots(first)):
            first += 1
        return first
