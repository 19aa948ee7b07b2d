"""The questionnaire as visitors use it, one after another."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from msgspec import structs
from textual import events

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Response
from naho_feedback.errors import StoreError
from naho_feedback.tui.widgets.choice_cards import ChoiceCard
from naho_feedback.tui.widgets.kiosk_fields import KioskNumber, KioskText
from naho_feedback.tui.widgets.kiosk_pages import QuestionPage, StartPage, ThanksPage
from tests.tui.kiosk_help import ALL_KINDS, answers, kiosk, page, question, through, to_words
from tests.tui.wall_help import screen_text, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")

VALID_NIR = "184127645108946"


async def test_every_kind_is_answered_on_an_azerty_keyboard_and_stored(naho: Naho) -> None:
    async with kiosk(naho, session="M000-7") as (pilot, _screen):
        await through(
            pilot,
            ("visage", ("left_parenthesis",)),
            ("accord", ("à",)),
            ("site", ("é",)),
            ("ans", ("ampersand", "é", "enter")),
            ("mots", (*"Très bien".replace(" ", "_"), "enter")),
        )
        await page(pilot, ThanksPage)
        (kept,) = naho.store.all(Response)
        assert kept.receipt in screen_text(pilot.app)
    assert kept.answers == {
        "visage": 5,
        "accord": "na",
        "site": "b",
        "ans": 12,
        "mots": "Très_bien",
    }
    assert (kept.survey, kept.survey_version, kept.language) == ("tout", 3, "fr")
    assert (kept.session, kept.origin) == ("M000-7", Origin.KIOSK)


async def test_arrows_and_enter_choose_too(naho: Naho) -> None:
    async with kiosk(naho) as (pilot, _screen):
        await through(
            pilot,
            ("visage", ("right", "right", "right", "enter")),
            ("accord", ("right", "down", "up", "enter")),
            ("site", ("down", "down", "down", "down", "down", "enter")),
            ("ans", ("enter",)),
            ("mots", ("enter",)),
        )
        await page(pilot, ThanksPage)
    assert answers(naho) == [{"visage": 3, "accord": 1, "site": "x"}]


async def test_the_mouse_alone_is_enough(naho: Naho) -> None:
    async with kiosk(naho) as (pilot, screen):
        await pilot.click("#kiosk-begin")
        for id_, number in (("visage", 4), ("accord", 5), ("site", 0)):
            await question(pilot, id_)
            await pilot.click(list(screen.query(ChoiceCard))[number])
        for id_ in ("ans", "mots"):
            await question(pilot, id_)
            await pilot.click("#kiosk-forward")
        await page(pilot, ThanksPage)
        await pilot.click("#kiosk-again")
        await page(pilot, StartPage)
    assert answers(naho) == [{"visage": 5, "accord": "na", "site": "l"}]


async def test_going_back_keeps_answers_and_words(naho: Naho) -> None:
    async with kiosk(naho) as (pilot, screen):
        await through(
            pilot,
            ("visage", ("4",)),
            ("accord", ("2",)),
            ("site", ("1",)),
            ("ans", ("7", "enter")),
            ("mots", ("o", "u", "i", "escape")),
        )
        await question(pilot, "ans")
        assert screen.query_one(KioskNumber).value == "7"
        await pilot.press("backspace", "backspace")
        await question(pilot, "site")
        await pilot.press("left")
        await question(pilot, "accord")
        assert screen.query_one(".-cursor", ChoiceCard).choice.value == 2
        await pilot.press("backspace")
        await question(pilot, "visage")
        for id_ in ("visage", "accord", "site"):
            await question(pilot, id_)
            await pilot.press("enter")
        await question(pilot, "ans")
        await pilot.press("enter")
        await question(pilot, "mots")
        assert screen.query_one(KioskText).text == "oui"
        await pilot.press("enter")
        await page(pilot, ThanksPage)
    assert answers(naho) == [{"visage": 4, "accord": 2, "site": "l", "mots": "oui"}]


async def test_the_language_changes_at_once_with_answers_kept_and_not_for_the_app(
    naho: Naho,
) -> None:
    async with kiosk(naho) as (pilot, screen):
        await through(pilot, ("visage", ("right", "right", "f2")))
        await until(pilot, lambda: "Useful?" in screen_text(pilot.app))
        assert "Français" in screen_text(pilot.app)
        assert screen.query_one(".-cursor", ChoiceCard).choice.value == 2
        await pilot.press("enter")
        await question(pilot, "accord")
        assert "Trained?" in screen_text(pilot.app)
        await pilot.press("1")
        await question(pilot, "site")
        await pilot.press("1")
        await question(pilot, "ans")
        await pilot.press("enter")
        await question(pilot, "mots")
        await type_in(pilot, "fine")
        await pilot.press("f2")
        await until(pilot, lambda: "Un mot ?" in screen_text(pilot.app))
        assert screen.query_one(KioskText).text == "fine"
        await pilot.press("f2", "enter")
        await page(pilot, ThanksPage)
        (kept,) = naho.store.all(Response)
        assert kept.language == "en"
        await pilot.press("enter")
        await page(pilot, StartPage)
        assert i18n.language() == "fr"
        await pilot.press("f2", "ctrl+x", "ctrl+x")
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert i18n.language() == "fr"


async def test_enter_skips_but_not_a_required_question(naho: Naho) -> None:
    async with kiosk(naho) as (pilot, _screen):
        await through(pilot, ("visage", ("enter",)), ("accord", ("enter",)), ("site", ("enter",)))
        await until(pilot, lambda: "needs an answer" in screen_text(pilot.app))
        await question(pilot, "site")
        assert "Skip" not in screen_text(pilot.app)
        await pilot.press("3")
        await question(pilot, "ans")
        assert "Skip" in screen_text(pilot.app)


async def test_a_digit_pressed_twice_does_not_answer_the_next_question(naho: Naho) -> None:
    async with kiosk(naho) as (pilot, screen):
        await pilot.press("enter")
        await question(pilot, "visage")
        (first,) = screen.query(QuestionPage)
        first.post_message(QuestionPage.Answered(first, "visage", 5))
        first.post_message(QuestionPage.Answered(first, "visage", 5))
        await question(pilot, "accord")
        await pilot.pause()
        await question(pilot, "accord")
        assert not screen.query(".-cursor")


class TestRefusals:
    async def test_a_social_security_number_is_refused_and_the_words_stay(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, screen):
            await to_words(pilot)
            await type_in(pilot, f"moi {VALID_NIR}")
            await pilot.press("enter")
            await until(pilot, lambda: "social security number" in screen_text(pilot.app))
            assert screen.query_one(KioskText).text == f"moi {VALID_NIR}"
            assert answers(naho) == []
            await pilot.press(*["backspace"] * len(VALID_NIR), "enter")
            await page(pilot, ThanksPage)
        assert answers(naho) == [{"site": "l", "mots": "moi "}]

    async def test_words_that_are_too_long_are_refused_and_stay(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, screen):
            await to_words(pilot)
            screen.query_one(KioskText).text = "x" * 10_001
            await pilot.press("enter")
            await until(pilot, lambda: "10001 characters" in screen_text(pilot.app))
            assert len(screen.query_one(KioskText).text) == 10_001
        assert answers(naho) == []

    async def test_what_the_disk_refused_can_be_sent_again(
        self, naho: Naho, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        submit, full = naho.kiosk.submit, threading.Event()

        def once_full(*args: Any, **kwargs: Any) -> Response:
            if not full.is_set():
                full.set()
                raise StoreError("The disk is full.")
            return submit(*args, **kwargs)

        monkeypatch.setattr(naho.kiosk, "submit", once_full)
        async with kiosk(naho) as (pilot, _screen):
            await to_words(pilot)
            await pilot.press("o", "k", "enter")
            await until(pilot, lambda: "The disk is full." in screen_text(pilot.app))
            await pilot.press("enter")
            await page(pilot, ThanksPage)
        assert answers(naho) == [{"site": "l", "mots": "ok"}]


class TestNextPerson:
    async def test_thanks_come_only_when_the_answers_are_durable(
        self, naho: Naho, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        submit, gate = naho.kiosk.submit, threading.Event()

        def slow(*args: Any, **kwargs: Any) -> Response:
            assert gate.wait(10)
            return submit(*args, **kwargs)

        monkeypatch.setattr(naho.kiosk, "submit", slow)
        async with kiosk(naho) as (pilot, screen):
            await to_words(pilot)
            await pilot.press("o", "enter", "enter", "enter")
            await pilot.pause()
            assert not screen.query(ThanksPage)
            gate.set()
            await page(pilot, ThanksPage)
        assert answers(naho) == [{"site": "l", "mots": "o"}]  # once, however often Enter came

    async def test_the_last_page_makes_room_by_itself(self, naho: Naho) -> None:
        async with kiosk(naho, seconds=0.05) as (pilot, _screen):
            await to_words(pilot)
            await pilot.press("o", "enter")
            await until(pilot, lambda: len(answers(naho)) == 1)
            await page(pilot, StartPage)

    async def test_nothing_of_the_first_person_reaches_the_second(self, naho: Naho) -> None:
        words = "parole secrete"
        async with kiosk(naho) as (pilot, screen):
            await through(
                pilot,
                ("visage", ("5",)),
                ("accord", ("4",)),
                ("site", ("2",)),
                ("ans", ("9", "enter")),
            )
            await question(pilot, "mots")
            await type_in(pilot, words)
            await pilot.press("ctrl+a", "ctrl+c", "ctrl+shift+a", "ctrl+c", "enter")
            await page(pilot, ThanksPage)
            assert pilot.app.clipboard == ""
            await pilot.press("enter")
            await page(pilot, StartPage)
            await pilot.press("enter")
            for id_, key in (("visage", "enter"), ("accord", "enter"), ("site", "1")):
                await question(pilot, id_)
                assert not screen.query(".-cursor")
                await pilot.press(key)
            await question(pilot, "ans")
            assert screen.query_one(KioskNumber).value == ""
            await pilot.press("enter")
            await question(pilot, "mots")
            await pilot.press("ctrl+v", "ctrl+z", "ctrl+y")
            field = screen.query_one(KioskText)
            field.post_message(events.Paste("du presse-papiers"))
            await pilot.pause()
            assert field.text == ""
            assert words not in screen_text(pilot.app)
            await pilot.press("enter")
            await page(pilot, ThanksPage)
        assert answers(naho)[1] == {"site": "l"}

    async def test_who_answers_nothing_is_thanked_and_nothing_is_kept(self, naho: Naho) -> None:
        short = structs.replace(ALL_KINDS, questions=ALL_KINDS.questions[:1])
        async with kiosk(naho, survey=short) as (pilot, _screen):
            await through(pilot, ("visage", ("enter",)))
            await page(pilot, ThanksPage)
            assert "nothing was kept" in screen_text(pilot.app)
        assert answers(naho) == []
