"""Small groups: which counts of people may be shown beside each other.

A cell under k people is hidden. Hiding it is not enough where a total is known: a reader who
subtracts what is shown finds it again. So further cells are hidden as cover until the *audit*
passes: every hidden cell could hold k different numbers or more, as far as anybody can tell who
knows what is shown, the totals, and what each mark means. The rules in words: ``docs/privacy.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from naho_feedback.domain.flow import Network

K_SCORE: Final = 5
"""Fewest people behind a published count or score."""

K_COMMENT: Final = 10
"""Fewest people behind published comments."""

Cell = tuple[str, str]
"""A row and a column."""


class Mark(StrEnum):
    """What is said of a cell instead of, or beside, its number.

    ``SMALL`` means 0 to k-1, ``COVER`` means k or more, hidden for a neighbour's sake. ``BLANK``
    means nothing at all: where even the two others would tell too much, all that is hidden in a
    table wears it.
    """

    SHOWN = ""
    SMALL = "small"
    COVER = "cover"
    BLANK = "blank"


def is_small(n: int, k: int = K_SCORE, *, zero: bool = True) -> bool:
    """Whether a count of people is too small to be shown alone.

    Args:
        n: the count.
        k: fewest people that may be shown.
        zero: whether none at all may be shown, as with visits.
    """
    return n < k and not (zero and n == 0)


# ---- one line ----------------------------------------------------------------------------


def protect_line(
    counts: Mapping[str, int],
    k: int = K_SCORE,
    *,
    zero: bool = True,
    hide: Collection[str] = (),
) -> dict[str, Mark]:
    """Return the marks of one line of counts whose total is shown.

    Args:
        counts: people by cell, none negative.
        k: fewest people that may be shown.
        zero: whether an empty cell may be shown where nothing else is hidden.
        hide: cells to hide whatever they hold.
    """
    cells = {("", column): n for column, n in counts.items()}
    marks = protect_table(cells, k, zero=zero, hide=[("", column) for column in hide])
    return {column: marks.cells["", column] for column in counts}


def line_is_safe(counts: Mapping[str, int], marks: Mapping[str, Mark], k: int = K_SCORE) -> bool:
    """Whether every hidden cell of a marked line with a known total could hold k numbers."""
    cells = {("", column): n for column, n in counts.items()}
    shown = TableMarks({("", column): mark for column, mark in marks.items()}, {}, {})
    return not cells or _Table(cells, k, zero=True).first_unsafe(shown) is None


# ---- two ways ----------------------------------------------------------------------------


@dataclass(frozen=True)
class TableMarks:
    """The marks of a table: its cells, and the totals of its rows and columns."""

    cells: Mapping[Cell, Mark]
    rows: Mapping[str, Mark]
    columns: Mapping[str, Mark]


def protect_table(
    cells: Mapping[Cell, int],
    k: int = K_SCORE,
    *,
    zero: bool = True,
    hide: Collection[Cell] = (),
) -> TableMarks:
    """Return the marks of a crossed table and of its totals.

    The total of all is shown if it is k or more. The totals of rows and of columns are lines of
    their own, so what is hidden there stays hidden in the crossing, with the whole row or column.

    Args:
        cells: people by row and column; a pair that is absent holds nobody.
        k: fewest people that may be shown.
        zero: whether an empty cell may be shown where nothing else is hidden.
        hide: cells to hide whatever they hold.
    """
    return _Table(cells, k, zero=zero).protected(hide)


class _Table:
    """Finds the marks of one table."""

    def __init__(self, cells: Mapping[Cell, int], k: int, *, zero: bool) -> None:
        self._row_names = tuple(dict.fromkeys(row for row, _column in cells))
        self._column_names = tuple(dict.fromkeys(column for _row, column in cells))
        self._cells = {
            (row, column): cells.get((row, column), 0)
            for row in self._row_names
            for column in self._column_names
        }
        self._rows = {
            row: sum(self._cells[row, column] for column in self._column_names)
            for row in self._row_names
        }
        self._columns = {
            column: sum(self._cells[row, column] for row in self._row_names)
            for column in self._column_names
        }
        self._is_line = len(self._row_names) <= 1 or len(self._column_names) <= 1
        self._k = k
        self._zero = zero

    def protected(self, hide: Collection[Cell]) -> TableMarks:
        total = sum(self._cells.values())
        if total == 0 and self._zero and not hide:
            return self._all(Mark.SHOWN)
        if total < self._k:
            return self._all(Mark.BLANK)
        rows, columns = self._margin(self._rows), self._margin(self._columns)
        must = {
            cell
            for cell, n in self._cells.items()
            if is_small(n, self._k, zero=self._zero)
            or cell in hide
            or rows[cell[0]]
            or columns[cell[1]]
        }
        for telling in (True, False):
            marks = self._covered(must, rows, columns, telling=telling)
            if marks is not None:
                return self._with_own_totals(marks)
        return self._all(Mark.BLANK)

    def _all(self, mark: Mark) -> TableMarks:
        return TableMarks(
            dict.fromkeys(self._cells, mark),
            dict.fromkeys(self._rows, mark),
            dict.fromkeys(self._columns, mark),
        )

    def _with_own_totals(self, marks: TableMarks) -> TableMarks:
        """Return marks in which the totals across a single line are hidden like its cells."""
        if not self._is_line:
            return marks
        if len(self._column_names) == 1:
            return TableMarks(
                marks.cells, {row: mark for (row, _c), mark in marks.cells.items()}, marks.columns
            )
        return TableMarks(
            marks.cells, marks.rows, {column: mark for (_r, column), mark in marks.cells.items()}
        )

    def _covered(
        self,
        must: Collection[Cell],
        rows: Mapping[str, Mark],
        columns: Mapping[str, Mark],
        *,
        telling: bool,
    ) -> TableMarks | None:
        """Hide more cells until the audit passes; None where hiding all of them is not enough.

        What is not needed of the cover is shown again in the end; of two orders of trying, the
        one that hides fewer cells.
        """
        hidden = set(must)
        marks = self._marks(hidden, rows, columns, telling=telling)
        while (unsafe := self.first_unsafe(marks)) is not None:
            cover = self._corners(unsafe, hidden) or self._nearest(unsafe, marks)
            if not cover:
                return None
            hidden.update(cover)
            marks = self._marks(hidden, rows, columns, telling=telling)
        covers = sorted(hidden.difference(must), key=lambda c: (self._cells[c], c))
        kept = (
            self._needed(order, must, rows, columns, telling=telling)
            for order in (covers, covers[::-1])
        )
        return self._marks({*must, *min(kept, key=len)}, rows, columns, telling=telling)

    def _needed(
        self,
        covers: Sequence[Cell],
        must: Collection[Cell],
        rows: Mapping[str, Mark],
        columns: Mapping[str, Mark],
        *,
        telling: bool,
    ) -> list[Cell]:
        """Return the covers that cannot be shown again, trying them in the order given."""
        needed = list(covers)
        for cover in covers:
            others = [cell for cell in needed if cell != cover]
            marks = self._marks({*must, *others}, rows, columns, telling=telling)
            if self.first_unsafe(marks) is None:
                needed = others
        return needed

    def _margin(self, totals: Mapping[str, int]) -> Mapping[str, Mark]:
        """Return the marks of the totals of one direction, a line of its own.

        In a table that is one line they are the cells themselves, or the total of all.
        """
        if self._is_line:
            return dict.fromkeys(totals, Mark.SHOWN)
        line = _Table({("", name): n for name, n in totals.items()}, self._k, zero=self._zero)
        return {name: mark for (_row, name), mark in line.protected(()).cells.items()}

    def _marks(
        self,
        hidden: Collection[Cell],
        rows: Mapping[str, Mark],
        columns: Mapping[str, Mark],
        *,
        telling: bool,
    ) -> TableMarks:
        # An empty cell is hidden too where it lies in the way of what is hidden: else "fewer
        # than k" would say that somebody came.
        in_rows, in_columns = {row for row, _column in hidden}, {column for _row, column in hidden}

        def mark(cell: Cell, n: int) -> Mark:
            meets = (cell[0] in in_rows, cell[1] in in_columns)
            between = any(meets) if self._is_line else all(meets)
            if cell not in hidden and (n or not between):
                return Mark.SHOWN
            if not telling:
                return Mark.BLANK
            return Mark.SMALL if n < self._k else Mark.COVER

        return TableMarks({cell: mark(cell, n) for cell, n in self._cells.items()}, rows, columns)

    def _corners(self, unsafe: Cell, hidden: Collection[Cell]) -> list[Cell]:
        """Return what completes the cheapest rectangle that frees a cell by itself; [] if none.

        What the cell gains, its neighbours in the row and in the column lose, and the fourth
        corner gains again.
        """
        if self._is_line:
            return []
        row, column = unsafe
        up, down = max(0, self._k - 1 - self._cells[unsafe]), min(self._k - 1, self._cells[unsafe])
        found: list[tuple[int, int, list[Cell]]] = []
        for other_row in self._row_names:
            for other in self._column_names:
                corners = [(row, other), (other_row, column), (other_row, other)]
                rooms = (up, up, down)
                if other_row == row or other == column:
                    continue
                if all(
                    self._cells[c] - room >= self._k for c, room in zip(corners, rooms, strict=True)
                ):
                    new = [corner for corner in corners if corner not in hidden]
                    found.append((len(new), sum(self._cells[corner] for corner in new), new))
        return min(found, default=(0, 0, []))[2]

    def _nearest(self, unsafe: Cell, marks: TableMarks) -> list[Cell]:
        """Return the smallest shown cell in the row or column of an unsafe one, else any."""
        shown = [cell for cell, mark in marks.cells.items() if not mark]
        near = [cell for cell in shown if cell[0] == unsafe[0] or cell[1] == unsafe[1]]
        return sorted(near or shown, key=lambda cell: (self._cells[cell], cell))[:1]

    def first_unsafe(self, marks: TableMarks) -> Cell | None:
        """Return a hidden cell that tells too much, or None.

        Either it can be narrowed to fewer than k numbers, or what is hidden in its row or column
        is fewer than k people together. For a total that can be narrowed, a cell of its row or
        column stands.
        """
        if self._is_line:
            return self._few_together(marks) or self._narrow_in_line(marks)
        return self._few_together(marks) or self._narrow_in_table(marks)

    def _few_together(self, marks: TableMarks) -> Cell | None:
        """Return a cell of a line with a known total that hides 1 to k-1 people in all."""
        hidden = [cell for cell, mark in marks.cells.items() if mark]
        lines = [hidden]
        if not self._is_line:
            lines = [[c for c in hidden if c[0] == r] for r in self._rows if not marks.rows[r]]
            lines += [
                [c for c in hidden if c[1] == x] for x in self._columns if not marks.columns[x]
            ]
        for line in lines:
            if 0 < sum(self._cells[cell] for cell in line) < self._k:
                return line[0]
        return None

    def _narrow_in_line(self, marks: TableMarks) -> Cell | None:
        """Say it for one line: what a cell gains the others lose, as far as their bounds go."""
        hidden = [
            (cell, n, *bounds(n, marks.cells[cell], self._k))
            for cell, n in self._cells.items()
            if marks.cells[cell]
        ]
        losable = sum(n - low for _cell, n, low, _high in hidden)
        gainable = sum(_room_above(n, high) for _cell, n, _low, high in hidden)
        for cell, n, low, high in hidden:
            above, below = _room_above(n, high), n - low
            values = 1 + min(above, losable - below) + min(below, gainable - above)
            if values < self._k:
                return cell
        return None

    def _narrow_in_table(self, marks: TableMarks) -> Cell | None:
        network = Network()
        arcs: dict[int, Cell] = {}

        def arc(tail: str, head: str, n: int, mark: Mark, stands: Cell) -> None:
            low, high = bounds(n, mark, self._k)
            number = network.add(tail, head, n, low, high)
            if mark:
                arcs[number] = stands

        for (row, column), n in self._cells.items():
            arc(f"r{row}", f"c{column}", n, marks.cells[row, column], (row, column))
        for row, n in self._rows.items():
            arc("in", f"r{row}", n, marks.rows[row], (row, self._column_names[0]))
        for column, n in self._columns.items():
            arc(f"c{column}", "out", n, marks.columns[column], (self._row_names[0], column))
        total = sum(self._rows.values())
        network.add("out", "in", total, total, total)
        for number, cell in arcs.items():
            if network.freedom(number, self._k) < self._k:
                return cell
        return None


def _room_above(n: int, high: int | None) -> int:
    return _ENDLESS if high is None else high - n


_ENDLESS: Final = 10**9
"""More people than any count holds: the room above a cell without an upper end."""


def bounds(n: int, mark: Mark, k: int) -> tuple[int, int | None]:
    """Return the least and the most that a reader must reckon with; None is no upper end."""
    match mark:
        case Mark.SHOWN:
            return n, n
        case Mark.SMALL:
            return 0, k - 1
        case Mark.COVER:
            return k, None
        case Mark.BLANK:
            return 0, None
