"""Every questionnaire that comes with the program is answered to its end, by keys and by mouse."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Answer, Response
from naho_feedback.domain.surveys import Question, QuestionKind, Survey
from naho_feedback.services.answers import asked
from naho_feedback.tui.screens.kiosk import KioskScreen
from naho_feedback.tui.widgets.choice_cards import ChoiceCard
from naho_feedback.tui.widgets.kiosk_pages import ThanksPage
from naho_feedback.workspace.surveys import bundled_surveys, load_surveys
from tests.tui.kiosk_help import kiosk, page, question
from tests.tui.wall_help import screen_text, until

SURVEYS, BROKEN = load_surveys(bundled_surveys())
SIZES = ((80, 24), (120, 40))
CHOSEN = {QuestionKind.FACES, QuestionKind.AGREEMENT, QuestionKind.SINGLE}


def test_all_of_the_set_is_there() -> None:
    assert BROKEN == ()
    assert {
        *("sortie-30s", "atelier", "formation-chaud", "formation-froid", "preparation"),
        *("pouls", "utile-facile", "charge", "visiteur"),
    } <= SURVEYS.keys()


async def by_keys(pilot: Pilot[None], asks: Question) -> Answer:
    match asks.kind:
        case kind if kind in CHOSEN:
            await pilot.press("2")
            return asks.choices[1].id if asks.choices else 2
        case QuestionKind.SLIDER:
            await pilot.press("home", "right", "enter")
            return asks.line[1]
        case QuestionKind.NUMBER:
            await pilot.press("3", "enter")
            return 3
        case _:
            await pilot.press("o", "u", "i", "enter")
            return "oui"


async def by_mouse(pilot: Pilot[None], screen: KioskScreen, asks: Question) -> Answer | None:
    if asks.kind in CHOSEN:
        await pilot.click(screen.query(ChoiceCard).first())
        return asks.choices[0].id if asks.choices else 1
    await pilot.click("#kiosk-forward")  # a mouse writes no words
    return None


@pytest.mark.parametrize("how", ["keys", "mouse"])
@pytest.mark.parametrize("survey", SURVEYS.values(), ids=lambda survey: survey.id)
async def test_it_is_answered_to_its_end(naho: Naho, survey: Survey, how: str) -> None:
    """By keys in French on a small screen, by mouse in English on a projector."""
    given: dict[str, Answer] = {}
    language, size = ("fr", SIZES[0]) if how == "keys" else ("en", SIZES[1])
    async with kiosk(naho, survey=survey, size=size) as (pilot, screen):
        await until(pilot, lambda: survey.title.fr in _words(pilot))
        if how == "keys":
            await pilot.press("enter")
        else:
            await pilot.click("#kiosk-language")
            await until(pilot, lambda: survey.title.en in _words(pilot))
            await pilot.click("#kiosk-begin")
        done: set[str] = set()
        while left := [q for q in asked(survey, given) if q.id not in done]:
            (asks, *_later) = left
            await question(pilot, asks.id)
            wording = " ".join((asks.text.fr if language == "fr" else asks.text.en).split())
            assert wording[:25] in _words(pilot)
            done.add(asks.id)
            answer = await (
                by_keys(pilot, asks) if how == "keys" else by_mouse(pilot, screen, asks)
            )
            if answer is not None:
                given[asks.id] = answer
        await page(pilot, ThanksPage)
    kept = [response.answers for response in naho.store.all(Response)]
    assert kept == ([given] if given else [])
    assert i18n.language() == "fr"


def _words(pilot: Pilot[Any]) -> str:
    return " ".join(screen_text(pilot.app).split())
