"""What notes are about: the taxonomy, what people made of it, and placements of notes in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar, Final, Protocol

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
    """One theme of the taxonomy; ``*`` ends a keyword that stands for any ending.

    Attributes:
        parent: id of the theme that it is a part of, ``""`` where it stands for itself.
        special: whether it is no subject (thin praise, off topic) and stands behind the others.
        found: whether a grouper found it on the walls and a person agreed.
    """

    id: str
    label: Localized
    definition: Localized
    keywords: Words
    examples: Words = Words()
    source: str = ""
    parent: str = ""
    special: bool = False
    found: bool = False


class Taxonomy(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The themes that notes are sorted into.

    Attributes:
        merged: where themes went that people made part of others, by the id that they had.
        former: what those were called.
    """

    version: int
    themes: tuple[Theme, ...]
    merged: dict[str, str] = {}
    former: dict[str, Localized] = {}

    @property
    def taxonomy(self) -> Taxonomy:
        """Itself: a list that never changes is a source of themes too."""
        return self

    def theme(self, id: str) -> Theme | None:
        """Return the theme, or None."""
        return self._by_id.get(id)

    def living(self, id: str) -> str:
        """Return the theme that a theme is part of now; itself unless it was merged away."""
        now, seen = id, set[str]()
        while now in self.merged and now not in seen:
            seen.add(now)  # two laptops may have merged two themes into each other
            now = self.merged[now]
        return now

    @cached_property
    def _by_id(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.themes}

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
        label = theme.label if theme else self.former.get(id)
        return str(label) if label else id


class ThemeSource(Protocol):
    """Whoever knows the themes in use now."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The themes in use."""
        ...


class LocalTheme(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What people made of a theme, or a theme of this workspace's own; its id is the theme's.

    Attributes:
        label: what people call it; ``""`` leaves the file's label.
        words: what named it when it was found.
        found: whether a grouper found it and a person agreed.
        split_from: id of the theme that it was a part of.
        into: id of the theme that it is a part of now; ``""`` while it stands for itself.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "themes"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "split_from", "into"})
    label: str = ""
    words: tuple[str, ...] = ()
    found: bool = False
    split_from: str = ""
    into: str = ""
    at: int = 0


class Synonym(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A word of this house that speaks of a theme."""

    table: ClassVar[str] = "synonyms"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "theme"})
    word: str = ""
    theme: str = ""
    at: int = 0


NEW_THEME: Final = "*"
"""Stands in a :class:`Refusal` for any theme that a grouper would make anew."""


class Refusal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A proposal that a person refused: it is not made again.

    Attributes:
        note: the note's id.
        theme: where it does not belong: a theme's id, :data:`UNSORTED` or :data:`NEW_THEME`.
    """

    table: ClassVar[str] = "refusals"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "note", "theme"})
    note: str = ""
    theme: str = ""


class Placement(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Where a note belongs.

    Attributes:
        note: the note's id.
        theme: id of its main theme, or :data:`UNSORTED`.
        also: ids of other themes that it speaks of, most certain first.
        by: a grouper's name, or ``"person"``.
        words: the words that decided, as they stand in the note.
        confidence: 0 to 1, as the grouper sees it.
        locked: whether a person decided; no grouper ever moves it then.
    """

    table: ClassVar[str] = "placements"
    note: str = ""
    theme: str = UNSORTED
    also: tuple[str, ...] = ()
    by: str = ""
    words: tuple[str, ...] = ()
    confidence: float = 0.0
    locked: bool = False


def in_use(base: Taxonomy, local: Iterable[LocalTheme], synonyms: Iterable[Synonym]) -> Taxonomy:
    """Return the themes of a file with what people made of them.

    Args:
        base: the themes of the file.
        local: names, merges and themes of the workspace's own.
        synonyms: words of this house, which count as keywords of either language.
    """
    changed = {theme.id: theme for theme in local}
    words: dict[str, list[str]] = {}
    merged = {theme.id: theme.into for theme in changed.values() if theme.into}
    living = Taxonomy(version=base.version, themes=(), merged=merged).living
    for synonym in synonyms:
        words.setdefault(living(synonym.theme), []).append(synonym.word)
    themes = [*base.themes]
    known = {theme.id for theme in themes}
    themes += [_own(theme) for id_, theme in changed.items() if id_ not in known]
    themes = [_with(theme, changed.get(theme.id), words.get(theme.id, ())) for theme in themes]
    alive = [theme for theme in themes if living(theme.id) == theme.id]
    return Taxonomy(
        version=base.version,
        themes=tuple(alive),
        merged=merged,
        former={theme.id: theme.label for theme in themes if living(theme.id) != theme.id},
    )


def _own(theme: LocalTheme) -> Theme:
    label = theme.label or theme.id
    return Theme(
        id=theme.id,
        label=Localized(label, label),
        definition=Localized("", ""),
        keywords=Words(fr=theme.words, en=theme.words),
        found=theme.found,
    )


def _with(theme: Theme, changed: LocalTheme | None, words: Iterable[str]) -> Theme:
    said = tuple(words)
    label = changed.label if changed and changed.label else ""
    if not said and not label:
        return theme
    return msgspec.structs.replace(
        theme,
        label=Localized(label, label) if label else theme.label,
        keywords=Words(fr=(*theme.keywords.fr, *said), en=(*theme.keywords.en, *said)),
    )
