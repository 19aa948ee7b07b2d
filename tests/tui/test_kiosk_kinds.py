"""Every other kind of question at the kiosk: by keys, by mouse, back and forth."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from textual import events

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import Choice, Group, Question, QuestionKind, Survey
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import Localized
from naho_feedback.tui.widgets.choice_cards import ChoiceCard, choices_of
from naho_feedback.tui.widgets.choice_ticks import TickCard
from naho_feedback.tui.widgets.kiosk_fields import KioskDate, KioskShort
from naho_feedback.tui.widgets.kiosk_filling import Filling
from naho_feedback.tui.widgets.kiosk_pages import ThanksPage
from naho_feedback.tui.widgets.kiosk_slider import KioskSlider
from tests.tui.kiosk_help import answers, kiosk, page, question, through
from tests.tui.wall_help import screen_text, until

pytestmark = pytest.mark.usefixtures("source_strings")


def ask(id: str, kind: QuestionKind, fr: str, **more: Any) -> Question:
    return Question(id=id, kind=kind, text=Localized(fr, f"{fr} (en)"), **more)


AIDS = tuple(
    Choice(id_, Localized(fr, fr), exclusive=id_ == "rien", other=id_ == "autre")
    for id_, fr in (
        ("tuto", "Tutoriel [b]"),
        ("pair", "Un pair"),
        ("autre", "Autre"),
        ("rien", "Rien"),
    )
)
KINDS = Survey(
    id="sortes",
    version=1,
    title=Localized("Sortes", "Kinds"),
    description=Localized("Deux minutes [/].", "Two minutes."),
    groups=(Group("bloc", Localized("Le bloc [x]", "The block")),),
    questions=(
        ask("aides", QuestionKind.MULTIPLE, "Aides ?", choices=AIDS, max=2, group="bloc"),
        ask(
            "aides.other",
            QuestionKind.SHORT,
            "Laquelle ?",
            stem=Localized("Aides [?]", "Help [?]"),
            condition="aides has autre",
            max=12,
        ),
        ask(
            "effort",
            QuestionKind.SLIDER,
            "Effort ?",
            low=Localized("faible [/]", "low"),
            high=Localized("fort", "high"),
            help=Localized("De tête.", "In mind."),
        ),
        ask("jour", QuestionKind.DATE, "Quand ?", last=dt.date(2017, 12, 31)),
        ask("accord", QuestionKind.AGREEMENT, "D'accord ?", concerns_all=True),
    ),
)


async def test_all_are_answered_on_an_azerty_keyboard_and_stored(naho: Naho) -> None:
    async with kiosk(naho, survey=KINDS) as (pilot, _screen):
        assert "Deux minutes [/]." in screen_text(pilot.app)
        await through(pilot, ("aides", ("quotation_mark", "ampersand")))
        text = screen_text(pilot.app)
        assert "Le bloc [x]" in text
        assert text.count("[x]") == 3
        assert "Tutoriel [b]" in text
        await pilot.press("enter")
        await question(pilot, "aides.other")
        assert "Aides [?]" in screen_text(pilot.app)
        await pilot.press(*"un wiki".replace(" ", "_"), "enter")
        await question(pilot, "effort")
        assert "faible [/]" in screen_text(pilot.app)
        assert "De tête." in screen_text(pilot.app)
        await pilot.press("minus", "right", "enter")
        await question(pilot, "jour")
        await pilot.press(*("2", "è", "0", "é", "2", "à", "ampersand", "7"), "enter")
        await question(pilot, "accord")
        await pilot.press("à", "5")
        await page(pilot, ThanksPage)
    assert answers(naho) == [
        {
            "aides": "tuto autre",
            "aides.other": "un_wiki",
            "effort": 65,
            "jour": "2017-02-27",
            "accord": 5,
        }
    ]


async def test_the_mouse_ticks_and_slides(naho: Naho) -> None:
    async with kiosk(naho, survey=KINDS) as (pilot, screen):
        await pilot.click("#kiosk-begin")
        await question(pilot, "aides")
        for number in (0, 1, 0):
            await pilot.click(list(screen.query(TickCard))[number])
        await pilot.click("#kiosk-forward")
        await question(pilot, "effort")
        slider = screen.query_one(KioskSlider)
        await pilot.click(slider, offset=(slider.size.width // 2 + 3, 3))
        assert slider.value == 50
        await pilot.click(slider, offset=(4, 3))
        assert slider.value == 0
        await pilot.click("#kiosk-forward")
        for id_ in ("jour", "accord"):
            await question(pilot, id_)
            await pilot.click("#kiosk-forward")
        await page(pilot, ThanksPage)
    assert answers(naho) == [{"aides": "pair", "effort": 0}]


async def test_arrows_and_space_tick_and_one_that_stands_alone_clears_the_others(
    naho: Naho,
) -> None:
    async with kiosk(naho, survey=KINDS) as (pilot, screen):
        await through(pilot, ("aides", ("1", "2", "down", "down", "space")))
        ticked = [card.choice.value for card in screen.query(TickCard) if card.ticked]
        assert ticked == ["rien"]
        await pilot.press("2")
        ticked = [card.choice.value for card in screen.query(TickCard) if card.ticked]
        assert ticked == ["pair"]
        await pilot.press("delete")
        assert not screen.query(".-ticked")
        await pilot.press("1", "2", "3", "enter")
        await until(pilot, lambda: "Choose 2 answers at most." in screen_text(pilot.app))
        await pilot.press("3", "enter")
        await question(pilot, "effort")


async def test_going_back_keeps_ticks_places_days_and_words(naho: Naho) -> None:
    async with kiosk(naho, survey=KINDS) as (pilot, screen):
        await through(
            pilot,
            ("aides", ("3", "enter")),
            ("aides.other", ("w", "enter")),
            ("effort", ("end", "left", "enter")),
            ("jour", (*"31122018", "enter")),
        )
        await until(pilot, lambda: "The latest day is 31/12/2017." in screen_text(pilot.app))
        await pilot.press("backspace", "7", "enter")
        await question(pilot, "accord")
        assert len(screen.query(ChoiceCard)) == 5
        await pilot.press("escape")
        await question(pilot, "jour")
        assert screen.query_one(KioskDate).value == "31122017"
        await pilot.press("escape")
        await question(pilot, "effort")
        assert screen.query_one(KioskSlider).value == 95
        await pilot.press("backspace")
        await question(pilot, "aides.other")
        field = screen.query_one(KioskShort)
        assert field.value == "w"
        await pilot.press("o")
        assert field.value == "wo"
        field.post_message(events.Paste("du presse-papiers"))
        await pilot.press("ctrl+v", "escape")
        await question(pilot, "aides")
        assert [card.choice.value for card in screen.query(TickCard) if card.ticked] == ["autre"]
        await pilot.press("3", "1", "enter")
        await question(pilot, "effort")
        for id_ in ("effort", "jour", "accord"):
            await question(pilot, id_)
            await pilot.press("enter")
        await page(pilot, ThanksPage)
    assert answers(naho) == [{"aides": "tuto", "effort": 95, "jour": "2017-12-31"}]


async def test_left_goes_back_while_nothing_is_chosen(naho: Naho) -> None:
    async with kiosk(naho, survey=KINDS) as (pilot, screen):
        await through(pilot, ("aides", ("enter",)), ("effort", ("left",)))
        await question(pilot, "aides")
        await pilot.press("enter")
        await question(pilot, "effort")
        await pilot.press("right", "left")
        assert screen.query_one(KioskSlider).value == 45
        await pilot.press("home", "left", "delete", "enter")
        await question(pilot, "jour")
        await pilot.press("left")
        await question(pilot, "effort")
        assert screen.query_one(KioskSlider).value is None


class TestFilling:
    @pytest.fixture
    def filling(self) -> Filling:
        return Filling(KINDS)

    def go(self, filling: Filling, *values: Answer | None) -> str:
        for value in values:
            filling.answer(value)
            filling.forward()
        return filling.question.id

    def test_only_what_is_asked_comes(self, filling: Filling) -> None:
        assert self.go(filling, "tuto") == "effort"
        assert filling.back()
        assert self.go(filling, "autre") == "aides.other"
        assert filling.heading == ""

    def test_an_answer_whose_question_is_not_asked_any_more_is_not_given(
        self, filling: Filling
    ) -> None:
        assert self.go(filling, "autre", "wiki") == "effort"
        filling.number = 0
        assert filling.heading == "Le bloc [x]"
        assert self.go(filling, "tuto") == "effort"
        assert filling.answers == {"aides": "tuto"}
        filling.number = 0
        assert self.go(filling, "autre") == "aides.other"
        assert filling.before == "wiki"

    def test_a_last_question_that_is_not_asked_is_no_page(self) -> None:
        survey = Survey(id="s", version=1, title=KINDS.title, questions=KINDS.questions[:2])
        filling = Filling(survey)
        filling.answer("tuto")
        assert filling.is_last
        assert not filling.forward()
        filling.answer("autre")
        assert not filling.is_last

    def test_a_day_is_refused_in_the_reader_s_words(self, filling: Filling) -> None:
        filling.number = 3
        for value in ("31022017", "hier", "01012018"):
            with pytest.raises(RefusedError):
                filling.answer(value)
        filling.answer("27/2/2017")
        assert filling.answers == {"jour": "2017-02-27"}


def test_an_agreement_that_concerns_all_has_no_sixth_card() -> None:
    assert [choice.value for choice in choices_of(KINDS.questions[4])] == [1, 2, 3, 4, 5]
