"""Words for the screens: marking them for translation, and making typed text harmless."""

from __future__ import annotations

from textual.content import Content

from naho_feedback.domain.text import one_line, shown


def N_(message: str) -> str:  # noqa: N802 - the name that message extractors look for
    """Return the message as it is; it is translated when it is shown, by ``gettext``."""
    return message


def line(text: str) -> Content:
    """Return text that somebody typed as one harmless line, never read as markup."""
    return Content(one_line(text))


def lines(text: str) -> Content:
    """Return text that somebody typed, line ends kept, never read as markup."""
    return Content(shown(text))
