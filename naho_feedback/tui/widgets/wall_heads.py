"""What a wall paints beside its cards: heads of columns, narrow strips, titles of groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size

from naho_feedback.domain.text import one_line
from naho_feedback.services import wording
from naho_feedback.tui.widgets.note_card import cut

HEAD: Final = 2
"""Rows of the column heads, which stay while the cards scroll."""

RAIL: Final = "┃ "
"""Stands at the left of a group's cards."""

RAIL_END: Final = "┗ "
"""Stands at the left of the last row of a group."""

DROP: Final = "⇩"
"""Marks the column that takes what the mouse carries."""

_THOUSAND: Final = 1000


@dataclass(frozen=True)
class HeadWords:
    """What the head of a column says.

    Attributes:
        name: the column's name.
        sign: its polarity's sign, or ``""``.
        count: notes that hang in it now.
        before: whether columns at the left are out of view.
        after: whether columns at the right are.
        drop: whether it takes what the mouse carries.
    """

    name: str
    sign: str
    count: int
    before: bool = False
    after: bool = False
    drop: bool = False


def head_line(head: HeadWords, width: int) -> str:
    """Return the first row of a column's head."""
    after = f" {wording.number(head.count)}{' ›' if head.after else ''} "
    signs = (DROP if head.drop else "", "‹" if head.before else "", head.sign)
    before = "".join(f"{sign} " for sign in signs if sign)
    name = cut(f" {before}{one_line(head.name)}", width - cell_len(after))
    return set_cell_size(name, width - cell_len(after)) + after


def strip_line(head: HeadWords, row: int, width: int) -> str:
    """Return a row of a folded column: its count, a rule, its name from top to bottom."""
    if row == 0:
        few = head.count < _THOUSAND
        shown = str(head.count) if few else f"{head.count // _THOUSAND}k"
        return set_cell_size(DROP if head.drop else shown[:width].center(width), width)
    if row == 1:
        return "─" * width
    letters = [char for char in one_line(f"{head.sign}{head.name}") if cell_len(char)]
    number = row - HEAD
    return set_cell_size(f" {letters[number]}" if number < len(letters) else "", width)


def group_line(title: str, count: int, total: int, width: int) -> str:
    """Return the row above a group: its title and how many notes hang here, of how many."""
    number = wording.number(count)
    end = f" {number} " if count == total else f" {number}/{wording.number(total)} "
    room = width - cell_len(end) - len("┏━  ")
    start = f"┏━ {cut(one_line(title), room)} " if title and room > 1 else "┏━"
    return start + "━" * (width - cell_len(start) - cell_len(end)) + end
