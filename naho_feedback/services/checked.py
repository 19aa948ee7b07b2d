"""What is checked of everything that is typed, before it is stored in any table."""

from __future__ import annotations

from naho_feedback.domain.notes import NOTE_LIMIT
from naho_feedback.domain.personal_data import refuse_nir
from naho_feedback.domain.text import is_blank, stored_form
from naho_feedback.errors import RefusedError, UsageError
from naho_feedback.i18n import gettext as _


def checked_text(text: str, limit: int = NOTE_LIMIT) -> str:
    """Return the text in the form that is stored.

    Raises:
        RefusedError: if it is blank or too long.
        PersonalDataError: if it holds a national health identifier; the message does not
            repeat it.
    """
    text = stored_form(text)
    if is_blank(text):
        raise RefusedError(_("There is nothing in this note."), _("Type a few words."))
    if len(text) > limit:
        raise RefusedError(
            _("This text has {length} characters; {limit} is the most.").format(
                length=len(text), limit=limit
            ),
            _("Cut it into several notes."),
        )
    refuse_nir(text)
    return text


def checked_words(text: str) -> str:
    """Return a few words that may be left out, in the form that is stored.

    Raises:
        PersonalDataError: if they hold a national health identifier.
    """
    text = stored_form(text)
    refuse_nir(text)
    return text


def checked_attendance(attendance: int | None) -> int | None:
    """Return how many people were in the room, None while nobody counted.

    Raises:
        UsageError: unless it is 0 to 99 999.
    """
    if attendance is not None and not 0 <= attendance <= 99_999:
        raise UsageError(_("The attendance is a number from 0 to 99999."))
    return attendance


def checked_dots(dots: int) -> int:
    """Return the number of dots.

    Raises:
        UsageError: unless it is 0 to 9999.
    """
    if not 0 <= dots <= 9999:
        raise UsageError(_("Dots are a number from 0 to 9999."))
    return dots
