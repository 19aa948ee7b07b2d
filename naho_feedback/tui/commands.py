"""The palette: everything that can be done, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.tui import look
from naho_feedback.tui.places import PLACES
from naho_feedback.tui.words import unmarked

if TYPE_CHECKING:
    from naho_feedback.tui.app import NahoApp


def commands(app: NahoApp) -> Iterator[SystemCommand]:
    """Yield the commands that make sense now."""
    for place in PLACES:
        how = _("Go to this screen ({key})").format(key=place.shown)
        yield SystemCommand(_(place.label), how, partial(app.go, place.name))
    try:
        sessions = app.naho.capture.sessions()
    except NahoError as error:
        app.say_error(error)
        sessions = []
    for session in sessions:
        if session.is_open:
            title = app.naho.capture.session_title(session)
            site = app.naho.programme.site_name(session.site)
            yield SystemCommand(
                unmarked(_("Open the wall: {session}").format(session=f"{title} · {site}")),
                _("An open session"),
                partial(app.go, "wall", {"session_id": session.id}),
            )
    yield SystemCommand(_("Back up now"), _("A dated copy beside the journal"), app.keeper.back_up)
    yield SystemCommand("Français", "Parler français", partial(app.use_language, "fr"))
    yield SystemCommand("English", "Speak English", partial(app.use_language, "en"))
    yield SystemCommand(
        _("Dark look"), _("Slate, for a dim room"), partial(setattr, app, "theme", look.NIGHT)
    )
    yield SystemCommand(
        _("Light look"), _("Paper, for a bright room"), partial(setattr, app, "theme", look.PAPER)
    )
    yield SystemCommand(_("Quit"), _("Everything is saved already"), app.action_quit)
