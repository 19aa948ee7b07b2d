"""What notes are about: the taxonomy, and placements of notes in it."""

from __future__ import annotations

from typing import ClassVar, Final

import msgspec

from naho_feedback.domain.records import Record
from naho_feedback.i18n import Localized

UNSORTED: Final = ""
"""Theme id of a note that nobody placed ("à classer")."""


class Words(msgspec.Struct, frozen=True):
    """Lists of words in each language."""

    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """One theme of the taxonomy; ``*`` ends a keyword that stands for any ending."""

    id: str
    label: Localized
    definition: Localized
    keywords: Words
    examples: Words = Words()
    source: str = ""


class Taxonomy(msgspec.Struct, frozen=True, kw_only=True):
    """The themes that notes are sorted into."""

    version: int
    themes: tuple[Theme, ...]

    def theme(self, id: str) -> Theme | None:
        """Return the theme, or None."""
        return next((theme for theme in self.themes if theme.id == id), None)

    def label(self, id: str) -> str:
        """Return the theme's label in the current language, or its id if it is unknown."""
        theme = self.theme(id)
        return str(theme.label) if theme else id


class Placement(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Where a note belongs.

    Attributes:
        note: the note's id.
        theme: theme id, or :data:`UNSORTED`.
        by: a grouper's name, or ``"person"``.
        words: the words that decided, as they stand in the note.
        confidence: 0 to 1, as the grouper sees it.
        locked: whether a person decided; no grouper ever moves it then.
    """

    table: ClassVar[str] = "placements"
    note: str = ""
    theme: str = UNSORTED
    by: str = ""
    words: tuple[str, ...] = ()
    confidence: float = 0.0
    locked: bool = False
