"""Words for the screens: typed text made harmless."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from naho_feedback.domain.text import one_line, shown

_NO_MARKUP: Final = str.maketrans("[]", "()")


def line(text: str) -> Content:
    """Return text that somebody typed as one harmless line, never read as markup."""
    return Content(one_line(text))


def lines(text: str) -> Content:
    """Return text that somebody typed, line ends kept, never read as markup."""
    return Content(shown(text))


def unmarked(text: str) -> str:
    """Return text as one harmless line for Textual's palette, which takes strings with markup only.

    Its square brackets become round ones: an escape would shift what the palette highlights.
    """
    return one_line(text).translate(_NO_MARKUP)
