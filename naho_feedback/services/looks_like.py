"""Sentences about personal data in what is being typed: the kinds, never the words."""

from __future__ import annotations

from collections.abc import Sequence

from naho_feedback.domain.personal_data import Kind
from naho_feedback.i18n import gettext as _


def kinds_in_words(kinds: Sequence[Kind]) -> str:
    """Return ``a phone number, a date and a person's name``."""
    names = [str(kind.label) for kind in kinds]
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def looks_like(kinds: Sequence[Kind]) -> str:
    """Return the sentence that says what a text looks like; ``""`` for no kind."""
    if not kinds:
        return ""
    return _("This looks like {what}.").format(what=kinds_in_words(kinds))


def enter_again(kinds: Sequence[Kind]) -> str:
    """Return the sentence that asks for a second Enter; ``""`` for no kind.

    What to do comes first: a narrow line may cut the rest.
    """
    if not kinds:
        return ""
    return _("Enter once more keeps it, or correct it: this looks like {what}.").format(
        what=kinds_in_words(kinds)
    )
