"""Which columns of the table of themes fit, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size

from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.facet_words import FLAG
from naho_feedback.services.sureness import Sure, sure_bar, sure_word
from naho_feedback.services.theme_table import TableRow
from naho_feedback.services.wording import number
from naho_feedback.tui.widgets.note_card import SELECTED, cut

CURSOR: Final = "▸"
"""Marks the row under the cursor, for terminals without colours too."""

_LEAST_NOTE: Final = 26
_ROOMY: Final = 108
"""From this width on columns are wider and sureness is told in words."""

_WORDS: Final = 10
"""Cells that it takes to tell sureness in words."""

_GAP: Final = 1


@dataclass(frozen=True)
class Column:
    """One column as it is laid out.

    Attributes:
        name: which one.
        head: English message, translated when shown.
        width: cells.
        roomy: its width where there is more room; 0 keeps it.
        right: whether it is flush right.
    """

    name: str
    head: str
    width: int = 0
    roomy: int = 0
    right: bool = False


_COLUMNS: Final = (
    Column("mark", "", 2),
    Column("sign", "", 1),
    Column("note", N_("Note")),
    Column("site", N_("Site"), 9, 12),
    Column("role", N_("Role"), 9, 12),
    Column("dots", "●", 3, 4, right=True),
    Column("theme", N_("Theme"), 16, 22),
    Column("why", N_("Why"), 12, 20),
    Column("sure", N_("Sure"), 4, 15),
)
_FIRST_TO_GO: Final = ("role", "site", "why", "dots")


@dataclass(frozen=True)
class Slot:
    """A column in its place.

    Attributes:
        name: which one.
        head: what stands above it.
        x: its first cell.
        width: its cells.
        right: whether it is flush right.
    """

    name: str
    head: str
    x: int
    width: int
    right: bool


def fitted(width: int, *, role: bool, order: str = "") -> tuple[Slot, ...]:
    """Return the columns that fit.

    Args:
        width: cells that there are.
        role: whether it is known of any note who said it.
        order: the column that rows are ordered by.
    """
    roomy = width >= _ROOMY
    gone = set[str]() if role else {"role"}
    chosen = _chosen(gone)
    for name in _FIRST_TO_GO:
        if _rest(chosen, width, roomy) >= _LEAST_NOTE:
            break
        gone.add(name)
        chosen = _chosen(gone)
    rest = max(1, _rest(chosen, width, roomy))
    slots: list[Slot] = []
    x = 0
    for column in chosen:
        cells = _cells(column, roomy) or rest
        head = _(column.head) if column.head else ""  # gettext of "" is the catalogue's own head
        if column.name == order:
            head = f"{head}▾" if cell_len(head) < cells else f"{head[: cells - 1]}▾"
        slots.append(Slot(column.name, head, x, cells, column.right))
        x += cells + _GAP
    return tuple(slots)


def _chosen(gone: set[str]) -> list[Column]:
    return [column for column in _COLUMNS if column.name not in gone]


def _cells(column: Column, roomy: bool) -> int:
    return (column.roomy if roomy else 0) or column.width


def _rest(columns: list[Column], width: int, roomy: bool) -> int:
    """Return what is left for the note's words."""
    return width - sum(_cells(column, roomy) + _GAP for column in columns) + _GAP


def in_slot(text: str, slot: Slot) -> str:
    """Return words cut and filled up to a column's width."""
    short = cut(text, slot.width)
    if slot.right:
        return " " * (slot.width - cell_len(short)) + short
    return set_cell_size(short, slot.width)


def cell(row: TableRow, slot: Slot, *, chosen: bool, selected: bool) -> str:
    """Return what stands in a column of a row, as one harmless line of its width."""
    if slot.name == "mark":
        return (CURSOR if chosen else " ") + (SELECTED if selected else " ")
    return in_slot(one_line(_said(row, slot)), slot)


def _said(row: TableRow, slot: Slot) -> str:
    placement = row.placement
    match slot.name:
        case "sign":
            return row.polarity.sign
        case "note":
            text = row.note.text[: 4 * slot.width]  # a long note need not be cleaned whole
            return f"{FLAG} {text}" if row.flagged else text
        case "site":
            return row.site
        case "role":
            return row.role
        case "dots":
            return number(row.note.dots) if row.note.dots else ""
        case "theme":
            return row.label or _("To be sorted")
        case "why":
            return ", ".join(placement.words) if placement else ""
        case _:
            return _sure(row, slot.width)


def _sure(row: TableRow, width: int) -> str:
    sure = row.sure
    if sure == Sure.UNSORTED and row.placement is not None and row.placement.locked:
        sure = Sure.DECIDED  # a person said that it is still to be sorted
    bar = sure_bar(sure)
    return bar if width < _WORDS else f"{bar} {sure_word(sure)}".strip()
