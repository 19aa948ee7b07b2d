"""How sure a placement is, in words that a facilitator uses."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from naho_feedback.domain.themes import UNSORTED, Placement
from naho_feedback.i18n import gettext as _

_SURE: Final = 0.75
_FAIRLY: Final = 0.5


class Sure(IntEnum):
    """How sure it is where a note belongs; what most needs a person's look comes first."""

    UNSORTED = 0
    UNSURE = 1
    FAIRLY = 2
    SURE = 3
    DECIDED = 4


def sureness(placement: Placement | None) -> Sure:
    """Return how sure a placement is; a person's is beyond doubt, but to be sorted stays so."""
    if placement is None or placement.theme == UNSORTED:
        return Sure.UNSORTED
    if placement.locked:
        return Sure.DECIDED
    if placement.confidence >= _SURE:
        return Sure.SURE
    return Sure.FAIRLY if placement.confidence >= _FAIRLY else Sure.UNSURE


def sure_word(sure: Sure) -> str:
    """Return one or two words for a column of a table."""
    return {
        Sure.UNSORTED: "",
        Sure.UNSURE: _("not sure"),
        Sure.FAIRLY: _("fairly sure"),
        Sure.SURE: _("sure"),
        Sure.DECIDED: _("decided"),
    }[sure]


def sure_bar(sure: Sure) -> str:
    """Return the same as three signs, for where there is no room for words."""
    return {
        Sure.UNSORTED: "",
        Sure.UNSURE: "▮▯▯",
        Sure.FAIRLY: "▮▮▯",
        Sure.SURE: "▮▮▮",
        Sure.DECIDED: "✓",
    }[sure]


def why_sentence(placement: Placement | None) -> str:
    """Return the sentence that says who placed a note, how sure that is and what decided.

    It may quote the note's own words.
    """
    if placement is not None and placement.locked:
        return _("Placed by a person: the machine never moves it.")
    sure = sureness(placement)
    if placement is None or sure == Sure.UNSORTED:
        return _("To be sorted: the machine found no theme that it is sure of.")
    word = sure_word(sure).capitalize()
    if not placement.words:
        return _("{sure}: it resembles the other notes of this theme.").format(sure=word)
    words = ", ".join(_("“{text}”").format(text=said) for said in placement.words)
    return _("{sure}: {words}.").format(sure=word, words=words)
