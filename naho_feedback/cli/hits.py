"""Personal data in what a command is given: told, asked about once, counted for the review."""

from __future__ import annotations

from collections.abc import Sequence

from naho_feedback.cli import console
from naho_feedback.cli.parts import fail
from naho_feedback.domain.personal_data import Kind
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.looks_like import looks_like


def ask_to_keep(kinds: Sequence[Kind]) -> bool:
    """Ask once whether a text is kept in which these kinds were found.

    Without a terminal there is nobody to ask, and the text is kept for the review.

    Returns:
        Whether somebody was asked and said yes.

    Raises:
        click.exceptions.Exit: with status 1 if somebody said no; nothing was kept then.
    """
    if not kinds or not console.can_ask():
        return False
    console.say(looks_like(kinds))
    if not console.confirm(_("Keep it as it is?")):
        console.say(_("Nothing was kept."))
        fail()
    return True


def tell_to_review(count: int) -> None:
    """Say at the end how many texts were kept that may point at somebody; 0 says nothing."""
    if count:
        said = ngettext(
            "{n} text may point at somebody; it waits to be read: naho note review",
            "{n} texts may point at somebody; they wait to be read: naho note review",
            count,
        )
        console.say(said.format(n=count))


def tell_answer(kinds: Sequence[Kind]) -> None:
    """Say what an answer that was kept looks like; answers are not quoted, so none waits."""
    if kinds:
        console.say(looks_like(kinds))
