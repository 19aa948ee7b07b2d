"""What the wall says of its session, and what it does beside typing."""

from __future__ import annotations

import msgspec
import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.widgets.capture_line import CaptureLine
from tests.tui.conftest import AppFactory
from tests.tui.wall_help import (
    NightPlugin,
    on_wall,
    open_session,
    painted,
    screen_text,
    texts,
    type_in,
    until,
)

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (80, 24)


class TestState:
    async def test_without_an_open_session_the_wall_says_how_to_open_one(
        self, app: AppFactory
    ) -> None:
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await pilot.press("f3")
            await until(pilot, lambda: "No session is open" in screen_text(pilot.app))
            assert "ctrl+o" in screen_text(pilot.app)
            assert not pilot.app.screen.query_one(CaptureLine).display

    async def test_a_closed_session_is_read_only_and_says_so(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "un")
        naho.capture.close_session(session.id)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot, session.id)
            await pilot.press("d", "5", "m", "e", "u", "ctrl+z", "x", "enter")
            await pilot.app.workers.wait_for_complete()
            shown = screen_text(pilot.app)
            assert "read only" in shown
            assert "This session is closed" in shown
            assert "Take down" not in shown
            assert screen.wall.has_focus
        assert texts(naho) == [("freins", "un", 0)]

    async def test_a_session_closed_elsewhere_takes_nothing_more_and_loses_nothing(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "trop tard")
            naho.capture.close_session(session.id)
            await until(pilot, lambda: "read only" in screen_text(pilot.app))
            assert "trop tard" in screen_text(pilot.app)
            assert screen.capture.words.value == "trop tard"
        assert texts(naho) == []

    async def test_notes_of_other_windows_appear(self, naho: Naho, app: AppFactory) -> None:
        session = open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "en cours")
            naho.capture.add_note(session, "idees", "venu d'ailleurs")
            await until(pilot, lambda: "venu d'ailleurs" in screen_text(pilot.app))
            assert screen.capture.words.value == "en cours"

    async def test_the_other_language_keeps_what_is_typed(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        made = app()
        async with made.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("tab")
            await type_in(pilot, "en cours")
            await made.use_language("en")
            await until(pilot, lambda: "+ Enabler" in screen_text(made))
            assert screen.capture.words.value == "en cours"
            assert screen.capture.draft.column == "leviers"

    async def test_a_new_note_gets_its_theme(self, naho: Naho, app: AppFactory) -> None:
        open_session(naho)
        naho.plugins.register(NightPlugin(), "night")
        async with app().run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "Qui appeler la nuit ?")
            await pilot.press("enter")
            await until(pilot, lambda: len(naho.theming.placements()) == 1)
            (placement,) = naho.theming.placements().values()
            label = naho.taxonomy.label(placement.theme)
            await until(pilot, lambda: any(label[:12] in row for row in painted(screen.wall)))

    async def test_a_missing_grouper_is_said_once_and_stops_nothing(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        made = app()
        async with made.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            for text in ("un", "deux"):
                await type_in(pilot, text)
                await pilot.press("enter")
            await until(pilot, lambda: screen.wall.contents.count == 2)
            await until(pilot, lambda: len(made._notifications) == 1)
            await made.workers.wait_for_complete()
            await pilot.pause()
            assert len(made._notifications) == 1

    async def test_that_another_grouper_stands_in_is_said_once(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        naho.settings = msgspec.structs.replace(naho.settings, grouper="gone")
        naho.plugins.register(NightPlugin(), "night")
        made = app()
        async with made.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            for text in ("une nuit", "deux nuits"):
                await type_in(pilot, text)
                await pilot.press("enter")
            await until(pilot, lambda: len(naho.theming.placements()) == 2)
            await until(pilot, lambda: len(made._notifications) == 1)
            await made.workers.wait_for_complete()
            await pilot.pause()
            (said,) = made._notifications
            assert (said.severity, "“gone”" in said.message) == ("warning", True)

    async def test_columns_that_do_not_fit_are_reached_and_never_cut(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = naho.capture.open_session("post-it", "lens", format="six-regards")
        naho.capture.add_note(session, "pilotage", "tout à droite")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            assert "Pilotage" not in painted(screen.wall)[0]
            await pilot.press("shift+tab")
            await until(pilot, lambda: "Pilotage" in painted(screen.wall)[0])
            assert any("tout à droite" in row for row in painted(screen.wall))
            assert "‹" in painted(screen.wall)[0]
