"""The form of a ``themes.toml``."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from naho_feedback.domain.themes import Taxonomy, Theme, Words
from naho_feedback.i18n import Localized


class FileTheme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ``[[themes]]``; its fields are those of :class:`~naho_feedback.domain.themes.Theme`."""

    id: str
    label: Localized
    definition: Localized = Localized("", "")
    keywords: Words = Words()
    examples: Words = Words()
    source: str = ""
    parent: str = ""
    special: bool = False


class ThemesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file, its themes in the order in which they are written."""

    version: int = 1
    themes: tuple[FileTheme, ...]


def taxonomy_of(file: ThemesFile) -> Taxonomy:
    """Return the themes of a file that has no faults.

    The parts of a theme stand behind it, and what is no subject stands last, whatever the order
    of the file, so that every list groups them in the same way.
    """
    themes = msgspec.convert(file.themes, tuple[Theme, ...], from_attributes=True)
    return Taxonomy(version=file.version, themes=_in_order(themes))


def _in_order(themes: Sequence[Theme]) -> tuple[Theme, ...]:
    place = {theme.id: at for at, theme in enumerate(themes)}

    def key(theme: Theme) -> tuple[bool, int, bool]:
        return theme.special, place[theme.parent or theme.id], bool(theme.parent)

    return tuple(sorted(themes, key=key))
