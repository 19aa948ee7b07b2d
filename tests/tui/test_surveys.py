"""The list of questionnaires: one is started, or several are ticked for people to choose from."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.responses import Response
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.kiosk import KioskScreen
from naho_feedback.tui.screens.surveys import SurveyList
from naho_feedback.tui.widgets.kiosk_doors import ChooserPage
from naho_feedback.tui.widgets.kiosk_pages import StartPage
from tests.tui.conftest import AppFactory
from tests.tui.kiosk_help import page
from tests.tui.wall_help import screen_text, until

pytestmark = pytest.mark.usefixtures("source_strings")


async def listed(pilot: Pilot[None]) -> None:
    """Go to the list and wait for it."""
    app = pilot.app
    assert isinstance(app, NahoApp)
    await app.go("kiosk")
    await until(pilot, lambda: bool(app.screen.query_one(SurveyList).option_count))


async def test_enter_starts_the_one_under_the_cursor(app: AppFactory) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        options = pilot.app.screen.query_one(SurveyList).options
        place = [option.id for option in options].index("visiteur")
        await pilot.press(*["down"] * place, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, KioskScreen))
        await page(pilot, StartPage)
        assert "Visite de la Maison du Projet" in screen_text(pilot.app)


async def test_several_are_ticked_and_each_person_chooses(app: AppFactory) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "down", "space")
        await until(pilot, lambda: screen_text(pilot.app).count("✓") == 2)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, KioskScreen))
        await page(pilot, ChooserPage)


async def test_a_tick_is_taken_away(app: AppFactory) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "✓" in screen_text(pilot.app))
        await pilot.press("space")
        await until(pilot, lambda: "✓" not in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, KioskScreen))
        await page(pilot, StartPage)


async def test_a_burst_is_told_without_a_number(app: AppFactory, naho: Naho) -> None:
    """Nothing is deleted, and the screen may hang on a wall: it says when, not how many."""
    at = naho.clock.now_ms()
    fast = [put(Response(survey="visiteur", answers={"v1": 1}, at=at + n)) for n in range(7)]
    naho.store.append(fast, Actor.KIOSK)
    async with app().run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        said = "! ven. 3 mars 2017 10:42: answers came faster than people answer."
        await until(pilot, lambda: said in screen_text(pilot.app))
    assert naho.store.count(Response) == 7
