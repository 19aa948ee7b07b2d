"""Personal data while it is typed: the kinds are told, the words never, Enter again keeps them."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Review
from tests.tui.conftest import AppFactory
from tests.tui.kiosk_help import answers, kiosk, to_words
from tests.tui.wall_help import burst, on_wall, open_session, screen_text, texts, type_in, until

SIZE = (80, 24)
NAME = "voir Mme Zbigniew"


async def said(pilot: Pilot[None], app: App[None], words: str) -> None:
    """Wait until a sentence stands on the screen, on one line or wrapped."""
    await until(pilot, lambda: words in " ".join(screen_text(app).split()), f"never said: {words}")


@pytest.mark.usefixtures("source_strings")
class TestTheWall:
    async def test_the_kinds_are_told_and_enter_again_keeps_the_words(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, f"{NAME}, 06 12 34 56 78")
            await pilot.press("enter")
            await said(pilot, pilot.app, "Enter once more keeps it")
            sentence = str(screen.capture.said.render())
            assert "nom de personne" in sentence
            assert "numéro de téléphone" in sentence
            assert "Zbigniew" not in sentence
            assert "56" not in sentence
            assert texts(naho) == []
            assert len(pilot.app.screen_stack) == 1, "no modal during capture"
            await pilot.press("enter")
            await until(pilot, lambda: len(texts(naho)) == 1)
            assert screen.capture.words.value == ""
        (note,) = naho.capture.notes()
        assert note.text == f"{NAME}, 06 12 34 56 78"
        assert note.review == Review.NONE
        assert naho.status().to_review == 1

    async def test_corrected_words_are_kept_at_the_next_enter(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await type_in(pilot, "voir le 12/03/1950")
            await pilot.press("enter")
            await said(pilot, pilot.app, "Enter once more keeps it")
            await pilot.press(*["backspace"] * len("le 12/03/1950"))
            await until(pilot, lambda: "Enter once more" not in screen_text(pilot.app))
            await type_in(pilot, "demain")
            await pilot.press("enter")
            await until(pilot, lambda: len(texts(naho)) == 1)
        assert texts(naho) == [("freins", "voir demain", 0)]

    async def test_other_words_with_a_hit_are_asked_about_again(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await type_in(pilot, NAME)
            await pilot.press("enter")
            await said(pilot, pilot.app, "Enter once more keeps it")
            await type_in(pilot, "x")
            await pilot.press("enter")
            await said(pilot, pilot.app, "Enter once more keeps it")
            assert texts(naho) == []

    async def test_two_quick_enters_keep_one_note(self, naho: Naho, app: AppFactory) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            burst(pilot.app, NAME, "enter", "enter", "suite", "enter")
            await until(pilot, lambda: len(texts(naho)) == 2)
        assert [text for _column, text, _dots in texts(naho)] == [NAME, "suite"]

    async def test_ordinary_words_are_kept_at_once(self, naho: Naho, app: AppFactory) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await type_in(pilot, "ouvert 24/24 et 7j/7")
            await pilot.press("enter")
            await until(pilot, lambda: len(texts(naho)) == 1)

    async def test_pasted_lines_are_asked_about_once_for_all(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            pilot.app.screen.focused.post_message(events.Paste("chambre 12\nbien\n" + NAME))  # type: ignore[union-attr]
            await said(pilot, pilot.app, "3 lines pasted")
            await pilot.press("enter")
            await said(pilot, pilot.app, "Enter once more keeps it")
            assert texts(naho) == []
            await pilot.press("enter")
            await until(pilot, lambda: len(texts(naho)) == 3)

    async def test_an_edit_in_place_is_asked_about_and_takes_the_review_back(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        note = naho.capture.add_note(session, "", "trop de clics")
        naho.capture.edit_note(note.id, review=Review.QUOTABLE)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("escape", "e")
            await type_in(pilot, " chambre 12")
            await pilot.press("enter")
            await said(pilot, pilot.app, "Enter once more keeps it")
            assert naho.capture.notes()[0].review == Review.QUOTABLE
            await pilot.press("enter")
            await until(pilot, lambda: naho.capture.notes()[0].text.endswith("chambre 12"))
        assert naho.capture.notes()[0].review == Review.NONE

    async def test_more_dots_on_a_note_with_a_hit_ask_nothing(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Its words were asked about when they were typed."""
        session = open_session(naho)
        naho.capture.add_note(session, "", NAME)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("escape", "f9", "4", "enter")
            await until(pilot, lambda: naho.capture.notes()[0].dots == 4)


class TestTheQuestionnaire:
    @pytest.mark.parametrize(
        ("language", "kind", "again"),
        [
            ("fr", "un nom de personne", "Entrée encore pour garder"),
            ("en", "a person's name", "Enter once more keeps it"),
        ],
    )
    async def test_the_visitor_is_told_in_their_language_and_enter_again_keeps_it(
        self, naho: Naho, language: str, kind: str, again: str
    ) -> None:
        i18n.set_language(language)
        async with kiosk(naho) as (pilot, screen):
            await to_words(pilot)
            await type_in(pilot, NAME)
            await pilot.press("enter")
            await said(pilot, pilot.app, again)
            warning = str(screen.query_one("#kiosk-said").render())
            assert kind in warning
            assert "Zbigniew" not in warning
            assert answers(naho) == []
            await pilot.press("enter")
            await until(pilot, lambda: len(answers(naho)) == 1)
        assert answers(naho)[0]["mots"] == NAME

    @pytest.mark.usefixtures("source_strings")
    async def test_corrected_words_go_on(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, _screen):
            await to_words(pilot)
            await type_in(pilot, "lit 3")
            await pilot.press("enter")
            await said(pilot, pilot.app, "Enter once more keeps it")
            await pilot.press("backspace", "backspace")
            await pilot.press("enter")
            await until(pilot, lambda: len(answers(naho)) == 1)
        assert answers(naho)[0]["mots"] == "lit"

    async def test_every_free_text_says_what_not_to_write(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, _screen):
            await to_words(pilot)
            await said(pilot, pilot.app, "N'écrivez ni nom de patient")
