"""What the wall's and the kiosk's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from naho_feedback.api import Grouper, GroupingInput, Localized, Proposal, hookimpl
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note
from naho_feedback.domain.sessions import Session
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.wall import WallScreen

KEYS = {" ": "space", "'": "apostrophe", "?": "question_mark", ".": "full_stop", ",": "comma"}
NAMED = {"enter", "tab", "f9", "backspace", "left", "escape"}


async def until(pilot: Pilot[Any], met: Callable[[], bool], what: str = "") -> None:
    """Let the app work until something is so; fail where it never is."""
    for _attempt in range(500):
        await pilot.pause()
        if met():
            return
        await pilot.pause(0.01)
    raise AssertionError(what or "it never happened")


async def type_in(pilot: Pilot[Any], text: str) -> None:
    """Press the keys of a text as fast as a terminal sends them.

    ``pilot.press`` waits twice for an idle processor at each key: a twentieth of a second a letter.
    """
    driver = pilot.app._driver
    assert driver is not None
    for char in text:
        key = events.Key(KEYS.get(char, char), char)
        key.set_sender(pilot.app)
        driver.send_message(key)
    await pilot.pause()


async def on_wall(pilot: Pilot[None], session: str = "") -> WallScreen:
    """Go to the wall and wait until it is read."""
    app = pilot.app
    assert isinstance(app, NahoApp)
    await app.go("wall", {"session_id": session} if session else {})
    screen = app.screen
    assert isinstance(screen, WallScreen)
    await until(pilot, lambda: screen.session is not None, "the wall was never read")
    return screen


def open_session(naho: Naho) -> Session:
    return naho.capture.open_session("post-it", "lens")


def texts(naho: Naho) -> list[tuple[str, str, int]]:
    return [(n.column, n.text, n.dots) for n in naho.capture.notes()]


def painted(widget: Widget) -> list[str]:
    """Return what a widget paints, line by line."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def screen_text(app: App[Any]) -> str:
    """Return what the whole screen paints."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


class NightGrouper(Grouper):
    """Puts every note that says "nuit" into the theme of support on the ground."""

    name = "keywords"
    label = Localized("Essai", "Trial")
    theme = "appui-terrain"

    def group(self, given: GroupingInput) -> Iterable[Proposal]:
        known = {theme.id for theme in given.taxonomy.themes}
        theme = self.theme if self.theme in known else min(known)
        return [Proposal(note=n.id, theme=theme) for n in given.notes if "nuit" in n.text]


class NightPlugin:
    """Registers the grouper above."""

    @hookimpl
    def register_groupers(self) -> Iterable[Grouper]:
        return [NightGrouper()]


def find(naho: Naho, text: str) -> Note:
    return next(n for n in naho.capture.notes() if n.text == text)


def burst(app: App[Any], *keys: str) -> None:
    """Post keys without waiting for any of them; what is not the name of a key is typed."""
    for key in keys:
        if key in NAMED:
            app.post_message(events.Key(key, None))
        else:
            for char in key:
                app.post_message(events.Key(KEYS.get(char, char), char))


def hang(naho: Naho, *given: tuple[str, str]) -> list[Note]:
    """Open a session and hang notes on its wall, each given by its column and its text."""
    session = open_session(naho)
    return [naho.capture.add_note(session, column, text) for column, text in given]
