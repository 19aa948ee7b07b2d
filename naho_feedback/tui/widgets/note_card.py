"""A post-it as rows of painted cells: border, words, and what is known of it in the borders.

Strips bypass markup, so nothing a note holds can become a link or an action; what could become
an escape sequence is made visible by :func:`naho_feedback.tui.widgets.note_layout.wrapped`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from naho_feedback.domain.notes import Origin
from naho_feedback.domain.text import one_line
from naho_feedback.services import wording
from naho_feedback.tui.widgets.note_layout import FRAME, wrapped

SELECTED: Final = "■"
"""Marks a note that was selected."""

BY_PERSON: Final = "✓"
"""Marks a theme that a person decided; no grouper moves it."""

ORIGINS: Final = {
    Origin.ROOM: "",
    Origin.KIOSK: "▣",
    Origin.PAPER: "¶",
    Origin.IMPORT: "↓",
    Origin.WEB: "@",
}
"""Marks how a note came in; one that was typed in the room has none."""

_MOST_BULLETS: Final = 5
_LIGHT: Final = ("╭", "╮", "╰", "╯", "─", "│")
_DOUBLE: Final = ("╔", "╗", "╚", "╝", "═", "║")
_HEAVY: Final = ("┏", "┓", "┗", "┛", "━", "┃")
_DASHED: Final = ("┌", "┐", "└", "┘", "┄", "┆")

Row = tuple[Segment, ...]


@dataclass(frozen=True)
class Shape:
    """How roomy cards are.

    Attributes:
        padding: cells of a card that its text cannot have: two borders and the blanks.
        frame: rows of a card beside its text: two borders and the blank rows.
    """

    padding: int
    frame: int


PLAIN: Final = Shape(padding=4, frame=FRAME)
"""As many notes as can be read from a chair."""

AIRY: Final = Shape(padding=8, frame=FRAME + 2)
"""For a projector: white around the words."""


@dataclass(frozen=True)
class CardLook:
    """The styles of one card.

    Attributes:
        edge: borders and what stands in them, on the desk.
        paper: words on the sheet.
    """

    edge: Style
    paper: Style


@dataclass(frozen=True)
class Card:
    """What a card shows, without the note that it stands for: equal cards look the same.

    Attributes:
        text: as it was typed.
        dots: votes.
        foot: the theme's label, or the column's name where columns are themes; or ``""``.
        receipt: shown for a moment after saving, or ``""``.
        marks: signs for where it came from and what it says, or ``""``.
        chosen: whether the cursor stands on it.
        selected: whether it was selected.
        dragged: whether the mouse carries it.
    """

    text: str
    dots: int = 0
    foot: str = ""
    receipt: str = ""
    marks: str = ""
    chosen: bool = False
    selected: bool = False
    dragged: bool = False

    @property
    def border(self) -> tuple[str, str, str, str, str, str]:
        """Four corners, the level and the upright line: each state has its own."""
        if self.dragged:
            return _DASHED
        if self.chosen:
            return _HEAVY
        return _DOUBLE if self.selected else _LIGHT


def dots_shown(dots: int, most: int = _MOST_BULLETS) -> str:
    """Return dots as people read them from afar: ``●●● 3``; ``""`` for none."""
    return f"{'●' * min(dots, most)} {wording.number(dots)}" if dots else ""


def card_rows(card: Card, width: int, look: CardLook, shape: Shape = PLAIN) -> tuple[Row, ...]:
    """Return the rows of a card of that many cells."""
    top_left, top_right, low_left, low_right, bar, side = card.border
    inner = width - shape.padding
    margin = " " * ((shape.padding - 2) // 2)
    edge, paper = look.edge, look.paper
    upright = Segment(side, edge)
    marks = f"{SELECTED} {card.marks}".strip() if card.selected else card.marks
    above = _rule(marks, card.receipt, width - 2, bar)
    foot = one_line(card.foot)
    below = _rule(foot, dots_shown(card.dots), width - 2, bar)
    if "…" in below:  # the theme says more than a second bullet
        below = _rule(foot, dots_shown(card.dots, 1), width - 2, bar)
    blank = (upright, Segment(" " * (width - 2), paper), upright)
    body = (
        (upright, Segment(f"{margin}{set_cell_size(line, inner)}{margin}", paper), upright)
        for line in wrapped(card.text, inner)
    )
    air = (blank,) * ((shape.frame - FRAME) // 2)
    return (
        (Segment(f"{top_left}{above}{top_right}", edge),),
        *air,
        *body,
        *air,
        (Segment(f"{low_left}{below}{low_right}", edge),),
    )


def _rule(left: str, right: str, width: int, bar: str) -> str:
    """Return a border with words in it; the left one is cut where both do not fit."""
    end = f" {right} " if right else ""
    room = width - cell_len(end)
    start = ""
    if left and room > min(cell_len(left) + 3, len("  x… ")):
        start = f"{bar} {cut(left, room - 4)} "
    return f"{start}{bar * (room - cell_len(start))}{end}"


def cut(text: str, width: int) -> str:
    """Return a text of at most that many cells; what is left out is one ellipsis."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"
