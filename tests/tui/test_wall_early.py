"""What is done before a wall is read, or while something stands before it, goes nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.screens.wall_reading import read_wall
from tests.tui.conftest import AppFactory
from tests.tui.seeing import seen, settle
from tests.tui.wall_help import hang, on_wall, open_session, texts, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")


@pytest.fixture
def slow_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let walls be read only once the event is set."""
    go_on = threading.Event()

    def slowly(*given: Any) -> Any:
        assert go_on.wait(20)
        return read_wall(*given)

    monkeypatch.setattr("naho_feedback.tui.screens.wall.read_wall", slowly)
    yield go_on
    go_on.set()


async def test_tab_before_the_wall_is_read_counts(
    naho: Naho, app: AppFactory, slow_read: threading.Event
) -> None:
    open_session(naho)
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f3")
        await pilot.press("tab")
        await type_in(pilot, "un levier")
        await pilot.press("enter", "tab", "i")
        slow_read.set()
        await until(pilot, lambda: texts(naho) == [("leviers", "un levier", 0)])
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WallScreen)
        assert (screen.capture.draft.column, screen.capture.draft.text) == ("idees", "i")


async def test_a_note_kept_before_the_wall_is_read_outlives_the_app(
    naho: Naho, app: AppFactory, slow_read: threading.Event
) -> None:
    open_session(naho)
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f3")
        await type_in(pilot, "vite")
        await pilot.press("enter")
        slow_read.set()
    assert texts(naho) == [("freins", "vite", 0)]


async def test_a_place_s_key_leaves_a_form_as_it_is(naho: Naho, app: AppFactory) -> None:
    open_session(naho)
    async with app().run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("f2")
        await settle(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        form = pilot.app.screen
        assert form.is_modal
        for key in ("f3", "f5", "f10", "ctrl+o", "ctrl+r"):
            await pilot.press(key)
            await settle(pilot)
            assert pilot.app.screen is form


async def test_the_palette_offers_nothing_on_a_wall_that_is_not_there(app: AppFactory) -> None:
    async with app().run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        names = {c.title for c in pilot.app.get_system_commands(pilot.app.screen)}
        assert not {"Undo", "Zoom", "Fold", "Word for the theme"} & names
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.focused is None
        await pilot.press("n")
        await settle(pilot)
        assert pilot.app.screen.is_modal  # the form for a new session


async def test_the_palette_takes_down_only_what_the_cursor_shows(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, ("freins", "un"), ("freins", "deux"))

    def offered(app: NahoApp) -> set[str]:
        return {command.title for command in app.get_system_commands(app.screen)}

    async with app().run_test(size=(100, 30), notifications=True) as pilot:
        assert isinstance(pilot.app, NahoApp)
        screen = await on_wall(pilot)
        await pilot.press("escape")
        assert "Take down" in offered(pilot.app)
        await pilot.press("i")
        assert "Take down" not in offered(pilot.app)
        assert "Undo" in offered(pilot.app)
        await pilot.press("escape", "down", "slash")
        await type_in(pilot, "deux")
        await settle(pilot)
        assert screen.wall.chosen is None  # "un" is hidden


async def test_the_line_of_keys_follows_groups_that_come_and_go_elsewhere(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, ("freins", "un"), ("freins", "deux"), ("freins", "trois"))
    async with app().run_test(size=(160, 30), notifications=True) as pilot:
        await on_wall(pilot)
        await pilot.press("escape", "end")
        await settle(pilot)
        assert "Split" not in seen(pilot.app)
        naho.clustering.group(notes[:2])
        await until(pilot, lambda: "Split" in seen(pilot.app))
        await pilot.press("home")
        await until(pilot, lambda: "Split" not in seen(pilot.app))
