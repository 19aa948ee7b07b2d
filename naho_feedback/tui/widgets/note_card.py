"""A post-it as rows of painted cells: border, words, theme and dots in the lower border.

Strips bypass markup, so nothing a note holds can become a link or an action; what could become
an escape sequence is made visible by :func:`naho_feedback.tui.widgets.note_layout.wrapped`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from naho_feedback.domain.text import one_line
from naho_feedback.services import wording
from naho_feedback.tui.widgets.note_layout import wrapped

PADDING: Final = 4
"""Cells of a card that its text cannot have: two borders, two blanks."""

_MOST_BULLETS: Final = 5
_LIGHT: Final = "╭╮╰╯─│"
_HEAVY: Final = "┏┓┗┛━┃"

Row = tuple[Segment, ...]


@dataclass(frozen=True)
class CardLook:
    """The styles of one card.

    Attributes:
        edge: borders, theme and dots, on the desk.
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
        theme: the theme's label, or ``""``.
        receipt: shown for a moment after saving, or ``""``.
        chosen: whether the cursor stands on it.
    """

    text: str
    dots: int = 0
    theme: str = ""
    receipt: str = ""
    chosen: bool = False


def dots_shown(dots: int, most: int = _MOST_BULLETS) -> str:
    """Return dots as people read them from afar: ``●●● 3``; ``""`` for none."""
    return f"{'●' * min(dots, most)} {wording.number(dots)}" if dots else ""


def card_rows(card: Card, width: int, look: CardLook) -> tuple[Row, ...]:
    """Return the rows of a card of that many cells."""
    top_left, top_right, low_left, low_right, bar, side = _HEAVY if card.chosen else _LIGHT
    inner = width - PADDING
    edge, paper = look.edge, look.paper
    upright = Segment(side, edge)
    above = _rule("", card.receipt, width - 2, bar)
    below = _rule(one_line(card.theme), dots_shown(card.dots), width - 2, bar)
    if "…" in below:  # the theme says more than a second bullet
        below = _rule(one_line(card.theme), dots_shown(card.dots, 1), width - 2, bar)
    body = (
        (upright, Segment(f" {set_cell_size(line, inner)} ", paper), upright)
        for line in wrapped(card.text, inner)
    )
    return (
        (Segment(f"{top_left}{above}{top_right}", edge),),
        *body,
        (Segment(f"{low_left}{below}{low_right}", edge),),
    )


def _rule(left: str, right: str, width: int, bar: str) -> str:
    """Return a border with words in it; the left one is cut where both do not fit."""
    end = f" {right} " if right else ""
    room = width - cell_len(end)
    start = ""
    if left and room > len("  x… "):
        start = f"{bar} {_cut(left, room - 4)} "
    return f"{start}{bar * (room - cell_len(start))}{end}"


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"
