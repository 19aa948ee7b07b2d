"""Words for the screens: typed text made harmless."""

from __future__ import annotations

from textual.content import Content

from naho_feedback.domain.text import one_line, shown


def line(text: str) -> Content:
    """Return text that somebody typed as one harmless line, never read as markup."""
    return Content(one_line(text))


def lines(text: str) -> Content:
    """Return text that somebody typed, line ends kept, never read as markup."""
    return Content(shown(text))
