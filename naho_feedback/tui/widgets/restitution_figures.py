"""Figures drawn with full blocks, in two sizes, for those who sit at the back of the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

_DOTS: Final = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("## ", " # ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", " ##", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
}
_ROWS: Final = 5
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@dataclass(frozen=True)
class Figure:
    """A number and the words under it.

    Attributes:
        number: not negative.
        words: what is counted, with its sign.
        colour: a style for both, or ``""``.
    """

    number: int
    words: str
    colour: str = ""


def digits(number: int, *, large: bool) -> list[str]:
    """Return a number as lines of equal width: five when large, else three."""
    glyphs = [_DOTS[digit] for digit in str(number)]
    dots = [" ".join(glyph[row] for glyph in glyphs) for row in range(_ROWS)]
    if large:
        return ["".join("██" if dot == "#" else "  " for dot in row) for row in dots]
    dots.append(" " * len(dots[0]))
    pairs = zip(dots[0::2], dots[1::2], strict=True)
    return [
        "".join(_HALVES[a == "#", b == "#"] for a, b in zip(upper, lower, strict=True))
        for upper, lower in pairs
    ]


def figure_rows(figures: Sequence[Figure], width: int, *, large: bool) -> list[Content]:
    """Return the figures side by side, each above its words; those that do not fit are left out.

    Args:
        figures: the most important first.
        width: cells.
        large: whether digits are five lines high; else three.
    """
    drawn = [(figure, digits(figure.number, large=large)) for figure in figures]
    widths = [max(len(rows[0]), Content(figure.words).cell_length) for figure, rows in drawn]
    gap = 3
    while drawn and sum(widths) + gap * (len(widths) - 1) > width:
        drawn.pop()
        widths.pop()
    if not drawn:
        return []
    spare = width - sum(widths) - gap * (len(widths) - 1)
    gap += min(5, spare // max(1, len(widths) - 1))
    lines = []
    for place in range(len(drawn[0][1])):
        parts = [
            Content.styled(rows[place].ljust(room), figure.colour)
            for (figure, rows), room in zip(drawn, widths, strict=True)
        ]
        lines.append(Content(" " * gap).join(parts))
    words = []
    for (figure, _rows), room in zip(drawn, widths, strict=True):
        label = Content.styled(figure.words, f"bold {figure.colour}".strip())
        words.append(Content.assemble(label, " " * (room - label.cell_length)))
    return [*lines, Content(" " * gap).join(words)]


def fits(figures: Sequence[Figure], width: int, *, large: bool) -> bool:
    """Whether all figures stand side by side."""
    widths = [
        max(len(digits(figure.number, large=large)[0]), Content(figure.words).cell_length)
        for figure in figures
    ]
    return sum(widths) + 3 * (len(widths) - 1) <= width
