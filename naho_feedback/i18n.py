"""Languages: gettext for our own words, :class:`Localized` for words kept in data.

The source strings are English; ``locale/fr`` holds the French, which is the default of the
product whatever the system says. A string that a person reads goes through :func:`gettext`
(imported as ``_``) or :func:`ngettext` at the moment it is shown, never at import.
"""

from __future__ import annotations

import gettext as _gettext
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

DOMAIN: Final = "naho_feedback"
CATALOGUES: Final = Path(__file__).parent / "locale"
"""The folder of our catalogues. Importing ``importlib.resources`` takes longer than reading one."""
LANGUAGES: Final = ("fr", "en")
DEFAULT_LANGUAGE: Final = "fr"

_current = DEFAULT_LANGUAGE


class Localized(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in every language of the product, as files and plugins give it."""

    fr: str
    en: str

    def __str__(self) -> str:
        """Return the text in the current language."""
        return self.pick(_current)

    def pick(self, language: str) -> str:
        """Return the text in ``language``; French where that is empty or unknown."""
        return (self.en if language == "en" else self.fr) or self.fr


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    path = CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not path.is_file():
        return _gettext.NullTranslations()  # English is the source language
    with path.open("rb") as file:
        return _gettext.GNUTranslations(file)


def set_language(language: str) -> str:
    """Make ``language`` the current one and return the one before.

    Raises:
        ValueError: if it is not one of :data:`LANGUAGES`.
    """
    global _current  # one reader, one screen: gettext itself works this way
    if language not in LANGUAGES:
        msg = f"unknown language {language!r}"
        raise ValueError(msg)
    before, _current = _current, language
    return before


def language() -> str:
    """Return the current language, ``"fr"`` or ``"en"``."""
    return _current


def gettext(message: str) -> str:
    """Return ``message`` in the current language."""
    return _catalogue(_current).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of the message that fits ``n`` in the current language."""
    return _catalogue(_current).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - the name that message extractors look for
    """Return the message as it is, marked for the catalogue; it is translated when shown."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802
    """Return both forms as they are, marked for the catalogue."""
    return singular, plural
