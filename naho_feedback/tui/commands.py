"""The palette: everything that can be done, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.tui import look
from naho_feedback.tui.places import PLACES
from naho_feedback.tui.words import unmarked

if TYPE_CHECKING:
    from textual.screen import Screen

    from naho_feedback.tui.app import NahoApp


def commands(app: NahoApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield the commands that make sense now, on the screen that the palette was opened over."""
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
    yield from _of_the_wall(app, screen)
    yield from _of_the_themes(app, screen)
    if wall := _wall_in_front(app):
        args = {"session_id": wall}
        yield SystemCommand(
            _("Last changes of the wall"),
            _("What was done, and what is taken back"),
            partial(app.go, "log", args),
        )
        yield SystemCommand(
            _("Bin of the wall"),
            _("What was taken down, and the way back"),
            partial(app.go, "bin", args),
        )
    yield SystemCommand(_("Back up now"), _("A dated copy beside the journal"), app.keeper.back_up)
    yield SystemCommand("Français", "Parler français", partial(app.use_language, "fr"))
    yield SystemCommand("English", "Speak English", partial(app.use_language, "en"))
    for theme, name, about in _looks():
        yield SystemCommand(name, about, partial(setattr, app, "theme", theme))
    yield SystemCommand(_("Quit"), _("Everything is saved already"), app.action_quit)


def _of_the_wall(app: NahoApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield what works on the wall in front now; the line of keys has no room for all of it."""
    from naho_feedback.tui.screens.wall_past import WallPast
    from naho_feedback.tui.widgets.keyline import shown_key
    from naho_feedback.tui.widgets.wall import WallView

    if not isinstance(screen, WallPast) or screen.session is None:
        return
    for wall in screen.query(WallView):
        for binding in WallView.PALETTE:
            # What is done to a note only where its cursor can be seen.
            seen = wall.has_focus or binding.action not in WallView.OF_THE_CURSOR
            if seen and wall.check_action(binding.action, ()):
                key = binding.key.partition(",")[0]
                how = _("On the wall ({key})").format(key=shown_key(key, binding.key_display))
                call = partial(app.run_action, binding.action, wall)
                yield SystemCommand(_(binding.description), how, call)


def _of_the_themes(app: NahoApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield what works on the table of themes in front now."""
    from naho_feedback.tui.screens.themes_deeds import ThemeDeeds
    from naho_feedback.tui.widgets.keyline import shown_key

    if not isinstance(screen, ThemeDeeds):
        return
    for owner, binding in screen.palette_keys():
        key = binding.key.partition(",")[0]
        how = _("On the screen of themes ({key})").format(key=shown_key(key, binding.key_display))
        call = partial(app.run_action, binding.action, owner)
        yield SystemCommand(_(binding.description), how, call)


def _looks() -> tuple[tuple[str, str, str], ...]:
    """Return the themes, each with its name and what it is good for."""
    return (
        (look.NIGHT, _("Dark look"), _("Slate, for a dim room")),
        (look.PAPER, _("Light look"), _("Paper, for a bright room")),
        (look.STRONG, _("Strong contrast"), _("Black and white, for tired eyes and few colours")),
        (look.SAFE, _("Safe colours"), _("For people who tell some colours apart badly")),
    )


def _wall_in_front(app: NahoApp) -> str:
    """Return the session whose wall is shown, else the one that is collected in; or ``""``."""
    from naho_feedback.tui.screens.wall_past import WallPast

    for screen in reversed(app.screen_stack):
        if isinstance(screen, WallPast) and screen.session is not None:
            return screen.session.id
    return app.current_session()
