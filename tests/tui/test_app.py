"""The shell: going from screen to screen, keys, help, language, staying up to date, leaving."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from pathlib import Path

import pytest

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.contracts.plugins import Panel, PanelData, WorkspaceStatus, hookimpl
from naho_feedback.domain.views import View
from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.store.records import JournalStore
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.places import PLACES
from naho_feedback.tui.screens.base import NahoScreen
from naho_feedback.tui.screens.help import HelpScreen, keys_of
from naho_feedback.workspace import init_demo_workspace
from tests.tui.conftest import AppFactory
from tests.tui.seeing import key_words, rows, seen, settle, toasts

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_every_place_opens_by_its_key_in_an_empty_workspace(
    app: AppFactory, size: tuple[int, int]
) -> None:
    """Nothing was collected yet, and no screen minds."""
    async with app().run_test(size=size, notifications=True, tooltips=True) as pilot:
        assert isinstance(pilot.app, NahoApp)
        for place in PLACES:
            await pilot.press(place.key)
            await settle(pilot)
            assert pilot.app.current_mode.split(":")[0] == place.name
            assert "n@hô" in seen(pilot.app)
            assert _("DEMONSTRATION") in rows(pilot.app)[0]


async def test_what_was_typed_is_still_there_when_one_comes_back(
    naho: Naho, app: AppFactory
) -> None:
    """A place keeps its state while another one is shown."""
    naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("slash", "l", "e", "n", "s", "f5")
        await settle(pilot)
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert pilot.app.screen.query_one("#filter").value == "lens"  # type: ignore[attr-defined]


async def test_the_line_of_keys_offers_only_what_works_now(naho: Naho, app: AppFactory) -> None:
    """A closed session cannot be closed, and one cannot go where one is."""
    session = naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(120, 40)) as pilot:
        assert isinstance(pilot.app, NahoApp)
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert f"c {_('Close')}" in key_words(pilot.app)
        assert f"^o {_('Sessions')}" not in key_words(pilot.app)
        naho.capture.close_session(session.id)
        await _until(pilot.app, _("closed"))
        assert f"c {_('Close')}" not in key_words(pilot.app)


@pytest.mark.parametrize("place", [place.name for place in PLACES])
async def test_help_is_always_among_the_keys_at_the_bottom(
    naho: Naho, app: AppFactory, place: str
) -> None:
    """Also where more keys work than eighty columns can name."""
    session = naho.capture.open_session("post-it", "lens")
    naho.capture.add_note(session, "freins", "Trop de clics")
    async with app().run_test(size=(80, 24)) as pilot:
        assert isinstance(pilot.app, NahoApp)
        await pilot.app.go(place)
        await settle(pilot)
        assert key_words(pilot.app).endswith(f"F1 {_('Help')}")
        assert rows(pilot.app)[-1].endswith(f"F1 {_('Help')}")
        await pilot.press("escape")  # on the wall itself other keys work than in its line
        await settle(pilot)
        assert rows(pilot.app)[-1].endswith(f"F1 {_('Help')}")


@pytest.mark.parametrize("place", [place.name for place in PLACES])
async def test_help_explains_the_screen_in_front(app: AppFactory, place: str) -> None:
    """F1 shows the screen's question and its keys, and closes again."""
    async with app().run_test(size=(80, 24)) as pilot:
        assert isinstance(pilot.app, NahoApp)
        await pilot.app.go(place)
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, NahoScreen)
        await pilot.press("f1")
        await settle(pilot)
        assert [type(shown) for shown in pilot.app.screen_stack] == [type(screen), HelpScreen]
        said = " ".join(seen(pilot.app).split())
        assert screen.help().question.split("?")[0].strip() in said
        assert "F1" in said
        caps = [cap for caps, _what in keys_of(screen) for cap in caps.split(", ")]
        assert len(caps) > 8
        assert [cap for cap in caps if re.search("[a-z_]{2}", cap) and cap[0].islower()] == []
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is screen


async def test_another_language_is_spoken_at_once_and_everywhere(
    naho: Naho, app: AppFactory
) -> None:
    """Also on screens that were shown before."""
    naho.capture.open_session("chambre-connectee", "lens")
    async with app().run_test(size=(120, 40)) as pilot:
        assert isinstance(pilot.app, NahoApp)
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "Chambre connectée" in seen(pilot.app)
        await pilot.press("f5")
        await settle(pilot)
        await pilot.app.use_language("en")
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert i18n.language() == "en"
        assert "Connected room" in seen(pilot.app)
        assert "Chambre" not in seen(pilot.app)


async def test_palette_speaks_our_words_and_opens_an_open_session(
    naho: Naho, app: AppFactory
) -> None:
    """Textual's own commands are not there."""
    session = naho.capture.open_session("post-it", "bethune")
    async with app().run_test(size=(120, 40)) as pilot:
        assert isinstance(pilot.app, NahoApp)
        names = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        wall = next(name for name in names if "Béthune" in name)
        assert not {"Keys", "Maximize", "Screenshot", "Theme"} & set(names)
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.press(*"Béthune")
        await settle(pilot)
        assert wall[:20] in seen(pilot.app)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert pilot.app.current_mode == f"wall:{session.id}"


async def test_palette_has_what_works_on_the_wall_now(naho: Naho, app: AppFactory) -> None:
    """Also for those who have a mouse only, or do not know the letters."""
    session = naho.capture.open_session("post-it", "lens")
    for text in ("un", "deux"):
        naho.capture.add_note(session, "freins", text)
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        await pilot.press("escape", "a", "g")
        await settle(pilot)
        assert len(naho.clustering.clusters(session.id)) == 1
        names = [c.title for c in pilot.app.get_system_commands(pilot.app.screen)]
        assert {"Annuler", "Zoom", "Titre", "Dégrouper"} <= set(names)
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.press(*"annuler")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert naho.clustering.clusters(session.id) == []
        names = [c.title for c in pilot.app.get_system_commands(pilot.app.screen)]
        assert "Titre" not in names


async def test_wall_key_opens_the_current_session(naho: Naho, app: AppFactory) -> None:
    """F3 goes to the last opened session that is still open."""
    naho.capture.open_session("post-it", "bethune")
    latest = naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        assert pilot.app.current_mode == f"wall:{latest.id}"


async def test_a_journal_that_cannot_be_read_is_said_and_the_app_goes_on(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wall's key and the palette look at the journal; neither falls over it."""

    def broken() -> bool:
        raise StoreError("Le journal ne se lit plus.", "Appelez quelqu'un.")

    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        monkeypatch.setattr(naho.store, "refresh", broken)
        await pilot.press("f3")
        await settle(pilot)
        assert any("Le journal ne se lit plus." in text for text in toasts(pilot.app))
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.press("escape", "f10")
        await settle(pilot)
        assert pilot.app.current_mode == "dashboard"


async def test_what_another_process_writes_appears(tmp_path: Path) -> None:
    """A second store on the same journal stands for another window."""
    workspace = init_demo_workspace(tmp_path / "ws")
    store = JournalStore(workspace.data_dir, "A")
    naho = Naho(workspace, plugins=False, store=store)
    other_store = JournalStore(workspace.data_dir, "A")
    other = Naho(workspace, plugins=False, store=other_store)
    try:
        async with NahoApp(naho).run_test(size=(120, 40)) as pilot:
            assert isinstance(pilot.app, NahoApp)
            await pilot.press("ctrl+o")
            await settle(pilot)
            assert "Béthune" not in seen(pilot.app)
            await asyncio.to_thread(other.capture.open_session, "post-it", "bethune")
            await _until(pilot.app, "Béthune")
    finally:
        naho.close()
        other.close()


async def test_a_screen_that_locks_the_app_refuses_its_keys(naho: Naho, app: AppFactory) -> None:
    """Neither places, nor palette, nor quitting."""

    class Locked(NahoScreen):
        locks_app = True

    async with app().run_test(size=(80, 24)) as pilot:
        assert isinstance(pilot.app, NahoApp)
        locked = Locked(naho)
        await pilot.app.push_screen(locked)
        for key in ("f3", "f5", "f10", "ctrl+o", "ctrl+p", "ctrl+q"):
            await pilot.press(key)
            await settle(pilot)
            assert pilot.app.screen is locked
            assert pilot.app.is_running


class _Hangs(Panel):
    name = "hangs"

    def __init__(self) -> None:
        self.asked = threading.Event()

    def data(self, view: View, status: WorkspaceStatus) -> PanelData:
        self.asked.set()
        threading.Event().wait()
        raise AssertionError


def test_quitting_does_not_wait_for_a_plugin_that_hangs(naho: Naho) -> None:
    """The whole event loop ends, as it does when the app runs in a terminal."""
    panel = _Hangs()

    class Plugin:
        @hookimpl
        def register_panels(self) -> list[Panel]:
            return [panel]

    naho.plugins.register(Plugin(), "hangs")

    async def visit() -> None:
        async with NahoApp(naho).run_test(size=(80, 24)) as pilot:
            while not panel.asked.is_set():
                await pilot.pause(0.01)
            await pilot.press("ctrl+q")

    started = time.monotonic()
    asyncio.run(visit())
    assert time.monotonic() - started < 10


async def test_an_unexpected_error_is_said_and_logged_without_its_text(
    naho: Naho, app: AppFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """The message of an exception may quote a note."""

    def fail() -> None:
        msg = "Mme Martin, chambre 12"
        raise ValueError(msg)

    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        assert isinstance(pilot.app, NahoApp)
        screen = pilot.app.screen
        assert isinstance(screen, NahoScreen)
        screen.work(fail, lambda _none: None, group="try")
        await settle(pilot)
        assert any("ValueError" in text for text in toasts(pilot.app))
    assert "ValueError" in caplog.text
    assert "Martin" not in caplog.text


async def _until(app: NahoApp, text: str) -> None:
    """Wait until something is painted; the store is looked at every 0.2 seconds."""
    deadline = time.monotonic() + 10
    while text not in seen(app):
        assert time.monotonic() < deadline, seen(app)
        await asyncio.sleep(0.02)
