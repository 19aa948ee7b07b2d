"""What notes are about: the taxonomy, and placements of notes in it."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, Final

import msgspec

from naho_feedback.domain.records import Record
from naho_feedback.domain.text import folded
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


class Taxonomy(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The themes that notes are sorted into."""

    version: int
    themes: tuple[Theme, ...]

    def theme(self, id: str) -> Theme | None:
        """Return the theme, or None."""
        return next((theme for theme in self.themes if theme.id == id), None)

    def knows(self, word: str) -> bool:
        """Whether a word is one of the keywords, whatever its ending and its accents."""
        said = folded(word)
        return said in self._exact or any(said.startswith(start) for start in self._starts)

    @cached_property
    def _keywords(self) -> frozenset[str]:
        return frozenset(
            keyword for theme in self.themes for keyword in (*theme.keywords.fr, *theme.keywords.en)
        )

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(folded(k) for k in self._keywords if not k.endswith("*"))

    @cached_property
    def _starts(self) -> tuple[str, ...]:
        return tuple(folded(k.rstrip("*")) for k in self._keywords if k.endswith("*"))

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
