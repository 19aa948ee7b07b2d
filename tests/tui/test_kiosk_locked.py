"""The questionnaire keeps everything else out, and fits on the screen."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.surveys import Question
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.kiosk import KioskScreen
from naho_feedback.tui.widgets.choice_cards import ChoiceCard
from naho_feedback.tui.widgets.kiosk_pages import KioskLabel
from tests.tui.kiosk_help import ALL_KINDS, FORBIDDEN, SIZE, kiosk, question, through, to_words
from tests.tui.wall_help import screen_text, until

pytestmark = pytest.mark.usefixtures("source_strings")


class TestLocked:
    @pytest.mark.parametrize("where", ["start", "choice", "words"])
    async def test_no_key_of_the_app_does_anything(self, naho: Naho, where: str) -> None:
        async with kiosk(naho) as (pilot, screen):
            if where == "choice":
                await pilot.press("enter")
                await question(pilot, "visage")
            elif where == "words":
                await to_words(pilot)
            for key in FORBIDDEN:
                if where == "words" and key == "escape":
                    continue  # goes back a question, as it shall
                await pilot.press(key)
                assert pilot.app.screen is screen, key
                assert pilot.app.is_running, key
                assert not pilot.app._notifications, key
                assert pilot.app.clipboard == "", key
            if where == "words":
                await question(pilot, "mots")

    async def test_no_binding_of_the_app_or_of_textual_is_active(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, screen):
            assert set(screen.active_bindings) == {
                *("f2", "ctrl+x", "enter", "escape", "left", "backspace"),
            }
            await pilot.press("enter")
            await question(pilot, "visage")
            assert {b.node for b in screen.active_bindings.values()} == {screen, screen.focused}

    async def test_ctrl_x_twice_leaves_and_once_does_not(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, screen):
            await pilot.press("ctrl+x")
            await pilot.pause()
            assert pilot.app.screen is screen
            assert "ctrl+x once more" in screen_text(pilot.app)
            await pilot.press("enter")
            await question(pilot, "visage")
            await pilot.press("ctrl+x")  # the first press was forgotten when the page turned
            await pilot.pause()
            assert pilot.app.screen is screen
            await pilot.press("ctrl+x")
            await until(pilot, lambda: pilot.app.screen is not screen)

    async def test_a_click_on_what_people_wrote_is_no_action(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, screen):
            await through(pilot, ("visage", ("1",)), ("accord", ("1",)))
            await question(pilot, "site")
            assert "[/] Autre" in screen_text(pilot.app)
            for label in screen.query(Static):
                if not isinstance(label, ChoiceCard | KioskLabel):
                    await pilot.click(label)
            assert pilot.app.screen is screen
            await question(pilot, "site")


class TestLooks:
    @pytest.mark.parametrize("size", [(80, 24), (120, 40)])
    async def test_every_page_fits_without_scrolling(
        self, naho: Naho, size: tuple[int, int]
    ) -> None:
        async with kiosk(naho, size=size) as (pilot, screen):
            await pilot.press("enter")
            for id_, key in (
                ("visage", "1"),
                ("accord", "1"),
                ("site", "1"),
                ("ans", "enter"),
                ("mots", "enter"),
            ):
                await question(pilot, id_)
                assert screen.middle.max_scroll_y == 0, id_
                shown = screen_text(pilot.app)
                assert "Nothing is shown for fewer than 5 people." in shown
                assert f"{ALL_KINDS.questions.index(_by_id(id_)) + 1} / 5" in shown
                await pilot.press(key)

    async def test_words_are_asked_without_names(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, _screen):
            await to_words(pilot)
            assert "no colleague's name" in screen_text(pilot.app)

    async def test_a_questionnaire_that_is_not_there_says_so(self, naho: Naho) -> None:
        app = NahoApp(naho)
        async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await app.push_screen(KioskScreen(naho, "disparu"))
            await until(pilot, lambda: "no questionnaire disparu" in screen_text(app))
            await pilot.press("enter", "f2", "ctrl+x", "ctrl+x")
            await until(pilot, lambda: not isinstance(app.screen, KioskScreen))


def _by_id(id_: str) -> Question:
    found = ALL_KINDS.question(id_)
    assert found is not None
    return found
